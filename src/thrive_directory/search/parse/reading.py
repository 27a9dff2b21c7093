"""A sentence in work: its words, which of them are taken, and what was found so far. Finds nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from thrive_directory.search.parse.lexicon import Lexicon, Sense
from thrive_directory.search.parse.need_contest import Named
from thrive_directory.search.parse.tokens import Sentence
from thrive_directory.search.parse.understood import Term

FEW = 4  # words: a question as short as this may be a service's name


_SPELT_SO = 2  # slips: who writes "hering voises" spells so, and names nothing
_ILLNESS = "mecfs"
_CALLED = frozenset({"called", "named"})
_AFTER_A_NAME = frozenset({"for", "in", "near", "online", "number", "app", "website", "referral", "login"})


@dataclass(slots=True)
class Reading:
    """The sentence in work: words as corrected, which are taken, and the values found so far. `meant` are spans that
    said something and may say more: they are taken at the end only. `kinds` are sorts of offer, each a mode or
    "open" with the word for it ("group", "evening"), which are liked; `outright` says which of them are a must.
    `names` are the positions of words that may be a name and would else be taken for a slip."""

    sentence: Sentence
    lexicon: Lexicon
    words: list[str]
    breaks: list[bool]
    taken: bytearray
    names: set[int]
    values: dict[str, list[str]] = field(default_factory=dict)
    terms: list[tuple[int, Term]] = field(default_factory=list)
    ages: list[tuple[float, float]] = field(default_factory=list)
    text: list[tuple[int, str]] = field(default_factory=list)
    near_text: str | None = None
    within_km: float | None = None
    open_at: datetime | None = None
    gender: str | None = None
    is_told_of: bool = False
    meant: list[tuple[int, int]] = field(default_factory=list)
    shielded: tuple[tuple[int, int], ...] = ()
    kinds: list[tuple[str, str]] = field(default_factory=list)
    outright: set[str] = field(default_factory=set)
    weak: list[tuple[Sense, int, int]] = field(default_factory=list)
    weak_modes: list[tuple[Sense, int, int]] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)

    @classmethod
    def of(cls, sentence: Sentence, lexicon: Lexicon) -> "Reading":
        """A sentence of which nothing is taken yet, its words corrected. What may be a name is not taken for a slip of
        a word that says nothing: "starling" is no "starting"."""
        corrected = {word: lexicon.corrected(word) for word in {token.word for token in sentence.tokens}}
        words = [corrected[token.word] for token in sentence.tokens]
        names: set[int] = set()
        for at, token in enumerate(sentence.tokens):
            if token.word == "me" and not sentence.shouts and sentence.typed(at, at + 1) == "ME":
                words[at] = _ILLNESS  # "with ME": an illness, and not oneself
        slips = [
            at
            for at, token in enumerate(sentence.tokens)
            if words[at] != token.word and token.word not in lexicon.respelt
        ]
        for at in slips if len(slips) < _SPELT_SO else ():
            token = sentence.tokens[at]
            if _says_nothing(words[at], token.word, lexicon) and _may_be_a_name(sentence, at):
                words[at] = token.word
                names.add(at)
        breaks = [token.breaks for token in sentence.tokens]
        for at, pair in enumerate(pairwise(words), 1):
            if pair in lexicon.respelt_beside and not breaks[at]:
                words[at] = lexicon.respelt_beside[pair]
        return cls(sentence, lexicon, words, breaks, bytearray(len(words)), names)

    def cut(self, most: int) -> None:
        """Leave out the words after so many."""
        if len(self.words) > most:
            self.sentence = replace(self.sentence, tokens=self.sentence.tokens[:most])
            self.words, self.breaks, self.taken = self.words[:most], self.breaks[:most], self.taken[:most]
            self.meant = [(start, min(end, most)) for start, end in self.meant if start < most]

    def take(self, start: int, end: int) -> None:
        """Mark the words from `start` to before `end` as used."""
        for at in range(start, end):
            self.taken[at] = 1

    def name(
        self, needs: Iterable[str], at: Iterable[int], *, by_frame: bool = False, instead: tuple[str, ...] = ()
    ) -> None:
        """Note needs that a phrase or a frame names, and by which words; `instead` are needs that it is not."""
        places = sorted(at)
        self.named += (Named(need, frozenset(places), by_frame, instead) for need in needs)
        self.add("need", needs, places[0], places[-1] + 1)

    def drop(self, name: str, code: str) -> None:
        """Forget a code of a field again."""
        self.values[name].remove(code)
        self.terms = [pair for pair in self.terms if (pair[1].field, pair[1].code) != (name, code)]

    def add(self, name: str, codes: Iterable[str], start: int, end: int) -> None:
        """Note codes of a field, once each, and the words that gave them."""
        values = self.values.setdefault(name, [])
        words = self.sentence.typed(start, end)
        source = {"not_mode": "mode", "prefer_access": "access"}.get(name, name)
        for code in codes:
            if code not in values:
                values.append(code)
                self.terms.append((start, Term(words, name, code, self.lexicon.label(source, code))))


def _says_nothing(word: str, typed: str, lexicon: Lexicon) -> bool:
    """Whether a word has no meaning by itself: a small word, one of a story, or one to leave out ("others") that does
    not begin as what was typed ("otters", and not "refferal")."""
    if word in lexicon.empty or word in lexicon.classes["story"]:
        return True
    sense = lexicon.senses.get(word, {}).get("")
    return sense is not None and sense.field == "ignore" and word[:3] != typed[:3]


def _may_be_a_name(sentence: Sentence, at: int) -> bool:
    """Whether a word stands where names stand: in a few words, after "called", with a capital of its own, or at the
    beginning of "starling for a 15 year old"."""
    tokens = sentence.tokens
    if len(tokens) <= FEW or (at and tokens[at - 1].word in _CALLED):
        return True
    if at == 0:
        return tokens[1].word in _AFTER_A_NAME
    return tokens[at].capital and not tokens[at].breaks and not sentence.shouts
