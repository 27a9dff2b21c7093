"""Rows by word as two arrays and a list of words, instead of very many small arrays. Knows no language."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
_ROW_BITS = 32  # of a pair: the word's number above the row


@dataclass(frozen=True, slots=True, eq=False)
class RowsByWord(Mapping[str, Rows]):
    """The rows of each word, ascending. Words ascend too: `at` numbers them, and `ends[n]` is where the rows of word n
    end. No word is without rows."""

    at: Mapping[str, int]
    ends: NDArray[np.int64]
    rows: Rows

    def __len__(self) -> int:
        return len(self.at)

    def __iter__(self) -> Iterator[str]:
        return iter(self.at)

    def __contains__(self, word: object) -> bool:
        return word in self.at

    def __getitem__(self, word: str) -> Rows:
        """The rows of a word. Raises `KeyError`."""
        at = self.at[word]
        return self.rows[self.ends[at - 1] if at else 0 : self.ends[at]]

    def pairs(self, at: Mapping[str, int], moved: NDArray[np.integer]) -> NDArray[np.int64]:
        """Every word and row as one number, words numbered as in `at`, rows as in `moved`; less those moved to -1."""
        number = np.repeat([at[word] for word in self.at], np.diff(self.ends, prepend=0))
        rows = moved[self.rows].astype(np.int64)
        pairs: NDArray[np.int64] = number.astype(np.int64) << _ROW_BITS | rows
        return pairs[rows >= 0]


@dataclass(slots=True)
class Gathering:
    """Rows by word under way: told row after row."""

    at: dict[str, int] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def add(self, words: Collection[str]) -> None:
        """The words of the next row, each once."""
        at = self.at
        self.numbers += [at.setdefault(word, len(at)) for word in words]
        self.counts.append(len(words))

    def laid_out(self) -> RowsByWord:
        """What has been told."""
        words = sorted(self.at)
        rank = np.empty(len(words), dtype=np.int64)
        rank[[self.at[word] for word in words]] = np.arange(len(words))
        rows = np.repeat(np.arange(len(self.counts)), self.counts)
        return _laid_out(words, rank[np.array(self.numbers, dtype=np.intp)] << _ROW_BITS | rows)


def join_rows(parts: Iterable[tuple[RowsByWord, NDArray[np.integer]]]) -> RowsByWord:
    """Several as one. Each comes with where its rows go, -1 for those that are dropped."""
    told = list(parts)
    words = sorted({word for part, _ in told for word in part})
    at = {word: number for number, word in enumerate(words)}
    return _laid_out(words, np.concatenate([part.pairs(at, moved) for part, moved in told]))


def _laid_out(words: Sequence[str], pairs: NDArray[np.int64]) -> RowsByWord:
    pairs.sort(kind="stable")  # much of it is in order already, which a stable sort uses
    counts = np.bincount(pairs >> _ROW_BITS, minlength=len(words))
    held = counts > 0
    at = {word: number for number, word in enumerate(compress(words, held))}
    rows = (pairs & (1 << _ROW_BITS) - 1).astype(np.int32)
    return RowsByWord(at, np.cumsum(counts[held], dtype=np.int64), rows)
