"""Word-level correction against a fixed list, by delete neighbourhoods. Knows no meanings and keeps no input."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

_LONGEST = 18  # letters; the work grows with the square of them


@dataclass(frozen=True, slots=True)
class Speller:
    """Finds the listed word nearest to a misspelt one: one slip from five letters on, two from eight on.

    The first letter must be right: people seldom miss it, and it keeps "being" from "seeing"."""

    deletes: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Speller":
        """Prepare the words of five letters and more."""
        deletes: dict[str, list[str]] = {}
        for word in sorted({word for word in words if len(word) >= 5 and word.isalpha()}):
            for shorter in _shortened(word, _slips(word)):
                deletes.setdefault(shorter, []).append(word)
        return cls({shorter: tuple(found) for shorter, found in deletes.items()})

    def nearest(self, word: str) -> str | None:
        """The listed word that this one most likely is, or None."""
        if not 5 <= len(word) <= _LONGEST or not word.isalpha():
            return None
        allowed = _slips(word)
        best: tuple[int, int, str] | None = None
        for shorter in _shortened(word, allowed):
            for candidate in self.deletes.get(shorter, ()):
                if candidate[0] != word[0]:
                    continue
                slips = OSA.distance(word, candidate, score_cutoff=allowed)
                if slips <= min(allowed, _slips(candidate)):
                    best = min(best or (99, 0, ""), (slips, -_shared_start(word, candidate), candidate))
        return best[2] if best else None


def _slips(word: str) -> int:
    return 2 if len(word) >= 8 else 1


def _shared_start(word: str, other: str) -> int:
    return next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(word))


def _shortened(word: str, most: int) -> Iterator[str]:
    """The word, and what is left of it without one letter, or without two."""
    yield word
    for at in range(len(word)):
        shorter = word[:at] + word[at + 1 :]
        yield shorter
        if most > 1:
            for further in range(at, len(shorter)):
                yield shorter[:further] + shorter[further + 1 :]
