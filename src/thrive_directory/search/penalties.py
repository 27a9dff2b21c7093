"""The penalties that rank: each a number in [0, 1] a row, with the reason a row gives for it. Adds up nothing."""

from collections.abc import Hashable
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

import numpy as np

from thrive_directory.geo.grid import miles
from thrive_directory.index.codes import has_any, is_empty
from thrive_directory.index.columns import UNKNOWN_DAY, Flags, Floats
from thrive_directory.index.hood import Hood, Kept
from thrive_directory.search import weights as share
from thrive_directory.search.answer import Reason
from thrive_directory.search.rules.area import distances
from thrive_directory.search.rules.judgement import Question, Says, by_words, listed
from thrive_directory.search.rules.needs import PARENTS_CAN_HELP, NeedMatch, match_needs, need_says
from thrive_directory.search.rules.opening import open_now, open_says
from thrive_directory.search.rules.people import NEEDS_OF_WOMEN, hinted_circumstances, told_circumstances
from thrive_directory.search.rules.waiting import SHORT_WAIT_WEEKS, known_wait_weeks, wait_text
from thrive_directory.search.text import TextMatch, is_text_alone, text_reason
from thrive_directory.search.weights import Weights

SELF_ROUTES = ("self", "no-referral")
OWN_ROUTES = {
    "parent-carer": ("parent-carer",),
    "professional": ("school", "gp", "social-care", "professional", "single-point-of-access"),
}
"""Ways in that are also the asker's own, by who asks."""
_BY_YOURSELF = Reason("self-referral", "You can get in touch yourself", {}, "rank")
_FREE = Reason("free", "Free", {}, "rank")
THRIVING = "thriving"
FRONT_DOOR_ROUTES = ("single-point-of-access",)


@dataclass(frozen=True, slots=True)
class Penalty:
    """One named penalty: its weight, its values by position in the hood, and the reason it gives, if any."""

    name: str
    weight: float
    values: Floats
    reason: Says | None = None


class Weighed(NamedTuple):
    """A penalty and what it costs each row: its weight times its value."""

    penalty: Penalty
    cost: Floats


@dataclass(frozen=True, slots=True)
class Plain:
    """The penalties of every row of the catalogue that go by the offer and not by what was asked, and the sum of those
    that stay the same all day. `key` tells one such sum from another."""

    weighed: tuple[Weighed, ...]
    open_now: Weighed | None
    sum_of_the_day: Floats
    key: Hashable

    def total(self, hood: Hood, kept: Kept | None) -> Floats:
        """The sum of all of them for some rows, a fresh array."""
        if kept is None:
            return self._total(hood)
        return kept.get(("plain", self.key), lambda: self._total(hood)).copy()

    def _total(self, hood: Hood) -> Floats:
        total = self.sum_of_the_day.take(hood.rows)
        return total if self.open_now is None else total + self.open_now.cost.take(hood.rows)


def distance_penalty(question: Question, weights: Weights) -> Penalty | None:
    """d / (d + t), t being how far people there usually go. Without a point, an offer of the area counts as a usual
    distance away, and a national one as far away, so that among equals local comes first."""
    near = question.query.near
    if near is None:
        return None
    distance_km = distances(question)
    pointless = share.REMOTE_SHARE if question.hood.is_wide else share.TYPICAL_SHARE
    if distance_km is None:
        return Penalty("distance", weights.distance, np.full(len(question.hood), pointless))
    values = np.where(np.isnan(distance_km), pointless, distance_km / (distance_km + near.travel_km))

    def reason(at: int) -> Reason | None:
        km = float(distance_km[at])
        return None if isnan(km) else _away(round(km, 2))

    # Told to ten metres there are few distances within a town, so the sentences are kept.
    says = Says(reason, "distance", lambda at: _known(distance_km.take(at).round(2)))
    return Penalty("distance", weights.distance, values, says)


def _known(values: Floats) -> list[float | None]:
    """Numbers to look up by: NaN equals nothing, not even itself."""
    return [None if isnan(value) else value for value in values.tolist()]


def _away(km: float) -> Reason:
    text = "Less than half a mile away" if miles(km) < 0.5 else f"{miles(km):.1f} miles ({km:.1f} km) away"
    return Reason("distance", text, {"km": km}, "rank")


