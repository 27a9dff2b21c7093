"""Word-level correction against a fixed list, by delete neighbourhoods and by sound. Knows no meanings and keeps no
input."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from thrive_directory.search.parse.sounds import consonants, sound

_LONGEST = 18  # letters; the work grows with the square of them
_SHORTEST = 5  # letters of what is taken for a slip
_SHORTEST_SOUND = 4  # letters of what may be meant where it sounds the same: "weeed"
_LEAST_SOUND = 3
_LEAST_CONSONANTS = 4
_QUITE_LONG, _LONG = 7, 8


@dataclass(frozen=True, slots=True)
class Speller:
    """Finds the listed word nearest to a misspelt one: one slip from five letters on, two from eight on, and one more
    where both sound the same ("voises", "nitemares").

    The first letter must be right: people seldom miss it, and it keeps "being" from "seeing"."""

    deletes: Mapping[str, tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Speller":
        """Prepare the words: those of five letters and more, and by sound those of four."""
        deletes: dict[str, tuple[str, ...]] = {}
        sounds: dict[str, tuple[str, ...]] = {}
        for word in sorted({word for word in words if len(word) >= _SHORTEST_SOUND and word.isalpha()}):
            for key in _keys(word):
                sounds[key] = (*sounds.get(key, ()), word)
            if len(word) >= _SHORTEST:
                for shorter in _shortened(word, _slips(word)):
                    deletes[shorter] = (*deletes.get(shorter, ()), word)
        return cls(deletes, sounds)

    def nearest(self, word: str) -> str | None:
        """The listed word that this one most likely is, or None."""
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return None
        return self._by_slips(word) or self._by_sound(word)

    def _by_slips(self, word: str) -> str | None:
        """The word fewest slips away; of equals what sounds the same ("refusel" is no "refuse")."""
        allowed, heard_as = _slips(word), _heard_as(len(word))
        heard = heard_as(word)
        best: tuple[int, bool, int, str] | None = None
        for shorter in _shortened(word, allowed):
            for candidate in self.deletes.get(shorter, ()):
                if candidate[0] != word[0]:
                    continue
                slips = OSA.distance(word, candidate, score_cutoff=allowed)
                if slips <= min(allowed, _slips(candidate)):
                    one = (slips, heard_as(candidate) != heard, -_shared_start(word, candidate), candidate)
                    best = min(best or one, one)
        return best[-1] if best else None

    def _by_sound(self, word: str) -> str | None:
        """The word that sounds the same and is written much the same."""
        allowed = _slips(word) + 1
        best: tuple[int, int, str] | None = None
        for key in _keys(word):
            for candidate in self.sounds.get(key, ()):
                slips = OSA.distance(word, candidate, score_cutoff=allowed)
                if slips <= allowed and _begin_alike(word, candidate):
                    one = (slips, -_shared_start(word, candidate), candidate)
                    best = min(best or one, one)
        return best[-1] if best else None


def _keys(word: str) -> Iterator[str]:
    """What a word is found by where it is written as it sounds: its sound, and of a long one its consonants."""
    heard = sound(word)
    if len(heard) >= _LEAST_SOUND:
        yield heard
    bare = consonants(heard)
    if len(word) >= _LONG and len(bare) >= _LEAST_CONSONANTS:
        yield bare


def _heard_as(letters: int) -> Callable[[str], str]:
    """What of a word's sound tells it from others: of a long one the consonants are enough."""
    return (lambda word: consonants(sound(word))) if letters >= _QUITE_LONG else sound


def _begin_alike(word: str, other: str) -> bool:
    return word[0] == other[0] or ({word[0], other[0]} == {"f", "p"} and "ph" in (word[:2], other[:2]))


def _slips(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


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
