"""The penalties that go by the offer and the day, whatever is asked: cost, wait, freshness, ease. Adds up nothing."""

import numpy as np

from thrive_directory.index.codes import has_any, is_empty
from thrive_directory.index.columns import UNKNOWN_DAY, Flags
from thrive_directory.search import weights as share
from thrive_directory.search.answer import Reason
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.rules.judgement import Question
from thrive_directory.search.rules.waiting import SHORT_WAIT_WEEKS, known_wait_weeks, wait_text
from thrive_directory.search.weights import Weights

SELF_ROUTES = ("self", "no-referral")
OWN_ROUTES = {
    "parent-carer": ("parent-carer",),
    "professional": ("school", "gp", "social-care", "professional", "single-point-of-access"),
}
"""Ways in that are also the asker's own, by who asks."""
_BY_YOURSELF = Reason("self-referral", "You can get in touch yourself", {}, "rank")
_FREE = Reason("free", "Free", {}, "rank")


def paid_penalty(question: Question, weights: Weights) -> Penalty | None:
    """The person must pay, and has not said that this is no matter."""
    paid = question.hood.flags("paid")
    if question.query.free is not None or not paid.any():
        return None
    return Penalty("paid", weights.paid, np.where(paid, 1.0, 0.0))


def age_fit_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Years of age the offer takes, s: s / (s + 15), from birth where no lower bound is stated. No upper bound counts
    in full, ages nobody knows count half."""
    if not question.query.ages:
        return None
    minimum, until = question.hood.floats("age_minimum"), question.hood.floats("age_until")
    span = until - np.nan_to_num(minimum, nan=0.0)
    no_end = np.where(np.isnan(minimum), 0.5, 1.0)
    values = np.where(np.isnan(until), no_end, span / (span + share.AGE_SPAN_YEARS))
    return Penalty("age_fit", weights.age_fit, values)


def wait_penalty(question: Question, weights: Weights) -> Penalty:
    """Weeks of waiting, w: w / (w + 12). Not known is one half."""
    weeks = known_wait_weeks(question)
    values = np.where(np.isnan(weeks), 0.5, weeks / (weeks + share.HALF_WAIT_WEEKS))

    def reason(at: int) -> Reason | None:
        if question.query.wait_weeks is not None or not weeks[at] <= SHORT_WAIT_WEEKS:
            return None
        return Reason("short-wait", wait_text(weeks[at]), {"weeks": float(weeks[at])}, "rank")

    return Penalty("wait", weights.wait, values, reason)


def freshness_penalty(question: Question, weights: Weights) -> Penalty:
    """Days since a person verified it, d: d / (d + 180). Only read on a page: from 0.75 up, by the same decay."""
    hood, today = question.hood, question.query.now.date().toordinal()
    verified, seen = hood.ints("verified_day"), hood.ints("seen_day")
    is_verified = verified != UNKNOWN_DAY
    days = np.maximum(today - np.where(is_verified, verified, seen), 0).astype(np.float64)
    decay = days / (days + share.HALF_FRESH_DAYS)
    values = np.where(is_verified, decay, share.SOURCED_SHARE + (1 - share.SOURCED_SHARE) * decay)

    verifier = hood.ints("verifier")

    def reason(at: int) -> Reason:
        return _checked(int(days[at]), question.snapshot.verifiers[verifier[at]], is_verified=bool(is_verified[at]))

    return Penalty("freshness", weights.freshness, values, reason)


def _checked(days: int, by: str, *, is_verified: bool) -> Reason:
    params = {"days": days, "by": by}
    if is_verified:
        return Reason("verified", f"Checked {ago(days)} by {by}", params, "rank")
    return Reason("sourced", f"Read on a public page {ago(days)}, not yet checked with them", params, "rank")


def unconfirmed_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Nobody has confirmed that the offer still runs."""
    unconfirmed = question.hood.flags("unconfirmed")
    if not unconfirmed.any():
        return None
    return Penalty("unconfirmed", weights.unconfirmed, unconfirmed.astype(np.float64))


def ease_referral_penalty(question: Question, weights: Weights) -> Penalty | None:
    """One can refer oneself; left out where the question already speaks of who refers.

    An offer nobody can reach by a checked contact is not easy, whatever else it is."""
    if question.query.referral_routes:
        return None
    own_routes = (*SELF_ROUTES, *(route for who in question.query.audiences for route in OWN_ROUTES.get(who, ())))
    mask = question.snapshot.sets["referral_route"].pack(own_routes)
    routes = question.hood.words("referral_route")
    own = has_any(routes, mask) & question.hood.flags("has_contact")
    unknown = is_empty(routes) & question.hood.flags("has_contact")
    values = np.where(own, 0.0, np.where(unknown, share.UNKNOWN_ROUTE_SHARE, 1.0))
    return Penalty("ease_referral", weights.ease_referral, values, lambda at: _BY_YOURSELF if own[at] else None)


def ease_cost_penalty(question: Question, weights: Weights) -> Penalty | None:
    """It is free; left out where the question already speaks of cost."""
    if question.query.free is not None:
        return None
    easy = question.hood.flags("free") & question.hood.flags("has_contact")
    return _ease("ease_cost", weights.ease_cost, easy, _FREE)


def _ease(name: str, weight: float, easy: Flags, reason: Reason) -> Penalty:
    return Penalty(name, weight, np.where(easy, 0.0, 1.0), lambda at: reason if easy[at] else None)


def ago(days: int) -> str:
    """Days in words: "today", "3 days ago", "5 weeks ago", "8 months ago", "2 years ago"."""
    if days == 0:
        return "today"
    for size, unit in ((730, "year"), (60, "month"), (14, "week")):
        if days >= size:
            count = days // {"year": 365, "month": 30, "week": 7}[unit]
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return f"{days} day{'' if days == 1 else 's'} ago"
