"""The lexicon as it is written in `data/lexicon.yaml`: its entries, and the checks of them. Compiles nothing."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from thrive_directory.errors import SourceError

Phrase = Annotated[str, Field(min_length=1, max_length=900)]


def _split(listed: object) -> object:
    """Phrases stand one after another, separated by semicolons."""
    if not isinstance(listed, str):
        return listed
    return tuple(phrase for part in listed.split(";") if (phrase := " ".join(part.split())))


Pair = Annotated[str, Field(pattern=r"^[a-z0-9]+ [a-z0-9]+$")]
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_split)]

TAXONOMIES = ("grouping", "need", "sector", "mode", "referral_route", "access")
CHOICE = re.compile(r"\{([a-z_]+)\}|\(([^)]*)\)|\[([^\]]*)\]")


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


class NotDangerEntry(_Section):
    """Phrases that look like danger and are another thing, unless one of `never` stands anywhere in the sentence: what
    must not be taken away, said beside what takes it away. Either may be phrases of several words."""

    phrases: Phrases
    never: Phrases = ()


class FrameEntry(_Section):
    """Words that name danger together: one of each part, in order, the last at most `within` words after the first,
    without any of `unless` among them or in the two words after, and without any of `never` in the whole sentence.
    A frame of one part is a word that is enough alone: `unless` is then looked for in the three words before it too.
    Words are single; {class} stands for the single words of a class."""

    kind: Literal["life", "abuse", "missing"]
    needs: Phrases = ()
    within: int = Field(ge=1, le=16)
    parts: Annotated[tuple[Phrases, ...], Field(min_length=1, max_length=5)]
    unless: Phrases = ()
    never: Phrases = ()


class NeedFrameEntry(_Section):
    """Words that name needs together: one of each part of `of`, the last at most `within` words after the first, no
    punctuation among them, none of `unless` among them or two words around. Parts are parted by spaces, the words of
    a part by "|"; {class} stands for a class of `frame_words`, "stop~" for every form of a verb. Parts stand in that
    order, save where `ordered` is false: then the other way round too. One that is `weak` counts only where no other
    need is said. Punctuation may stand within one that goes `across` it. Of needs that one is said `instead` of, those
    go whose words all lie within it ("spits her food into a tissue" is no temper)."""

    needs: Phrases
    within: int = Field(5, ge=0, le=20)
    of: str = Field(min_length=1)
    unless: Phrases = ()
    ordered: bool = True
    weak: bool = False
    across: bool = False
    instead: Phrases = ()


class HintEntry(_Section):
    """Words that speak for a need where nothing names one: `two` are enough alone, of `one` it takes two."""

    two: Phrases = ()
    one: Phrases = ()


class LexiconFile(_Section):
    """The file as it is written. Keys of taxonomies are codes, several joined by "+". `weak_need` counts only where
    no other need is said, `weak_mode` where no other mode; `not_mode` are refusals that are phrases of their own. The
    key of `respell_beside` is what the second word of each pair stands for ("son: my sun")."""

    classes: Mapping[str, Phrases]
    grouping: Mapping[str, Phrases]
    need: Mapping[str, Phrases]
    weak_need: Mapping[str, Phrases]
    frame_words: Mapping[str, Phrases]
    need_frames: tuple[NeedFrameEntry, ...]
    need_hints: Mapping[str, HintEntry]
    sector: Mapping[str, Phrases]
    mode: Mapping[str, Phrases]
    weak_mode: Mapping[str, Phrases]
    not_mode: Mapping[str, Phrases]
    referral_route: Mapping[str, Phrases]
    access: Mapping[str, Phrases]
    prefer_access: Mapping[str, Phrases]
    language: Mapping[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Phrases]
    free: Phrases
    wait: Mapping[int, Phrases]
    person: Mapping[str, Phrases]
    circumstance: Mapping[str, Phrases]
    text: Mapping[str, Phrases]
    ignore: Phrases
    figures: Phrases
    stop: Phrases
    danger: tuple[DangerEntry, ...]
    danger_frames: tuple[FrameEntry, ...]
    not_danger: tuple[NotDangerEntry, ...]
    hedges: Phrases
    negators: Phrases
    need_negators: Phrases
    negation_fillers: Phrases
    softeners: Phrases
    respell: Mapping[str, Phrases]
    respell_beside: Mapping[str, Annotated[tuple[Pair, ...], BeforeValidator(_split)]]
    place_words: Phrases
    not_before_place: Phrases
    ordinary: Phrases


def read_lexicon_file(path: Path, vocabulary: Terms) -> LexiconFile:
    """Read and check. Raises `SourceError` naming each entry that is wrong."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 -- makes only strings
        file = LexiconFile.model_validate(raw)
    except (yaml.YAMLError, OSError) as error:
        raise SourceError(f"{path.name} cannot be read: {type(error).__name__}") from error
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)]
        raise SourceError("\n  ".join([f"{path.name} has entries that are wrong", *lines])) from error
    problems = [*_unknown_codes(file, vocabulary), *_unknown_classes(file), *_unknown_frame_words(file)]
    if problems:
        raise SourceError("\n  ".join([f"{path.name} has entries that are wrong", *problems]))
    return file


