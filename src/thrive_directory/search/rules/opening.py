"""Is it open: now for ease, or at the moment asked for as a filter. No contact, never open."""

from datetime import datetime

import numpy as np

from thrive_directory.index.columns import Flags, Ints
from thrive_directory.index.hood import Verdicts
from thrive_directory.opening.hours import LONDON
from thrive_directory.search.answer import Ask, Effect, Reason
from thrive_directory.search.rules.judgement import Judgement, Question, Says, three_valued


def opening_status(question: Question, at: datetime) -> Verdicts:
    """Per row YES, UNKNOWN or NO at a moment."""
    near = question.query.near
    status = question.snapshot.opening_status(at, near.nation if near else None)
    return np.asarray(status[question.hood.rows], np.int8)


def open_now(question: Question, rows: Ints) -> Flags:
    """Per row: surely open at the moment of asking, and with a checked way to reach it."""
    near = question.query.near
    return question.snapshot.open_now(question.query.now, near.nation if near else None)[rows]


def judge_open(question: Question) -> Judgement | None:
    """With `open` only: a certain no is out, unknown hours are one to ask."""
    moment = question.query.open_at
    if moment is None:
        return None
    return Judgement(
        "open",
        three_valued(opening_status(question, moment)),
        yes=open_says(question, question.hood.rows, moment),
        ask=lambda _: Ask("opening-unknown", "Ask them when they are open."),
        is_filter=True,
    )


def open_says(question: Question, rows: Ints, moment: datetime, only: Flags | None = None) -> Says:
    """ "Open now until 21:00", or the same for another moment; open all hours when it does not close. `rows` are those
    that positions go by; without `only`, all of them are open."""
    near, is_asked = question.query.near, question.query.open_at is not None
    nation = near.nation if near else None

    def reason(at: int) -> Reason | None:
        return _open(question, int(rows[at]), moment, nation) if only is None or only[at] else None

    about = ("open", moment, nation, moment == question.query.now, is_asked)
    return Says(reason, about, lambda at: rows.take(at).tolist(), passes=True)


def _open(question: Question, row: int, moment: datetime, nation: str | None) -> Reason:
    until = question.snapshot.open_until(row, moment, nation)
    when = "now" if moment == question.query.now else moment.astimezone(LONDON).strftime("%A at %H:%M")
    params = {"at": moment.isoformat(), "until": until.isoformat() if until else None}
    code = "open-now" if when == "now" else "open-then"
    effect: Effect = "rank" if question.query.open_at is None else "inclusion"
    if until is None:
        return Reason(code, f"Open {when}, day and night", params, effect)
    same_day = until.date() == moment.astimezone(LONDON).date()
    closing = until.strftime("%H:%M") if same_day else until.strftime("%H:%M on %A")
    return Reason(code, f"Open {when} until {closing}", params, effect)
