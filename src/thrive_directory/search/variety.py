"""A list that spans kinds of help: the first places re-picked so that a person has a real choice. Changes no rank.

The best match stays first. At each place the offer that adds most kinds not yet shown may move up, but only past
offers that are better by no more than `VARIETY_MARGIN`.
"""

from collections.abc import Sequence


def vary(penalty: Sequence[float], kinds: Sequence[int], places: int, margin: float) -> list[int]:
    """Positions in the order to show them. `penalty` ascends; `kinds` are bit sets of the kinds an offer is of.

    Where several add as many new kinds, the better ranked goes first."""
    waiting = list(range(len(penalty)))
    picked: list[int] = []
    seen = 0
    possible = 0
    for kind in kinds:
        possible |= kind
    while waiting and len(picked) < places:
        best = waiting[0]
        if picked and seen != possible:
            limit = penalty[best] + margin
            gain = (kinds[best] & ~seen).bit_count()
            for at in waiting[1:]:
                if penalty[at] > limit:
                    break
                if (kinds[at] & ~seen).bit_count() > gain:
                    best, gain = at, (kinds[at] & ~seen).bit_count()
        picked.append(best)
        seen |= kinds[best]
        waiting.remove(best)
    return picked + waiting
