"""Whether a sentence is about the time around a birth, though it names only a baby and how somebody feels."""

from collections.abc import Sequence

_YEAR = 1.0
_PARENTS = frozenset("mum mummy mam mom mother dad daddy father wife husband partner i im ive me my we she".split())
_FEELINGS = frozenset(
    "feel feels feeling felt cry cries crying cried low tearful tears sad flat numb robot nothing love "
    "bond bonding bonded connect cope coping struggling struggle struggles depressed depression anxious "
    "anxiety panic panics scared exhausted terrified frightened worried worry lonely alone overwhelmed "
    "regret hate intrusive guilty guilt stares staring zombie failing rage".split()
)


def is_around_a_birth(words: Sequence[str], ages: Sequence[tuple[float, float]]) -> bool:
    """Whether a child under a year is told of and a grown-up's feelings: "mum of a 7 week old, feels nothing". The mood
    is then not the baby's."""
    if min((low for low, _ in ages), default=_YEAR) >= _YEAR:
        return False
    counted = any(0 < low < _YEAR for low, _ in ages)  # "5 weeks", and not only "baby"
    return not _FEELINGS.isdisjoint(words) and (counted or not _PARENTS.isdisjoint(words))
