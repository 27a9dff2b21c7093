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


def as_number(word: str) -> float | None:
    """The number of "14", "16s", "fourteen" or "fourteens"; None of anything else, and of figures of three digits."""
    digits = word[:-1] if word[-1:] == "s" and word[:1].isdigit() else word  # "13 to 16s"
    if len(digits) <= 2 and digits.isascii() and digits.isdigit():
        return float(digits)
    return float(NUMBERS[word]) if word in NUMBERS else None
