"""Takes out of a line what may say who somebody is: numbers, e-mail addresses, postcodes. Pure; cannot know a name."""

import re
import unicodedata

TAKEN_OUT = "…"
"""Stands where something was taken out."""
MAX_LENGTH = 300
_EMAIL = re.compile(r"[^\s@]*@[^\s@]*")
_AT, _DOT = r"(?:\(at\)|\[at\]|\bat\b)", r"(?:\(dot\)|\[dot\]|\bdot\b|\.)"
_SPELLED_EMAIL = re.compile(rf"\S{{1,64}}\s*{_AT}\s*\S{{1,64}}?\s*{_DOT}\s*(?:com|net|org|uk|co)\b\S*", re.I)
# The shapes of BS 7666, letters and digits apart or not. The letter O is often typed for nought, and I for one.
_POSTCODE = re.compile(
    r"(?<![A-Z0-9])[A-Z][\s.\-]?[A-Z]?[\s.\-]?[0-9OI][\s.\-]?[A-Z0-9]?[\s.\-]*[0-9][\s.\-]?[A-Z][\s.\-]?[A-Z](?![A-Z0-9])",
    re.I,
)
_HAS_DIGIT = re.compile(r"\S*\d\S*")
_DIGIT_WORD = "zero|nought|oh|o|one|two|three|four|five|six|seven|eight|nine|double|treble|triple"
_SPELLED_NUMBER = re.compile(rf"\b(?:{_DIGIT_WORD})\b(?:[\s,.\-]+\b(?:{_DIGIT_WORD})\b){{4,}}", re.I)
_TAKEN_OUT_TWICE = re.compile(rf"{TAKEN_OUT}(?:[\s,;:/&+()\-]*{TAKEN_OUT})+")


def scrubbed(line: str) -> str:
    """The line on one line, without any word that has a digit in it, e-mail addresses, names that begin with @,
    postcodes however they are spaced, and numbers of five digits or more in words. At most `MAX_LENGTH`
    characters; doing it again changes nothing."""
    told = (unicodedata.normalize("NFKC", part) for part in line.split(TAKEN_OUT))  # which would make three dots of it
    plain = TAKEN_OUT.join(part.replace("...", TAKEN_OUT) for part in told)
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in plain)
    for pattern in (_EMAIL, _SPELLED_EMAIL, _POSTCODE, _HAS_DIGIT, _SPELLED_NUMBER):
        plain = pattern.sub(TAKEN_OUT, plain)
    return " ".join(_TAKEN_OUT_TWICE.sub(TAKEN_OUT, plain).split())[:MAX_LENGTH].rstrip()
