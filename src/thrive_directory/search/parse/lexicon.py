"""The reviewed lexicon: reads `data/lexicon.yaml`, checks every entry, and compiles it for matching. No parsing."""

import gc
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from thrive_directory.errors import SourceError
from thrive_directory.search.parse.spelling import Speller
from thrive_directory.search.parse.tokens import read

Trie = dict[str, Any]  # words to further tries; the senses of a whole phrase under ""
Phrase = Annotated[str, Field(min_length=1, max_length=900)]


def _split(listed: object) -> object:
    """Phrases stand one after another, separated by semicolons."""
    if not isinstance(listed, str):
        return listed
    return tuple(phrase for part in listed.split(";") if (phrase := " ".join(part.split())))


Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_split)]

TAXONOMIES = ("grouping", "need", "sector", "mode", "referral_route", "access")
_PLAIN = re.compile(r"[a-z ]+")
_GLUED = re.compile(r"[^\s|\[({][\[({]|[\])}][^\s|\])}]")
_CHOICE = re.compile(r"\{([a-z_]+)\}|\(([^)]*)\)|\[([^\]]*)\]")


class VocabularyTerm(Protocol):
    """What is needed of a vocabulary term."""

    @property
    def code(self) -> str:
        """The stable code."""
        ...

    @property
    def label(self) -> str:
        """The official label."""
        ...

    @property
    def plain(self) -> str | None:
        """The label in plain words, where there is one."""
        ...

    @property
    def aliases(self) -> Sequence[str]:
        """Other words for it."""
        ...


class Terms(Protocol):
    """What is needed of the vocabulary."""

    def terms(self, taxonomy: Any, /) -> Sequence[VocabularyTerm]:
        """The terms of one taxonomy, in order."""
        ...


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DangerEntry(_Section):
    """Words of one kind of danger. `needs` are what they also name. `negatable`: a clear "not" before them counts."""

    kind: Literal["life", "abuse", "missing"]
    needs: Phrases = ()
    negatable: bool = False
    phrases: Phrases


class PairEntry(_Section):
    """Two words that together name danger, `then` at most `within` words after `first`, without any of `unless`
    between them or in the two words after."""

    kind: Literal["life", "abuse", "missing"]
    needs: Phrases = ()
    within: int = Field(ge=1, le=10)
    first: Phrases
    then: Phrases
    unless: Phrases = ()


class LexiconFile(_Section):
    """The file as it is written. Keys of taxonomies are codes, several joined by "+". `weak_need` counts only where
    no other need is said."""

    classes: Mapping[str, Phrases]
    grouping: Mapping[str, Phrases]
    need: Mapping[str, Phrases]
    weak_need: Mapping[str, Phrases]
    sector: Mapping[str, Phrases]
    mode: Mapping[str, Phrases]
    referral_route: Mapping[str, Phrases]
    access: Mapping[str, Phrases]
    prefer_access: Mapping[str, Phrases]
    language: Mapping[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Phrases]
    free: Phrases
    wait: Mapping[int, Phrases]
    person: Mapping[str, Phrases]
    text: Mapping[str, Phrases]
    ignore: Phrases
    stop: Phrases
    danger: tuple[DangerEntry, ...]
    danger_pairs: tuple[PairEntry, ...]
    not_danger: Phrases
    hedges: Phrases
    negators: Phrases
    need_negators: Phrases
    negation_fillers: Phrases
    softeners: Phrases
    respell: Mapping[str, Phrases]
    place_words: Phrases
    not_before_place: Phrases
    ordinary: Phrases


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """A phrase of danger; `kind` None marks an exception that shields its words."""

    kind: Literal["life", "abuse", "missing"] | None
    needs: tuple[str, ...] = ()
    negatable: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A `PairEntry` ready to match; it is found by its first word."""

    danger: Danger
    within: int
    then: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Ready to match: tries of phrases, sets of words, a speller, and the vocabulary's labels by (field, code).
    Words in `empty` carry no meaning alone."""

    senses: Trie
    people: Trie
    dangers: Trie
    pairs: Mapping[str, tuple[Pair, ...]]
    stop: frozenset[str]
    empty: frozenset[str]
    hedges: frozenset[str]
    negators: frozenset[str]
    need_negators: frozenset[str]
    negation_fillers: frozenset[str]
    place_words: frozenset[str]
    not_before_place: frozenset[str]
    softeners: frozenset[str]
    respelt: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    known: frozenset[str]
    labels: Mapping[tuple[str, str], str]
    speller: Speller

    def corrected(self, word: str) -> str:
        """The word itself when any rule knows it, else the known word it is a slip of, else itself."""
        if word in self.respelt:
            return self.respelt[word]
        if word in self.known or len(word) < 5:
            return word
        return self.speller.nearest(word) or word

    def label(self, field: str, code: str) -> str:
        """The vocabulary's plain label of a code."""
        return self.labels.get((field, code), code)


