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


def recoded(words: Words, was: CodeSet, now: CodeSet) -> Words:
    """Rows that were packed by one set, packed by another. Codes that it does not know are left out."""
    if was.codes == now.codes:
        return words
    packed = np.zeros((now.words, words.shape[1]), dtype=np.uint64)
    for code in was.bit.keys() & now.bit.keys():
        (word, bit), (to_word, to_bit) = divmod(was.bit[code], _WORD_BITS), divmod(now.bit[code], _WORD_BITS)
        packed[to_word] |= (words[word] >> np.uint64(bit) & np.uint64(1)) << np.uint64(to_bit)
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
    """Where the codes of several fields lie in the bytes of a row: `slices[field]` are the bits of a field, which begin
    with a byte; there are `bytes` in all."""

    slices: Mapping[str, slice]
    bytes: int


_RUN = 16  # bytes


def lay_out(fields: Mapping[str, CodeSet]) -> Bits:
    """The layout of the codes of these fields, in order. Rows are padded, so that whole runs of bytes can be added."""
    slices, first = {}, 0
    for field, codes in fields.items():
        slices[field] = slice(first, first + len(codes.codes))
        first += -(-len(codes.codes) // 8) * 8
    return Bits(slices, -(-first // (8 * _RUN)) * _RUN)


def pack_bytes(words: Mapping[str, Words], sets: Mapping[str, CodeSet], bits: Bits, count: int) -> NDArray[np.uint8]:
    """The codes of each of `count` rows, shape (rows, bytes): bit b of a row is bit b of the layout."""
    packed = np.zeros((count, bits.bytes), dtype=np.uint8)
    for field, at in bits.slices.items():
        own = bytes_of(words[field], sets[field])
        packed[:, at.start // 8 : at.start // 8 + own.shape[1]] = own
    return packed


def bytes_of(words: Words, codes: CodeSet) -> NDArray[np.uint8]:
    """The codes of one field of each row, shape (rows, bytes): as few bytes as there is need of."""
    every = np.ascontiguousarray(words.T).astype("<u8", copy=False).view(np.uint8)
    return np.ascontiguousarray(every[:, : -(-len(codes.codes) // 8)])


_BYTE_ROWS = 255  # so many ones fit a byte
_AT_A_TIME = 64 * _BYTE_ROWS


def count_bytes(packed: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Rows by bit, from rows packed by `pack_bytes`. Bytes are added in runs that
    cannot overflow, and so many at a time that very many rows need no room of their own."""
    total = np.zeros(8 * packed.shape[1], dtype=np.int64)
    for first in range(0, len(packed), _AT_A_TIME):
        ones = np.unpackbits(packed[first : first + _AT_A_TIME], axis=1, bitorder="little")
        starts = np.arange(0, len(ones), _BYTE_ROWS)
        total += np.add.reduceat(ones, starts, axis=0, dtype=np.uint8).sum(axis=0, dtype=np.int64)
    return total
