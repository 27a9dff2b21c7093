"""How an English word roughly sounds, for those who write as they speak. Knows no words."""

_SPELT = (
    ("ssion", "shun"), ("tion", "shun"), ("ph", "f"), ("ght", "t"), ("gh", ""), ("ck", "k"), ("sch", "sk"),
    ("qu", "kw"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("wh", "w"), ("ch", "C"), ("z", "s"),
    ("q", "k"), ("oo", "u"), ("ea", "ee"),
)  # fmt: skip
_LETTERS = str.maketrans("cy", "ki")
_VOWELS = frozenset("aeiou")
_DULL = ("er", "or", "ar", "ur", "a")  # the unstressed end of "brother", "brotha"
_BARE = str.maketrans("", "", "aeiou")


def sound(word: str) -> str:
    """A key that words of the same sound share: "voises" and "voices", "urdoo" and "urdu", "brotha" and "brother"."""
    for written, heard in _SPELT:
        if written in word:
            word = word.replace(written, heard)
    word = _ended(word.translate(_LETTERS))
    key = last = ""
    for letter in word:
        if letter != last:
            key += letter
        last = letter
    return key


def _ended(word: str) -> str:
    plural = "s" if word.endswith("s") else ""
    stem = word.removesuffix("s")
    for end in _DULL:
        if stem.endswith(end) and stem[-len(end) - 1 : -len(end)] not in _VOWELS:
            return stem.removesuffix(end) + "A" + plural
    return word


def consonants(heard: str) -> str:
    """What is left of such a key without its vowels."""
    return heard.translate(_BARE)
