"""Free words: which rows hold them, how well, and which matched nothing. They filter only when alone."""

from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.words import ABSENT, IN_BODY, IN_NAME, Postings, rarity, stems, words_by_stem
from thrive_directory.search.answer import Reason
from thrive_directory.search.marks import Marks, units
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Judgement, Positions, Question, certain, listed
from thrive_directory.search.weights import BODY_WORD_SHARE, CORRECTED_WORD_SHARE


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question as the index knows it: `asked` is its stem and `typed` the word itself; `found` is the
    stem, or the nearest one when corrected."""

    asked: str
    found: str | None
    typed: str

    @property
    def is_corrected(self) -> bool:
        """Was the word not known as it was typed?"""
        return self.found is not None and self.found != self.asked


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How the rows answer the words. `held` says of each word whether a row has it not at all, somewhere, or in a name;
    `shares` what each of these costs, all words together at most 1: the mean over the words, times how much the most
    telling of them tells. Where all are words that many offers hold, they are no name."""

    words: tuple[Word, ...]
    held: tuple[NDArray[np.uint8], ...]
    shares: tuple[Floats, ...]
    any_word: Flags
    in_name: Flags


MOST_WORDS = 24
"""So many words of a text are looked for: nobody calls an offer by more, and a story is read in other ways."""


def look_up(postings: Postings, text: str) -> tuple[Word, ...]:
    """The first words of a text as the index knows them."""
    return tuple(
        Word(stem, stem if stem in postings.anywhere else postings.corrected(typed), typed)
        for stem, typed in islice(words_by_stem(text).items(), MOST_WORDS)
    )


def match_text(question: Question, words: tuple[Word, ...]) -> TextMatch | None:
    """Match the words of a question, looked up, against its rows; None when it has none that carry meaning."""
    if not words:
        return None
    tells = [_tells(question, word) for word in words]
    strength = max(tells) / rarity(len(question.snapshot.columns), 1) / sum(tells)
    rows = question.hood.rows.astype(np.intp)  # once, and not for each word
    held = tuple(_held(question.snapshot, word.found, rows) for word in words)
    best = np.maximum.reduce(held)
    shares = tuple(tell * strength * _costs(word) for word, tell in zip(words, tells, strict=True))
    return TextMatch(words, held, shares, best != ABSENT, best == IN_NAME)


def _costs(word: Word) -> Floats:
    """What it costs a row that a word is absent, in its body, or in its name."""
    slip = CORRECTED_WORD_SHARE if word.is_corrected else 0.0
    return np.array([1.0, BODY_WORD_SHARE + slip, slip])


def _held(snapshot: Snapshot, word: str | None, rows: Positions) -> NDArray[np.uint8]:
    """Where each row holds a word. Looked up through a byte for each row of the catalogue: rows and postings are both
    long, and searching one for the other costs far more."""
    postings, asked = snapshot.postings, word or ""
    everywhere = postings.common.get(asked)
    if everywhere is None:
        everywhere = np.zeros(len(snapshot.columns), dtype=np.uint8)
        for level, holding in ((IN_BODY, postings.anywhere.get(asked)), (IN_NAME, postings.in_name.get(asked))):
            if holding is not None:
                everywhere[holding] = level
    return everywhere.take(rows)


_TOGETHER = 5  # words: 3^5 ways to hold them go into a byte


def text_marks(match: TextMatch, weight: float, at: Positions | None = None) -> Marks:
    """What the words cost each row in billionths, each word rounded; or those at some positions."""
    held = match.held if at is None else tuple(each.take(at) for each in match.held)
    total = np.zeros(held[0].size, dtype=np.int64)
    tables = [units(weight * share) for share in match.shares]
    for first in range(0, len(held), _TOGETHER):
        ways, table = held[first], tables[first]
        for each, own in zip(held[first + 1 : first + _TOGETHER], tables[first + 1 :], strict=False):
            ways, table = ways * np.uint8(3) + each, np.add.outer(table, own).ravel()
        total += table.take(ways)
    return total


def _tells(question: Question, word: Word) -> float:
    """A rare word tells more than a common one: it is more likely the one in the name."""
    holding = None if word.found is None else question.snapshot.postings.anywhere.get(word.found)
    return rarity(len(question.snapshot.columns), 0 if holding is None else holding.size)


def judge_text(question: Question, match: TextMatch | None) -> Judgement | None:
    """At least one word must be there, when words are all that was asked."""
    if match is None or not is_text_alone(question.query):
        return None
    return Judgement("text", certain(match.any_word), is_filter=True)


def judge_name_only(question: Question) -> Judgement | None:
    """Offers whose areas nobody knows are found by name and not otherwise."""
    by_name = question.hood.flags("by_name_only")
    if not by_name.any():
        return None
    return Judgement("name", certain(~by_name), is_filter=True, by_name=True)


@cache
def _nothing_asked() -> dict[str, object]:
    fields = SearchQuery.__dataclass_fields__
    left_out = {"now", "text", "sort", "variety", "explain", "limit", "offset", "prefer_access", "from_home"}
    return {name: field.default for name, field in fields.items() if name not in left_out}


def is_text_alone(query: SearchQuery) -> bool:
    """Are there words, and nothing else in the question?"""
    return bool(query.text) and all(getattr(query, name) == default for name, default in _nothing_asked().items())


def text_reason(query: SearchQuery, snapshot: Snapshot, match: TextMatch, at: int, row: int) -> Reason | None:
    """The words that the row at a position holds, as they were typed. They are why it is here where words are all that
    was asked."""
    found = [word for word, held in zip(match.words, match.held, strict=True) if held[at]]
    if not found:
        return None
    said = [f"something like {word.typed}" if word.is_corrected else word.typed for word in found]
    is_filter = is_text_alone(query) or bool(snapshot.columns.by_name_only[row])
    params = {"words": [word.typed for word in found]}
    return Reason("words-match", f"Mentions: {listed(said)}", params, "inclusion" if is_filter else "rank")


def unused_words(postings: Postings, text: str) -> tuple[str, ...]:
    """The words of a text, as typed, that no offer holds even when corrected."""
    return tuple(w for w in text.split() if stems(w) and all(x.found is None for x in look_up(postings, w)))
