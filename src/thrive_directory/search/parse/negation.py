"""Whether a phrase stands under a "no". Looks back over small words only; a full stop or a comma ends its reach."""

from collections.abc import Sequence

from thrive_directory.search.parse.lexicon import Lexicon

_REACH = 7
_TRYING = (["hard"], ["difficult"], ["scary"], ["stressful"], ["impossible"], ["tough"])
_REFUSED_AFTER = [["not", word] for word in "ok okay possible good suitable allowed great ideal".split()]
_REFUSED_AFTER += [[word, "me"] for word in "scare scares terrify terrifies stress stresses frighten panic".split()]
_REFUSED_AFTER += [["no", "good"], ["wont", "work"], ["doesnt", "work"], ["isnt", "ok"], ["isnt", "possible"]]
_ALL_BUT = (["anything", "but"], ["anyone", "but"], ["everything", "but"])
_ATTENDS = [[word] for word in "he she they hes shes theyre is are currently been pupil child".split()]
_REFUSERS = frozenset("refuse refuses refused refusing hate hates hated avoid avoids avoiding except instead".split())
_SPURNED = (["other", "than"], ["rather", "than"], ["apart", "from"], ["sick", "of"], ["up", "with"], ["cant", "stand"])
_DONT, _WONT = frozenset({"dont", "doesnt", "didnt", "not"}), frozenset({"wont", "never", "wouldnt"})
_WANTED = frozenset("want wants wanted wanting like likes trust trusts need needs fancy keen into interested".split())
_TURNED_TO = _WANTED | frozenset("see go do talk speak use try engage attend".split())
_SMALL = _TURNED_TO | frozenset(
    "of to the a an any another more with through in for my his her their our this that on by be back "
    "have after".split()
)
_WHOEVER = frozenset({"someone", "somebody", "anyone", "anybody", "people"})
_WISHES = frozenset("need needs want wants wanting like likes".split())
_OF_NO_WAY = frozenset("way chance will would can could is am are he she they i we will ever doing".split())
_BARE = frozenset({"a", "an", "another", "the", "more", "after"})  # "not after counselling"
_THERE = frozenset({"in", "at", "near", "here", "for", "round", "around", "locally", "available"})
_PIVOTS = frozenset(
    "but just only so because cos can could need needs rather prefer prefers if unless i can instead maybe or".split()
)
_STILL_WANTED = frozenset({"support", "help", "service", "services", "provision", "group", "groups", "offer", "offers"})


def is_refused(
    words: Sequence[str], breaks: Sequence[bool], start: int, end: int, refused: set[int], lexicon: Lexicon
) -> bool:
    """Whether someone says no to what starts here: "not online", "hates talking on the phone", "no video or phone",
    "will not go anywhere in person".

    `refused` holds the positions of words already found to be refused; "or" passes a refusal on."""
    after = end + (words[end : end + 1] == ["is"])  # "text is no good"
    if list(words[after : after + 2]) in _REFUSED_AFTER:
        return True
    if words[start - 1 : start] in (["find"], ["finds"]) and words[end : end + 1] in _TRYING:
        return True
    far, no_way = False, _is_no_way(words, breaks, start)
    for at in range(start - 1, max(-1, start - _REACH - 2 * no_way), -1):
        if breaks[at + 1] or (far and words[at] in _WISHES and words[at - 1] not in lexicon.negators):
            return False  # "cant cope need to see someone in person"
        if words[at] in lexicon.negators or list(words[max(0, at - 1) : at + 1]) in _ALL_BUT:
            return True
        if at in refused:
            passes_on = at + 1 == start and words[at] in _WHOEVER  # "dont want to talk to someone | on the phone"
            return passes_on or any(word in ("or", "nor", "and") for word in words[at + 1 : start])
        far = far or words[at] in lexicon.classes["going_there"]
        small = words[at] in lexicon.negation_fillers or (no_way and words[at] in _OF_NO_WAY)
        if not small and words[at] not in lexicon.classes["going_there"]:
            return False
    return False


def _is_no_way(words: Sequence[str], breaks: Sequence[bool], start: int) -> bool:
    """Whether "no way" or "no chance" stands before in the clause: "no way will he go to anything face to face"."""
    for at in range(start - 1, max(0, start - _REACH - 2), -1):
        if words[at - 1] == "no" and words[at] in ("way", "chance"):
            return True
        if breaks[at]:
            return False
    return False


def refusal_of(words: Sequence[str], breaks: Sequence[bool], start: int, end: int, refused: set[int]) -> int | None:
    """Where somebody begins to turn down what is named here, None where nobody does: "not camhs again", "doesnt want a
    counsellor", "anything but kooth". Stricter than `is_refused`: "no counselling at school" and "cant get therapy"
    tell what is missing."""
    if list(words[end : end + 2]) in _REFUSED_AFTER:
        return start
    between: set[str] = set()
    for at in range(start - 1, max(-1, start - _REACH), -1):
        if breaks[at + 1]:
            return None
        word, pair = words[at], list(words[max(0, at - 1) : at + 1])
        if word in _REFUSERS or pair in _ALL_BUT or pair in _SPURNED:
            return at if word in _REFUSERS else at - 1
        if word in _DONT:
            return at if not between.isdisjoint(_WANTED) or (word == "not" and between <= _BARE) else None
        if word in _WONT:
            return at if not between.isdisjoint(_TURNED_TO) else None
        if word == "no":
            opens = (at == 0 or breaks[at]) and not _THERE.intersection(words[end : end + 1])
            return at if between == {"more"} or (opens and not between) else None
        if at in refused and {"or", "nor", "and"}.intersection(words[at + 1 : start]):
            return at + 1
        if word not in _SMALL and word not in ("or", "nor", "and"):
            return None
        between.add(word)
    return None


def is_under_a_no(words: Sequence[str], breaks: Sequence[bool], start: int) -> bool:
    """Whether "dont want", "doesnt like" or a mere "dont" and "without" comes before in the clause, and nothing
    between begins a wish ("dont want to talk, just text")."""
    for at in range(start - 1, max(-1, start - _REACH - 2), -1):
        if breaks[at + 1] or words[at] in _PIVOTS:
            return False
        if words[at] in ("nobody", "noone", "without") or (words[at] in _DONT and at + 1 == start):
            return True
        if words[at] in _DONT and words[at + 1] in _WANTED:
            return True
    return False


def is_about_where(words: Sequence[str], breaks: Sequence[bool], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether "not in school" says where help should not be ("counselling but not in school"), and not that somebody
    does not go ("he is not in school")."""
    if list(words[start:end]) != ["not", "in", "school"] or words[start - 1 : start] in _ATTENDS:
        return False
    if (start == 0 or breaks[start]) and not lexicon.classes["somebody"].intersection(words):
        return True  # "not in school, everyone would know"
    return bool(lexicon.classes["kinds_of_help"].intersection(words[max(0, start - _REACH) : start]))


def is_absent(words: Sequence[str], breaks: Sequence[bool], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a need is said not to be there: "not anxious", "no autism", but not "no anxiety support"."""
    if end < len(words) and words[end] in _STILL_WANTED:
        return False
    for at in range(start - 1, max(-1, start - 4), -1):
        if breaks[at + 1]:
            return False
        if words[at] in lexicon.need_negators:
            return True
        if words[at] not in lexicon.classes["need_fillers"]:
            return False
    return False
