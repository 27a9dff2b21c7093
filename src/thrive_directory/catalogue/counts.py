"""What is counted of the directory's use: sums by month, kind and a few codes. Never who, on which day, or what was
typed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from thrive_directory.catalogue.tables import UsageCount, metadata

CountKind = Literal[
    "search", "search-nothing", "api-search", "api-search-nothing", "offer-view", "copy", "print", "embed"
]
"""Searches that found something and searches that found nothing are counted apart, so that neither can be had from a
sum by taking the other away."""
AgeBand = Literal["", "0-4", "5-10", "11-15", "16-17", "18-25", "26-", "several"]
SEVERAL: Final = "several"
KEPT_MONTHS: Final = 25
"""So that every month can be held against the same one a year before, and the one before that."""
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


def add_counts(session: Session, sums: Mapping[Counted, int]) -> None:
    """Add these sums to what is kept, each in one step of the database, so that several servers add up. All write in
    the same order: none waits for another that waits for it."""
    if not sums:
        return
    table = metadata.tables["usage_count"]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(table)
    more = {"count": table.c.count + statement.excluded.count}
    rows = [{**asdict(counted), "count": sums[counted]} for counted in sorted(sums)]
    session.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=more), rows)


def counts_between(session: Session, first: date, last: date) -> dict[Counted, int]:
    """The sums of the months from `first` to `last`, both the first days of theirs. To be shown only as `figures` has
    them."""
    month = col(UsageCount.month)
    return {
        Counted(row.month, row.kind, row.subject, row.grouping, row.age_band): row.count  # type: ignore[arg-type]  # its own words
        for row in session.scalars(select(UsageCount).where(month >= first, month <= last))
    }


def forget_counts(session: Session, today: date) -> None:
    """Delete the sums of months that are over for longer than they are kept."""
    first = month_before(month_of(today), KEPT_MONTHS)
    session.execute(delete(UsageCount).where(col(UsageCount.month) < first))


def month_before(month: date, months: int) -> date:
    """The first day of the month that was so many months before."""
    years, at = divmod(month.year * 12 + month.month - 1 - months, 12)
    return date(years, at + 1, 1)
