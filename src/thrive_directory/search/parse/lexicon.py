"""The reviewed lexicon, compiled for matching. Reads no file itself and parses no sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from thrive_directory.index.collecting import no_collecting
from thrive_directory.search.parse.danger_score_file import DangerScore, load_danger_score
from thrive_directory.search.parse.lexicon_file import CHOICE, TAXONOMIES, LexiconFile, Terms, expand, read_lexicon_file
from thrive_directory.search.parse.need_frames import NeedFrames, compile_frames
from thrive_directory.search.parse.need_hints import NeedHints, compile_hints
from thrive_directory.search.parse.spelling import Speller
from thrive_directory.search.parse.tokens import read

Trie = dict[str, Any]  # words to further tries; the senses of a whole phrase under ""
_SHORT_IS = frozenset({"hes", "shes", "whos"})
_PLAIN = re.compile(r"[a-z ]+")
_GLUED = re.compile(r"[^\s|\[({][\[({]|[\])}][^\s|\])}]")


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """A phrase of danger."""

    kind: Literal["life", "abuse", "missing"]
    needs: tuple[str, ...] = ()
    negatable: bool = False


@dataclass(frozen=True, slots=True)
class NotDanger:
    """A phrase that shields its words, save where the sentence holds one of `never`: each stands between spaces."""

    never: tuple[str, ...]

    def holds_in(self, words: Sequence[str]) -> bool:
        """Whether nothing in the sentence puts the matter in doubt."""
        if not self.never:
            return True
        text = f" {' '.join(words)} "
        return not any(one in text for one in self.never)


@dataclass(frozen=True, slots=True)
class Frame:
    """A `FrameEntry` ready to match; it is found by a word of its first part, and `then` are the others."""

    danger: Danger
    within: int
    then: tuple[frozenset[str], ...]
    unless: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Ready to match: tries of phrases, sets of words, a speller, and the vocabulary's labels by (field, code).
    Words in `empty` carry no meaning alone."""

    senses: Trie
    people: Trie
    circumstances: Trie
    dangers: Trie
    not_dangers: Trie
    frames: Mapping[str, tuple[Frame, ...]]
    need_frames: NeedFrames
    need_hints: NeedHints
    score: DangerScore
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
    shielded: frozenset[str]
    labels: Mapping[tuple[str, str], str]
    speller: Speller

    def corrected(self, word: str) -> str:
        """The word itself when any rule knows it, else the known word it is a slip of, else itself."""
        if word in self.respelt:
            return self.respelt[word]
        if word in self.known or word in self.shielded or len(word) < 5:
            return word
        if word.endswith("in") and word + "g" in self.known:  # "washin", "harmin"
            return word + "g"
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
    """Read, check and compile, with the word score of danger that lies beside it. Raises `SourceError` naming each
    entry that is wrong."""
    with no_collecting():
        file = read_lexicon_file(path, vocabulary)
        return _compile(file, vocabulary, load_danger_score(path.with_name("danger_score.yaml")))


def _compile(file: LexiconFile, vocabulary: Terms, score: DangerScore) -> Lexicon:
    spoken: set[str] = set()
    senses: Trie = {}
    own: dict[str, Trie] = {"person": {}, "circumstance": {}}
    for field, codes, phrases in _meanings(file, vocabulary):
        _plant(own.get(field, senses), phrases, file.classes, Sense(field, codes), spoken)
    dangers: Trie = {}
    for entry in file.danger:
        _plant(dangers, entry.phrases, file.classes, Danger(entry.kind, entry.needs, entry.negatable), spoken)
    not_dangers: Trie = {}
    for shield in file.not_danger:
        _plant(not_dangers, shield.phrases, file.classes, NotDanger(_spaced(shield.never, file.classes)), spoken)
    frames, need_frames = _frames(file), compile_frames(file.need_frames, file.frame_words)
    hints = compile_hints(file.need_hints)
    classes = {name: frozenset(words) for name, words in file.classes.items()}
    stop, hedges, negators, need_negators = map(frozenset, (file.stop, file.hedges, file.negators, file.need_negators))
    others = frozenset(file.ordinary).union(
        stop, hedges, negators, need_negators, *classes.values(), file.place_words, file.negation_fillers
    )
    framed = {*frames, *(word for same in frames.values() for frame in same for part in frame.then for word in part)}
    named = (*TAXONOMIES, "circumstance")
    labels = {(field, term.code): term.plain or term.label for field in named for term in vocabulary.terms(field)}
    return Lexicon(
        senses,
        own["person"],
        own["circumstance"],
        dangers,
        not_dangers,
        frames,
        need_frames,
        hints,
        score,
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
        others
        | spoken
        | framed
        | need_frames.bits.keys()
        | hints.points.keys(),  # none is corrected into a word of a frame: many are near to ordinary ones
        score.known,  # left as they stand, but not known: towns are among them
        labels,
        Speller.of(spoken | classes["spelt"]),
    )


