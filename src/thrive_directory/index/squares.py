"""Numbers by square of a grid, as three arrays instead of very many small ones. Knows no geography."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Square = tuple[int, int]
_HALF, _SIDE = 2**20, 2**21  # squares are counted from the middle, and there are fewer than so many each way


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """`numbers` of the squares one after another; those of `keys[i]`, which ascend, begin at `starts[i]`."""

    keys: NDArray[np.int64]
    starts: NDArray[np.int64]
    numbers: NDArray[Any]

    def at(self, square: Square) -> NDArray[Any]:
        """The numbers of a square; none where it is not known."""
        key = _key(square)
        at = int(self.keys.searchsorted(key))
        if at == self.keys.size or self.keys[at] != key:
            return self.numbers[:0]
        return self.numbers[self.starts[at] : self.starts[at + 1]]


def lay_out_squares(numbers: Mapping[Square, Sequence[int]], dtype: type[np.integer]) -> Squares:
    """Lay them out, the numbers of each square in the order given."""
    told = sorted((_key(square), found) for square, found in numbers.items())
    ends = np.cumsum([0, *(len(found) for _, found in told)], dtype=np.int64)
    flat = [number for _, found in told for number in found]
    return Squares(np.array([key for key, _ in told], dtype=np.int64), ends, np.array(flat, dtype=dtype))


def join_squares(parts: Sequence[Squares], moved: Sequence[NDArray[np.intp]], dtype: type[np.integer]) -> Squares:
    """Several as one, each with what its numbers become: -1 for those that are dropped. Those of a square ascend."""
    keys = np.concatenate([np.repeat(part.keys, np.diff(part.starts)) for part in parts])
    numbers = np.concatenate([to[part.numbers] for part, to in zip(parts, moved, strict=True)])
    order = np.lexsort((numbers, keys))
    order = order[numbers[order] >= 0]
    own, starts = np.unique(keys[order], return_index=True)
    return Squares(own, np.append(starts, order.size), numbers[order].astype(dtype))


def _key(square: Square) -> int:
    column, line = square
    return (column + _HALF) * _SIDE + line + _HALF
