"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import count_bytes, count_planes
from thrive_directory.index.columns import Flags, Ints
from thrive_directory.search.findings import Findings
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
    once: Positions | None = None
    for number, found in enumerate(ranking.found):
        for facet, refuses in found.lifts.items():
            if facet in _BY_LOCATION and ranking.shared.size:
                counts[slices[facet]] = _count(ranking, fits_without(ranking, facet), slices[facet])
                continue
            if once is None:
                once = refused_once(ranking.marks).nonzero()[0]
            rows = ranking.rows(once)
            more = rows[refuses.take(snapshot.kinds.of[number].take(rows))]
            if more.size:
                counts[slices[facet]] += _count_rows(ranking, more)[slices[facet]]
    return {
        facet: {code: n for code, n in zip(snapshot.sets[facet].codes, counts[at].tolist(), strict=True) if n}
        for facet, at in slices.items()
    }


def fits_without(ranking: Ranking, facet: str) -> Positions:
    """The rows that fit but for the rule of one facet. Without it another location may stand for an offer."""
    found = list(_refusing(ranking, facet))
    if not found:
        return ranking.fits
    number, findings = found[0]
    kinds = ranking.snapshot.kinds.of[number].take(ranking.hoods.rows)
    refused = refusals(ranking.marks) - findings.lifts[facet].take(kinds)
    fits: Flags = refused == 0
    if ranking.shared.size:
        fits[others(ranking.shared, refused.take(ranking.shared), ranking.hoods, ranking.distance_km)] = False
    return fits.nonzero()[0]


def _refusing(ranking: Ranking, facet: str) -> Iterator[tuple[int, Findings]]:
    return ((number, found) for number, found in enumerate(ranking.found) if facet in found.lifts)


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