def _unknown_codes(file: LexiconFile, vocabulary: Terms) -> Iterator[str]:
    codes = {name: {term.code for term in vocabulary.terms(name)} for name in (*TAXONOMIES, "circumstance")}
    for field in (*TAXONOMIES, "prefer_access", "weak_need", "weak_mode", "not_mode", "circumstance"):
        known = codes[field.removeprefix("prefer_").removeprefix("weak_").removeprefix("not_")]
        for key in getattr(file, field):
            yield from (f"{field}.{key}: {code!r} is no {field} code" for code in key.split("+") if code not in known)
    yield from (f"need_hints: {need!r} is no need code" for need in file.need_hints if need not in codes["need"])
    said = [*((f"danger.{at}", entry.needs) for at, entry in enumerate(file.danger))]
    said += ((f"danger_frames.{at}", frame.needs) for at, frame in enumerate(file.danger_frames))
    said += ((f"need_frames.{at}", frame.needs) for at, frame in enumerate(file.need_frames))
    for where, needs in said:
        yield from (f"{where}.needs: {need!r} is no need code" for need in needs if need not in codes["need"])


def _unknown_classes(file: LexiconFile) -> Iterator[str]:
    for phrase in _all_phrases(file):
        for name, _, _ in CHOICE.findall(phrase):
            if name and name not in file.classes:
                yield f"{phrase!r} names the class {name!r}, which classes does not have"


def _unknown_frame_words(file: LexiconFile) -> Iterator[str]:
    said = [(f"frame_words.{name}", words) for name, words in file.frame_words.items()]
    said += ((f"need_frames.{at}", (*frame.of.split(), *frame.unless)) for at, frame in enumerate(file.need_frames))
    for where, parts in said:
        for word in (word for part in parts for word in part.split("|")):
            if word.startswith("{") and word[1:-1] not in file.frame_words:
                yield f"{where}: {word} is no class of frame_words"


def _all_phrases(file: LexiconFile) -> Iterator[str]:
    for field in (
        *TAXONOMIES,
        "weak_need",
        "weak_mode",
        "not_mode",
        "prefer_access",
        "language",
        "wait",
        "person",
        "circumstance",
        "text",
    ):
        for phrases in getattr(file, field).values():
            yield from phrases
    yield from (*file.free, *file.ignore, *file.figures)
    yield from (phrase for entry in file.not_danger for phrase in (*entry.phrases, *entry.never))
    yield from (phrase for entry in file.danger for phrase in entry.phrases)
    for frame in file.danger_frames:
        yield from (word for words in (*frame.parts, frame.unless, frame.never) for word in words)


def expand(phrase: str, classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Every plain phrase of a pattern: {class}, (one|or another), [perhaps]."""
    parts: list[Sequence[str]] = []
    end = 0
    for match in CHOICE.finditer(phrase):
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
