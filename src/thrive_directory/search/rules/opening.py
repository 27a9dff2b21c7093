"""Is it open: now for ease, or at the moment asked for as a filter. No contact, never open."""

from datetime import datetime

import numpy as np

from thrive_directory.index.columns import Flags, Ints
from thrive_directory.index.hood import Verdicts
from thrive_directory.index.kept import Made
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.opening.hours import LONDON
from thrive_directory.search.answer import Ask, Effect, Reason
from thrive_directory.search.marks import Marks, whole
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import NO, Judgement, Question, three_valued
from thrive_directory.search.weights import Weights


def opening_status(question: Question, at: datetime) -> Verdicts:
    """Per row YES, UNKNOWN or NO at a moment."""
    near = question.query.near
    status = question.snapshot.opening_status(at, near.nation if near else None)
    return np.asarray(status[question.hood.rows], np.int8)


def open_now(query: SearchQuery, snapshot: Snapshot) -> Flags:
    """Per row of the catalogue: surely open at the moment of asking, and with a checked way to reach it."""
    return snapshot.open_now(query.now, query.near.nation if query.near else None)


def shut_marks(query: SearchQuery, snapshot: Snapshot, rows: Ints, weights: Weights) -> Marks:
    """What it costs rows of the catalogue to be shut where words of danger were read; nothing where hours are
    unknown."""
    nation = query.near.nation if query.near else None
    is_shut = snapshot.opening_status(query.now, nation).take(rows) == NO
    return np.where(is_shut, whole(weights.shut_in_danger), 0)


def is_in_danger(query: SearchQuery) -> bool:
    """Were words of danger read, and no moment asked for?"""
    return bool(query.prefer_needs) and query.open_at is None


def judge_open(question: Question) -> Judgement | None:
    """With `open` only: a certain no is out, unknown hours are one to ask."""
    moment = question.query.open_at
    if moment is None:
        return None
    rows, said = question.hood.rows, open_reasons(question.query, question.snapshot, moment)
    return Judgement(
        "open",
        three_valued(opening_status(question, moment)),
        yes=lambda at: said[int(rows[at])],
        ask=lambda _: Ask("opening-unknown", "Ask them when they are open."),
        is_filter=True,
    )


def open_reasons(query: SearchQuery, snapshot: Snapshot, moment: datetime) -> Made[int, Reason]:
    """By row: "Open now until 21:00", or the same for another moment; open all hours when it does not close."""
    nation = query.near.nation if query.near else None
    is_now, effect = moment == query.now, _effect(query)

    def say(row: int) -> Reason:
        return _open(snapshot.open_until(row, moment, nation), moment, effect, is_now=is_now)

    return snapshot.told_now.get(("open", moment, nation, is_now, effect), lambda: Made(say))


def _effect(query: SearchQuery) -> Effect:
    return "rank" if query.open_at is None else "inclusion"


def _open(until: datetime | None, moment: datetime, effect: Effect, *, is_now: bool) -> Reason:
    when = "now" if is_now else moment.astimezone(LONDON).strftime("%A at %H:%M")
    params = {"at": moment.isoformat(), "until": until.isoformat() if until else None}
    code = "open-now" if is_now else "open-then"
    if until is None:
        return Reason(code, f"Open {when}, day and night", params, effect)
    same_day = until.date() == moment.astimezone(LONDON).date()
    closing = until.strftime("%H:%M") if same_day else until.strftime("%H:%M on %A")
    return Reason(code, f"Open {when} until {closing}", params, effect)
