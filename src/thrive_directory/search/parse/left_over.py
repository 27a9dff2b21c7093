"""The words that carry meaning and that no rule took: what is left for the search of text. Knows no meanings."""

from thrive_directory.search.parse.reading import FEW, Reading

_COMMAS = frozenset({",", "-", "–", "—", "/", "(", ""})
_LEADS = frozenset({"near", "nr", "in", "around", "outside"})
_PARENTS = frozenset("mum mam mom mummy dad daddy mother father nan gran grandad carer auntie uncle".split())
_TERSE = 8  # words: longer ones mostly tell a story too


def left_over(reading: Reading) -> list[tuple[int, str]]:
    """Words that carry meaning and that no rule took, as typed: what they may be a slip of, the index knows better. A
    word that often ends a name ("place") is kept after one that no rule knows. In a sentence longer than a name, where
    something else was understood, the words of a story ("huge", "yesterday") are left out."""
    lexicon, tokens = reading.lexicon, reading.sentence.tokens
    is_story = len(reading.words) > FEW and bool(reading.terms)
    is_long = len(reading.words) > _TERSE and bool(reading.terms)
    found: list[tuple[int, str]] = []
    for at, word in enumerate(reading.words):
        if reading.taken[at]:
            continue
        if at in reading.names:
            found.append((at, word))
            continue
        if is_story and _is_of_a_story(reading, word):
            continue
        if is_story and word.endswith("ing") and not _is_asked_for(reading, at):
            continue  # "revision is frying my brain"
        if is_long and not _is_asked_for(reading, at):
            continue
        if word not in lexicon.empty:
            if len(word) > 1 or not word.isascii():
                found.append((at, word if tokens[at].word in lexicon.respelt else tokens[at].word))
        elif word in lexicon.classes["name_ends"] and _follows_a_name(reading, at):
            found.append((at, word))
    return found


def _is_asked_for(reading: Reading, at: int) -> bool:
    """Whether a word in a long sentence may name what somebody looks for, and is not a part of the story: written as
    a name, called so, or with a word for help beside it ("hydrotherapy sessions", "any lego groups")."""
    token, lexicon = reading.sentence.tokens[at], reading.lexicon
    if _is_a_childs_name(reading, at):
        return False
    if token.capital and at and not reading.sentence.shouts and not _begins_a_sentence(reading, at):
        return True
    before = reading.words[at - 1] if at and not token.breaks else ""
    following = reading.words[at + 1] if at + 1 < len(reading.words) and not reading.breaks[at + 1] else ""
    if at == 0 and following == "for":
        return True  # "kickboxing for a girl of 11"
    if before in _LEADS:
        return reading.words[at] not in lexicon.known  # a place that the gazetteer does not have
    return before in lexicon.classes["asks_before"] or following in lexicon.classes["help_after"]


def _is_a_childs_name(reading: Reading, at: int) -> bool:
    """Whether a capital is that of somebody's name: "my son Kai", "mum to Leo, 3"."""
    words, classes = reading.words, reading.lexicon.classes
    if not at or not reading.sentence.tokens[at].capital or reading.sentence.shouts:
        return False
    if words[at - 1] in classes["kin"] or words[at - 2 : at] in (["little", "girl"], ["little", "boy"]):
        return words[at + 1 : at + 2] == [] or words[at + 1] not in classes["help_after"]
    return at > 1 and words[at - 1] in ("to", "of") and words[at - 2] in _PARENTS


def _begins_a_sentence(reading: Reading, at: int) -> bool:
    """Whether a capital means only that: not after a comma (", Hyde"), nor of the last word of all (". Hyde")."""
    tokens = reading.sentence.tokens
    between = reading.sentence.text[tokens[at - 1].end : tokens[at].start].strip()
    return tokens[at].breaks and between not in _COMMAS and at + 1 < len(tokens)


def _is_of_a_story(reading: Reading, word: str) -> bool:
    """Whether a word only tells: "huge", "rejected", "our street in Kherson"."""
    classes = reading.lexicon.classes
    return word in classes["story"] or word in classes["fled_from"] or _is_telling(word)


def _is_telling(word: str) -> bool:
    """Whether a word tells what happened or how ("rejected", "suddenly"), by its ending, or when ("4am")."""
    return word[0].isdigit() or (len(word) > 5 and word.endswith(("ed", "ly")))


def _follows_a_name(reading: Reading, at: int) -> bool:
    before = at > 0 and not reading.breaks[at] and not reading.taken[at - 1]
    return before and len(reading.words) <= FEW and reading.words[at - 1] not in reading.lexicon.empty
