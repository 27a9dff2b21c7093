"""Which of the ages in a sentence are those of the one who needs help: not a friend's, not of long ago, not said twice.
Reads no age itself."""

from collections.abc import Sequence, Set

Range = tuple[float, float]
Span = tuple[int, int, Range]

_COPULAS = frozenset({"is", "was", "hes", "shes", "aged", "turned", "only", "just", "age"})
_ONESELF = (["i", "am"], ["i", "m"])
_NOW = frozenset({"only", "just", "now", "nearly", "almost", "still"})
_UP_TO_THEN = frozenset({"since", "till", "until", "til", "from", "before", "was"})
_LONG_AGO = frozenset({"was", "since"})
_NEARLY = frozenset({"turning", "turns", "nearly", "almost", "approaching", "be"})
_A_STEP = 2  # years: "16, turning 18 soon"


def kept(words: Sequence[str], spans: Sequence[Span], others: Set[str]) -> tuple[list[Span], list[Span]]:
    """The spans that say how old somebody in need is now, and those that do not; `others` are words for relatives and
    friends, whose age is theirs where the writer tells their own ("my girlfriend is 14 … im 13")."""
    exact = [low for _, _, (low, high) in spans if low == high]
    own = [span for span in spans if _is_own(words, span[0])]
    stays: list[Span] = []
    goes: list[Span] = []
    for span in spans:
        of_another = bool(own) and span not in own and _is_of(words, span[0], others)
        dropped = (
            of_another or _is_of_a_stage(span[2], exact) or _is_past(words, span) or _is_to_come(words, span, exact)
        )
        (goes if dropped else stays).append(span)
    return stays, goes


def _is_own(words: Sequence[str], start: int) -> bool:
    """ "im 13", "i am only 17"."""
    at = start - 1 if start and words[start - 1] in _NOW else start
    return words[at - 1 : at] == ["im"] or list(words[max(0, at - 2) : at]) in _ONESELF


def _is_of(words: Sequence[str], start: int, others: Set[str]) -> bool:
    """ "my girlfriend is | 18", "best mate | 16"."""
    at = start - 1
    while at > 0 and words[at] in _COPULAS:
        at -= 1
    return at >= 0 and start - at <= 3 and words[at] in others


def _is_of_a_stage(ages: Range, exact: Sequence[float]) -> bool:
    """Whether somebody's years are said beside the stage they are at: "sixth former, 17"."""
    return ages[0] < ages[1] and any(ages[0] <= age <= ages[1] for age in exact)


def _is_past(words: Sequence[str], span: Span) -> bool:
    """A class of some years ago: "bullied since year 5", "fine till year 6"."""
    start, _, (low, high) = span
    if low == high or not start:
        return False
    return words[start - 1] in _UP_TO_THEN and words[start].startswith("y")


def _is_to_come(words: Sequence[str], span: Span, exact: Sequence[float]) -> bool:
    """An age that is near, where the one of today is said: "16, turning 18 soon"."""
    start, _, (low, high) = span
    nearly = start and words[start - 1] in _NEARLY
    return bool(nearly) and low == high and any(0 < low - age <= _A_STEP for age in exact if age != low)
