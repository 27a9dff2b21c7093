"""What an option trades against the best match, in a few words: "Closer, but by phone". Ranks nothing."""

from typing import NamedTuple

import numpy as np

from thrive_directory.index.columns import MODE_KINDS
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions, known
from thrive_directory.search.rules.opening import open_now

_EVERY_MODE = (1 << len(MODE_KINDS)) - 1
_CLEARLY_KM = 1.0
_CLEARLY_WEEKS = 2.0
_MODE_WORDS = ("face to face", "by phone", "in writing or on screen", "on your own")


class Traits(NamedTuple):
    """What a person weighs one offer against another by. None is unknown; `kinds` is a bit set of `MODE_KINDS`."""

    km: float | None
    wait_weeks: float | None
    is_free: bool | None
    is_open_now: bool
    kinds: int


def traits_of(ranking: Ranking, places: Positions) -> list[Traits]:
    """The traits of the offers at some positions of the ranking."""
    columns = ranking.snapshot.columns
    rows = ranking.rows(places)
    kms = [None] * len(places) if ranking.distance_km is None else known(ranking.distance_km[places])
    holds = columns.capacity_expires_day[rows] >= ranking.query.now.toordinal()
    weeks = known(np.where(holds, columns.wait_weeks[rows], np.nan))
    free, paid = columns.free[rows].tolist(), columns.paid[rows].tolist()
    opened = open_now(ranking.query, ranking.snapshot, rows).tolist()
    kinds = (columns.kinds[rows] & _EVERY_MODE).tolist()
    return [
        Traits(km, wait, True if is_free else False if is_paid else None, is_open, kind)
        for km, wait, is_free, is_paid, is_open, kind in zip(kms, weeks, free, paid, opened, kinds, strict=True)
    ]


def trade(best: Traits, other: Traits) -> str | None:
    """What is better and what is worse about the other; None where nothing known sets the two apart."""
    better, worse = _compared(best, other)
    if better and worse:
        return f"{_sentence(better)}, but {' and '.join(worse)}"
    return _sentence(better or worse) if better or worse else None


def _compared(best: Traits, other: Traits) -> tuple[list[str], list[str]]:
    better: list[str] = []
    worse: list[str] = []
    _weigh(best.km, other.km, _CLEARLY_KM, ("closer", "farther away"), better, worse)
    _weigh(best.wait_weeks, other.wait_weeks, _CLEARLY_WEEKS, ("sooner", "a longer wait"), better, worse)
    if other.is_open_now != best.is_open_now:
        (better if other.is_open_now else worse).append("open now" if other.is_open_now else "not known to be open now")
    if other.is_free is True and best.is_free is False:
        better.append("free")
    if other.is_free is False and best.is_free is True:
        worse.append("it costs money")
    if best.kinds and other.kinds and not best.kinds & other.kinds:
        worse.append(" or ".join(words for at, words in enumerate(_MODE_WORDS) if other.kinds >> at & 1))
    return better, worse


def _weigh(
    best: float | None,
    other: float | None,
    clearly: float,
    words: tuple[str, str],
    better: list[str],
    worse: list[str],
) -> None:
    if best is None or other is None or abs(best - other) < clearly:
        return
    (better if other < best else worse).append(words[0] if other < best else words[1])


def _sentence(parts: list[str]) -> str:
    text = " and ".join(parts)
    return text[:1].upper() + text[1:]
