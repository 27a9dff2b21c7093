"""Where in a sentence a place is named: postcode, outcode, area code or name. Finds the words; resolves nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.place_slips import slips_of_places
from thrive_directory.search.parse.tokens import Sentence, Token
from thrive_directory.search.parse.towns import follows_an_age, is_activity, is_meant_as_place, is_named

_OUTWARD = re.compile(r"[a-z]{1,2}[0-9oi][a-z0-9]?")
_INWARD = re.compile(r"[0-9o][abd-hjlnp-uw-z]{2}")  # C I K M O V never stand in an inward code
_FULL = re.compile(r"([a-z]{1,2}[0-9oi][a-z0-9]?)([0-9o][abd-hjlnp-uw-z]{2})")
_AREA_CODE = re.compile(r"[ewsnk]\d{8}")
_MOTORWAY = re.compile(r"m\d{1,2}")
_SHORTEST = len("n1")
_SLANG = frozenset({"b4", "m8", "l8", "w8", "h8", "u2"})  # "before", "mate", "late", "wait" …
_UNITS = frozenset({"st", "nd", "rd", "th", "yr", "ft"})


class PlaceNames(Protocol):
    """What is needed of a gazetteer. Tokens are lower-case words, without apostrophes, hyphens or accents."""

    def longest_name(self, tokens: Sequence[str], start: int, /) -> int:
        """How many tokens from `start` on form the longest known place name; 0 when none does."""
        ...

    def is_word(self, name: str, /) -> bool:
        """Whether this name is an ordinary word too, which the words around it must show to be a place."""
        ...

    def nearly_names(self, text: str, /) -> bool:
        """Whether this is a slip or two from the name of one place, and from no other that people may mean."""
        ...

    def is_outcode(self, text: str, /) -> bool:
        """Whether this is an outcode that exists ("M14")."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The words of the place, from token `start` to before `end`, with the "near" before them from `lead`. `others` are
    names that stand beside a postcode and say the same less exactly."""

    lead: int
    start: int
    end: int
    others: tuple[tuple[int, int], ...] = ()


def find_place(sentence: Sentence, words: Sequence[str], names: PlaceNames, lexicon: Lexicon) -> Found | None:
    """The most exact place named: a postcode, then an area code, an outcode, a name after "near", any name."""
    tokens = sentence.tokens
    plain = [token.name for token in tokens]
    for finder in (_postcode, _outcode):
        for at in range(len(tokens)):
            if count := finder(sentence, at, names, lexicon):
                return Found(_lead(words, tokens, at, lexicon), at, at + count, _beside(plain, at, at + count, names))
    best: tuple[int, int, int] | None = None
    at = 0
    while at < len(tokens):
        count = _name_at(tokens, words, at, names, lexicon)
        strength = _strength(sentence, words, at, count, names, lexicon) if count else 0
        if strength:
            best = max(best or (0, 0, 0), (strength, -at, count))
        at += max(1, count if strength else 1)
    if best is None:
        return _misspelt(tokens, words, names, lexicon)
    start, end = -best[1], -best[1] + best[2]
    return Found(_lead(words, tokens, start, lexicon), start, _with_county(tokens, plain, end, names))


def _misspelt(tokens: Sequence[Token], words: Sequence[str], names: PlaceNames, lexicon: Lexicon) -> Found | None:
    """A name with a slip, where places stand."""
    for (start, end), text in slips_of_places(tokens, words, lexicon):
        if names.nearly_names(text):
            return Found(_lead(words, tokens, start, lexicon), start, end)
    return None


def _name_at(tokens: Sequence[Token], words: Sequence[str], at: int, names: PlaceNames, lexicon: Lexicon) -> int:
    """How many words from here on name a place. Asks the gazetteer only where a name may begin: it is the dearest
    step."""
    word = tokens[at].name
    if word.isdigit():
        return 0
    led = at > 0 and words[at - 1] in lexicon.classes["near"]
    plain_word = word in lexicon.known and word not in lexicon.place_words and word not in _NAME_STARTS
    if not led and plain_word and not tokens[at].capital and not _is_clause(tokens, at):
        return 0
    ends = (step for step in range(at + 1, len(tokens)) if tokens[step].breaks and tokens[step - 1].word != "st")
    stop = next(ends, len(tokens))  # "my 3 year old, Harlow", but "St. Helens"
    return names.longest_name([token.name for token in tokens[:stop]], at)


def _is_clause(tokens: Sequence[Token], at: int, most: int = 4) -> bool:
    """Whether a clause of few words begins here, and no sentence: ", stoke on trent"."""
    if not at or not tokens[at].breaks:
        return False
    end = next((step for step in range(at + 1, len(tokens)) if tokens[step].breaks), len(tokens))
    return end - at <= most


def _beside(plain: Sequence[str], start: int, end: int, names: PlaceNames) -> tuple[tuple[int, int], ...]:
    """Names right before or after a postcode: "Sheffield S6", "NW1 8QL Camden"."""
    before = [at for at in range(max(0, start - 3), start) if at + names.longest_name(plain, at) == start]
    after = names.longest_name(plain, end) if end < len(plain) else 0
    return (*((at, start) for at in before[:1]), *(((end, end + after),) if after else ()))


def _postcode(sentence: Sentence, at: int, names: PlaceNames, _: Lexicon) -> int:
    tokens = sentence.tokens
    word = tokens[at].name
    if (_FULL.fullmatch(word) and any(map(str.isdigit, word))) or _AREA_CODE.fullmatch(word):
        return 1
    if at + 1 == len(tokens) or not _OUTWARD.fullmatch(word) or not any(map(str.isdigit, word)):
        return 0
    inward = tokens[at + 1].name
    if not _INWARD.fullmatch(inward) or tokens[at + 1].breaks:
        return 0
    return 2 if names.is_outcode(word.upper()) or inward[1:] not in _UNITS else 0


def _outcode(sentence: Sentence, at: int, names: PlaceNames, lexicon: Lexicon) -> int:
    token = sentence.tokens[at]
    has_digit = any(map(str.isdigit, token.name))
    if not has_digit or not _OUTWARD.fullmatch(token.name) or not names.is_outcode(token.name.upper()):
        return 0
    before = sentence.tokens[at - 1].word if at else ""
    if before == "the" and _MOTORWAY.fullmatch(token.name):
        return 0  # "a crash on the M6"
    led = before in lexicon.classes["near"] and before not in ("by", "from")
    if not (token.capital or led or len(sentence.tokens) == 1 or before in lexicon.classes["near"]):
        known_shape = len(token.name) > 2 and (token.name[-2].isdigit() or _is_two_letters(token.name))
        could_be_age = token.name[0] in "mf" and not any(other.name.isdigit() for other in sentence.tokens)
        could_be_age = could_be_age and not _is_after_help(before, lexicon)
        return (
            1
            if (known_shape and not could_be_age) or _stands_at_an_edge(sentence, at, could_be_age=could_be_age)
            else 0
        )
    following = sentence.tokens[at + 1].name if at + 1 < len(sentence.tokens) else ""
    sector = len(following) == 1 and following.isdigit() and not sentence.tokens[at + 1].breaks
    after = sentence.tokens[at + 2].word if at + 2 < len(sentence.tokens) else ""
    return 2 if sector and token.capital and after not in _OF_AN_AGE else 1


def _is_after_help(before: str, lexicon: Lexicon) -> bool:
    """ "counselling m14": who writes so says where, and not how old."""
    return before in lexicon.classes["help_after"]


def _stands_at_an_edge(sentence: Sentence, at: int, *, could_be_age: bool) -> bool:
    """A letter and a figure as the first or last word of all, or alone between commas: "counselling n1", "b8 7yo
    soiling"; not "cant cope b4", nor "tier m4", who may be a boy of four."""
    tokens = sentence.tokens
    name = tokens[at].name
    if len(name) != _SHORTEST or len(tokens) == 1 or (could_be_age and name[1] not in "12"):
        return False
    closed = at + 1 == len(tokens) or tokens[at + 1].breaks
    if name in _SLANG:
        return closed and bool(at) and tokens[at].breaks  # "…, no family. l8"
    aged = bool(at) and tokens[at - 1].name in _OF_AN_AGE | {"f", "m", "old"}  # "anxious 13F w5 zoom"
    closed = closed or aged
    opens = at == 0 and (closed or tokens[1].name[0].isdigit() or not tokens[1].name.isdigit())
    return opens or closed


