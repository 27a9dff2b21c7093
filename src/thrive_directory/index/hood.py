"""The placements that one question looks at, with their columns side by side. Selects rows; judges none but area.

Rows that serve a whole nation or everyone are the same for every place in that nation, and they are most of what a
question looks at. They are gathered once into a `Block`; only the local rows are gathered for each question.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.coverage import Verdict
from thrive_directory.geo.place import Place
from thrive_directory.index.codes import Words
from thrive_directory.index.columns import Columns, Flags, Floats, Ints
from thrive_directory.index.coverage import WIDE_CODES, Coverage
from thrive_directory.index.kept import Kept

Verdicts = NDArray[np.int8]
Keep = Callable[[Ints], Ints]


def all_of_them(rows: Ints) -> Ints:
    """Keeps every row."""
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class Hood:
    """Some rows and their columns, in the same order. `area` is each row's verdict on the place, None where all of them
    cover it or no place was asked. `columns` hold these rows alone where `is_own`, else every row of the catalogue.
    What is read of the columns stays read. `kept` is there where the rows are asked of again and again from the same
    point."""

    rows: Ints
    area: Verdicts | None
    columns: Columns
    is_own: bool = False
    kept: Kept | None = None
    _read: dict[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.rows.size)

    def floats(self, name: str) -> Floats:
        """A column of numbers; NaN is unknown."""
        return self._column(name)

    def flags(self, name: str) -> Flags:
        """A column of yes or no."""
        return self._column(name)

    def ints(self, name: str) -> NDArray[np.int32]:
        """A column of whole numbers."""
        return self._column(name)

    def words(self, name: str) -> Words:
        """The code words of one field, shape (words, rows)."""
        if self.is_own:
            return self.columns.words[name]
        found = self._read.get("words " + name)
        if found is None:
            found = self._read["words " + name] = self.columns.words[name].take(self.rows, axis=1)
        return found

    def where(self, name: str) -> NDArray[np.intp]:
        """The positions of the rows for which a column of yes or no says yes."""
        found = self._read.get("where " + name)
        if found is None:
            found = self._read["where " + name] = self._column(name).nonzero()[0]
        return found

    def _column(self, name: str) -> NDArray[Any]:
        found: NDArray[Any] | None = getattr(self.columns, name) if self.is_own else self._read.get(name)
        if found is None:
            found = self._read[name] = getattr(self.columns, name).take(self.rows)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Rows that many questions share, those without a point first, `pointless` of them; of each row of the catalogue,
    whether it is one; and the positions of those whose offer has other rows. Where a place is asked, all of them cover
    it. Compiled code is told where the three lie."""

    hood: Hood
    pointless: int
    holds: Flags
    shared: NDArray[np.int64]
    lies_at: tuple[int, int, int]

    def __len__(self) -> int:
        return len(self.hood)


_BITS, _MASK = 2, 3  # room for a verdict beside a row
_NO_ROWS = np.empty(0, dtype=np.int32)
_KEPT_DISTANCES = 4


def build_block(rows: Ints, columns: Columns) -> Block:
    """The block of some rows."""
    has_point = columns.has_point.take(rows)
    rows = np.concatenate([rows[~has_point], rows[has_point]])
    holds = np.zeros(len(columns), dtype=np.bool_)
    holds[rows] = True
    shared = columns.has_siblings.take(rows).nonzero()[0].astype(np.int64)
    lies_at = rows.ctypes.data, shared.ctypes.data, holds.ctypes.data
    return Block(Hood(rows, None, columns), int(np.count_nonzero(~has_point)), holds, shared, lies_at)


@dataclass(frozen=True, slots=True, eq=False)
class Hoods:
    """All rows of one question: those of the block, then the local ones. `columns` are those of the whole catalogue."""

    block: Block
    local: Hood
    rows: Ints
    columns: Columns

    def __len__(self) -> int:
        return int(self.rows.size)

    @property
    def area(self) -> Verdicts | None:
        """Each row's verdict on the place; None when no place was asked."""
        if self.local.area is None:
            return None
        return np.concatenate([np.full(len(self.block), Verdict.YES, dtype=np.int8), self.local.area])


def everywhere(block: Block, columns: Columns) -> Hoods:
    """Every row: what a question without a place looks at."""
    return Hoods(block, Hood(_NO_ROWS, None, columns), block.hood.rows, columns)


def hoods_of(place: Place, block: Block, columns: Columns, coverage: Coverage, keep: Keep) -> Hoods:
    """The rows that cover the place or part of it, or may (no area known), and those near enough to be near misses.

    `block` holds the rows that cover the place's whole nation or everyone. `keep` says which of the rows that are only
    near are worth a look; it may be given others too, and what it says of those does not count."""
    inside, maybe = coverage.drawn.over(place)
    near = coverage.naming(place.nearby)
    if place.grid is not None:
        near.append(coverage.standing_near(place.grid, place.travel_km))
    found = (
        (Verdict.YES, [inside, *coverage.naming(place.covering - WIDE_CODES)]),
        (Verdict.UNKNOWN, [coverage.unknown, maybe, *coverage.naming(place.partial)]),
        (Verdict.NO, [keep(np.concatenate(near))] if near else []),
    )
    local, area = _best(found)
    outside = ~block.holds.take(local)
    local = local[outside]
    return Hoods(block, Hood(local, area[outside], columns), np.concatenate([block.hood.rows, local]), columns)


def lasting(hoods: Hoods) -> Hoods:
    """The same for many questions, which keep distances to the local rows."""
    local = Hood(hoods.local.rows, hoods.local.area, hoods.columns, kept=Kept(_KEPT_DISTANCES))
    return Hoods(hoods.block, local, hoods.rows, hoods.columns)


def _best(found: Iterable[tuple[int, Sequence[Ints]]]) -> tuple[Ints, Verdicts]:
    """Rows that come with a verdict, each once with the best it comes with, ascending. A row and its verdict are
    sorted as one number, row first."""
    keys = [(rows << _BITS) | int(verdict) for verdict, each in found for rows in each if rows.size]
    if not keys:
        return _NO_ROWS, np.empty(0, dtype=np.int8)
    key = np.sort(np.concatenate(keys))
    rows = key >> _BITS
    is_first = np.ones(rows.size, dtype=np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_first[1:])
    return rows[is_first], (key & _MASK)[is_first].astype(np.int8)
