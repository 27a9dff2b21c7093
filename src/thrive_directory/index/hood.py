"""The placements that one question looks at, with their columns side by side. Selects rows; judges none but area.

Rows that serve a whole nation or everyone are the same for every place in that nation, and they are most of what a
question looks at. They are compiled once into a `Block`; only the local rows are gathered for each question.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.coverage import Verdict
from thrive_directory.geo.place import Place
from thrive_directory.index.codes import Bits, Words, planes
from thrive_directory.index.columns import Columns, Flags, Floats, Ints
from thrive_directory.index.coverage import WIDE_CODES, Coverage, union

Verdicts = NDArray[np.int8]
Keep = Callable[[Ints], Ints]


def all_of_them(rows: Ints) -> Ints:
    """Keeps every row."""
    return rows


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that many questions share: their columns, and bit planes for counting facets."""

    rows: Ints
    columns: Columns
    planes: NDArray[np.uint64]


def build_block(rows: Ints, columns: Columns, bits: Bits) -> Block:
    """Compile the block of some rows; `bits` is the layout of the facets' words."""
    taken = columns.take(rows)
    return Block(rows, taken, planes(taken.facet_words, bits))


@dataclass(frozen=True, slots=True)
class Hood:
    """Rows for one question: first those of the block, then the local ones; `rows` ascends within each part.

    `wide` of the rows are the block's. `area` is each row's verdict on the place, None when no place was asked."""

    block: Block
    local: Ints
    rows: Ints
    area: Verdicts | None
    source: Columns
    wide: int
    _columns: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    _picked_from: "tuple[Hood, NDArray[np.intp]] | None" = None

    def __len__(self) -> int:
        return int(self.rows.size)

    def pick(self, at: NDArray[np.intp]) -> "Hood":
        """The rows at some positions, which ascend. Columns are read of these alone, and only when asked for."""
        wide = int(np.searchsorted(at, self.wide))
        area = None if self.area is None else self.area[at]
        return Hood(self.block, self.local, self.rows[at], area, self.source, wide, _picked_from=(self, at))

    def floats(self, name: str) -> Floats:
        """A column of numbers; NaN is unknown."""
        return np.asarray(self._gathered(name, lambda columns: getattr(columns, name)), np.float64)

    def flags(self, name: str) -> Flags:
        """A column of yes or no."""
        return np.asarray(self._gathered(name, lambda columns: getattr(columns, name)), np.bool_)

    def ints(self, name: str) -> NDArray[np.int32]:
        """A column of whole numbers."""
        return np.asarray(self._gathered(name, lambda columns: getattr(columns, name)), np.int32)

    def words(self, name: str) -> Words:
        """The code words of one field, shape (words, rows)."""
        return np.asarray(self._gathered("words " + name, lambda columns: columns.words[name]), np.uint64)

    def facet_words_of_local(self, mask: NDArray[np.bool_]) -> Words:
        """The stacked facet words of the local rows that `mask`, over the local rows, lets through."""
        return self.source.facet_words[:, self.local[mask]]

    def _gathered(self, key: str, get: Callable[[Columns], NDArray[np.generic]]) -> NDArray[np.generic]:
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = self._read(key, get)
        return found

    def _read(self, key: str, get: Callable[[Columns], NDArray[np.generic]]) -> NDArray[np.generic]:
        if self._picked_from is None:
            shared = get(self.block.columns)
            return np.concatenate([shared, get(self.source)[..., self.local]], axis=-1) if self.local.size else shared
        whole, at = self._picked_from
        gathered = whole._columns.get(key)  # noqa: SLF001 - another hood's
        return get(self.source)[..., self.rows] if gathered is None else gathered[..., at]


def hood_everywhere(block: Block, source: Columns) -> Hood:
    """Every row: what a question without a place looks at."""
    return Hood(block, np.empty(0, dtype=np.int32), block.rows, None, source, block.rows.size)


def hood_of(place: Place, block: Block, source: Columns, coverage: Coverage, keep: Keep) -> Hood:
    """The rows that cover the place or part of it, or may (no area known), and those near enough to be near misses.

    `block` holds the rows that cover the place's whole nation or everyone. `keep` says which of the rows that are only
    near are worth a look; it may be given others too, and what it says of those does not count."""
    certain = coverage.covering(place.covering - WIDE_CODES)
    inside, maybe = coverage.polygons_over(place)
    yes = union([certain, inside])
    ask = union([coverage.unknown, coverage.covering(place.partial), maybe])
    near = [coverage.covering(place.nearby)]
    if place.grid is not None:
        near.append(coverage.standing_near(place.grid, place.travel_km))
    local = union([yes, ask, keep(union(near))])
    local = local[~_within(local, block.rows)]
    area = np.full(block.rows.size + local.size, Verdict.NO, dtype=np.int8)
    area[: block.rows.size] = Verdict.YES
    tail = area[block.rows.size :]
    tail[_within(local, ask)] = Verdict.UNKNOWN
    tail[_within(local, yes)] = Verdict.YES
    return Hood(block, local, np.concatenate([block.rows, local]), area, source, block.rows.size)


def _within(rows: Ints, others: Ints) -> NDArray[np.bool_]:
    if not others.size or not rows.size:
        return np.zeros(rows.size, dtype=np.bool_)
    at = np.searchsorted(others, rows)
    at[at == others.size] = 0
    return np.asarray(others[at] == rows)