def longest(trie: Trie, words: Sequence[str], start: int, softeners: frozenset[str] = frozenset()) -> tuple[int, Any]:
    """Where the longest phrase that starts here ends (`start` when none does), and what it means. Softeners
    ("really") may stand between its words."""
    node, end, found = trie, start, None
    for position in range(start, len(words)):
        below = node.get(words[position])
        if below is None:
            if position > start and words[position] in softeners:
                continue
            break
        node = below
        if "" in node:
            end, found = position + 1, node[""]
    return end, found


def load_lexicon(path: Path, vocabulary: Terms) -> Lexicon:
    """Read, check and compile. Raises `SourceError` naming each entry that is wrong."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 -- makes only strings
        file = LexiconFile.model_validate(raw)
    except (yaml.YAMLError, OSError) as error:
        raise SourceError(f"{path.name} cannot be read: {type(error).__name__}") from error
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)]
        raise SourceError("\n  ".join([f"{path.name} has entries that are wrong", *lines])) from error
    problems = [*_unknown_codes(file, vocabulary), *_unknown_classes(file)]
    if problems:
        raise SourceError("\n  ".join([f"{path.name} has entries that are wrong", *problems]))
    with _no_collecting():
        return _compile(file, vocabulary)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Looking for garbage among a hundred thousand new dictionaries, all of which stay, takes longer than making
    them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unknown_codes(file: LexiconFile, vocabulary: Terms) -> Iterator[str]:
    codes = {taxonomy: {term.code for term in vocabulary.terms(taxonomy)} for taxonomy in TAXONOMIES}
    for field in (*TAXONOMIES, "prefer_access", "weak_need"):
        known = codes[field.removeprefix("prefer_").removeprefix("weak_")]
        for key in getattr(file, field):
            yield from (f"{field}.{key}: {code!r} is no {field} code" for code in key.split("+") if code not in known)
    said = [*((f"danger.{at}", entry.needs) for at, entry in enumerate(file.danger))]
    said += ((f"danger_pairs.{at}", pair.needs) for at, pair in enumerate(file.danger_pairs))
    for where, needs in said:
        yield from (f"{where}.needs: {need!r} is no need code" for need in needs if need not in codes["need"])


def _unknown_classes(file: LexiconFile) -> Iterator[str]:
    for phrase in _all_phrases(file):
        for name, _, _ in _CHOICE.findall(phrase):
            if name and name not in file.classes:
                yield f"{phrase!r} names the class {name!r}, which classes does not have"


def _all_phrases(file: LexiconFile) -> Iterator[str]:
    for field in (*TAXONOMIES, "weak_need", "prefer_access", "language", "wait", "person", "text"):
        for phrases in getattr(file, field).values():
            yield from phrases
    yield from (*file.free, *file.ignore, *file.not_danger)
    yield from (phrase for entry in file.danger for phrase in entry.phrases)


def expand(phrase: str, classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Every plain phrase of a pattern: {class}, (one|or another), [perhaps]."""
    parts: list[Sequence[str]] = []
    end = 0
    for match in _CHOICE.finditer(phrase):
        parts.append([phrase[end : match.start()]])
        name, choices, maybe = match.groups()
        parts.append(classes[name] if name else choices.split("|") if choices is not None else ["", *maybe.split("|")])
        end = match.end()
    parts.append([phrase[end:]])
    for plain in map("".join, itertools.product(*parts)):
        if "{" in plain:  # a class among the choices
            yield from expand(plain, classes)
        else:
            yield plain


