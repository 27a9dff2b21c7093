"""What an option trades against the best match, in a few words: "Closer, but by phone". Ranks nothing."""

from dataclasses import dataclass

import numpy as np

from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.opening import is_open_now
from thrive_directory.search.rules.waiting import known_wait_weeks
from thrive_directory.search.variety import MODE_KINDS

_CLEARLY_KM = 1.0
_CLEARLY_WEEKS = 2.0
_MODE_WORDS = ("face to face", "by phone", "in writing or on screen", "on your own")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person weighs one offer against another by. None is unknown."""

    km: float | None
    wait_weeks: float | None
    is_free: bool | None
    is_open_now: bool
    kinds: frozenset[int]


def traits_of(ranking: Ranking, at: int) -> Traits:
    """The traits of the offer at a position of the hood."""
    hood, question = ranking.question.hood, ranking.question
    km = float("nan") if ranking.distance_km is None else float(ranking.distance_km[at])
    weeks = float(known_wait_weeks(question)[at])
    free, paid = bool(hood.flags("free")[at]), bool(hood.flags("paid")[at])
    modes = frozenset(question.snapshot.sets["mode"].unpack(hood.words("mode")[:, at].tolist()))
    return Traits(
        km=None if np.isnan(km) else km,
        wait_weeks=None if np.isnan(weeks) else weeks,
        is_free=True if free else False if paid else None,
        is_open_now=bool(is_open_now(question)[at]),
        kinds=frozenset(kind for kind, codes in enumerate(MODE_KINDS) if codes & modes),
    )


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
        worse.append(_MODE_WORDS[min(other.kinds)])
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
