"""Many small byte strings as one: JSON made once, kept in a file and read by mmap. Knows nothing of what it holds."""

import mmap
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_NEIGHBOURS_BYTES = 2**21  # the most that Linux maps at one fault: a huge page


class Piece(NamedTuple):
    """Where some bytes lie."""

    data: bytes | mmap.mmap
    start: int
    end: int


class Pieces:
    """Bytes that lie in several places, read as if they lay one after another."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self._starts = [0, *accumulate(piece.end - piece.start for piece in pieces[:-1])]

    def __getitem__(self, at: slice) -> bytes:
        """A slice that begins and ends within one piece."""
        number = bisect_right(self._starts, at.start) - 1
        data, start, _ = self.pieces[number]
        start -= self._starts[number]
        return data[start + at.start : start + at.stop]

    def between(self, start: int, end: int) -> list[Piece]:
        """Where a slice lies."""
        found = []
        for number in range(bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)):
            data, first, last = self.pieces[number]
            at = self._starts[number]
            found.append(Piece(data, first + max(start - at, 0), min(last, first + end - at)))
        return found


@dataclass(frozen=True, slots=True)
class Blob:
    """Byte strings by position. `ends[i]` is where string i ends, counted from `start`, where string 0 starts."""

    data: bytes | mmap.mmap | Pieces
    ends: NDArray[np.int64]
    start: int = 0

    def __len__(self) -> int:
        return int(self.ends.size)

    def __getitem__(self, position: int) -> bytes:
        start = self.start + (int(self.ends[position - 1]) if position else 0)
        return self.data[start : self.start + int(self.ends[position])]

    def between(self, first: int, end: int) -> list[Piece]:
        """Where some neighbouring strings lie."""
        if first == end:
            return []
        start, stop = self.start + (int(self.ends[first - 1]) if first else 0), self.start + int(self.ends[end - 1])
        return self.data.between(start, stop) if isinstance(self.data, Pieces) else [Piece(self.data, start, stop)]

    @property
    def size(self) -> int:
        """The length of all strings, in bytes."""
        return int(self.ends[-1]) if self.ends.size else 0

    def runs(self, run_bytes: int) -> Iterator[list[bytes]]:
        """Every string in order, in lists of about so many bytes. For whoever reads everything once: the pages of a
        file are handed back as soon as they have been read, so that the process does not grow with the blob."""
        ends = self.ends.tolist()
        first = done = 0
        while first < len(ends):
            last = max(first + 1, int(np.searchsorted(self.ends, done + run_bytes, side="right")))
            starts = [done, *ends[first : last - 1]]
            base = self.start
            yield [self.data[base + start : base + end] for start, end in zip(starts, ends[first:last], strict=True)]
            for piece in self.between(first, last):
                _hand_back(*piece)
            first, done = last, ends[last - 1]


def _hand_back(data: bytes | mmap.mmap, start: int, end: int) -> None:
    """Let the kernel take the pages out of this process; whoever reads them again gets them from the file.

    Reading a page brings in its neighbours too, also those before it that were handed back: they go again."""
    if isinstance(data, mmap.mmap):
        page = max(0, start - _NEIGHBOURS_BYTES) // mmap.PAGESIZE * mmap.PAGESIZE
        data.madvise(mmap.MADV_DONTNEED, page, end - page)


def join_blobs(first: Blob, second: Blob, picks: NDArray[np.intp]) -> Blob:
    """Some strings of two blobs as one, which reads them where they are. `picks` are positions in the first or, counted
    on from its end, in the second."""
    cut = len(first)
    breaks = np.flatnonzero((np.diff(picks) != 1) | (picks[1:] == cut)) + 1
    runs = [(int(run[0]), int(run[-1]) + 1) for run in np.split(picks, breaks) if run.size]
    lying = [first.between(*run) if run[0] < cut else second.between(run[0] - cut, run[1] - cut) for run in runs]
    pieces = [piece for found in lying for piece in found if piece.end > piece.start]
    sizes = np.concatenate([np.diff(blob.ends, prepend=0) for blob in (first, second)])
    return Blob(Pieces(pieces) if pieces else b"", np.cumsum(sizes[picks], dtype=np.int64))


def build_blob(parts: Iterable[bytes], folder: Path | None = None) -> Blob:
    """Write the parts one after another. In `folder` they go to an unnamed file that vanishes with the process, so
    that the pages are the kernel's to keep or drop; without one they stay in memory."""
    ends = []
    with tempfile.TemporaryFile(dir=folder) if folder else tempfile.SpooledTemporaryFile(2**24) as file:
        for part in parts:
            file.write(part)
            ends.append(file.tell())
        if folder is None or not ends or not ends[-1]:
            file.seek(0)
            data: bytes | mmap.mmap = file.read()
        else:
            file.flush()
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Blob(data, np.array(ends, dtype=np.int64))
