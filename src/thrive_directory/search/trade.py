"""What an option trades against the best match, in a few words: "Closer, but by phone". Ranks nothing."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import FREE_BIT, MODE_KINDS, PAID_BIT, Floats
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions
from thrive_directory.search.rules.opening import open_now

_EVERY_MODE = (1 << len(MODE_KINDS)) - 1
_CLEARLY_KM = 1.0
_CLEARLY_WEEKS = 2.0
_MODE_WORDS = ("face to face", "by phone", "in writing or on screen", "on your own")
_CLOSER, _FARTHER, _SOONER, _LATER, _OPEN = (1 << bit for bit in range(8, 13))


def trades_of(ranking: Ranking, best: Positions, page: Positions) -> list[str | None]:
    """What each option of a page trades against the best match."""
    columns, at = ranking.snapshot.columns, np.concatenate([best, page])
    rows = ranking.rows(at)
    km = None if ranking.distance_km is None else ranking.distance_km.take(at)
    holds = columns.capacity_expires_day.take(rows) >= ranking.query.now.toordinal()
    weeks = np.where(holds, columns.wait_weeks.take(rows), np.nan)
    return trades(km, weeks, open_now(ranking.query, ranking.snapshot, rows), columns.traits.take(rows))


def trades(
    km: Floats | None, wait_weeks: Floats, is_open: NDArray[np.bool_], traits: NDArray[np.uint8]
) -> list[str | None]:
    """What each option but the first trades against the first; None where nothing known sets the two apart. NaN is
    unknown; `traits` are bit sets (`index.columns.traits_of`)."""
    found = traits.astype(np.int64) + is_open * _OPEN
    clearly = ((km, _CLEARLY_KM, _CLOSER, _FARTHER), (wait_weeks, _CLEARLY_WEEKS, _SOONER, _LATER))
    for values, enough, less, more in clearly:
        if values is not None:
            beyond = values - values[0]
            found += (beyond <= -enough) * less + (beyond >= enough) * more
    best, *others = found.tolist()
    return [_said(best, other) for other in others]


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
