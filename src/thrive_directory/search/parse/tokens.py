"""A sentence as words with their places in it. Folds case, accents and apostrophes; corrects nothing."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_INVISIBLE = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_BREAKS = frozenset('.,;:!?()[]\n–—/|…"')
_DASHES = frozenset("-–—")
_SHORT_TIME = re.compile(
    r"(?<![\d/.-])(?<!aged )(?<!ages )(?<!are )(?<!kids )(?<!children )"
    r"(\d{1,2})/(7|12|52)(?![\d/])(?!\s*(?:y[ro]|years?))",
    re.IGNORECASE,
)  # as surgeries write days, months and weeks: "3/12 old", "low mood 6/52"
_TWO_YEARS = re.compile(r"\b(y|yr|year)s?( ?)(\d{1,2})/(\d{1,2})\b", re.IGNORECASE)  # as schools write: "yr 6/7"
_TIMES = {"7": "days", "12": "months", "52": "weeks"}
_GLUED_KIN = re.compile(r"(dd|ds|dgd|dgs)(\d{1,2})")  # "dd7": as parents write of a daughter of seven
_GLUED_AGE = re.compile(r"(\d{1,2})(yr?s?old|year|yrs?|yo|y|f|m|months?|mths?|wks?|weeks?|kms?|miles?)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `word` has no possessive ("daughter's" is "daughter"), `name` has ("King's" is "kings"); `breaks`
    says that punctuation stands before it."""

    word: str
    name: str
    start: int
    end: int
    breaks: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The cleaned text and its tokens. `shouts` where capitals mean nothing."""

    text: str
    tokens: tuple[Token, ...]
    shouts: bool

    def typed(self, start: int, end: int) -> str:
        """The words from token `start` to before token `end`, as typed."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def read(q: str) -> Sentence:
    """Split into words, in time linear in the text."""
    text = q.translate(_INVISIBLE)
    if "/" in text:
        text = _SHORT_TIME.sub(_in_full, _TWO_YEARS.sub(r"\1\2\3 and \1\2\4", text))
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if between in ("", " ") and match[0].isascii() and match[0].isalpha():  # nearly all: nothing to look into
            word = match[0].lower()
            tokens.append(Token(word, word, match.start(), match.end(), False, word[0] != match[0][0]))
            end = match.end()
            continue
        if "&" in between or "+" in between:
            tokens += _signs(tokens[-1].word if tokens else "", between, end)
        is_range = between.strip() in _DASHES and tokens and tokens[-1].word.isdigit() and match[0][0].isdigit()
        breaks = " - " in between or any(character in _BREAKS for character in between)
        tokens += _split(match[0], match.start(), breaks=breaks and not is_range)
        end = match.end()
    if "+" in text[end : end + 1]:
        tokens += _signs(tokens[-1].word if tokens else "", "+", end)
    letters = [character for character in text if character.isalpha()]
    shouting = len(letters) > 12 and sum(character.isupper() for character in letters) > 0.8 * len(letters)
    return Sentence(text, tuple(tokens), shouting)


def _in_full(short: re.Match[str]) -> str:
    """ "3/12" as "3 months". What may be two ages ("6/7") or is no part ("24/7") stays."""
    number, of = int(short[1]), int(short[2])
    return f"{number} {_TIMES[short[2]]}" if 0 < number < of - 1 else short[0]


def _signs(before: str, between: str, start: int) -> Iterator[Token]:
    """ "&" and a free "+" as "and"; "18+" as "18 and over", save "11+", which is an exam."""
    at = start + min(between.find(sign) for sign in "&+" if sign in between)
    yield Token("and", "and", at, at + 1)
    if between[0] == "+" and before.isdigit() and before != "11":
        yield Token("over", "over", at, at + 1)


def _split(typed: str, start: int, *, breaks: bool) -> list[Token]:
    folded = fold(typed)
    glued = _GLUED_AGE.fullmatch(folded) if folded[0].isdigit() else None
    kin = _GLUED_KIN.fullmatch(folded) if folded == typed else None
    if kin is not None:
        middle = start + len(kin[1])
        return [Token(kin[1], kin[1], start, middle, breaks), Token(kin[2], kin[2], middle, start + len(typed))]
    if glued is None:
        name = _APOSTROPHES.sub("", folded)
        stem = folded[:-2] if len(folded) > 2 and folded[-1] == "s" and folded[-2] in "'’ʼ`´" else name
        word = _APOSTROPHES.sub("", stem)
        return [Token(word, name, start, start + len(typed), breaks, typed[0].isupper())]
    middle = start + len(glued[1])
    unit = "old" if glued[2].endswith("old") else glued[2]
    return [
        Token(glued[1], glued[1], start, middle, breaks),
        Token(unit, unit, middle, start + len(typed)),
    ]


def fold(typed: str) -> str:
    """Lower case without accents."""
    folded = typed.casefold()
    if folded.isascii():
        return folded
    spread = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in spread if not unicodedata.combining(character)) or folded
