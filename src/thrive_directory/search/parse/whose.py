"""Whose trouble a need is, and whose an age: the young person's, or somebody's of whom they tell. Finds neither."""

from collections.abc import Sequence

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.told_of import tells_as_carer

_PARENTS = frozenset("mum mums dad dads mam mams mom mother father parents parent stepdad stepmum mummy daddy".split())
_PARTNERS = frozenset("husband wife hubby partner fella missus".split())
_ILL = frozenset("physical-health low-mood mood-swings unusual-experiences ocd".split())
_DEPENDENT = frozenset("drugs-alcohol gambling-gaming".split())
_LINKS = frozenset(
    "has have had got is was gets suffers suffering from with who whos bad really very so been diagnosed an a severe "
    "serious on uses takes took started keeps always just recently quite also mental his her their "
    "my of lot drinking".split()
)
_HERSELF = frozenset("a an new young teen teenage single as be becoming am im worried time our".split())
_REACH = 5
_I = frozenset({"i", "ive", "im"})
_BLOWS = frozenset("hit hits hitting punch punched punches kick kicked kicks beat beats beaten slap slapped".split())
_USED = frozenset({"used", "to", "would", "always", "once", "keeps"})
_TOO = frozenset({"too", "also", "same", "both"})
_HE = frozenset({"hes", "shes"})
_OTHERS = frozenset("he she boyfriend bf girlfriend gf man guy bloke lad stranger".split())
_MYSELF = frozenset({"me", "i", "im", "my"})
_GROWN = 16  # years


def is_anothers_age(words: Sequence[str], start: int, age: float, lexicon: Lexicon) -> bool:
    """Whether an age, in a sentence about somebody's harm, is that of the one who does it ("my boyfriend is 24", "he is
    24 and wants to meet me"): told of a man or woman near grown by who speaks of themselves, and names no child."""
    before = list(words[max(0, start - 2) : start])
    before = before[:1] if before[-1:] == ["is"] else before[-1:]
    if age < _GROWN or _HE.union(_OTHERS).isdisjoint(before) or _MYSELF.isdisjoint(words) or tells_as_carer(words):
        return False
    return _children(lexicon).union(lexicon.classes["clients"]).isdisjoint(words)


def parents_need(
    words: Sequence[str], breaks: Sequence[bool], start: int, end: int, needs: Sequence[str], lexicon: Lexicon
) -> tuple[str, ...]:
    """The needs as they stand, or what they mean for a child or partner of the one who has them: a parent's illness
    makes a carer, a partner's drinking is the family's matter ("mum has ms", "my husband drinks")."""
    if "anger-behaviour" in needs and _is_hit_by_grown_up(words, breaks, start, end):
        return tuple(dict.fromkeys("domestic-abuse" if need == "anger-behaviour" else need for need in needs))
    if _ILL.union(_DEPENDENT).isdisjoint(needs):
        return tuple(needs)
    who = _subject(words, breaks, start) or _teller(words, breaks, start, lexicon)
    following = words[end : end + 2] if end < len(words) and not breaks[end] else ()
    if not who or not _children(lexicon).isdisjoint(following):
        return tuple(needs)
    return tuple(dict.fromkeys(_turned(need, who) for need in needs))


def _turned(need: str, who: str) -> str:
    if need in _ILL:
        return "young-carer" if who in _PARENTS else "family-relationships"
    return "family-relationships" if need in _DEPENDENT and who in _PARTNERS else need


def _subject(words: Sequence[str], breaks: Sequence[bool], start: int) -> str:
    """The parent or partner of whom the words from `start` on are told; empty where it is somebody else."""
    if words[start] in _PARENTS | _PARTNERS:  # a phrase that begins with the parent: "dad has cancer"
        return _if_told_of(words, breaks, start)
    for at in range(start - 1, max(-1, start - _REACH), -1):
        if breaks[at + 1]:
            return ""
        if words[at] in _PARENTS | _PARTNERS:
            return _if_told_of(words, breaks, at)
        if words[at] not in _LINKS:
            return ""
    return ""


def _is_hit_by_grown_up(words: Sequence[str], breaks: Sequence[bool], start: int, end: int) -> bool:
    """Whether "hit me" tells of a partner or parent who does it ("my ex used to hit me"), and not of a child."""
    if _BLOWS.isdisjoint(words[start:end]):
        return False
    for at in range(start, max(-1, start - _REACH), -1):
        if words[at] in _PARTNERS or words[at] in _PARENTS or words[at] == "ex":
            return words[max(0, at - 1) : at] != ["to"] and words[at + 1 : at + 2] != ["and"]
        if breaks[at] or (at < start and words[at] not in _LINKS and words[at] not in _USED):
            return False
    return False


def _teller(words: Sequence[str], breaks: Sequence[bool], start: int, lexicon: Lexicon) -> str:
    """ "mum" where the one who writes has it and tells of a child of theirs: "i have bipolar and my son 10 does the
    shopping", "im a dad with cancer … my girls". Not where the child has it too."""
    if not _TOO.isdisjoint(words) or not _tells_of_own_child(words, lexicon):
        return ""
    for at in range(start - 1, max(-1, start - _REACH), -1):
        if breaks[at + 1]:
            return ""
        if words[at] in _I:
            return "mum" if start > at + 1 or words[at] in ("ive", "im") else ""
        if words[at] not in _LINKS and words[at] not in _PARENTS and words[at] not in ("am", "a"):
            return ""
    return ""


def _tells_of_own_child(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether "my" or "our" leads to a child, and none is a "kid brother"."""
    mine = _children(lexicon)
    for at, word in enumerate(words[:-1]):
        if word in ("my", "our") and (words[at + 1] in mine or words[at + 1].isdigit()):
            return words[at + 2 : at + 3] == [] or words[at + 2] not in lexicon.classes["relatives"]
    return False


def _if_told_of(words: Sequence[str], breaks: Sequence[bool], at: int) -> str:
    """The parent at a position, unless it is the one who writes ("i am a mum with depression")."""
    before = words[at - 1] if at and not breaks[at] else ""
    return "" if before in _HERSELF else words[at]


def _children(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.classes["kin"] | lexicon.classes["children"] | lexicon.classes["children_of_mine"]
