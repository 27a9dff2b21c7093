"""The reviewed lexicon, compiled for matching. Reads no file itself and parses no sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from thrive_directory.index.collecting import no_collecting
from thrive_directory.search.parse.danger_score_file import DangerScore, load_danger_score
from thrive_directory.search.parse.lexicon_file import TAXONOMIES, LexiconFile, Terms, read_lexicon_file
from thrive_directory.search.parse.need_frames import NeedFrames, compile_frames
from thrive_directory.search.parse.need_hints import NeedHints, compile_hints
from thrive_directory.search.parse.spelling import Speller
from thrive_directory.search.parse.trie import Trie, is_said, phrases_of, plant

_JOINED = frozenset({"need", "mode", "access"})
_TWO_WORDS = re.compile(r"[a-z]{4,} [a-z]{4,}")


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
    """A phrase that shields its words, save where the sentence holds one of `never`."""

    never: Trie

    def holds_in(self, words: Sequence[str]) -> bool:
        """Whether nothing in the sentence puts the matter in doubt."""
        return not is_said(self.never, words)


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
    figures: Trie
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
    respelt_beside: Mapping[tuple[str, str], str]
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


def load_lexicon(path: Path, vocabulary: Terms) -> Lexicon:
    """Read, check and compile, with the word score of danger that lies beside it. Raises `SourceError` naming each
    entry that is wrong."""
    with no_collecting():
        file = read_lexicon_file(path, vocabulary)
        return _compile(file, vocabulary, load_danger_score(path.with_name("danger_score.yaml")))


def _compile(file: LexiconFile, vocabulary: Terms, score: DangerScore) -> Lexicon:
    spoken: set[str] = set()
    joined: set[str] = set()
    senses: Trie = {}
    own: dict[str, Trie] = {"person": {}, "circumstance": {}, "figure": {}}
    for field, codes, phrases in _meanings(file, vocabulary):
        plant(own.get(field, senses), phrases, file.classes, Sense(field, codes), spoken)
        if field in _JOINED:
            plant(senses, _joined(phrases), file.classes, Sense(field, codes), joined)
    dangers: Trie = {}
    for entry in file.danger:
        plant(dangers, entry.phrases, file.classes, Danger(entry.kind, entry.needs, entry.negatable), spoken)
    not_dangers: Trie = {}
    for shield in file.not_danger:
        plant(not_dangers, shield.phrases, file.classes, NotDanger(phrases_of(shield.never, file.classes)), spoken)
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
        own["figure"],
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
        _beside(file),
        classes,
        others
        | joined
        | spoken
        | framed
        | need_frames.bits.keys()
        | hints.points.keys(),  # none is corrected into a word of a frame: many are near to ordinary ones
        score.known,  # left as they stand, but not known: towns are among them
        labels,
        Speller.of(spoken | classes["spelt"]),
    )


def _beside(file: LexiconFile) -> dict[tuple[str, str], str]:
    pairs = ((right, pair.partition(" ")) for right, pairs in file.respell_beside.items() for pair in pairs)
    return {(first, second): right for right, (first, _, second) in pairs}


def _joined(phrases: Iterable[str]) -> list[str]:
    """Phrases of two long words as some write them: "homevisit". Nothing is taken for a slip of one."""
    return [phrase.replace(" ", "") for phrase in phrases if _TWO_WORDS.fullmatch(phrase)]


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
    yield "figure", (), file.figures