def _is_two_letters(name: str) -> bool:
    """ "ls8" is an outcode as it stands, "m1" and "s6" may be anything; "me2" and "co2" mostly are something else."""
    return name[:2].isalpha() and name[:2] not in ("me", "co", "so", "hi", "no", "go", "to")


def _strength(
    sentence: Sentence, words: Sequence[str], at: int, count: int, names: PlaceNames, lexicon: Lexicon
) -> int:
    """How sure it is that this name is meant as a place: 0 not at all, 3 because "near" says so."""
    token = sentence.tokens[at]
    before = words[at - 1] if at and not token.breaks else ""
    if before in lexicon.not_before_place:
        return int(_ends_with_a_town(words, at, count, lexicon))
    if at + count < len(words) and words[at + count] in _STREETS and not sentence.tokens[at + count].breaks:
        return 0
    led = before in lexicon.classes["near"] or (before == "of" and at > 1 and words[at - 2] in _OF_LEADS)
    if led and _is_idiom(sentence, words, at, before, lexicon):
        return 0
    if led and token.name in _MONTHS:
        return 1  # "in March": a town only where no other is named
    common = count == 1 and _is_common(sentence, words, at, names, lexicon)
    if led:
        sure = not common or token.name in lexicon.place_words or is_named(sentence, at)
        return (3 if not is_activity(words, at, lexicon) else 0) if sure else 0
    if count == len(sentence.tokens):
        return 3
    if count > 1 and not all(word in lexicon.stop for word in words[at : at + count]):
        return 2
    if not common:
        return 2
    return 1 if is_meant_as_place(sentence, words, at, lexicon) else 0


