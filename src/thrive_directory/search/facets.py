"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import count_bytes, count_planes
from thrive_directory.search.ranking import Ranking

Flags = NDArray[np.bool_]
_EVERY_CODE = slice(None)


def count_facets(ranking: Ranking, without: Mapping[str, Flags]) -> dict[str, dict[str, int]]:
    """Counts by facet and code, codes with none left out.

    `without[facet]` are the rows that would count if the facet's own filter were lifted."""
    snapshot = ranking.snapshot
    plain = _count(ranking, ranking.fits)
    counts = {}
    for facet, at in snapshot.facet_bits.slices.items():
        found = (_count(ranking, without[facet], at) if facet in without else plain[at]).tolist()
        counts[facet] = {code: n for code, n in zip(snapshot.sets[facet].codes, found, strict=True) if n}
    return counts


def _count(ranking: Ranking, rows: Flags, at: slice = _EVERY_CODE) -> NDArray[np.int64]:
    """Rows by code, of every facet at once or of one: popcounts over the block's planes, and the few local rows one by
    one."""
    hoods, snapshot = ranking.hoods, ranking.snapshot
    size = hoods.block.hood.rows.size
    total = count_planes(hoods.block.planes[at], rows[:size])
    if hoods.local_planes is not None:
        return total + count_planes(hoods.local_planes[at], rows[size:])
    local = hoods.local.rows[rows[size:]]
    if not local.size:
        return total
    return total + count_bytes(snapshot.facet_bytes.take(local, axis=0), snapshot.facet_bits.word.size)[at]
