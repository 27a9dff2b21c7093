"""What an option trades against the best match, in a few words: "Closer, but by phone". Ranks nothing."""

from collections.abc import Iterable
from functools import cache
from math import isnan
from typing import NamedTuple

from thrive_directory.index.columns import FREE_BIT, MODE_KINDS, PAID_BIT
from thrive_directory.index.kept import Made
from thrive_directory.index.kinds import NUMBER
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.query import SearchQuery

CAPACITY = NUMBER["capacity"]

_EVERY_MODE = (1 << len(MODE_KINDS)) - 1
_CLEARLY_KM = 1.0
_CLEARLY_WEEKS = 2.0
_MODE_WORDS = ("face to face", "by phone", "in writing or on screen", "on your own")
_CLOSER, _FARTHER, _SOONER, _LATER, _OPEN = (1 << bit for bit in range(8, 13))


def known_weeks(query: SearchQuery, snapshot: Snapshot) -> Made[int, float | None]:
    """Weeks of waiting by kind of capacity, while what was said holds."""
    today, columns = query.now.toordinal(), snapshot.kinds.examples[CAPACITY].columns

    def weeks(kind: int) -> float | None:
        found = float(columns.wait_weeks[kind])
        return None if isnan(found) or columns.capacity_expires_day[kind] < today else found

    return snapshot.told_now.get(("weeks", today), lambda: Made(weeks))


class Option(NamedTuple):
    """What options are told apart by: kilometres, weeks of waiting, whether it is open, and a bit set
    (`index.columns.traits_of`). None is unknown."""

    km: float | None
    weeks: float | None
    is_open: bool
    traits: int


def trades(first: Option, options: Iterable[Option]) -> list[str | None]:
    """What each option trades against the first of all; None where nothing known sets the two apart."""
    best_km, best_weeks, best_open, best_traits = first
    best, said = best_traits | best_open * _OPEN, []
    for km, weeks, is_open, traits in options:
        own = traits | is_open * _OPEN
        if km is not None and best_km is not None:
            own |= _CLOSER if km <= best_km - _CLEARLY_KM else _FARTHER if km >= best_km + _CLEARLY_KM else 0
        if weeks is not None and best_weeks is not None:
            own |= _SOONER if weeks <= best_weeks - _CLEARLY_WEEKS else 0
            own |= _LATER if weeks >= best_weeks + _CLEARLY_WEEKS else 0
        said.append(_said(best, own))
    return said


@cache
def _said(best: int, other: int) -> str | None:
    """There are a few thousand ways in which two options differ, and each is put into words once."""
    better, worse = _compared(best, other)
    if better and worse:
        return f"{_sentence(better)}, but {' and '.join(worse)}"
    return _sentence(better or worse) if better or worse else None


def _compared(best: int, other: int) -> tuple[list[str], list[str]]:
    better, worse = [], []
    for bit, words in ((_CLOSER, "closer"), (_SOONER, "sooner")):
        if other & bit:
            better.append(words)
    for bit, words in ((_FARTHER, "farther away"), (_LATER, "a longer wait")):
        if other & bit:
            worse.append(words)
    if (best ^ other) & _OPEN:
        (better if other & _OPEN else worse).append("open now" if other & _OPEN else "not known to be open now")
    if other & FREE_BIT and best & PAID_BIT:
        better.append("free")
    if other & PAID_BIT and best & FREE_BIT:
        worse.append("it costs money")
    modes, own = best & _EVERY_MODE, other & _EVERY_MODE
    if modes and own and not modes & own:
        worse.append(" or ".join(words for at, words in enumerate(_MODE_WORDS) if own >> at & 1))
    return better, worse


def _sentence(parts: list[str]) -> str:
    text = " and ".join(parts)
    return text[:1].upper() + text[1:]
