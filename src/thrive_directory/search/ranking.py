"""What is known of the rows of a question before any is chosen: what each costs and what refuses it."""

from typing import NamedTuple

import numpy as np

from thrive_directory.index.columns import Floats, Ints
from thrive_directory.index.hood import Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.arrays import Chosen, Wanted
from thrive_directory.search.each_row import EachRow, judge_each_row
from thrive_directory.search.findings import Findings
from thrive_directory.search.kernel import choose, look
from thrive_directory.search.marks import Marks, cost
from thrive_directory.search.memory import memory_of
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Positions
from thrive_directory.search.rules.opening import open_now
from thrive_directory.search.sorting import sort_key
from thrive_directory.search.weights import VARIETY_POOL, Weights


class Ranking(NamedTuple):
    """Every row that the question looks at. `found` is what each family of rules finds of their kinds; `marks` sum up
    what rows cost and what refuses them; `distance_km` is None where no place with a point is asked; `shared` are the
    positions of rows whose offer has several."""

    query: SearchQuery
    snapshot: Snapshot
    weights: Weights
    found: list[Findings]
    each_row: EachRow
    hoods: Hoods
    marks: Marks
    distance_km: Floats | None
    shared: Positions
    chosen: Chosen

    def rows(self, at: Positions) -> Ints:
        """The rows of the catalogue at some positions."""
        return self.hoods.rows.take(at)

    def is_of_area(self, at: Positions, verdict: np.int8) -> list[bool]:
        """Whether the area of the rows at some positions has this verdict on the place. That of the block is yes."""
        area, wide = self.hoods.local.area, len(self.hoods.block)
        if area is None or not area.size:
            return [False] * at.size
        found: list[bool] = ((at >= wide) & (area.take(at - wide, mode="clip") == verdict)).tolist()
        return found

    def cost(self, at: Positions) -> Floats:
        """What the rows at some positions cost."""
        return cost(self.marks.take(at))


def rank_rows(snapshot: Snapshot, query: SearchQuery, weights: Weights, *, misses: int) -> Ranking:
    """Judge and weigh every row that the query looks at, and choose the best and so many near misses."""
    memory = memory_of(snapshot, weights)
    found, moment = memory.found(query), memory.moment(query)
    seen = look(query.near, found, moment, snapshot, weights, sifted=not query.text)
    each_row = judge_each_row(query, snapshot, seen, found, weights)
    is_ranked = query.sort == "relevance"
    is_open = open_now(query, snapshot) if is_ranked and query.variety else None
    count = max(query.offset + query.limit, VARIETY_POOL) if is_ranked else query.offset + query.limit
    chosen = choose(seen, found, snapshot, Wanted(count, misses, sort_key(query, seen), is_open))
    return Ranking(query, snapshot, weights, found, each_row, *seen, chosen)
