"""What may be shown of the counts, month by month, with names for codes. Shows no sum but as `figures` has it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from thrive_directory.catalogue.counts import Counted, CountKind, counts_between, month_of
from thrive_directory.catalogue.figures import figures
from thrive_directory.catalogue.sites import all_sites
from thrive_directory.catalogue.tables import Area, Service

KINDS_OF_SEARCH: tuple[CountKind, ...] = ("search", "search-nothing", "api-search", "api-search-nothing")
KINDS_OF_OFFER: tuple[CountKind, ...] = ("offer-view", "copy", "print")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a month: ten or more, to the nearest five. `subject`, `grouping` and `age_band` are codes as in
    `Counted`, or `*` for all that is too small to be named; `name` is the subject's, where it has one. `finished`:
    nothing can be added to the month any more."""

    month: date
    finished: bool
    kind: CountKind
    subject: str
    name: str
    grouping: str
    age_band: str
    count: int


def usage(session: Session, first: date, last: date, today: date) -> list[Figure]:
    """The figures of the months from `first` to `last`, both the first days of theirs.

    Months are never added up before they are shown: a year less eleven of its months would be the twelfth."""
    sums = counts_between(session, first, last)
    names = _names(session)
    return [
        Figure(month, month < month_of(today), kind, key[0], names.get(key[0], ""), key[1], key[2], count)
        for month, kind in sorted({(counted.month, counted.kind) for counted in sums})
        for key, count in figures(dict(_of(sums, month, kind))).items()
    ]


def _of(sums: Mapping[Counted, int], month: date, kind: CountKind) -> Iterator[tuple[tuple[str, ...], int]]:
    for counted, count in sums.items():
        if counted.month == month and counted.kind == kind:
            yield (counted.subject, counted.grouping, counted.age_band), count


def _names(session: Session) -> dict[str, str]:
    rows: Iterable[tuple[str, str]] = [
        *((row.code, row.name) for row in session.execute(select(col(Area.code), col(Area.name)))),
        *((row.id, row.name) for row in session.execute(select(col(Service.id), col(Service.name)))),
        *((site.key, site.name) for site in all_sites(session)),
    ]
    return dict(rows)
