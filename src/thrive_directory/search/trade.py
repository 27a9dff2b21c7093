"""What an option trades against the best match, in a few words: "Closer, but by phone". Ranks nothing."""

from dataclasses import dataclass
from math import isnan

from thrive_directory.index.columns import Floats
from thrive_directory.search.choose import Positions, mode_kinds
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.opening import is_open_now
from thrive_directory.search.rules.waiting import known_wait_weeks

_CLEARLY_KM = 1.0
_CLEARLY_WEEKS = 2.0
_MODE_WORDS = ("face to face", "by phone", "in writing or on screen", "on your own")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person weighs one offer against another by. None is unknown; `kinds` is a bit set of `MODE_KINDS`."""

    km: float | None
    wait_weeks: float | None
    is_free: bool | None
    is_open_now: bool
    kinds: int


NO_TRAITS = Traits(km=None, wait_weeks=None, is_free=None, is_open_now=False, kinds=0)


def traits_of(ranking: Ranking, places: Positions) -> list[Traits]:
    """The traits of the offers at some positions of the hood."""
    hood, question = ranking.question.hood, ranking.question
    kms = [None] * len(places) if ranking.distance_km is None else _known(ranking.distance_km[places])
    weeks = _known(known_wait_weeks(question)[places])
    free, paid = hood.flags("free")[places].tolist(), hood.flags("paid")[places].tolist()
    opened = is_open_now(question)[places].tolist()
    kinds = mode_kinds(question, places).tolist()
    return [
        Traits(km, wait, True if is_free else False if is_paid else None, is_open, kind)
        for km, wait, is_free, is_paid, is_open, kind in zip(kms, weeks, free, paid, opened, kinds, strict=True)
    ]


def _known(values: Floats) -> list[float | None]:
    return [None if isnan(value) else value for value in values.tolist()]


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
        worse.append(_MODE_WORDS[(other.kinds & -other.kinds).bit_length() - 1])
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
