"""Free words: which rows hold them, how well, and which matched nothing. They filter only when alone."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.hood import Hood, Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.words import Postings, is_in, rarity, stems, words_by_stem
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


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How the rows answer the words: `penalty` in [0, 1] is the mean over the words."""

    words: tuple[Word, ...]
    penalty: Floats
    any_word: Flags
    in_name: Flags


def look_up(postings: Postings, text: str) -> tuple[Word, ...]:
    """The words of a text as the index knows them."""
    return tuple(
        Word(stem, stem if stem in postings.anywhere else postings.corrected(typed), typed)
        for stem, typed in words_by_stem(text).items()
    )


def match_text(question: Question, hoods: Hoods, words: tuple[Word, ...]) -> TextMatch | None:
    """Match the words of a question, looked up, against its rows; None when it has none that carry meaning."""
    if not words:
        return None
    count = len(hoods)
    total = np.zeros(count)
    any_word = np.zeros(count, dtype=np.bool_)
    in_name = np.zeros(count, dtype=np.bool_)
    weight = 0.0
    for word in words:
        tells = _tells(question, word)
        weight += tells
        if word.found is None:
            total += tells
            continue
        named, anywhere = _holding(question.snapshot.postings, hoods, word.found)
        slip = CORRECTED_WORD_SHARE if word.is_corrected else 0.0
        total += tells * np.where(named, slip, np.where(anywhere, BODY_WORD_SHARE + slip, 1.0))
        any_word |= anywhere
        in_name |= named
    return TextMatch(words, total / weight, any_word, in_name)


def _holding(postings: Postings, hoods: Hoods, word: str) -> tuple[Flags, Flags]:
    """(the rows that hold the word in a name, those that hold it anywhere), kept where many questions look."""
    parts = [_kept_holding(postings, hood, word) for hood in (hoods.block.hood, hoods.local)]
    named, anywhere = (np.concatenate(each) for each in zip(*parts, strict=True))
    return named, anywhere


def _kept_holding(postings: Postings, hood: Hood, word: str) -> tuple[Flags, Flags]:
    def look() -> tuple[Flags, Flags]:
        named = is_in(hood.rows, postings.in_name.get(word))
        return named, named | is_in(hood.rows, postings.anywhere.get(word))

    return look() if hood.kept is None else hood.kept.get(("word", word), look)


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


def text_reason(query: SearchQuery, snapshot: Snapshot, match: TextMatch, row: int) -> Reason | None:
    """The words that the row holds, as they were typed. They are why it is here where words are all that was asked."""
    at, postings = np.array([row], dtype=np.int32), snapshot.postings
    found = [word for word in match.words if word.found and is_in(at, postings.anywhere.get(word.found))[0]]
    if not found:
        return None
    said = [f"something like {word.typed}" if word.is_corrected else word.typed for word in found]
    is_filter = is_text_alone(query) or bool(snapshot.columns.by_name_only[row])
    params = {"words": [word.typed for word in found]}
    return Reason("words-match", f"Mentions: {listed(said)}", params, "inclusion" if is_filter else "rank")


def unused_words(postings: Postings, text: str) -> tuple[str, ...]:
    """The words of a text, as typed, that no offer holds even when corrected."""
    return tuple(w for w in text.split() if stems(w) and all(x.found is None for x in look_up(postings, w)))
