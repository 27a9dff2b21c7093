"""Phrases as tries of words: planted from patterns such as "(he|she) [really] wants", found in a sentence. Reads no
file and knows no meaning."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from thrive_directory.search.parse.lexicon_file import CHOICE, expand
from thrive_directory.search.parse.tokens import read

Trie = dict[str, Any]  # words to further tries; the meaning of a whole phrase under ""
_SHORT_IS = frozenset({"hes", "shes", "whos"})
_PLAIN = re.compile(r"[a-z ]+")
_GLUED = re.compile(r"[^\s|\[({][\[({]|[\])}][^\s|\])}]")


def longest(trie: Trie, words: Sequence[str], start: int, softeners: frozenset[str] = frozenset()) -> tuple[int, Any]:
    """Where the longest phrase that starts here ends (`start` when none does), and what it means. Softeners
    ("really") may stand between its words."""
    node, end, found = trie, start, None
    for position in range(start, len(words)):
        below = node.get(words[position])
        if below is None:
            if position > start and words[position] in softeners:
                continue
            break
        node = below
        if "" in node:
            end, found = position + 1, node[""]
    return end, found


def phrases_of(patterns: Iterable[str], classes: Mapping[str, Sequence[str]]) -> Trie:
    """Every plain phrase of these patterns, with no meaning but that it is one."""
    trie: Trie = {}
    plant(trie, patterns, classes, True, set())
    return trie


def is_said(phrases: Trie, words: Sequence[str]) -> bool:
    """Whether any of the phrases stands among the words of a sentence."""
    return any(word in phrases and longest(phrases, words, at)[0] > at for at, word in enumerate(words))


def plant(
    trie: Trie, phrases: Iterable[str], classes: Mapping[str, Sequence[str]], meaning: object, spoken: set[str]
) -> None:
    """Put every plain phrase of these patterns into a trie, and their words into `spoken`."""
    for phrase in phrases:
        if _GLUED.search(phrase):  # "[him|her]self": a choice within a word has to be written out
            for plain in expand(phrase, classes):
                _grow(trie, [[_words(plain)]], meaning, spoken)
        else:
            _grow(trie, _choices(phrase, classes), meaning, spoken)


def _choices(phrase: str, classes: Mapping[str, Sequence[str]]) -> list[list[tuple[str, ...]]]:
    """A pattern as its parts in order, each a list of the word sequences that may stand there."""
    parts: list[list[tuple[str, ...]]] = []
    end = 0
    for match in CHOICE.finditer(phrase):
        parts.append([_words(phrase[end : match.start()])])
        parts.append([_words(plain) for plain in expand(match[0], classes)])
        end = match.end()
    return [*parts, [_words(phrase[end:])]]


class _Shared(dict[str, Any]):
    """A part of a trie that several paths lead to: whoever adds to it adds to a copy of its own."""


def _grow(trie: Trie, parts: Sequence[Sequence[tuple[str, ...]]], meaning: object, spoken: set[str]) -> None:
    """From the last part to the first, so that what all choices of a part lead to stands once: five choices of twenty
    words each are three million phrases."""
    rest = _Shared({"": meaning})
    for part in reversed([part for part in parts if part != [()]]):  # nothing between two choices
        before = _Shared()
        for words in _spelt(part, spoken):
            _lead(before, words, rest)
        rest = before
    rest.pop("", None)  # where all of it may be left out
    _graft(trie, rest, dict)


def _lead(node: Trie, words: tuple[str, ...], rest: Trie) -> None:
    """Let some words lead from a node of what is still being made to what comes after them."""
    for word in words[:-1]:
        node = _own(node, word, _Shared)
    if words and words[-1] not in node:
        node[words[-1]] = rest
    else:
        _graft(_own(node, words[-1], _Shared) if words else node, rest, _Shared)


def _graft(node: Trie, rest: Trie, kind: type[Trie]) -> None:
    """Let a node lead wherever `rest` does. What is said later stands."""
    for word, below in rest.items():
        if not word or word not in node:
            node[word] = below
        else:
            _graft(_own(node, word, kind), below, kind)


def _own(node: Trie, word: str, kind: type[Trie]) -> Trie:
    """Where a word leads from a node, as a part of no other path."""
    found = node.get(word)
    if found is None or type(found) is _Shared:
        found = node[word] = kind(found or ())
    return found


def _spelt(part: Iterable[tuple[str, ...]], spoken: set[str]) -> Iterator[tuple[str, ...]]:
    """The words of a part, and as a reader of them meets them."""
    for words in part:
        spoken.update(words)
        yield words
        if not _SHORT_IS.isdisjoint(words):
            yield _as_read(words)


def _as_read(words: tuple[str, ...]) -> tuple[str, ...]:
    """As a reader of "he's" meets it, who takes the "'s" of any word away: the phrase has "hes"."""
    return tuple(word[:-1] if word in _SHORT_IS else word for word in words)


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as `read` would split it; nearly all are plain small words, for which splitting at spaces is the same
    and thirty times faster."""
    if _PLAIN.fullmatch(phrase):
        return tuple(phrase.split())
    return tuple(token.word for token in read(phrase).tokens)
