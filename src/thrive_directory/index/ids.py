"""Ids of very many things as one array: a hundred thousand strings of Python's take ten times the room, and cannot be
mapped from a file. Knows nothing of what they are ids of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Ids(Sequence[str]):
    """Strings by position, UTF-8 and padded to the longest. None of them ends in a zero byte."""

    padded: NDArray[np.bytes_]

    def __len__(self) -> int:
        return int(self.padded.size)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        """One, or those of a slice."""
        return _decoded(self.padded[at]) if isinstance(at, slice) else bytes(self.padded[at]).decode()

    def __iter__(self) -> Iterator[str]:
        return map(bytes.decode, self.padded)

    def of(self, positions: NDArray[np.integer]) -> list[str]:
        """Those at some positions."""
        return _decoded(self.padded.take(positions))


@dataclass(frozen=True, slots=True, eq=False)
class Positions(Mapping[str, int]):
    """Where each of some ids stands. They ascend, each once."""

    ids: Ids

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __getitem__(self, wanted: str) -> int:
        """The position of an id. Raises `KeyError`."""
        padded, sought = self.ids.padded, wanted.encode("utf-8", "surrogatepass")
        at = int(padded.searchsorted(sought))
        if at == padded.size or padded[at] != sought:
            raise KeyError(wanted)
        return at


def pack_ids(ids: Iterable[str]) -> Ids:
    """Strings in the order given."""
    told = [each.encode() for each in ids]
    return Ids(np.array(told, dtype=np.bytes_) if told else np.empty(0, dtype="S1"))


def _decoded(padded: NDArray[np.bytes_]) -> list[str]:
    return list(map(bytes.decode, padded.tolist()))
