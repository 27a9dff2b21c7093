"""Which of the ages in a sentence are those of the one who needs help: not a friend's, not of long ago, not said twice.
Reads no age itself."""

from collections.abc import Sequence, Set

Range = tuple[float, float]
Span = tuple[int, int, Range]

_COPULAS = frozenset({"is", "was", "hes", "shes", "aged", "turned", "only", "just", "age"})
_LOVES = frozenset({"girlfriend", "boyfriend", "gf", "bf", "flatmate", "housemate"})
_LOVERS = frozenset({"girlfriend", "boyfriend", "gf", "bf"})
_OF_THEM = frozenset("she he her him his hers shes hes herself himself they them".split())
_SIBLINGS = frozenset({"sister", "brother", "sis", "bro"})
_GROWN = 18  # years
_FAR = 3  # words
_ONESELF = (["i", "am"], ["i", "m"])
_NOW = frozenset({"only", "just", "now", "nearly", "almost", "still"})
_UP_TO_THEN = frozenset({"since", "till", "until", "til", "from", "before", "was"})
_NEARLY = frozenset({"turning", "turns", "nearly", "almost", "approaching", "be"})
_THEN = frozenset({"at", "until", "till", "when"})
_A_STEP = 2  # years: "16, turning 18 soon"


def kept(words: Sequence[str], spans: Sequence[Span], others: Set[str]) -> tuple[list[Span], list[Span]]:
    """The spans that say how old somebody in need is now, and those that do not; `others` are words for relatives and
    friends, whose age is theirs where the writer tells their own ("my girlfriend is 14 … im 13")."""
    exact = [low for _, _, (low, high) in spans if low == high]
    own = [span for span in spans if _is_own(words, span[0])]
    stays: list[Span] = []
    goes: list[Span] = []
    grown = any(low >= _GROWN for _, _, (low, _) in own)
    for span in spans:
        whose = _whose(words, span[0])
        of_another = (
            (bool(own) and span not in own and whose in others)
            or (whose in _LOVES and len(spans) > 1)
            or _is_of_a_love(words, whose)
        )
        if grown and any(_whose(words, one[0]) in _SIBLINGS and one[2][0] < _GROWN for one in spans):
            of_another = span in own  # "my sister is 15 and I'm 20, she …"
        dropped = (
            of_another or _is_of_a_stage(span[2], exact) or _is_past(words, span) or _is_to_come(words, span, exact)
        )
        (goes if dropped else stays).append(span)
    return stays, goes


def _is_own(words: Sequence[str], start: int) -> bool:
    """ "im 13", "i am only 17"."""
    at = start - 1 if start and words[start - 1] in _NOW else start
    return words[at - 1 : at] == ["im"] or list(words[max(0, at - 2) : at]) in _ONESELF


def _whose(words: Sequence[str], start: int) -> str:
    """The word for somebody before an age: "my girlfriend is | 18", "best mate | 16"."""
    at = start - 1
    while at > 0 and words[at] in _COPULAS:
        at -= 1
    return words[at] if at >= 0 and start - at <= _FAR else ""


def _is_of_a_love(words: Sequence[str], whose: str) -> bool:
    """ "my girlfriend is 18 and we row": the one who writes is in need; but "… she cuts herself" is of her."""
    return whose in _LOVERS and "my" in words and _OF_THEM.isdisjoint(words)


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
    nearly = start and words[start - 1] in _NEARLY | _THEN
    return bool(nearly) and low == high and any(0 < low - age <= _A_STEP for age in exact if age != low)
