"""In what circumstances somebody is: adopted, a care leaver, a young parent, deaf … Takes no word away: the same words
may name a need, a person or text."""

from collections.abc import Collection, Iterator, Sequence

from thrive_directory.search.parse.lexicon import Lexicon
from thrive_directory.search.parse.trie import longest

_ELDERS = frozenset("mum mam mom mother dad father parents nan gran grandad grandparents originally".split())
_GO_ALONG = {
    "autism": "send",
    "adhd-attention": "send",
    "learning-disability": "send",
    "speech-language": "send",
    "deaf": "send",
    "housing-money": "homeless",
}
"""Needs and circumstances that make another one true. Without it an offer only for children with special needs would be
kept from an adopted child with autism, since naming one circumstance rules out offers that are only for others."""


def find_circumstances(words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """(start, end, code) of each circumstance named, in order."""
    at = 0
    while at < len(words):
        end, sense = longest(lexicon.circumstances, words, at)
        if sense is not None and not _is_heritage(words, at):
            for code in sense.codes:
                yield at, end, code
        at = max(end, at + 1)


def _is_heritage(words: Sequence[str], at: int) -> bool:
    """Whether a country is where a family once came from ("my dad is from syria"), which says nothing of a flight."""
    return words[at] == "from" and not _ELDERS.isdisjoint(words[max(0, at - 3) : at])


def with_companions(said: Collection[str], needs: Collection[str]) -> tuple[str, ...]:
    """The circumstances said, and those that go along with them or with the needs; nothing where none was said."""
    if not said:
        return ()
    more = (also for one, also in _GO_ALONG.items() if one in said or one in needs)
    return tuple(dict.fromkeys([*said, *more]))
