"""The gender of the one who needs help, from the words for people and from pronouns. Names nobody else's."""

from collections.abc import Sequence, Set

from thrive_directory.search.parse.lexicon import Lexicon

_TALE = frozenset({"by", "with", "from", "met"})
_PRONOUNS = {"male": frozenset({"he", "his", "him", "hes"}), "female": frozenset({"she", "her", "hers", "shes"})}
_PETS = frozenset("cat dog rabbit hamster pony horse pet puppy kitten".split())
_ARTICLES = ["a"], ["some"], ["this"], ["the"], ["another"]
_BEING = frozenset("not im am as being be old yo yr year years".split())
_I = frozenset({"i", "im", "ive"})
_DOES = frozenset(
    "is was keeps kept sent sends has had called calls says said asked asks wants told made took put".split()
)
_MET = frozenset("told sent send asked fancy fancied kissed snogged messaged texted dumped".split())
_GENDERED = frozenset({"male", "female", "man", "woman", "lady"})
_HELPERS = frozenset(
    "counsellor counselor counsellors therapist therapists worker workers doctor psychologist practitioner staff "
    "mentor clinician adult nurse one teacher coach professional".split()
)
_HELPERS_OF_TWO = (["social", "worker"], ["youth", "worker"], ["support", "worker"], ["key", "worker"])
_KIN = ("male_kin", "female_kin")


def are_in_the_tale(words: Sequence[str], told: Set[int]) -> bool:
    """Whether "a boy is …", "some girl keeps …", "told a lad …" is told by one who says "i": somebody who comes into
    their story."""
    if _I.isdisjoint(words):
        return False
    named = [at for at in told if words[at - 1 : at] in (["a"], ["some"], ["this"])]
    done_to = (_DOES.intersection(words[at + 1 : at + 2]) or _MET.intersection(words[at - 2 : at - 1]) for at in named)
    return len(named) == len(told) and all(done_to)


def are_plural(words: Sequence[str], told: Set[int], lexicon: Lexicon) -> bool:
    """Whether only several are named ("lads at school laugh at me"), and none is one of them ("one of the girls")."""
    several = lexicon.classes["plural_people"].issuperset(words[at] for at in told)
    return several and not any(list(words[max(0, at - 3) : at - 1]) == ["one", "of"] for at in told)


def by_pronoun(words: Sequence[str], positions: set[int], lexicon: Lexicon) -> str | None:
    """The gender by which somebody speaks of the one pupil or patient named ("student worried about her mocks"), as
    long as nobody else of that gender was named before the pronoun ("whose sister died, can someone see him")."""
    if not positions:
        return None
    said: set[str] = set()
    others: set[str] = set()
    for at in range(min(positions), len(words)):
        for gender, pronouns in _PRONOUNS.items():
            if words[at] in pronouns and gender not in others:
                said.add(gender)
            if words[at] in lexicon.classes[gender + "_kin"] or words[at] in _PETS:
                others.add(gender)
        is_role = at == min(positions) and words[at] in lexicon.classes["roles"]
        kin = any(words[at] in lexicon.classes[one] for one in _KIN)
        if words[at] in lexicon.classes["relatives"] and not kin and not is_role:
            break
        if words[at] in lexicon.classes["plural_people"]:
            break
    return said.pop() if len(said) == 1 else None


def _is_of_the_tale(words: Sequence[str], at: int) -> bool:
    """Whether this is another who comes into the story: "by a lad at a party", "a man in a car", "a male nurse"."""
    if is_of_a_helper(words, at):
        return True
    if "out" in words[max(0, at - 3) : at] and "as" in words[max(0, at - 2) : at]:
        return True  # "came out as non-binary": what is new, and no wish for a group of such people
    if words[at] in ("man", "woman"):
        return words[at - 1 : at] != ["young"] and words[at + 1 : at + 2] != ["only"]
    aged = words[at + 1 : at + 2] == ["of"]  # "with a boy of 5"
    articled = words[at - 1 : at] in (["a"], ["some"], ["this"], ["the"])
    return articled and not aged and not _TALE.isdisjoint(words[at - 2 : at - 1])


def _is_met(words: Sequence[str], breaks: Sequence[bool], at: int) -> bool:
    """ "sent a lad a photo", "some lad keeps messaging me", where who writes tells their own age: somebody else. Not
    "im 14, a girl", nor "as a lad"."""
    if words[at - 1 : at] not in _ARTICLES or at + 1 == len(words) or breaks[at + 1]:
        return False
    opens = at == 1 or breaks[at - 1]
    return opens or (words[at - 2] not in _BEING and not words[at - 2][0].isdigit())


def is_of_a_helper(words: Sequence[str], at: int) -> bool:
    """Whether "male" and the like tell of who should help: "a female counsellor", "rather see a woman"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in _GENDERED and (following in _HELPERS or list(words[at + 1 : at + 3]) in _HELPERS_OF_TWO)


def said_gender(
    words: Sequence[str],
    breaks: Sequence[bool],
    lexicon: Lexicon,
    among: Set[int] | None = None,
    *,
    of_oneself: bool = False,
) -> tuple[str | None, set[int]]:
    """The gender of the one person named, at the positions `among` if given; None when two are. Where who writes is in
    need (`of_oneself`), not that of others who come into it."""
    told = {}
    for gender, name in (("male", "male"), ("female", "female"), ("non-binary", "non_binary")):
        positions = {
            at
            for at, word in enumerate(words)
            if word in lexicon.classes[name] and (among is None or at in among) and not _is_of_the_tale(words, at)
        }
        if of_oneself:
            positions = {at for at in positions if not _is_met(words, breaks, at)}
        if positions:
            told[gender] = positions
    if len(told) != 1:
        return None, set()
    gender, positions = next(iter(told.items()))
    return gender, positions
