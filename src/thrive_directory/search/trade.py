"""What an option trades against the best match, in a few words: "Closer, but by phone". Ranks nothing."""

from collections.abc import Sequence
from functools import cache
from math import isnan

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


def trades(
    km: Sequence[float | None], wait_weeks: Sequence[float | None], is_open: Sequence[bool], traits: Sequence[int]
) -> list[str | None]:
    """What each option but the first trades against the first; None where nothing known sets the two apart. None is
    unknown; `traits` are bit sets (`index.columns.traits_of`)."""
    options = zip(km, wait_weeks, is_open, traits, strict=True)
    best_km, best_weeks, best_open, best_traits = next(options)
    best = best_traits | best_open * _OPEN
    return [
        _said(
            best,
            own
            | opened * _OPEN
            | _set_apart(best_km, far, _CLEARLY_KM, _CLOSER, _FARTHER)
            | _set_apart(best_weeks, weeks, _CLEARLY_WEEKS, _SOONER, _LATER),
        )
        for far, weeks, opened, own in options
    ]


def _set_apart(best: float | None, other: float | None, clearly: float, less: int, more: int) -> int:
    if best is None or other is None:
        return 0
    beyond = other - best
    return less if beyond <= -clearly else more if beyond >= clearly else 0


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
