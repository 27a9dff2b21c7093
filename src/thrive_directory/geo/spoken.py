"""Places said with more than they need: "leeds city centre", "London NW1", an address with its postcode. Text to text;
knows no place."""

import re
from collections.abc import Iterator

_BEFORE = re.compile(r"^(?:near(?: to)?|close to|around|in|central|centre of|the)\s+", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s,]+(?:(?:(?:city|town) )?cent(?:re|er)|city|town|area|borough|council|uk|england)$", re.IGNORECASE
)
_UNSURE = re.compile(
    r"\b(?:(?:or )?something|somewhere|i think|(?:i[’']?m )?not sure|maybe|perhaps|dunno|"
    r"(?:(?:my|our|the) )?post ?code(?: is)?|(?:begins|starts) with)\b|[?*_…]+",
    re.IGNORECASE,
)
_MOST_WORDS = 12


def postal_ends(text: str) -> Iterator[tuple[str, str]]:
    """(what may be a postcode or part of one, the rest) for the last and the first two words and one word of a text."""
    words = [match.span() for match in re.finditer(r"[^\s,]+", text)]
    if not 2 <= len(words) <= _MOST_WORDS:
        return
    for count in (2, 1):
        if len(words) > count:
            last, first = words[-count][0], words[count - 1][1]
            yield text[last:].strip(" ,"), text[:last].strip(" ,")
            yield text[:first].strip(" ,"), text[first:].strip(" ,")


def sure_part(text: str) -> str | None:
    """What is left of "CH41 something" or "I think HX7?" without the words of doubt; None where there are none, or
    nothing else."""
    sure = " ".join(_UNSURE.sub(" ", text).strip(" ,.-").split())
    return sure if sure and sure != " ".join(text.split()) else None


def bare_name(text: str) -> str | None:
    """The name without "near", "city centre" and their like; None where there is nothing of the kind to take off."""
    bare = text.strip(" ,")
    for words in (_BEFORE, _AFTER):
        bare = words.sub("", bare).strip(" ,")
    return bare if bare and bare != text.strip(" ,") else None
