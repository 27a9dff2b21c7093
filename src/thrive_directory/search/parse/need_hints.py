"""What the words of a sentence speak for together, where no phrase and no frame names a need. Reads no file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.inflect import forms
from thrive_directory.search.parse.lexicon_file import HintEntry

_ONE, _TWO = 1, 2


@dataclass(frozen=True, slots=True)
class NeedHints:
    """For each word the needs it speaks for and how much: one point, or two, which are enough."""

    points: Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Hinted:
    """A need and the positions of the words that spoke for it."""

    need: str
    at: tuple[int, ...]


def compile_hints(entries: Mapping[str, HintEntry]) -> NeedHints:
    """Ready to add up. A word that an entry has twice keeps its higher points."""
    points: dict[str, dict[str, int]] = {}
    for need, entry in entries.items():
        for worth, listed in ((_ONE, entry.one), (_TWO, entry.two)):
            for word in (form for one in listed for form in forms(one)):
                points.setdefault(word, {})[need] = worth
    return NeedHints({word: tuple(needs.items()) for word, needs in points.items()})


def find_hinted(words: Sequence[str], hints: NeedHints, taken: Sequence[int], enough: int) -> Hinted | None:
    """The need that most points speak for, when they are enough; the one said first of equals. A word counts once."""
    said: dict[str, list[int]] = {}
    totals: dict[str, int] = {}
    seen: set[str] = set()
    for at, word in enumerate(words):
        if taken[at] or word in seen:
            continue
        seen.add(word)
        for need, worth in hints.points.get(word, ()):
            totals[need] = totals.get(need, 0) + worth
            said.setdefault(need, []).append(at)
    best = max(totals, key=totals.__getitem__, default=None)
    if best is None or totals[best] < enough:
        return None
    return Hinted(best, tuple(said[best]))
