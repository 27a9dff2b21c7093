"""Towns that are ordinary words (Reading, Bath, Sale): when one is meant as a place. Looks no place up."""

from collections.abc import Sequence

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.tokens import Sentence

_OPENERS = frozenset(
    "im i ive my our we were she shes he hes they theyre aged age is for with please pls thanks".split()
)
_NEAR = frozenset({"near", "nr", "around", "outside", "nearby"})
_AFTER_AGE = frozenset("old olds yo yrs years".split())
_NOT_A_NAME = frozenset("street road lane avenue close house well spa".split())


def is_named(sentence: Sentence, at: int) -> bool:
    """Whether the word has a capital that means something: not in a sentence of capitals, and not at its start."""
    tokens = sentence.tokens
    if sentence.shouts or not tokens[at].capital or (at == 0 and len(tokens) > 1):
        return False
    return len(tokens) < 4 or 2 * sum(token.capital for token in tokens) <= len(tokens) + 1


def is_meant_as_place(sentence: Sentence, words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a town's name that is a word, with no "near" before it, is the town: it has a capital in mid-sentence,
    or it stands at an edge ("camhs number reading", "Drop in tomorrow, Reading") and nothing makes it an activity."""
    tokens = sentence.tokens
    name, token = tokens[at].name, tokens[at]
    if name not in lexicon.place_words or is_activity(words, at, lexicon):
        return False
    following = words[at + 1] if at + 1 < len(words) and not tokens[at + 1].breaks else ""
    before = words[at - 1] if at and not token.breaks else ""
    if following in _NOT_A_NAME:
        return False
    closed = not following
    if is_named(sentence, at):
        if (token.breaks and closed) or name not in lexicon.classes["first_names"]:
            return before not in lexicon.classes["before_activity"]
        return before not in lexicon.known or before in _AFTER_AGE
    if name not in lexicon.classes["bare_towns"]:
        return False
    if before in lexicon.classes["before_activity"] or lexicon.classes["skills"].intersection(words):
        return False
    said_age = before.isdigit() or before in _AFTER_AGE  # "17 crewe free pls"
    return at == 0 or closed or said_age or following in _OPENERS or following.isdigit()


def _is_where(word: str, lead: str) -> bool:
    """Whether words say where ("help near reading", "support in reading"), and not in what ("behind in reading")."""
    return lead in _NEAR or (lead == "in" and word in ("help", "support"))


def is_activity(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the word is what somebody does: "interested in reading", "a reading age of 7", "things for sale"."""
    before, following = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if (words[at], before) in (("sale", "for"), ("rugby", "at")):
        return True
    if words[at] in ("reading", "rugby"):
        if at >= 2 and words[at - 2] in lexicon.classes["before_skill"] and not _is_where(words[at - 2], before):
            return True
        return following in lexicon.classes["after_skill"]
    return False
