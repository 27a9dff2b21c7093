"""Is it open: now for ease, or at the moment asked for as a filter. No contact, never open."""

from datetime import datetime

import numpy as np

from thrive_directory.index.columns import Flags, Ints
from thrive_directory.index.hood import Verdicts
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.opening.hours import LONDON
from thrive_directory.search.answer import Ask, Effect, Reason
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Judgement, Question, three_valued


def opening_status(question: Question, at: datetime) -> Verdicts:
    """Per row YES, UNKNOWN or NO at a moment."""
    near = question.query.near
    status = question.snapshot.opening_status(at, near.nation if near else None)
    return np.asarray(status[question.hood.rows], np.int8)


def open_now(query: SearchQuery, snapshot: Snapshot, rows: Ints) -> Flags:
    """Per row: surely open at the moment of asking, and with a checked way to reach it."""
    return snapshot.open_now(query.now, query.near.nation if query.near else None).take(rows)


def judge_open(question: Question) -> Judgement | None:
    """With `open` only: a certain no is out, unknown hours are one to ask."""
    moment = question.query.open_at
    if moment is None:
        return None
    rows = question.hood.rows
    return Judgement(
        "open",
        three_valued(opening_status(question, moment)),
        yes=lambda at: open_reason(question.query, question.snapshot, int(rows[at]), moment),
        ask=lambda _: Ask("opening-unknown", "Ask them when they are open."),
        is_filter=True,
    )


def open_reason(query: SearchQuery, snapshot: Snapshot, row: int, moment: datetime) -> Reason:
    """ "Open now until 21:00", or the same for another moment; open all hours when it does not close."""
    nation = query.near.nation if query.near else None
    about = ("open", moment, nation, moment == query.now, query.open_at is not None)
    return snapshot.told_of(about, passes=True).get(row, lambda: _open(query, snapshot, row, moment))


def _open(query: SearchQuery, snapshot: Snapshot, row: int, moment: datetime) -> Reason:
    until = snapshot.open_until(row, moment, query.near.nation if query.near else None)
    when = "now" if moment == query.now else moment.astimezone(LONDON).strftime("%A at %H:%M")
    params = {"at": moment.isoformat(), "until": until.isoformat() if until else None}
    code = "open-now" if when == "now" else "open-then"
    effect: Effect = "rank" if query.open_at is None else "inclusion"
    if until is None:
        return Reason(code, f"Open {when}, day and night", params, effect)
    same_day = until.date() == moment.astimezone(LONDON).date()
    closing = until.strftime("%H:%M") if same_day else until.strftime("%H:%M on %A")
    return Reason(code, f"Open {when} until {closing}", params, effect)
