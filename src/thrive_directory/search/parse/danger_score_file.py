"""The word score of danger as it is written in `data/danger_score.yaml`, checked and made ready. Scores nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from thrive_directory.errors import SourceError
from thrive_directory.search.parse.danger_words_file import AroundWords, BlowWords
from thrive_directory.search.parse.lexicon_file import Phrases, expand
from thrive_directory.search.parse.trie import Trie, phrases_of

Kind = Literal["life", "abuse", "missing"]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SignEntry(_Section):
    """Words that add points when they stand together: one of each part of `of`, each at most `within` words from the
    first, none of `unless` among them or in the three words before and after. Parts are parted by spaces, the words of
    a part by "|"; {class} stands for the words of a class. In any order, save where `ordered`."""

    kind: Kind
    points: int = Field(ge=1, le=9)
    within: int = Field(ge=1, le=16)
    ordered: bool = False
    of: str = Field(min_length=1)
    unless: Phrases = ()


class DampingEntry(_Section):
    """Words that take points away, once, wherever in the sentence they stand."""

    points: int = Field(ge=1, le=9)
    of: str = Field(min_length=1)


class HarmlessEntry(_Section):
    """What makes a danger found another thing: its own words hold one of `said` (any, when empty), the sentence one
    phrase of each part of `beside`, and none of the words `never`. Of one `kind`, or of any when none is named."""

    kind: Kind | None = None
    said: Phrases = ()
    beside: tuple[Phrases, ...] = Field(min_length=1)
    never: Phrases


class ScoreFile(_Section):
    """The file as it is written. From `threshold` points on a sentence is flagged."""

    threshold: int = Field(ge=1)
    classes: Mapping[str, Phrases]
    signs: tuple[SignEntry, ...]
    damping: tuple[DampingEntry, ...]
    harmless: tuple[HarmlessEntry, ...] = ()
    blows: BlowWords
    around: AroundWords


@dataclass(frozen=True, slots=True)
class Sign:
    """A `SignEntry` ready to match: `bits` has one bit for each part, `mask` all of them."""

    kind: Kind
    points: int
    within: int
    ordered: bool
    bits: tuple[int, ...]
    mask: int
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Harmless:
    """A `HarmlessEntry` ready to match."""

    kind: Kind | None
    said: frozenset[str]
    beside: tuple[Trie, ...]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class DangerScore:
    """Ready to score: the bits that each word sets, the signs, damping as (bit, points), what makes a danger found
    another thing, who strikes whom, and what stands around a phrase. `known` are all words that it reads, so that none
    is taken for a slip of another."""

    threshold: int
    bits: Mapping[str, int]
    signs: tuple[Sign, ...]
    damping: tuple[tuple[int, int], ...]
    harmless: tuple[Harmless, ...]
    blows: BlowWords
    around: AroundWords
    known: frozenset[str]


def load_danger_score(path: Path) -> DangerScore:
    """Read, check and prepare. Raises `SourceError` naming each entry that is wrong."""
    file = _read(path)
    classes = {name: tuple(one for word in words for one in expand(word, {})) for name, words in file.classes.items()}
    parts: dict[str, int] = {}
    signs = tuple(_sign(entry, parts) for entry in file.signs)
    damping = tuple((_bit(entry.of, parts), entry.points) for entry in file.damping)
    bits: dict[str, int] = {}
    for part, bit in parts.items():
        for word in _words(part, classes):
            bits[word] = bits.get(word, 0) | bit
    harmless = tuple(_harmless(entry) for entry in file.harmless)
    known = file.blows.known.union(
        bits, *(sign.unless for sign in signs), *(entry.said | entry.never for entry in harmless)
    )
    return DangerScore(file.threshold, bits, signs, damping, harmless, file.blows, file.around, known)


def _read(path: Path) -> ScoreFile:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 -- makes only strings
        file = ScoreFile.model_validate(raw)
    except (yaml.YAMLError, OSError) as error:
        raise SourceError(f"{path.name} cannot be read: {type(error).__name__}") from error
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)]
        raise SourceError("\n  ".join([f"{path.name} has entries that are wrong", *lines])) from error
    problems = list(_unknown_classes(file))
    if problems:
        raise SourceError("\n  ".join([f"{path.name} has entries that are wrong", *problems]))
    return file


def _unknown_classes(file: ScoreFile) -> Iterator[str]:
    written: list[tuple[str, str]] = [(f"signs.{at}", entry.of) for at, entry in enumerate(file.signs)]
    written += ((f"damping.{at}", entry.of) for at, entry in enumerate(file.damping))
    named: set[str] = set()
    for where, text in written:
        for part in text.split():
            for word in part.split("|"):
                if word.startswith("{"):
                    named.add(word[1:-1])
                    if word[1:-1] not in file.classes:
                        yield f"{where}: {word} is no class"
    yield from (f"classes.{name}: no sign names it" for name in file.classes if name not in named)


def _sign(entry: SignEntry, parts: dict[str, int]) -> Sign:
    bits = tuple(_bit(part, parts) for part in entry.of.split())
    mask = 0
    for bit in bits:
        mask |= bit
    return Sign(entry.kind, entry.points, entry.within, entry.ordered, bits, mask, frozenset(entry.unless))


def _harmless(entry: HarmlessEntry) -> Harmless:
    beside = tuple(phrases_of(part, {}) for part in entry.beside)
    return Harmless(entry.kind, frozenset(entry.said), beside, frozenset(entry.never))


def _bit(part: str, parts: dict[str, int]) -> int:
    """The bit of a part: the same for parts written alike."""
    return parts.setdefault(part, 1 << len(parts))


def _words(part: str, classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for word in part.split("|"):
        if word.startswith("{"):
            yield from classes[word[1:-1]]
        else:
            yield word