def grouping_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Confirmed for the grouping, suggested for it, or mapped to none."""
    asked = question.query.groupings
    if not asked:
        return None
    mask = question.snapshot.sets["grouping"].pack(asked)
    confirmed = has_any(question.hood.words("grouping_confirmed"), mask)
    suggested = has_any(question.hood.words("grouping"), mask)
    values = np.where(confirmed, 0.0, np.where(suggested, share.SUGGESTED_SHARE, 1.0))
    return Penalty("grouping", weights.grouping, values)


def need_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Made for the need, for a related one, a front door, general, for other needs too, or nothing said."""
    match = match_needs(question, question.query.needs | question.query.prefer_needs)
    if match is None:
        return None
    door = match.general & _is_front_door(question)
    general = (match.general & ~_is_for_the_well(question)) | (match.open & _helps_parents(question, match))
    values = np.where(match.open | match.general, share.OPEN_NEED_SHARE, 1.0)
    values[general] = _general_share(question)
    values[door] = share.FRONT_DOOR_SHARE
    values[match.related] = share.RELATED_NEED_SHARE
    values[match.exact] = 0.0
    if question.query.needs:
        return Penalty("need", weights.need, values)
    # Needs that are only preferred have no rule to give their reason.
    return Penalty("need", weights.need, values, need_says(question, match))


def specialist_penalty(question: Question, text: TextMatch | None, weights: Weights) -> Penalty | None:
    """Where the question names no need, an offer that is only for some, or names none but those that take a specialist,
    stands behind the general ones, unless called by name."""
    query = question.query
    if query.needs or query.prefer_needs or (query.text and is_text_alone(query)):
        return None
    specialist = question.hood.flags("needs_listed") | question.hood.flags("needs_special")
    if text is not None:
        specialist = specialist & ~text.in_name  # called by its name
    return Penalty("specialist", weights.specialist, np.where(specialist, 1.0, 0.0))


def _is_front_door(question: Question) -> Flags:
    mask = question.snapshot.sets["referral_route"].pack(FRONT_DOOR_ROUTES)
    return has_any(question.hood.words("referral_route"), mask)


def _is_for_the_well(question: Question) -> Flags:
    """For Thriving and nothing else: clubs, shelves, play. Good for anyone, and no help with a need that it does not
    name, unless Thriving is what was asked for."""
    if THRIVING in question.query.groupings:
        return np.zeros(len(question.hood), dtype=np.bool_)
    sets, groupings = question.snapshot.sets["grouping"], question.hood.words("grouping")
    others = sets.pack(code for code in sets.codes if code != THRIVING)
    return has_any(groupings, sets.pack([THRIVING])) & ~has_any(groupings, others)


def _helps_parents(question: Question, match: NeedMatch) -> Flags:
    """Help with parenting is help with a young child's behaviour, sleep or worries, where a parent asks."""
    if "parent-carer" not in question.query.audiences or not match.asked & PARENTS_CAN_HELP:
        return np.zeros(len(question.hood), dtype=np.bool_)
    return has_any(question.hood.words("need"), question.snapshot.sets["need"].pack(["parenting"]))


def _general_share(question: Question) -> float:
    """A general offer helps less where every need asked takes a specialist."""
    asked = question.query.needs | question.query.prefer_needs
    terms = [question.snapshot.vocabulary.term("need", code) for code in asked]
    return share.GENERAL_FOR_SPECIALIST_SHARE if all(t.specialist for t in terms) else share.GENERAL_NEED_SHARE


def circumstance_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Where a circumstance is named: offers made for it come before those open to everyone."""
    asked = question.query.circumstances
    if not asked:
        return None
    mask = question.snapshot.sets["circumstance"].pack(asked)
    sets, words = question.snapshot.sets["circumstance"], question.hood.words("circumstance")
    made_for = has_any(words, mask)
    limited = question.hood.flags("circumstances_listed")

    def reason(at: int) -> Reason | None:
        if not made_for[at] or limited[at]:
            return None  # an offer only for some says so by its rule
        codes = [code for code in sets.unpack(words[:, at].tolist()) if code in asked]
        labels = listed([question.label("circumstance", code) for code in codes])
        return Reason("made-with", f"Has in mind: {labels}", {"codes": codes}, "rank")

    return Penalty("circumstance", weights.circumstance, np.where(made_for, 0.0, 1.0), Says(reason))


def for_others_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Offers with some people in mind whom the question does not name: those of a gender, of a circumstance (though
    open to all), or who speak another language than English."""
    query, hood, sets = question.query, question.hood, question.snapshot.sets
    if query.text and is_text_alone(query):
        return None  # a name is asked for, whoever the offer is for
    told = sets["circumstance"].pack(told_circumstances(query) | hinted_circumstances(query))
    circumstances = hood.words("circumstance")
    welcomes = ~is_empty(circumstances) & ~has_any(circumstances, told) & ~hood.flags("circumstances_listed")
    if query.languages:
        welcomes &= ~has_any(hood.words("language"), sets["language"].pack(query.languages))
    values = np.where(welcomes, share.WELCOMES_SHARE, 0.0)
    if query.gender is None and not query.needs & NEEDS_OF_WOMEN:
        values = np.where(is_empty(hood.words("gender")), values, 1.0)
    return Penalty("for_others", weights.for_others, values)


