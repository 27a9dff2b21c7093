"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import pack_mask, planes
from thrive_directory.search.rules.judgement import Question

FACETS = ("grouping", "need", "sector", "mode", "audience", "access", "referral_route", "language")
Flags = NDArray[np.bool_]


def count_facets(question: Question, kept: Flags, without: Mapping[str, Flags]) -> dict[str, dict[str, int]]:
    """Counts by facet and code, codes with none left out.

    `kept` are the rows that count; `without[facet]` those that would count if the facet's own filter were lifted."""
    counts = {facet: _count(question, facet, without.get(facet, kept)) for facet in FACETS}
    rows = without.get("cost", kept)
    costs = {
        "free": int((question.hood.flags("free") & rows).sum()),
        "paid": int((question.hood.flags("paid") & rows).sum()),
    }
    return {**counts, "cost": {code: count for code, count in costs.items() if count}}


def _count(question: Question, facet: str, rows: Flags) -> dict[str, int]:
    """Popcounts over the block's bit planes; the local rows, which are few, are unpacked on the spot."""
    hood, codes = question.hood, question.snapshot.sets[facet].codes
    size = hood.block.rows.size
    total = np.bitwise_count(hood.block.planes[facet] & pack_mask(rows[:size])).sum(axis=1)
    local = rows[size:]
    if local.any():
        words = hood.words(facet)[:, size:][:, local]
        total = total + np.bitwise_count(planes(words, len(codes))).sum(axis=1)
    return {code: int(count) for code, count in zip(codes, total.tolist(), strict=True) if count}
