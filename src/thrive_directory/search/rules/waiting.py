"""Facts that go stale in weeks: waiting time and whether referrals are taken. Past their expiry they are unknown."""

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Floats
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.rules.judgement import Judgement, Question, ThreeValued, certain
from thrive_directory.search.weights import NO_QUEUE_DOUBT

SHORT_WAIT_WEEKS = 4.0


def _holds(question: Question) -> NDArray[np.bool_]:
    today = question.query.now.date().toordinal()
    return np.asarray(question.hood.ints("capacity_expires_day") >= today)


def known_wait_weeks(question: Question) -> Floats:
    """Weeks of waiting per row; NaN where nobody has said, or what was said has expired."""
    return question.derived("wait", lambda: _wait_while_it_holds(question))


def _wait_while_it_holds(question: Question) -> Floats:
    return np.where(_holds(question), question.hood.floats("wait_weeks"), np.nan)


def judge_open_to_referrals(question: Question) -> Judgement:
    """An offer that says it is closed to referrals is out; saying nothing is no reason to ask."""
    closed = _holds(question) & question.hood.flags("says_closed")
    return Judgement(
        "open_to_referrals",
        certain(~closed),
        no=lambda _: "It is not taking referrals at the moment.",
    )


def judge_wait(question: Question) -> Judgement | None:
    """With `wait` only: no wait known to be longer than asked."""
    longest = question.query.wait_weeks
    if longest is None:
        return None
    weeks = known_wait_weeks(question)
    return Judgement(
        "wait",
        ThreeValued(weeks <= longest, np.isnan(weeks)),
        yes=lambda at: Reason("short-wait", wait_text(weeks[at]), {"weeks": float(weeks[at])}, "inclusion"),
        ask=lambda _: Ask("wait-unknown", "Ask them how long the wait is."),
        no=lambda at: f"{wait_text(weeks[at])}.",
        doubt=np.where(question.hood.flags("no_queue"), NO_QUEUE_DOUBT, 1.0),
    )


def wait_text(weeks: float) -> str:
    """A wait in words."""
    if weeks == 0:
        return "No wait"
    return f"About {weeks:g} week{'' if weeks == 1 else 's'} to wait"
