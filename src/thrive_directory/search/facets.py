"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import count_planes, count_rows
from thrive_directory.search.rules.judgement import Question

Flags = NDArray[np.bool_]
_EVERY_CODE = slice(None)


def count_facets(question: Question, kept: Flags, without: Mapping[str, Flags]) -> dict[str, dict[str, int]]:
    """Counts by facet and code, codes with none left out.

    `kept` are the rows that count; `without[facet]` those that would count if the facet's own filter were lifted."""
    bits, sets = question.snapshot.facet_bits, question.snapshot.sets
    plain = _count(question, kept)
    counts = {}
    for facet, at in bits.slices.items():
        found = (_count(question, without[facet], at) if facet in without else plain[at]).tolist()
        counts[facet] = {code: n for code, n in zip(sets[facet].codes, found, strict=True) if n}
    return {**counts, "cost": _costs(question, without.get("cost", kept))}


def _count(question: Question, rows: Flags, at: slice = _EVERY_CODE) -> NDArray[np.int64]:
    """Rows by code, of every facet at once or of one: popcounts over the block's planes, and the few local rows one by
    one."""
    hood = question.hood
    size = hood.block.rows.size
    total = count_planes(hood.block.planes[at], rows[:size])
    local = rows[size:]
    if not local.any():
        return total
    return total + count_rows(hood.facet_words_of_local(local), question.snapshot.facet_bits, at)


def _costs(question: Question, rows: Flags) -> dict[str, int]:
    costs = {code: int((question.hood.flags(code) & rows).sum()) for code in ("free", "paid")}
    return {code: count for code, count in costs.items() if count}
