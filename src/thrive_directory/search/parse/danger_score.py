"""Adds up what the words of a sentence say of danger together, where no listed phrase does. Reads no file."""

from collections.abc import Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.danger_score_file import DangerScore, Harmless, Kind, Sign
from thrive_directory.search.parse.trie import is_said


@dataclass(frozen=True, slots=True)
class Scored:
    """The kind that most points speak for, and the words of its strongest sign: from `start` to before `end`."""

    kind: Kind
    start: int
    end: int


def score_danger(words: Sequence[str], score: DangerScore) -> Scored | None:
    """The leading kind of danger when the points of all signs, less all damping, reach the threshold."""
    masks = [score.bits.get(word, 0) for word in words]
    everything = 0
    for mask in masks:
        everything |= mask
    found: list[tuple[Sign, tuple[int, int]]] = []
    for sign in score.signs:
        if sign.mask & everything == sign.mask:
            span = _span(sign, masks, words)
            if span is not None:
                found.append((sign, span))
    if sum(sign.points for sign, _ in found) - damping(everything, score) < score.threshold:
        return None
    totals: dict[Kind, int] = {}
    for sign, _ in found:
        totals[sign.kind] = totals.get(sign.kind, 0) + sign.points
    leading = max(totals, key=totals.__getitem__)
    start, end = max(((sign.points, span) for sign, span in found if sign.kind == leading), key=lambda one: one[0])[1]
    return Scored(leading, start, end)


def damping(everything: int, score: DangerScore) -> int:
    """The points taken away by words of other things: a match, an exam, a course."""
    return sum(points for bit, points in score.damping if everything & bit)


def is_harmless(words: Sequence[str], kind: Kind, start: int, end: int, score: DangerScore) -> bool:
    """Whether the rest of the sentence makes the danger found from `start` to before `end` another thing: "keeps dying
    on Fortnite"."""
    typed = frozenset(words)
    said = typed.intersection(words[start:end])
    return any(_fits(entry, kind, said, typed, words) for entry in score.harmless)


def _fits(entry: Harmless, kind: Kind, said: frozenset[str], typed: frozenset[str], words: Sequence[str]) -> bool:
    if entry.kind not in (None, kind) or not entry.never.isdisjoint(typed):
        return False
    if entry.said and entry.said.isdisjoint(said):
        return False
    return all(is_said(phrases, words) for phrases in entry.beside)


def _span(sign: Sign, masks: Sequence[int], words: Sequence[str]) -> tuple[int, int] | None:
    """Where the sign stands: the first of its places that nothing in `unless` spoils."""
    places = [[at for at, mask in enumerate(masks) if mask & bit] for bit in sign.bits]
    for first in places[0]:
        used = [first]
        for more in places[1:]:
            low, high = (used[-1] + 1 if sign.ordered else first - sign.within), first + sign.within
            at = next((at for at in more if low <= at <= high and at not in used), None)
            if at is None:
                break
            used.append(at)
        else:
            start, end = min(used), max(used) + 1
            if not sign.unless.intersection(words[max(0, start - 3) : end + 3]):
                return start, end
    return None
