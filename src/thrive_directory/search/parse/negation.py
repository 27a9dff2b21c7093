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
_STILL_WANTED = frozenset({"support", "help", "service", "services", "provision", "group", "groups", "offer", "offers"})


def is_refused(
    words: Sequence[str], breaks: Sequence[bool], start: int, end: int, refused: set[int], lexicon: Lexicon
) -> bool:
    """Whether someone says no to what starts here: "not online", "hates talking on the phone", "no video or phone".

    `refused` holds the positions of words already found to be refused; "or" passes a refusal on."""
    after = end + (words[end : end + 1] == ["is"])  # "text is no good"
    if list(words[after : after + 2]) in _REFUSED_AFTER:
        return True
    if words[start - 1 : start] in (["find"], ["finds"]) and words[end : end + 1] in _TRYING:
        return True
    for at in range(start - 1, max(-1, start - _REACH), -1):
        if breaks[at + 1]:
            return False
        if words[at] in lexicon.negators or list(words[max(0, at - 1) : at + 1]) in _ALL_BUT:
            return True
        if at in refused:
            return any(word in ("or", "nor", "and") for word in words[at + 1 : start])
        if words[at] not in lexicon.negation_fillers:
            return False
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
