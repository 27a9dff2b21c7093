"""The child of whom a sentence tells by "he is 7" or "the twins are 9", and who tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.numerals import as_number

_PRONOUNS = {"hes": "male", "he": "male", "shes": "female", "she": "female"}
_SIBLINGS = {"brother": "male", "bro": "male", "sister": "female", "sis": "female"}
_SEVERAL = frozenset("twins triplets kids children boys girls lads siblings youngest eldest oldest".split())
_COPULAS = frozenset({"is", "are", "was", "turned", "turns", "will", "be"})
_ONLY = frozenset({"only", "just", "now", "nearly", "almost", "about"})
_TELLERS = frozenset("i im me my ive id ill we our us were weve".split())
_OF_THE_SAME_AGE = frozenset("friend friends mate mates bestie boyfriend girlfriend bf gf classmate flatmate".split())
_CARERS = frozenset(
    "mum mam mom mummy mother dad daddy father nan nana nanna gran granny grandma grandmother grandad granddad "
    "grandfather aunt auntie aunty uncle carer guardian stepmum stepdad parent parents grandparents foster".split()
)
_HIS = {"his": "male", "her": "female", "their": None}
_GROWN = 18  # years
_REACH = 4


@dataclass(frozen=True, slots=True)
class ToldOf:
    """The position of the word that an age is said of, its gender if it tells one, and whether a grown-up tells."""

    at: int
    gender: str | None
    by_carer: bool


def find_told_of(words: Sequence[str], breaks: Sequence[bool], lexicon: Lexicon) -> ToldOf | None:
    """The first child whose years are said by a pronoun or a word for several. Who says "i" or "my" beside it and
    names no friend looks after them: a pupil or patient is named as such."""
    for at, word in enumerate(words):
        sibling = word in lexicon.classes["small_kin"]
        if (word in _PRONOUNS or word in _SEVERAL or sibling) and _is_young(words, breaks, at):
            by_carer = not _TELLERS.isdisjoint(words) and _OF_THE_SAME_AGE.isdisjoint(words)
            clients = lexicon.classes["clients"] - _SEVERAL
            gender = _PRONOUNS.get(word) or _SIBLINGS.get(word)
            return ToldOf(at, gender, by_carer and not sibling and clients.isdisjoint(words))
    return None


def _is_young(words: Sequence[str], breaks: Sequence[bool], at: int) -> bool:
    """Whether the next words say an age under that of a grown-up."""
    copula = words[at] not in _SEVERAL  # "he's 7" is read as "he 7"
    for place in range(at + 1, min(len(words), at + _REACH)):
        number = as_number(words[place])
        if breaks[place]:
            return False
        if number is not None:
            unit = words[place + 1] if place + 1 < len(words) and not breaks[place + 1] else ""
            return copula and number < _GROWN and unit not in ("times", "stone", "hours", "minutes", "of", "weeks")
        if words[place] in _COPULAS:
            copula = True
        elif words[place] not in _ONLY:
            return False
    return False


def tells_as_carer(words: Sequence[str]) -> bool:
    """Whether who writes says that they bring up the one told of: "im his mum", "i am her nan"."""
    return _whose_carer(words) is not None


def gender_by_carer(words: Sequence[str]) -> str | None:
    """The gender of the one told of by that: "im his mum", "as her dad"."""
    at = _whose_carer(words)
    return None if at is None else _HIS[words[at]]


def _whose_carer(words: Sequence[str]) -> int | None:
    """The position of "his" or "her" before the word for the one who writes."""
    for at in range(1, len(words) - 1):
        said = words[at] in _HIS and words[at + 1] in _CARERS
        if said and (words[at - 1] in ("im", "as") or list(words[max(0, at - 2) : at]) in (["i", "am"], ["we", "are"])):
            return at
    return None