def audience_penalty(question: Question, weights: Weights) -> Penalty | None:
    """For professionals alone: an offer that takes their referral stands behind one that is for them."""
    asked = question.query.audiences
    if asked != {"professional"}:
        return None
    mask = question.snapshot.sets["audience"].pack(asked)
    return Penalty("audience", weights.audience, np.where(has_any(question.hood.words("audience"), mask), 0.0, 1.0))


def school_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Where a school is named: what works inside it comes before what does not."""
    school = question.query.school
    if school is None:
        return None
    schools, rows = question.snapshot.particulars.schools, question.hood.rows
    values = np.ones(rows.size)
    for at in np.flatnonzero(question.hood.flags("school_limited")):
        values[at] = 0.0 if school in schools.get(int(rows[at]), ()) else 1.0
    return Penalty("school", weights.school, values)


def paid_penalty(question: Question, weights: Weights) -> Penalty | None:
    """The person must pay, and has not said that this is no matter."""
    paid = question.hood.flags("paid")
    if question.query.free is not None or not paid.any():
        return None
    return Penalty("paid", weights.paid, np.where(paid, 1.0, 0.0))


def text_penalty(question: Question, match: TextMatch, weights: Weights) -> Penalty:
    """The words that are missing, in the description only, or corrected."""
    rows, query = question.hood.rows, question.query
    weight = weights.text_beside if query.needs or query.prefer_needs or query.groupings else weights.text
    return Penalty("text", weight, match.penalty, Says(lambda at: text_reason(question, match, int(rows[at]))))


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

    about = ("wait", question.query.wait_weeks is None)
    return Penalty(
        "wait",
        weights.wait,
        values,
        Says(reason, about, lambda at: _known(weeks.take(at))),
    )


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

    says = Says(reason, ("freshness", today), by_words(verified, seen, verifier))
    return Penalty("freshness", weights.freshness, values, says)


def _checked(days: int, by: str, *, is_verified: bool) -> Reason:
    """Many offers are checked on the same day by the same people, so the sentences are kept."""
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


def preferred_access_penalty(question: Question, weights: Weights) -> Penalty | None:
    """The share of liked access features that are not known to be there."""
    liked = question.query.prefer_access
    if not liked:
        return None
    sets, words = question.snapshot.sets["access"], question.hood.words("access")
    codes = [code for code in sets.codes if code in liked]
    has = [has_any(words, sets.pack([code])) for code in codes]
    missing = sum(np.where(found, 0.0, 1.0) for found in has)

    def reason(at: int) -> Reason | None:
        there = [code for code, found in zip(codes, has, strict=True) if found[at]]
        labels = listed([question.label("access", code) for code in there])
        return Reason("liked-access", f"Has: {labels}", {"codes": there}, "rank") if there else None

    return Penalty(
        "preferred_access", weights.preferred_access, np.asarray(missing, np.float64) / len(codes), Says(reason)
    )


def ease_referral_penalty(question: Question, weights: Weights) -> Penalty | None:
    """One can refer oneself; left out where the question already speaks of who refers.

    An offer nobody can reach by a checked contact is not easy, whatever else it is."""
    if question.query.referral_routes:
        return None
    routes = (*SELF_ROUTES, *(route for who in question.query.audiences for route in OWN_ROUTES.get(who, ())))
    mask = question.snapshot.sets["referral_route"].pack(routes)
    own = has_any(question.hood.words("referral_route"), mask) & question.hood.flags("has_contact")
    return _ease("ease_referral", weights.ease_referral, own, _BY_YOURSELF)


def ease_cost_penalty(question: Question, weights: Weights) -> Penalty | None:
    """It is free; left out where the question already speaks of cost."""
    if question.query.free is not None:
        return None
    easy = question.hood.flags("free") & question.hood.flags("has_contact")
    return _ease("ease_cost", weights.ease_cost, easy, _FREE)


def ease_open_penalty(question: Question, weights: Weights) -> Penalty | None:
    """It is open now; left out where the question asks for a time."""
    query, rows = question.query, question.hood.rows
    if query.open_at is not None:
        return None
    easy = open_now(question, rows)
    says = open_says(question, rows, query.now, easy)
    return Penalty("ease_open", weights.ease_open, np.where(easy, 0.0, 1.0), says)


def _ease(name: str, weight: float, easy: Flags, reason: Reason) -> Penalty:
    says = Says(lambda at: reason if easy[at] else None, name, by_words(easy))
    return Penalty(name, weight, np.where(easy, 0.0, 1.0), says)


def ago(days: int) -> str:
    """Days in words: "today", "3 days ago", "5 weeks ago", "8 months ago", "2 years ago"."""
    if days == 0:
        return "today"
    for size, unit in ((730, "year"), (60, "month"), (14, "week")):
        if days >= size:
            count = days // {"year": 365, "month": 30, "week": 7}[unit]
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return f"{days} day{'' if days == 1 else 's'} ago"
