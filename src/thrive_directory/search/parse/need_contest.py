"""Which needs are meant when the same words speak for several. Knows no need: they come from the lexicon."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A need and the positions of the words that name it, by a phrase or by a frame, and the needs it is said instead
    of."""

    need: str
    at: frozenset[int]
    by_frame: bool
    instead: tuple[str, ...] = ()


def outdone(named: Sequence[Named], exempt: frozenset[str]) -> set[str]:
    """The needs that lose: those that frames alone name, where a phrase or a wider frame for another need has some of
    the same words ("tapping things 4 times" is checking, not restlessness). `exempt` are needs that say who somebody is
    rather than what troubles them."""
    ousted = {need for one in named for need in one.instead if _is_within(one, need, named)}
    left = [one for one in named if one.need not in ousted]
    phrased = {one.need for one in left if not one.by_frame}
    framed = {one.need for one in left} - phrased - exempt
    return ousted | {need for need in framed if _is_beaten([one for one in left if one.need == need], left)}


def _is_within(frame: Named, need: str, named: Sequence[Named]) -> bool:
    """Whether all that names a need stands between the first and last word of a frame that means another."""
    own = [one for one in named if one.need == need]
    first, last = min(frame.at), max(frame.at)
    return need != frame.need and bool(own) and all(first <= min(one.at) and max(one.at) <= last for one in own)


def _is_beaten(own: Sequence[Named], named: Sequence[Named]) -> bool:
    words = frozenset().union(*(one.at for one in own))
    widest = max(map(_width, own))
    rivals = [other for other in named if other.need != own[0].need and not other.at.isdisjoint(words)]
    return any(not other.by_frame or _width(other) > widest for other in rivals)


def _width(one: Named) -> int:
    return max(one.at) - min(one.at)