def _compile(file: LexiconFile, vocabulary: Terms) -> Lexicon:
    senses: Trie = {}
    people: Trie = {}
    for field, codes, phrases in _meanings(file, vocabulary):
        _plant(people if field == "person" else senses, phrases, file.classes, Sense(field, codes))
    dangers: Trie = {}
    for entry in file.danger:
        _plant(dangers, entry.phrases, file.classes, Danger(entry.kind, entry.needs, entry.negatable))
    _plant(dangers, file.not_danger, file.classes, Danger(None))
    spoken = {*_words_of(senses), *_words_of(people), *_words_of(dangers)}
    spoken.update(word for entry in file.danger_pairs for word in (*entry.first, *entry.then))
    classes = {name: frozenset(words) for name, words in file.classes.items()}
    stop, hedges, negators, need_negators = map(frozenset, (file.stop, file.hedges, file.negators, file.need_negators))
    others = frozenset(file.ordinary).union(
        stop, hedges, negators, need_negators, *classes.values(), file.place_words, file.negation_fillers
    )
    labels = {(field, term.code): term.plain or term.label for field in TAXONOMIES for term in vocabulary.terms(field)}
    return Lexicon(
        senses,
        people,
        dangers,
        _pairs(file),
        stop,
        stop | negators | classes["near"],
        hedges,
        negators,
        need_negators,
        frozenset(file.negation_fillers),
        frozenset(file.place_words),
        frozenset(file.not_before_place),
        frozenset(file.softeners),
        {wrong: right for right, wrongs in file.respell.items() for wrong in wrongs},
        classes,
        others | spoken,
        labels,
        Speller.of(spoken | classes["spelt"]),
    )


def _pairs(file: LexiconFile) -> dict[str, tuple[Pair, ...]]:
    pairs: dict[str, tuple[Pair, ...]] = {}
    for entry in file.danger_pairs:
        danger = Danger(entry.kind, entry.needs)
        pair = Pair(danger, entry.within, frozenset(entry.then), frozenset(entry.unless))
        for word in entry.first:
            pairs[word] = (*pairs.get(word, ()), pair)
    return pairs


def _meanings(file: LexiconFile, vocabulary: Terms) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    """Every (field, codes, phrases); the vocabulary's own words first, so that the file's may replace them."""
    for field in TAXONOMIES:
        for term in vocabulary.terms(field):
            yield field, (term.code,), (term.label, *((term.plain,) if term.plain else ()), *term.aliases)
        for key, phrases in getattr(file, field).items():
            yield field, tuple(key.split("+")), phrases
    for field in ("weak_need", "prefer_access", "language", "person", "text"):
        for key, phrases in getattr(file, field).items():
            yield field, tuple(key.split("+")), phrases
    yield from (("wait", (str(weeks),), phrases) for weeks, phrases in file.wait.items())
    yield "free", ("yes",), file.free
    yield "ignore", (), file.ignore


def _plant(trie: Trie, phrases: Iterable[str], classes: Mapping[str, Sequence[str]], meaning: object) -> None:
    """Put every plain phrase of these patterns into a trie."""
    for phrase in phrases:
        if _GLUED.search(phrase):  # "[him|her]self": a choice within a word has to be written out
            for plain in expand(phrase, classes):
                _grow(trie, [[_words(plain)]], meaning)
        else:
            _grow(trie, _choices(phrase, classes), meaning)


def _choices(phrase: str, classes: Mapping[str, Sequence[str]]) -> list[list[tuple[str, ...]]]:
    """A pattern as its parts in order, each a list of the word sequences that may stand there."""
    parts: list[list[tuple[str, ...]]] = []
    end = 0
    for match in _CHOICE.finditer(phrase):
        parts.append([_words(phrase[end : match.start()])])
        parts.append([_words(plain) for plain in expand(match[0], classes)])
        end = match.end()
    return [*parts, [_words(phrase[end:])]]


def _grow(trie: Trie, parts: Sequence[Sequence[tuple[str, ...]]], meaning: object) -> None:
    """Part by part, so that what many phrases begin with is walked once."""
    if not parts:
        trie[""] = meaning
        return
    for words in parts[0]:
        node = trie
        for word in words:
            node = node.setdefault(word, {})
        _grow(node, parts[1:], meaning)


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as `read` would split it; nearly all are plain small words, for which splitting at spaces is the same
    and thirty times faster."""
    if _PLAIN.fullmatch(phrase):
        return tuple(phrase.split())
    return tuple(token.word for token in read(phrase).tokens)


def _words_of(trie: Trie) -> Iterator[str]:
    for word, below in trie.items():
        if word:
            yield word
            yield from _words_of(below)
