"""Words for how somebody is that tell of things and of directions too: "down", "empty", "hopeless". Names no need."""

from collections.abc import Sequence

from thrive_directory.search.parse.lexicon import Lexicon

_FEELS = frozenset(
    "feel feels feeling felt so really very quite bit bite been being seem seems seemed gets getting got pretty "
    "proper always constantly mood just low sad and looks inside totally completely dead lonely numb flat stays".split()
)
_IS = frozenset({"is", "are", "was", "were"})
_PERSONS = frozenset("he she they i we you who it that everything life im hes shes".split())
_ONWARD = frozenset(
    "the a an to any in my his her our your their at on if this that there here from for into with by off one".split()
)
_AFTER_EMPTY = frozenset({"inside", "and", "all", "but", "most", "every", "since", "after", "like", "n"})
_TERSE = 6  # words


def is_no_state(words: Sequence[str], breaks: Sequence[bool], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether one such word stands where it says nothing of somebody: "down the park", "the house is empty", "the
    broadband is hopeless"."""
    word = words[start]
    if end > start + 1 or word not in lexicon.classes["state_words"]:
        return False
    before = words[start - 1] if start and not breaks[start] else ""
    following = words[end] if end < len(words) and not breaks[end] else ""
    if before in _IS:
        return _is_of_a_thing(words, breaks, start - 2, lexicon) or (word == "down" and following in _ONWARD)
    if before in _FEELS or len(words) <= _TERSE:
        return False
    if word == "down":
        return before not in _PERSONS or following in _ONWARD
    return bool(following) and following not in _AFTER_EMPTY


def _is_of_a_thing(words: Sequence[str], breaks: Sequence[bool], at: int, lexicon: Lexicon) -> bool:
    """Whether what "is" so is named, and is nobody: "the house is …"."""
    if at < 0 or breaks[at + 1]:
        return False
    people = ("somebody", "kin", "children", "clients", "relatives", "people")
    nobody = words[at] not in _PERSONS and not any(words[at] in lexicon.classes[name] for name in people)
    return nobody and at > 0 and words[at - 1] in ("the", "my", "our", "his", "her", "their", "fridge")
