"""The forms of an English verb that a lexicon marks with "~": "stop~" is stop, stops, stopped, stopping.
Regular verbs only: irregular forms are written out in the lexicon beside it."""

_VOWELS = frozenset("aeiou")
_NEVER_DOUBLED = frozenset("wxyhjqk")


def forms(word: str) -> tuple[str, ...]:
    """The word itself where nothing marks it; of a marked one every regular form."""
    if not word.endswith("~"):
        return (word,)
    verb = word[:-1]
    past, stem = _past_and_stem(verb)
    return (verb, _third(verb), past, stem + "ing")


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past_and_stem(verb: str) -> tuple[str, str]:
    """The past and what stands before "ing"."""
    if verb.endswith("ie"):
        return verb + "d", verb[:-2] + "y"
    if verb.endswith("e"):
        return verb + "d", verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied", verb
    if _doubles(verb):
        return verb + verb[-1] + "ed", verb + verb[-1]
    return verb + "ed", verb


def _doubles(verb: str) -> bool:
    """Whether the last letter is doubled: one short syllable ("stop"), not "visit" or "feel"."""
    if len(verb) < 3 or verb[-1] in _VOWELS or verb[-1] in _NEVER_DOUBLED or verb[-2] not in _VOWELS:
        return False
    vowels = sum(letter in _VOWELS for letter in verb)
    return vowels == 1 or (vowels == 2 and verb[:2] == "qu") or verb in ("refer", "begin", "admit")
