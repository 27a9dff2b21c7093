"""Vocabulary codes as bits, so that an any-of or all-of question is a few machine words. Holds no offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
_WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The codes of one field in a fixed order; a code's position is its bit."""

    codes: tuple[str, ...]
    bit: dict[str, int]

    @classmethod
    def of(cls, codes: Iterable[str]) -> "CodeSet":
        """A code set in the order given, without repeats."""
        unique = tuple(dict.fromkeys(codes))
        return cls(unique, {code: bit for bit, code in enumerate(unique)})

    @property
    def words(self) -> int:
        """How many 64-bit words a row needs; at least one."""
        return max(1, -(-len(self.codes) // _WORD_BITS))

    def pack(self, codes: Iterable[str]) -> tuple[int, ...]:
        """The codes as words. A code this set does not know has no bit, so it matches nothing."""
        mask = 0
        for code in codes:
            bit = self.bit.get(code)
            if bit is not None:
                mask |= 1 << bit
        return tuple((mask >> (_WORD_BITS * i)) & 0xFFFFFFFFFFFFFFFF for i in range(self.words))

    def unpack(self, words: Sequence[int]) -> tuple[str, ...]:
        """The codes whose bits are set, in order."""
        found = []
        for at, word in enumerate(words):
            left = int(word)
            while left:
                lowest = left & -left
                found.append(self.codes[at * _WORD_BITS + lowest.bit_length() - 1])
                left ^= lowest
        return tuple(found)


def pack_rows(codes: CodeSet, rows: Iterable[Iterable[str]], count: int) -> Words:
    """Codes of every row as an array of shape (words, count)."""
    packed = np.zeros((codes.words, count), dtype=np.uint64)
    cache: dict[frozenset[str], tuple[int, ...]] = {}
    for index, row in enumerate(rows):
        key = frozenset(row)
        if key not in cache:
            cache[key] = codes.pack(key)
        packed[:, index] = cache[key]
    return packed


def has_any(words: Words, mask: Sequence[int]) -> NDArray[np.bool_]:
    """Per row: does it have at least one of the codes in `mask`?"""
    found: NDArray[np.bool_] = (words[0] & np.uint64(mask[0])) != 0
    for word, part in zip(words[1:], mask[1:], strict=True):
        found |= (word & np.uint64(part)) != 0
    return found


def has_all(words: Words, mask: Sequence[int]) -> NDArray[np.bool_]:
    """Per row: does it have every code in `mask`?"""
    found: NDArray[np.bool_] = (words[0] & np.uint64(mask[0])) == np.uint64(mask[0])
    for word, part in zip(words[1:], mask[1:], strict=True):
        found &= (word & np.uint64(part)) == np.uint64(part)
    return found


def is_empty(words: Words) -> NDArray[np.bool_]:
    """Per row: is no code known at all?"""
    empty: NDArray[np.bool_] = words[0] == 0
    for word in words[1:]:
        empty &= word == 0
    return empty


@dataclass(frozen=True, slots=True)
class Bits:
    """Where the codes of several fields lie when their words are stacked: bit b is word `word[b]`, shifted `shift[b]`.
    `slices[field]` are the bits of a field."""

    word: NDArray[np.intp]
    shift: NDArray[np.uint64]
    slices: Mapping[str, slice]


def lay_out(fields: Mapping[str, CodeSet]) -> Bits:
    """The layout of the words of these fields stacked in order."""
    word: list[int] = []
    shift: list[int] = []
    slices = {}
    above = 0
    for field, codes in fields.items():
        slices[field] = slice(len(word), len(word) + len(codes.codes))
        word += [above + bit // _WORD_BITS for bit in range(len(codes.codes))]
        shift += [bit % _WORD_BITS for bit in range(len(codes.codes))]
        above += codes.words
    return Bits(np.array(word, dtype=np.intp), np.array(shift, dtype=np.uint64), slices)


def pack_bytes(stacked: Words, bits: Bits) -> NDArray[np.uint8]:
    """The codes of each row without gaps, shape (rows, bytes): bit b of a row is bit b of the layout."""
    flags = [(stacked[w] >> s) & np.uint64(1) != 0 for w, s in zip(bits.word, bits.shift, strict=True)]
    return np.packbits(np.stack(flags, axis=1), axis=1, bitorder="little")


_BYTE_ROWS = 255  # so many ones fit a byte
_AT_A_TIME = 64 * _BYTE_ROWS


def count_bytes(packed: NDArray[np.uint8], count: int) -> NDArray[np.int64]:
    """Rows that have each code, of the `count` codes, from rows packed by `pack_bytes`. Bytes are added in runs that
    cannot overflow, and so many at a time that very many rows need no room of their own."""
    total = np.zeros(count, dtype=np.int64)
    for first in range(0, len(packed), _AT_A_TIME):
        ones = np.unpackbits(packed[first : first + _AT_A_TIME], axis=1, count=count, bitorder="little")
        starts = np.arange(0, len(ones), _BYTE_ROWS)
        total += np.add.reduceat(ones, starts, axis=0, dtype=np.uint8).sum(axis=0, dtype=np.int64)
    return total