def _ends_with_a_town(words: Sequence[str], at: int, count: int, lexicon: Lexicon) -> bool:
    """ "… yr 9 my daughter | crewe": the last word of all after somebody's child, and nobody's first name. A town only
    where no other is named."""
    name, classes = words[at], lexicon.classes
    if at + count < len(words) or at < _TERSE or words[at - 1] not in classes["kin"]:
        return False
    return name not in classes["first_names"] and (name in classes["bare_towns"] or name not in lexicon.place_words)


def _is_idiom(sentence: Sentence, words: Sequence[str], at: int, before: str, lexicon: Lexicon) -> bool:
    """Whether a name after a word that leads to places is none: "17 in March", "asked to send", "barks in church",
    "talks for England"."""
    token, earlier = sentence.tokens[at], words[at - 2] if at > 1 else ""
    if token.name in _MONTHS and earlier in _BEFORE_A_MONTH | _TENS:
        return True
    if before == "to" and _is_a_verb(token.name, lexicon) and not is_named(sentence, at) and earlier not in _TRAVELS:
        return True
    if token.name in _INSIDE and before not in _LEADS - {"in"} and not token.capital and len(words) > _TERSE:
        return True
    return token.name in _NATIONS and before == "for"


def _is_a_verb(name: str, lexicon: Lexicon) -> bool:
    """Whether a town's name after "to" is what somebody does, unless they travel there."""
    return name in lexicon.classes["word_towns"] or name in _VERBS


def _is_common(sentence: Sentence, words: Sequence[str], at: int, names: PlaceNames, lexicon: Lexicon) -> bool:
    name = sentence.tokens[at].name
    if name in lexicon.place_words or name in lexicon.known:
        return True
    if at == 0 and sentence.tokens[0].capital and not sentence.shouts and words[0] != sentence.tokens[0].word:
        return False  # "Ealing SENCO", "Spalding pt 15": no slip of a word equals a name so often
    if words[at] != sentence.tokens[at].word and not _stands_as_name(sentence, words, at, lexicon):
        return True  # a slip of a word, as it seems
    return names.is_word(name)


def _stands_as_name(sentence: Sentence, words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a town's name that is one letter from a word ("earley") stands where names stand: by itself, with a
    capital, after an age or as the last word of all."""
    tokens = sentence.tokens
    if _is_clause(tokens, at, 1) or is_named(sentence, at):
        return True
    if at == 0 or tokens[at].breaks:
        return False
    is_last = at + 1 == len(tokens) and words[at - 1] not in lexicon.classes["before_activity"]
    return is_last or follows_an_age(words, at)


_LEADS = frozenset({"near", "nr", "in", "around", "outside", "nearby"})
_TRAVELS = frozenset("close near next moved moving going back get travel come came go coming move".split())
_NATIONS = frozenset({"england", "britain", "uk", "wales", "scotland"})
_INSIDE = frozenset(
    "church park hall field street market bank mill wood gate hill spring winter box pill lane bridge".split()
)
_TERSE = 4  # words
_MONTHS = frozenset({"march"})
_BEFORE_A_MONTH = frozenset("birthday born due exams started last next back happened died baby it early late".split())
_TENS = frozenset(map(str, range(1, 27)))
_VERBS = frozenset("send settle battle hope bury ware hook wash race star box over down".split())
_OF_AN_AGE = frozenset("year years yr yrs yo y month months mth yearold yrold".split())  # "LS11 6 year old"
_STREETS = frozenset({"road", "street", "rd", "lane", "avenue", "drive", "crescent"})
_NAME_STARTS = frozenset("st saint new old long high low great little north south east west upper lower the".split())
_OF_LEADS = frozenset(
    "miles mile km north south east west outskirts outside centre side out borough city town area".split()
)


def _lead(words: Sequence[str], tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Where the small words that lead to the place begin ("close to", "living in")."""
    if not start or tokens[start].breaks or words[start - 1] not in lexicon.classes["near"]:
        return start
    if words[start - 2 : start] in (["drop", "in"], ["walk", "in"]):
        return start
    lead = start - 1
    while lead and words[lead - 1] in lexicon.classes["near_lead"] and start - lead < 4:
        lead -= 1
    return lead


def _with_county(tokens: Sequence[Token], plain: Sequence[str], end: int, names: PlaceNames) -> int:
    """Take in a second name after a comma: "Brixton, London"."""
    if end < len(tokens) and tokens[end].breaks:
        return end + names.longest_name(plain, end)
    return end
