"""What is counted of the directory's use, as keys of sums: a month, a kind, and a few codes. Never who, when or what
was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

CountKind = Literal[
    "search", "search-nothing", "api-search", "api-search-nothing", "offer-view", "copy", "print", "embed"
]
"""Searches that found something and searches that found nothing are counted apart, so that neither can be had from a
sum by taking the other away."""
AgeBand = Literal["", "0-4", "5-10", "11-15", "16-17", "18-25", "26-", "several"]
SEVERAL: Final = "several"
NOT_SAID: Final = ""
_BANDS: Final[tuple[tuple[float, AgeBand], ...]] = (
    (5, "0-4"),
    (11, "5-10"),
    (16, "11-15"),
    (18, "16-17"),
    (26, "18-25"),
    (float("inf"), "26-"),
)
"""Each with the age at which it ends. Wider than what is asked for: half a county's eleven-year-olds stay a crowd."""


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """What one sum is of. `subject` is the code of an area (searches), the id of an offer (views, copies, prints) or
    the key of a site (embeds); empty where there is none."""

    month: date
    kind: CountKind
    subject: str = NOT_SAID
    grouping: str = NOT_SAID
    age_band: AgeBand = NOT_SAID


Sums = Mapping[Counted, int]


def month_of(day: date) -> date:
    """The first day of its month: sums are by month, so that a rare search cannot be told by its day."""
    return day.replace(day=1)


def age_band(ages: tuple[tuple[float, float], ...]) -> AgeBand:
    """The band that holds all the (lowest, highest) ages in years; `several` where no one band does."""
    bands = {_band(age) for pair in ages for age in pair}
    if not bands:
        return NOT_SAID
    return bands.pop() if len(bands) == 1 else SEVERAL


def _band(age: float) -> AgeBand:
    return next(band for end, band in _BANDS if age < end)
