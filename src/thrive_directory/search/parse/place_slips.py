"""A place's name with a slip in it: "near hebdon bridge", "son 12 anxious, wokinham". Finds the words; whether one
place is meant, and which, the gazetteer says, which wants the first letter right."""

from collections.abc import Iterator, Sequence

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.tokens import Token

_LEADS = frozenset({"near", "nr", "in", "around", "outside", "nearby"})
_LEAST_LETTERS = 6
_LEAST_OF_TWO = 4  # letters of an unknown word beside another: "crouch ennd"
_SIGNS_OFF = frozenset("thanks thank thankyou regards cheers love yours hi hello im wishes".split())
_GO_ON = frozenset(
    "a an the my his her our your their this that these with about of on and or but is was be been are am to for from "
    "used use tried try heard know knows recommend like likes "
    "by as than so very too really it he she they we i you has have had takes took using uses into not no says".split()
)
_FEW = 2  # words: as many may be a service's name
_MOST_ASKED = 4  # forgiving takes longer than knowing


def slips_of_places(
    tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon
) -> Iterator[tuple[tuple[int, int], str]]:
    """(start, end) and text of what may be a name with a slip, the likeliest first: right after a word that leads to
    places, else a clause of its own or the last words of a sentence."""
    for count, ((start, end), text) in enumerate((*_led(tokens, words, lexicon), *_at_edges(tokens, words, lexicon))):
        if count == _MOST_ASKED:
            return
        yield (start, end), text


def _led(tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[tuple[int, int], str]]:
    for at in range(1, len(tokens)):
        if words[at - 1] in _LEADS and not tokens[at].breaks and _is_unknown(tokens, words, at, lexicon):
            two = at + 1 < len(tokens) and not tokens[at + 1].breaks and tokens[at + 1].name.isalpha()
            for end in (at + 2, at + 1) if two else (at + 1,):
                yield (at, end), _text(tokens, at, end)
            return


def _at_edges(tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[tuple[int, int], str]]:
    for at in range(len(tokens) - 1, -1, -1):
        if _is_unknown(tokens, words, at, lexicon, _LEAST_OF_TWO):
            for start, end in ((at - 1, at + 1), (at, at + 2), (at, at + 1)):
                long = end - start > 1 or len(tokens[at].word) >= _LEAST_LETTERS
                if long and 0 <= start < end <= len(tokens) and _stands_as_place(tokens, words, start, end, lexicon):
                    yield (start, end), _text(tokens, start, end)


def _is_unknown(
    tokens: Sequence[Token], words: Sequence[str], at: int, lexicon: Lexicon, least: int = _LEAST_LETTERS
) -> bool:
    """Whether no rule knows a word, nor takes it for a slip of anything but a town that is a word too ("readng"), save
    where a capital says that it is a name ("Tauntn": else "wellbing" were a town)."""
    word = tokens[at].word
    if len(word) < least or not word.isalpha() or word in lexicon.known or word in lexicon.respelt:
        return False
    return words[at] == word or words[at] in lexicon.place_words or (at > 0 and tokens[at].capital)


def _stands_as_place(tokens: Sequence[Token], words: Sequence[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether words are a clause of their own beside others, or the last of a sentence after none that goes on: not
    "my daughter Harlowe", "called wokinham", "help with readng"."""
    if len(tokens) == end - start or any(tokens[at].breaks for at in range(start + 1, end)):
        return False
    if not all(tokens[at].name.isalpha() for at in range(start, end)):
        return False
    classes = lexicon.classes
    before = words[start - 1] if start else ""
    closes = end == len(tokens) or tokens[end].breaks
    child = before in classes["kin"] or before in classes["children_of_mine"]
    is_childs_name = child and (not tokens[start].breaks or (end < len(tokens) and words[end].isdigit()))
    if is_childs_name or before in classes["asks_before"] or before in _SIGNS_OFF:
        return False
    if start == 0:
        return closes or words[end].isdigit() or _is_of_help(words[end], lexicon)
    if tokens[start].breaks:
        return closes
    goes_on = before in _GO_ON or before in classes["before_activity"] or before in lexicon.not_before_place
    enough = len(tokens) > _FEW or _is_of_help(before, lexicon)
    return closes and end == len(tokens) and enough and not goes_on


def _is_of_help(word: str, lexicon: Lexicon) -> bool:
    """Whether a word asks for help or names a need, so that another beside it may say where ("wokinham anxiety")."""
    sense = lexicon.senses.get(word, {}).get("")
    return word in lexicon.classes["help_after"] or (sense is not None and sense.field == "need")


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.name for token in tokens[start:end])
