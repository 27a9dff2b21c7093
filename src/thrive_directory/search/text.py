"""Free words: which rows hold them, how well, and which matched nothing. They filter only when alone."""

from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.words import Postings, rarity, stems, words_by_stem
from thrive_directory.search.answer import Reason
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Judgement, Question, certain, listed
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


ABSENT, IN_BODY, IN_NAME = range(3)


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How the rows answer the words: `penalty` in [0, 1] is the mean over the words, times how much the most telling of
    them tells: where all are words that many offers hold, they are no name. `held` says of each word whether
    a row has it not at all, somewhere, or in a name."""

    words: tuple[Word, ...]
    held: tuple[NDArray[np.uint8], ...]
    penalty: Floats
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
    total = np.zeros(len(question.hood))
    tells = [_tells(question, word) for word in words]
    held = tuple(_held(question, word.found) for word in words)
    for word, holding, weight in zip(words, held, tells, strict=True):
        slip = CORRECTED_WORD_SHARE if word.is_corrected else 0.0
        total += (weight * np.array([1.0, BODY_WORD_SHARE + slip, slip])).take(holding)
    best = np.maximum.reduce(held)
    strength = max(tells) / rarity(len(question.snapshot.columns), 1)
    return TextMatch(words, held, total / sum(tells) * strength, best != ABSENT, best == IN_NAME)


def _held(question: Question, word: str | None) -> NDArray[np.uint8]:
    """Where each row holds a word. Looked up through a byte for each row of the catalogue: rows and postings are both
    long, and searching one for the other costs far more."""
    postings, everywhere = question.snapshot.postings, np.zeros(len(question.snapshot.columns), dtype=np.uint8)
    for level, rows in ((IN_BODY, postings.anywhere.get(word or "")), (IN_NAME, postings.in_name.get(word or ""))):
        if rows is not None:
            everywhere[rows] = level
    return everywhere.take(question.hood.rows)


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
