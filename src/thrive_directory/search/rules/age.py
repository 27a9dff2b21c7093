"""Is the person of an age that the offer takes? Exact bounds: 18 is not "until the 18th birthday"."""

from functools import lru_cache
from math import isnan, nan

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.rules.judgement import Judgement, Question, ThreeValued, verdicts
from thrive_directory.search.weights import CHILDREN_AGE_DOUBT

ALL_AGES_UNTIL = 120.0
"""An upper bound that bounds nobody."""
_ASK_AGE = Ask("age-unknown", "Ask them which ages they see.")
NARROW_SPAN_YEARS = 12.0
"""An offer for fewer years of age than this says so as "made for"."""


def judge_age(question: Question) -> Judgement | None:
    """Yes when every age asked for lies within the bounds, no when none does, otherwise unknown.

    A bound that is not stated does not bound; with neither stated nothing is known. Past the upper bound, an
    exception ("to 25 with special educational needs") is yes for those who say so, unknown for those who do not."""
    ages = question.query.ages
    if not ages:
        return None
    hood = question.hood
    minimum, until = hood.floats("age_minimum"), hood.floats("age_until")
    highest = max(high for _, high in ages)
    each = [_one_age(question, minimum, until, low, high) for low, high in ages]
    return Judgement(
        "age",
        each[0] if len(each) == 1 else _together(each),
        yes=lambda at: (
            _by_exception(question, at, until[at], highest) or _reason(_stated(minimum[at]), _stated(until[at]))
        ),
        ask=lambda at: _ask(minimum[at], until[at]),
        no=lambda at: f"It is {age_text(minimum[at], until[at])}.",
        doubt=np.where(hood.flags("for_children"), CHILDREN_AGE_DOUBT, 1.0),
    )


def _one_age(question: Question, minimum: Floats, until: Floats, low: float, high: float) -> ThreeValued:
    # Comparisons with NaN are false, so a bound that is not stated excludes nobody.
    below, above = minimum > low, until <= high
    unstated = np.isnan(minimum) & np.isnan(until)
    outside = (minimum > high) | (until <= low)
    found = verdicts(~below & ~above & ~unstated, ~outside)
    if question.snapshot.particulars.age_exceptions:
        at = question.hood.flags("age_has_exceptions").nonzero()[0]
        told, latest = _told_until(question, at, until[at]), question.hood.floats("age_latest")[at]
        sure = ~below[at] & ~(told <= high)
        found.yes[at] = sure
        found.unknown[at] = ~sure & ~((minimum[at] > high) | (latest <= low))
    return found


def _told_until(question: Question, at: NDArray[np.intp], until: Floats) -> Floats:
    """The upper bounds of some offers with exceptions, for somebody in the circumstances that the question names."""
    named = question.query.circumstances
    if not named:
        return until
    exceptions = question.snapshot.particulars.age_exceptions
    rows = question.hood.rows[at].tolist()
    bounds = [max((bound for code, bound in exceptions[row] if code in named), default=-np.inf) for row in rows]
    return np.maximum(until, bounds)  # NaN, no bound at all, stays NaN


def _by_exception(question: Question, at: int, until: float, highest: float) -> Reason | None:
    """The exception that lets somebody past the usual bound in."""
    if not highest >= until:
        return None
    exceptions = question.snapshot.particulars.age_exceptions.get(int(question.hood.rows[at]), ())
    told = [(bound, code) for code, bound in exceptions if code in question.query.circumstances and bound > highest]
    if not told:
        return None
    bound, code = max(told)
    text = f"To age {bound - 1:g} for: {question.label('circumstance', code)}"
    return Reason("age-exception", text, {"until": bound, "circumstance": code}, "inclusion")


def _together(each: list[ThreeValued]) -> ThreeValued:
    every_yes: Flags = np.logical_and.reduce([one.yes for one in each])
    every_no: Flags = np.logical_and.reduce([one.no for one in each])
    return verdicts(every_yes, ~every_no)


def age_text(minimum: float, until: float) -> str:
    """The bounds in words: "for ages 11 to 17", "for under 19s", "for ages 16 and over", "for all ages"."""
    low = None if isnan(minimum) or minimum <= 0 else minimum
    high = None if isnan(until) or until > ALL_AGES_UNTIL else until
    if high is None:
        return "for all ages" if low is None else f"for ages {_years(low)} and over"
    if low is None:
        return f"for under {_years(high)}s"
    last = high - 1 if float(high).is_integer() else high
    return f"for ages {_years(low)} to {_years(last)}" if last > low else f"for age {_years(low)}"


def _years(years: float) -> str:
    return f"{years:g}"


def _stated(bound: float) -> float | None:
    return None if isnan(bound) else float(bound)


@lru_cache(1024)
def _reason(minimum: float | None, until: float | None) -> Reason:
    """Few offers have bounds of their own, so the sentences are kept."""
    text = age_text(nan if minimum is None else minimum, nan if until is None else until)
    params = {"minimum": minimum, "until": until}
    if minimum is not None and until is not None and until - minimum <= NARROW_SPAN_YEARS:
        return Reason("made-for-age", text.replace("for", "Made for", 1), params, "inclusion")
    return Reason("takes-age", text.capitalize(), params, "inclusion")


def _ask(minimum: float, until: float) -> Ask:
    if isnan(minimum) and isnan(until):
        return _ASK_AGE
    return Ask("age-partly", f"It is {age_text(minimum, until)}: ask whether they can see this age.")
