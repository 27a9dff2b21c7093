"""A postcode, outcode or sector as a value: read in any spelling. Shapes only; whether it exists is the table's answer.

What was typed never enters an error. Shapes: Royal Mail, "Programmers' Guide to the Postcode Address File", chapter 5.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Self

from thrive_directory.errors import UnknownPlace

# GIR (once Girobank) and NPT (Newport until 1984) are the two outcodes without a digit in the directory.
_OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?|GIR|NPT")
# C, I, K, M, O and V are never used after the digit of an inward code: they are misread too easily.
_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_READABLE = 12  # a postcode with dashes or double spaces; longer text is not one
_ALIKE = {"O": "O0", "0": "0O", "I": "I1", "1": "1IL", "L": "L1"}
_SHAPE_HINT = "A postcode looks like SW1A 2AA; the first half alone (SW1A) or with the next digit (SW1A 2) will do too."


@dataclass(frozen=True, slots=True, order=True)
class Postcode:
    """A full postcode: `outcode` "NW1" and `inward` "8QL". `corrected` says that an O, 0, I, 1 or L was put right."""

    outcode: str
    inward: str
    corrected: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Any spelling of a full postcode. Raises `UnknownPlace`; the message never repeats the text."""
        found = next(cls.readings(text), None)
        if found is None:
            raise UnknownPlace(f"That is not a full postcode. {_SHAPE_HINT}", _shorter(text))
        return found

    @classmethod
    def readings(cls, text: str) -> Iterator[Self]:
        """Every way to read the text as a postcode, fewest slips put right first. Empty when there is none."""
        letters = compact(text)
        if not 5 <= len(letters) <= 7:
            return
        for outcode, out_slips in _spellings(letters[:-3], _OUTCODE):
            for inward, in_slips in _spellings(letters[-3:], _INWARD):
                yield cls(outcode, inward, corrected=bool(out_slips + in_slips))

    @property
    def sector(self) -> str:
        """Outcode and digit, as "NW1 8"."""
        return f"{self.outcode} {self.inward[0]}"

    def __str__(self) -> str:
        return f"{self.outcode} {self.inward}"


def outcodes(text: str) -> Iterator[tuple[str, bool]]:
    """(outcode, was corrected) for each way to read the text as half a postcode, likeliest first."""
    letters = compact(text)
    if 2 <= len(letters) <= 4:
        for outcode, slips in _spellings(letters, _OUTCODE):
            yield outcode, bool(slips)


def sectors(text: str) -> Iterator[tuple[str, str, bool]]:
    """(outcode, digit, was corrected) for each way to read the text as a sector ("NW1 8").

    The space is wanted: without it "NW18" is an outcode."""
    halves = re.split(r"[\s\-]+", text.strip()) if len(text) <= _READABLE else []
    if len(halves) != 2 or len(halves[1]) != 1:
        return
    for outcode, corrected in outcodes(halves[0]):
        for digit, slips in _spellings(compact(halves[1]), re.compile(r"[0-9]")):
            yield outcode, digit, corrected or bool(slips)


def compact(text: str) -> str:
    """Letters and digits alone, in capitals; empty when the text is too long to be a postcode."""
    if len(text) > _READABLE:
        return ""
    if text.isascii() and (letters := text.upper().replace(" ", "")).isalnum():
        return letters
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())


def _spellings(letters: str, shape: re.Pattern[str]) -> list[tuple[str, int]]:
    """(spelling, slips put right) of each look-alike spelling with the right shape, fewest slips first."""
    if len(letters) > 4:
        return []
    first = [(letters, 0)] if shape.fullmatch(letters) else []
    if not set(letters) & _ALIKE.keys():
        return first
    others = ("".join(option) for option in product(*(_ALIKE.get(letter, letter) for letter in letters)))
    fitting = [(other, _differences(letters, other)) for other in others if shape.fullmatch(other) and other != letters]
    return first + sorted(fitting, key=lambda spelling: spelling[1])


def _differences(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def _shorter(text: str) -> list[str]:
    """The outcode that the text begins with, if any: coarse enough to suggest."""
    letters = compact(text)
    return [letters[:length] for length in (4, 3, 2) if _OUTCODE.fullmatch(letters[:length])][:1]