def _frames(file: LexiconFile) -> dict[str, tuple[Frame, ...]]:
    frames: dict[str, tuple[Frame, ...]] = {}
    for entry in file.danger_frames:
        first, *then = (_single(words, file.classes) for words in entry.parts)
        frame = Frame(
            Danger(entry.kind, entry.needs),
            entry.within,
            tuple(then),
            _single(entry.unless, file.classes),
            _single(entry.never, file.classes),
        )
        for word in first:
            frames[word] = (*frames.get(word, ()), frame)
    return frames


def _spaced(phrases: Iterable[str], classes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every plain phrase of these patterns, between spaces, to be looked for in a whole sentence."""
    return tuple(f" {' '.join(plain.split())} " for phrase in phrases for plain in expand(phrase, classes))


def _single(words: Iterable[str], classes: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Words as they stand, with those of the classes named; phrases of a class are left out."""
    plain = (one for word in words for one in (classes[word[1:-1]] if word.startswith("{") else (word,)))
    return frozenset(word for word in plain if " " not in word)


def _meanings(file: LexiconFile, vocabulary: Terms) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    """Every (field, codes, phrases); the vocabulary's own words first, so that the file's may replace them."""
    for field in TAXONOMIES:
        for term in vocabulary.terms(field):
            yield field, (term.code,), (term.label, *((term.plain,) if term.plain else ()), *term.aliases)
        for key, phrases in getattr(file, field).items():
            yield field, tuple(key.split("+")), phrases
    for field in ("weak_need", "weak_mode", "not_mode", "prefer_access", "language", "person", "circumstance", "text"):
        for key, phrases in getattr(file, field).items():
            yield field, tuple(key.split("+")), phrases
    yield from (("wait", (str(weeks),), phrases) for weeks, phrases in file.wait.items())
    yield "free", ("yes",), file.free
    yield "ignore", (), file.ignore


def _plant(
    trie: Trie, phrases: Iterable[str], classes: Mapping[str, Sequence[str]], meaning: object, spoken: set[str]
) -> None:
    """Put every plain phrase of these patterns into a trie, and their words into `spoken`."""
    for phrase in phrases:
        if _GLUED.search(phrase):  # "[him|her]self": a choice within a word has to be written out
            for plain in expand(phrase, classes):
                _grow(trie, [[_words(plain)]], meaning, spoken)
        else:
            _grow(trie, _choices(phrase, classes), meaning, spoken)


def _choices(phrase: str, classes: Mapping[str, Sequence[str]]) -> list[list[tuple[str, ...]]]:
    """A pattern as its parts in order, each a list of the word sequences that may stand there."""
    parts: list[list[tuple[str, ...]]] = []
    end = 0
    for match in CHOICE.finditer(phrase):
        parts.append([_words(phrase[end : match.start()])])
        parts.append([_words(plain) for plain in expand(match[0], classes)])
        end = match.end()
    return [*parts, [_words(phrase[end:])]]


class _Leaf(dict[str, Any]):
    """The end of phrases of one meaning that nothing goes on from: most of a trie, and one for all of them."""


def _grow(trie: Trie, parts: Sequence[Sequence[tuple[str, ...]]], meaning: object, spoken: set[str]) -> None:
    """Part by part, so that what many phrases begin with is walked once."""
    told = [part for part in parts if part != [()]]  # nothing between two choices
    nodes, leaf = [trie], _Leaf({"": meaning})
    for part in told[:-1]:
        nodes = [_below(node, words) for words in _spelt(part, spoken) for node in nodes]
    for words in _spelt(told[-1], spoken) if told else ():
        for node in nodes:
            _end(node, words, leaf)


def _spelt(part: Iterable[tuple[str, ...]], spoken: set[str]) -> Iterator[tuple[str, ...]]:
    """The words of a part, and as a reader of them meets them."""
    for words in part:
        spoken.update(words)
        yield words
        if not _SHORT_IS.isdisjoint(words):
            yield _as_read(words)


def _below(node: Trie, words: Iterable[str]) -> Trie:
    """Where some words lead from a node. A leaf that a longer phrase goes on from becomes a node of its own."""
    for word in words:
        found = node.get(word)
        if found is None or type(found) is _Leaf:
            found = node[word] = {} if found is None else {**found}
        node = found
    return node


def _end(node: Trie, words: tuple[str, ...], leaf: _Leaf) -> None:
    if words:
        *before, last = words
        above = _below(node, before)
        if type(above.get(last, leaf)) is _Leaf:
            above[last] = leaf
            return
        node = above[last]
    node[""] = leaf[""]


def _as_read(words: tuple[str, ...]) -> tuple[str, ...]:
    """As a reader of "he's" meets it, who takes the "'s" of any word away: the phrase has "hes"."""
    return tuple(word[:-1] if word in _SHORT_IS else word for word in words)


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as `read` would split it; nearly all are plain small words, for which splitting at spaces is the same
    and thirty times faster."""
    if _PLAIN.fullmatch(phrase):
        return tuple(phrase.split())
    return tuple(token.word for token in read(phrase).tokens)
