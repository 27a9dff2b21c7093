"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import count_bytes, count_planes
from thrive_directory.index.columns import Flags, Ints
from thrive_directory.search.marks import refusals, refused_once
from thrive_directory.search.placements import others
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions

_BY_LOCATION = frozenset({"access", "language"})
"""Facets whose filter may refuse one location of an offer and not another."""
_EVERY_CODE = slice(None)


def count_facets(ranking: Ranking) -> dict[str, dict[str, int]]:
    """Counts by facet and code, codes with none left out."""
    snapshot, slices = ranking.snapshot, ranking.snapshot.facet_bits.slices
    counts = _count(ranking, ranking.fits)
    for facet, more in _lifted(ranking):
        counts[slices[facet]] += more
    every = counts.tolist()
    return {
        facet: {code: n for code, n in zip(snapshot.sets[facet].codes, every[at], strict=True) if n}
        for facet, at in slices.items()
    }


def _lifted(ranking: Ranking) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """For each facet whose filter is in force, how many rows more there would be by code if it were lifted."""
    rows: Ints | None = None
    for number, found in enumerate(ranking.found):
        for facet, refused in found.lifts.items():
            if facet in _BY_LOCATION and ranking.shared.size:
                at = ranking.snapshot.facet_bits.slices[facet]
                yield facet, _count(ranking, fits_without(ranking, facet), at) - _count(ranking, ranking.fits, at)
                continue
            if rows is None:  # only a row that nothing else refuses would be let in
                rows = ranking.rows(refused_once(ranking.marks).nonzero()[0])
            kinds = ranking.snapshot.kinds.of[number].take(rows)
            by_kind = np.bincount(kinds, minlength=refused.size) * refused
            yield facet, np.rint(by_kind.astype(np.float32) @ ranking.snapshot.kinds.codes[facet]).astype(np.int64)


def fits_without(ranking: Ranking, facet: str) -> Positions:
    """The rows that fit but for the rule of one facet. Without it another location may stand for an offer."""
    number, refused = next((n, found.lifts[facet]) for n, found in enumerate(ranking.found) if facet in found.lifts)
    kinds = ranking.snapshot.kinds.of[number].take(ranking.hoods.rows)
    left = refusals(ranking.marks) - refused.take(kinds)
    fits: Flags = left == 0
    if ranking.shared.size:
        fits[others(ranking.shared, left.take(ranking.shared), ranking.hoods, ranking.distance_km)] = False
    return fits.nonzero()[0]


def _count(ranking: Ranking, at: Positions, codes: slice = _EVERY_CODE) -> NDArray[np.int64]:
    """Rows by code, of every facet at once or of some: popcounts over the block's planes, and the few local rows one
    by one."""
    hoods = ranking.hoods
    size = len(hoods.block)
    fits = np.zeros(len(hoods), dtype=np.bool_)
    fits[at] = True
    total = count_planes(hoods.block.planes[codes], fits[:size])
    if hoods.local_planes is not None:
        return total + count_planes(hoods.local_planes[codes], fits[size:])
    local = hoods.local.rows[fits[size:]]
    return total + _count_rows(ranking, local)[codes] if local.size else total


def _count_rows(ranking: Ranking, rows: Ints) -> NDArray[np.int64]:
    """Rows by code, row by row."""
    snapshot = ranking.snapshot
    return count_bytes(snapshot.facet_bytes.take(rows, axis=0), snapshot.facet_bits.word.size)
