"""What is known of the rows of a question before any is chosen: what each costs and what refuses it."""

from dataclasses import dataclass

import numpy as np

from thrive_directory.index.columns import Floats, Ints
from thrive_directory.index.hood import Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.each_row import EachRow, judge_each_row
from thrive_directory.search.findings import Findings
from thrive_directory.search.marks import Marks, cost, fitting
from thrive_directory.search.memory import add_findings, memory_of, none_refused
from thrive_directory.search.placements import set_aside
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Positions
from thrive_directory.search.weights import Weights

_FEW = 1_000
"""So few rows are judged together with all others: a call costs more than they do."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Every row that the question looks at. `found` is what each family of rules finds of their kinds; `marks` sum up
    what rows cost and what refuses them. Of an offer with several rows among them, all but one are set aside: `shared`
    are the positions of such rows."""

    query: SearchQuery
    snapshot: Snapshot
    weights: Weights
    hoods: Hoods
    found: list[Findings]
    each_row: EachRow
    marks: Marks
    shared: Positions
    fits: Positions

    @property
    def distance_km(self) -> Floats | None:
        """Kilometres from the place; None where no place with a point is asked."""
        return self.each_row.distance_km

    def rows(self, at: Positions) -> Ints:
        """The rows of the catalogue at some positions."""
        return self.hoods.rows.take(at)

    def cost(self, at: Positions) -> Floats:
        """What the rows at some positions cost."""
        return cost(self.marks.take(at))


def rank_rows(snapshot: Snapshot, query: SearchQuery, weights: Weights) -> Ranking:
    """Judge and weigh every row that the query looks at."""
    memory = memory_of(snapshot, weights)
    found, moment = memory.found(query), memory.moment(query)

    def worth_a_look(rows: Ints) -> Ints:
        # Most rows around a place only stand there, and near misses fail one rule: the others are spared the rest.
        return rows if rows.size < _FEW else none_refused(rows, found, moment, snapshot)

    hoods = snapshot.hoods(query.near, worth_a_look)
    marks = np.concatenate([moment.of_block(hoods.block), moment.total.take(hoods.local.rows)])
    add_findings(marks, hoods, found, moment, snapshot)
    each = judge_each_row(marks, hoods, query, snapshot, weights, found)
    shared = set_aside(marks, hoods, each.distance_km)
    return Ranking(query, snapshot, weights, hoods, found, each, marks, shared, fitting(marks).nonzero()[0])
