"""What is worked out of a catalogue once and serves many questions. Answers none.

What a family finds is kept under what the family reads of a query; what every row costs where nothing is asked is
summed once a day. Which rows are open goes by the minute and is kept apart, a byte a row.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

from thrive_directory.index.columns import Flags, Ints
from thrive_directory.index.kept import Kept
from thrive_directory.index.kinds import NUMBER
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.families import FAMILIES
from thrive_directory.search.findings import Findings, find
from thrive_directory.search.marks import REFUSED, Marks, whole
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.area import nowhere_marks
from thrive_directory.search.rules.judgement import Question
from thrive_directory.search.weights import Weights

_KEPT_BYTES = 2**23
_FINDING_BYTES, _KIND_BYTES = 8_192, 32  # what is kept of a finding and of each kind in it, roughly
_KEPT_DAYS = 4  # two, with a place and without
_KEPT_MOMENTS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What each row of the catalogue costs where nothing is asked, at a minute: the total, and `not_open` where it is
    not open. `usual` is what each family finds then. Compiled code is told where both arrays lie."""

    usual: tuple[Findings, ...]
    total: Marks
    is_open: Flags
    not_open: int
    lies_at: int
    open_lies_at: int


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What is kept of a snapshot under some weights."""

    snapshot: Snapshot
    weights: Weights
    families: tuple[Kept, ...]
    readers: tuple[Callable[[SearchQuery], Hashable], ...]
    days: Kept = field(default_factory=lambda: Kept(_KEPT_DAYS))
    moments: Kept = field(default_factory=lambda: Kept(_KEPT_MOMENTS))

    def found(self, query: SearchQuery) -> list[Findings]:
        """What each family finds."""
        found = []
        for number, (read, kept) in enumerate(zip(self.readers, self.families, strict=True)):
            fields = read(query)
            known: Findings | None = kept.found.get(fields)
            found.append(self._find(number, fields) if known is None else known)
        return found

    def _find(self, number: int, fields: Hashable) -> Findings:
        family, kinds = FAMILIES[number], self.snapshot.kinds.examples[number]
        asked = Question(family.query(fields), self.snapshot, kinds)
        return self.families[number].get(fields, lambda: find(family, asked, self.weights))

    def moment(self, query: SearchQuery) -> Moment:
        """What rows cost at the moment of asking."""
        nation = query.near.nation if query.near else None
        minute = query.now.replace(second=0, microsecond=0) if query.open_at is None else query.now.date()
        return self.moments.get((minute, nation, query.near is None), lambda: self._moment(query, nation))

    def _moment(self, query: SearchQuery, nation: str | None) -> Moment:
        usual, total = self.days.get((query.now.date(), query.near is None), lambda: self._day(query))
        is_open = self.snapshot.open_now(query.now, nation)
        # Where a moment is asked for, what is shut then is out, and being open now eases nothing.
        not_open = whole(self.weights.ease_open) if query.open_at is None else 0
        return Moment(usual, total, is_open, not_open, total.ctypes.data, is_open.ctypes.data)

    def _day(self, query: SearchQuery) -> tuple[tuple[Findings, ...], Marks]:
        usual = tuple(self.found(SearchQuery(now=query.now)))
        total = np.zeros(len(self.snapshot.columns), dtype=np.int64)
        if query.near is None:
            total += nowhere_marks(self.snapshot, self.weights)
        for number, found in enumerate(usual):
            total += found.marks.take(self.snapshot.kinds.of[:, number])
        return usual, total


def memory_of(snapshot: Snapshot, weights: Weights) -> Memory:
    """What is kept of a snapshot, made at first use."""
    return snapshot.found.get(weights, lambda: _blank(snapshot, weights))


def _blank(snapshot: Snapshot, weights: Weights) -> Memory:
    sizes = [len(snapshot.kinds.examples[NUMBER[family.name]]) for family in FAMILIES]
    most = [max(64, _KEPT_BYTES // (_FINDING_BYTES + _KIND_BYTES * size)) for size in sizes]
    return Memory(snapshot, weights, tuple(map(Kept, most)), tuple(family.reader(snapshot) for family in FAMILIES))


def none_refused(rows: Ints, found: Sequence[Findings], moment: Moment, snapshot: Snapshot) -> Ints:
    """Those of the rows that no family refuses."""
    marks = np.zeros(rows.size, dtype=np.int64)
    for number, (mine, usual) in enumerate(zip(found, moment.usual, strict=True)):
        if mine is not usual:
            marks += mine.marks.take(snapshot.kinds.of[rows, number])
    return rows[marks < REFUSED]
