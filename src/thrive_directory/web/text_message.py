"""How long a text is as text messages (SMS): which alphabet it takes and how many parts. Sends nothing.

Sources: the GSM 7 bit default alphabet and its extension, 3GPP TS 23.038 section 6.2.1 (the tables are those of the
library `gsm0338`); what a part of a longer message holds, 3GPP TS 23.040 section 9.2.3.24.1: 140 octets, six of them
for the header that joins the parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gsm0338 import Codec

_GSM_ALONE, _GSM_JOINED = 160, 153  # septets in 140 octets, and in 134
_UCS2_ALONE, _UCS2_JOINED = 70, 67  # two octets each
_TYPOGRAPHIC = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-", "\u00a0": " ", "\u202f": " "}
)


@dataclass(frozen=True, slots=True)
class Length:
    """`characters` as the network counts them: one of the extension, or outside of the 16 bit plane, counts two.
    `fits_gsm` is whether the cheap alphabet holds them all."""

    characters: int
    parts: int
    fits_gsm: bool


def plain(text: str) -> str:
    """The text with typographic quotes, dashes and dots as a phone's plain ones: one curly quote would halve what a
    message holds."""
    return text.translate(_TYPOGRAPHIC)


def length_of(text: str) -> Length:
    """How long the text is as it stands."""
    sizes = [_septets(character) for character in text]
    if None not in sizes:
        return _length([size or 0 for size in sizes], _GSM_ALONE, _GSM_JOINED, fits_gsm=True)
    return _length([len(c.encode("utf-16-be")) // 2 for c in text], _UCS2_ALONE, _UCS2_JOINED, fits_gsm=False)


@cache
def _codec() -> Codec:
    return Codec()


@cache
def _septets(character: str) -> int | None:
    try:
        return len(_codec().encode(character)[0])
    except UnicodeEncodeError:
        return None


def _length(sizes: Iterable[int], alone: int, joined: int, *, fits_gsm: bool) -> Length:
    """Parts are filled in turn; a character of two is never split over two parts."""
    found = list(sizes)
    total, parts, used = sum(found), 1, 0
    if total > alone:
        for size in found:
            if used + size > joined:
                parts, used = parts + 1, 0
            used += size
    return Length(total, parts, fits_gsm)
