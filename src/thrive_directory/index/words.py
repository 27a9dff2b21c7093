"""Text as words: how names and questions become stems, and where each stem occurs. No ranking."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from thrive_directory.index.rows_by_word import Gathering, Rows, RowsByWord, join_rows

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_APOSTROPHE = re.compile(r"[’'`]")
# Words that say nothing about an offer; a question made only of these has no words.
STOP_WORDS = frozenset(
    "a about after all an and any are as at be by can do for from get getting has have help helps her his how i in is "
    "it me my near need of on or our out please service services she he someone somewhere support that the their them "
    "there they this to us want we what where who with you your".split()
)
_stemmer = snowballstemmer.stemmer("english")


SAME_WORDS = {"therapi": "counsel", "therapist": "counsel", "counsellor": "counsel", "counselor": "counsel"}
"""Stems that people use for one another: who asks for counselling is glad of talking therapy."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word (Snowball's English stemmer), or of the word that means the same."""
    found = str(_stemmer.stemWord(word))
    return SAME_WORDS.get(found, found)


def rarity(rows: int, holding: int) -> float:
    """How much a word tells, from how many of all rows hold it: ln(1 + rows / holding); neither counts below one."""
    return log(1 + max(rows, 1) / max(holding, 1))


def fold(text: str) -> str:
    """Lower case without accents or apostrophes, so that "Café" and "cafe", "can't" and "cant" are one."""
    if text.isascii():
        return _APOSTROPHE.sub("", text).lower()
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """Every word, folded, in order; those that carry no meaning too."""
    return _WORD.findall(fold(text))


def stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order, each once. A hyphen separates words like a space."""
    return tuple(words_by_stem(text))


def words_by_stem(text: str) -> dict[str, str]:
    """The same with the first word, folded, that has each stem."""
    found: dict[str, str] = {}
    for word in words_of(text):
        if word not in STOP_WORDS:
            found.setdefault(stem(word), word)
    return found


ABSENT, IN_BODY, IN_NAME = range(3)
_COMMON_SHARE = 1 / 16


@dataclass(frozen=True, slots=True)
class Postings:
    """For each stem the rows that hold it: in a name, and anywhere at all. `spelt` are the rows of each whole word."""

    in_name: RowsByWord
    anywhere: RowsByWord
    spelt: RowsByWord
    common: Mapping[str, NDArray[np.uint8]]
    """Of the stems that very many rows hold how each row does: to mark so many at each question would take long."""
    by_shape: Mapping[tuple[str, int], tuple[str, ...]]
    """Every word, whole and as a stem, by first letter and length, so that a correction looks at few. A slip in an
    ending ("starlng") is one slip from the word and several from its stem."""

    def corrected(self, word: str) -> str | None:
        """The stem of the known word nearest to an unknown one: same first letter, one slip (two from eight letters
        on)."""
        slips = 2 if len(word) >= 8 else 1
        if len(word) < 4:
            return None
        best: tuple[float, str] | None = None
        for length in range(len(word) - slips, len(word) + slips + 1):
            near = self.by_shape.get((word[0], length), ())
            found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
            if found is not None and (best is None or (found[1], found[0]) < best):
                best = found[1], found[0]  # of equals the first in the alphabet
        return stem(best[1]) if best else None


def build_postings(names: Iterable[str], bodies: Iterable[str]) -> Postings:
    """Postings of rows given in order: `names` is name and organisation, `bodies` everything else."""
    in_name, anywhere, spelt = Gathering(), Gathering(), Gathering()
    for name, body in zip(names, bodies, strict=True):
        called = set(words_of(name)) - STOP_WORDS
        words = called | set(words_of(body)) - STOP_WORDS
        in_name.add(set(map(stem, called)))
        anywhere.add(set(map(stem, words)))
        spelt.add(words)
    return _postings(len(spelt.counts), *(each.laid_out() for each in (in_name, anywhere, spelt)))


def join_postings(count: int, parts: Sequence[tuple[Postings, NDArray[np.integer]]]) -> Postings:
    """Postings of `count` rows from several, each with where its rows go: -1 for those that are dropped."""
    in_name = join_rows((part.in_name, moved) for part, moved in parts)
    anywhere = join_rows((part.anywhere, moved) for part, moved in parts)
    return _postings(count, in_name, anywhere, join_rows((part.spelt, moved) for part, moved in parts))


def _postings(count: int, in_name: RowsByWord, anywhere: RowsByWord, spelt: RowsByWord) -> Postings:
    by_shape: dict[tuple[str, int], list[str]] = {}
    for word in sorted({*spelt, *anywhere}):  # what a slip may be a slip of
        by_shape.setdefault((word[0], len(word)), []).append(word)
    held = np.diff(anywhere.ends, prepend=0)
    common = [word for word, rows in zip(anywhere, held.tolist(), strict=True) if rows >= _COMMON_SHARE * count]
    return Postings(
        in_name,
        anywhere,
        spelt,
        {word: _by_row(count, in_name.get(word, []), anywhere[word]) for word in common},
        {shape: tuple(words) for shape, words in by_shape.items()},
    )


def _by_row(count: int, in_name: Rows | list[int], anywhere: Rows) -> NDArray[np.uint8]:
    held = np.zeros(count, dtype=np.uint8)
    held[anywhere], held[in_name] = IN_BODY, IN_NAME
    return held


def is_in(rows: Rows, posting: Rows | None) -> NDArray[np.bool_]:
    """Per row of `rows` (ascending): is it in the posting?"""
    if posting is None or posting.size == 0:
        return np.zeros(rows.size, dtype=np.bool_)
    at = np.searchsorted(posting, rows)
    at[at == posting.size] = 0
    return np.asarray(posting[at] == rows)
