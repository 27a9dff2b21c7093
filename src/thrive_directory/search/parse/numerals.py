"""Numbers as people write them, in figures and in words. Knows not what they count."""

NUMBERS: dict[str, int] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
NUMBERS |= {word + ("es" if word.endswith("x") else "s"): number for word, number in NUMBERS.items() if number > 1}
NUMBERS |= {
    "fourty": 40,
    "fiveteen": 15,
    "forteen": 14,
    "fourten": 14,
    "eightteen": 18,
    "twelf": 12,
    "twelves": 12,
    "fives": 5,
}
_AFTER_TO = frozenset(
    "much many late far hard big loud scared scary long tell talk speak stop go get do make help see say call text "
    "ring sleep eat sit live be b have find ask cope leave me my him her us them someone somebody anyone sum1 some1 "
    "any1 school work bed hang chill meet sleeping talking when that this the a an".split()
)  # what follows "2" and "4" written for "to", "too" and "for"
_SAID_AGED = frozenset({"aged", "age", "ages", "turned", "turning"})


def as_number(word: str) -> float | None:
    """The number of "14", "16s", "fourteen" or "fourteens"; None of anything else, and of figures of three digits."""
    digits = word[:-1] if word[-1:] == "s" and word[:1].isdigit() else word  # "13 to 16s"
    if len(digits) <= 2 and digits.isascii() and digits.isdigit():
        return float(digits)
    return float(NUMBERS[word]) if word in NUMBERS else None


def is_short_for_a_word(word: str, before: str, after: str) -> bool:
    """ "dont know who 2 tell", "school is 2 much", "an app 4 sleep": a figure written for "to", "too" or "for"."""
    return word in ("2", "4") and before not in _SAID_AGED and after in _AFTER_TO
