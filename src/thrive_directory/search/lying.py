"""Where the arrays that compiled code reads lie in memory, as the numbers that `kernel` packs. Calls nothing.

Addresses hold for as long as the arrays do: a snapshot keeps its own, and what is made for one question is kept by
whoever asks it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from thrive_directory.geo.coverage import Verdict
from thrive_directory.geo.place import Place
from thrive_directory.index.columns import Ints
from thrive_directory.index.coverage import WIDE_CODES, Coverage
from thrive_directory.index.kept import Kept
from thrive_directory.index.kinds import FACETS, NUMBER
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.arrays import BY_LOCATION
from thrive_directory.search.findings import Findings

_KEPT_AREAS = 1_024
_IN_REACH = 3  # the verdict NO where a row stands within ordinary travel; else it is not looked at


class Lying(NamedTuple):
    """Where the arrays of a snapshot lie in memory."""

    kinds: int
    families: int
    easting_m: int
    northing_m: int
    offer: int
    order: int
    has_siblings: int
    codes: int
    bytes_a_row: int
    sorts: int
    facets: list[int]
    """The structures `Facet` of all facets, no filter in force."""
    refused_at: Mapping[str, int]
    """Where among those numbers it is said which kinds the filter of a facet refuses."""
    named: Kept
    """The rows of areas by name, by what a place says of its areas."""
    around: Kept
    """The rows that stand around a square, by that and how many squares far."""


def lying_of(snapshot: Snapshot) -> Lying:
    """Where the arrays of a snapshot lie, looked up once."""
    return snapshot.found.get(Lying, lambda: _lying(snapshot))


def _lying(snapshot: Snapshot) -> Lying:
    columns, kinds = snapshot.columns, snapshot.kinds.of
    return Lying(
        kinds.ctypes.data,
        kinds.shape[1],
        columns.easting_m.ctypes.data,
        columns.northing_m.ctypes.data,
        columns.offer.ctypes.data,
        columns.order.ctypes.data,
        columns.has_siblings.ctypes.data,
        snapshot.facet_bytes.ctypes.data,
        snapshot.facet_bytes.shape[1],
        columns.sorts.ctypes.data,
        [number for facet, family in FACETS.items() for number in _facet(snapshot, facet, NUMBER[family])],
        {facet: _FACET_NUMBERS * at + _FACET_NUMBERS - 1 for at, facet in enumerate(FACETS)},
        Kept(_KEPT_AREAS),
        Kept(_KEPT_AREAS),
    )


_FACET_NUMBERS = 6


def _facet(snapshot: Snapshot, facet: str, family: int) -> tuple[int, ...]:
    codes, at = snapshot.kinds.codes[facet], snapshot.facet_bits.slices[facet]
    return family, len(codes), codes.ctypes.data, at.start // 8, codes.shape[1], 0


class Parts(NamedTuple):
    """Lists of rows as the structure `List` has them, and what must be kept for as long as they are read."""

    numbers: list[int]
    kept: tuple[Ints, ...]


def parts_of(place: Place, snapshot: Snapshot) -> Parts:
    """The local rows that a question about a place looks at, the best verdict first."""
    coverage, lying = snapshot.coverage, lying_of(snapshot)
    inside, maybe = coverage.drawn.over(place)
    named = place.covering, place.partial, place.nearby
    covering, partial, nearby = lying.named.get(named, lambda: _named(named, coverage))
    numbers = [*_list(inside, Verdict.YES), *covering, *_list(maybe, Verdict.UNKNOWN), *partial, *nearby]
    if place.grid is not None:
        around = coverage.square(place.grid), coverage.reach(place.travel_km)
        numbers += lying.around.get(around, lambda: _around(*around, coverage))
    return Parts(numbers, (inside, maybe))


def _named(named: tuple[frozenset[str], ...], coverage: Coverage) -> tuple[list[int], ...]:
    """The rows of areas by name: they are the same for every place in an authority."""
    covering, partial, nearby = named

    def of(codes: frozenset[str], verdict: int) -> list[int]:
        return [number for rows in coverage.naming(codes) for number in _list(rows, verdict)]

    unknown = _list(coverage.unknown, Verdict.UNKNOWN)
    return (
        of(covering - WIDE_CODES, Verdict.YES),
        [*unknown, *of(partial, Verdict.UNKNOWN)],
        of(nearby, Verdict.NO),
    )


def _around(square: tuple[int, int], reach: int, coverage: Coverage) -> list[int]:
    near = coverage.squares(square, reach)
    return [number for each in near for number in _list(coverage.by_cell.at(each), _IN_REACH)]


def _list(rows: Ints, verdict: int) -> tuple[int, ...]:
    return (rows.ctypes.data, rows.size, verdict) if rows.size else ()


def facets_of(found: Sequence[Findings], lying: Lying) -> list[int]:
    """The structures `Facet`: each facet, and its filter where that is in force and goes by the offer."""
    numbers = lying.facets.copy()
    for findings in found:
        for facet, lies_at in findings.lifts_lie_at.items():
            if facet not in BY_LOCATION:
                numbers[lying.refused_at[facet]] = lies_at
    return numbers
