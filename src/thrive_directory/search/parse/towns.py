"""Towns that are ordinary words (Reading, Bath, Sale): when one is meant as a place. Looks no place up."""

from collections.abc import Sequence

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.tokens import Sentence

_OPENERS = frozenset(
    "im i ive my our we were she shes he hes they theyre aged age is for with please pls thanks".split()
)
_FOR_WHOM = frozenset({"for", "age", "aged", "ages", "who", "with"})  # "young people's service Chester for …"
_NEAR = frozenset({"near", "nr", "around", "outside", "nearby"})
_AFTER_AGE = frozenset("old olds yo yrs years".split())
_AGES = range(4, 26)  # years
_TERSE = 6  # words
_STREET_LIFE = frozenset(
    "gang gangs dance dancing drugs food party parties team lights wise homeless sleeping life tree".split()
)
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
        offered = before in lexicon.classes["help_after"] and following in _FOR_WHOM
        return before not in lexicon.known or before in _AFTER_AGE or offered
    if name in lexicon.classes["word_towns"]:
        return _is_where_a_name_stands(words, at, following, lexicon)
    if name not in lexicon.classes["bare_towns"]:
        return False
    if before in lexicon.classes["before_activity"] or lexicon.classes["skills"].intersection(words):
        return False
    said_age = before.isdigit() or before in _AFTER_AGE  # "17 crewe free pls"
    return at == 0 or closed or said_age or following in _OPENERS or following.isdigit()


def _is_where_a_name_stands(words: Sequence[str], at: int, following: str, lexicon: Lexicon) -> bool:
    """Whether a word that is seldom a town is one here: after an age ("girl 12 deal self harm", not "im 15 deal with
    it"), or last in a few words, with none before it that goes on ("panic attacks street", not "how to deal")."""
    if follows_an_age(words, at):
        return following not in lexicon.stop and following not in _STREET_LIFE
    closes = not following and at + 1 == len(words) <= _TERSE and at > 1
    before = words[at - 1]
    goes_on = before in lexicon.stop or before in lexicon.classes["before_activity"]
    return closes and not goes_on and words[at - 2] not in lexicon.stop


def follows_an_age(words: Sequence[str], at: int) -> bool:
    """Whether the word before is an age or its last word: "im 13 …", "9 yo …", "year 8 …"."""
    number = at - 2 if at > 1 and words[at - 1] in _AFTER_AGE else at - 1
    said = words[number] if number >= 0 else ""
    return said.isascii() and said.isdigit() and len(said) <= len("25") and int(said) in _AGES


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
