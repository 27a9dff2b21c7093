"""Phrases in a trie are those that their patterns stand for, and no others, however much the patterns share."""

from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.search.parse.lexicon_file import expand
from thrive_directory.search.parse.trie import Trie, is_said, longest, phrases_of, plant

words = st.sampled_from("abcd")
runs = st.lists(words, min_size=1, max_size=2).map(" ".join)
choices = st.lists(runs, min_size=1, max_size=3).map("|".join)
parts = runs | choices.map("({})".format) | choices.map("[{}]".format)
patterns = st.lists(st.lists(parts, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)


def meanings(trie: Trie) -> dict[str, object]:
    """Every phrase of a trie with its meaning, the slow way."""
    found = {}
    waiting = [((), trie)]
    while waiting:
        before, node = waiting.pop()
        for word, below in node.items():
            if word:
                waiting.append(((*before, word), below))
            else:
                found[" ".join(before)] = below
    return found


@given(patterns)
@settings(max_examples=300)
def test_a_trie_holds_the_phrases_of_its_patterns_each_with_what_was_said_of_it_last(some):
    trie: Trie = {}
    expected = {}
    for number, pattern in enumerate(some):
        plant(trie, [pattern], {}, number, set())
        expected |= {" ".join(plain.split()): number for plain in expand(pattern, {}) if plain.strip()}
    assert meanings(trie) == expected


def test_many_choices_take_no_more_room_than_their_words():
    """Six choices of ten words each are a million phrases."""
    ten = "(zero|one|two|three|four|five|six|seven|eight|nine)"
    trie: Trie = {}
    plant(trie, [" ".join([ten] * 6)], {}, "six figures", set())
    assert longest(trie, "two seven one eight two eight".split(), 0) == (6, "six figures")
    assert longest(trie, "two seven one eight two".split(), 0) == (0, None)
    assert len({id(below) for below in trie.values()}) == 1


def test_a_longer_phrase_adds_to_its_own_path_alone():
    trie: Trie = {}
    plant(trie, ["(he|she) [really] wants"], {}, "wish", set())
    plant(trie, ["he wants out"], {}, "leave", set())
    assert longest(trie, ["he", "wants", "out"], 0) == (3, "leave")
    assert longest(trie, ["she", "wants", "out"], 0) == (2, "wish")
    assert longest(trie, ["he", "really", "wants", "out"], 0) == (3, "wish")


def test_what_is_said_stands_anywhere_word_by_word():
    phrases = phrases_of(["on (fortnite|the game)", "{family} film"], {"family": ("family", "whole family")})
    assert is_said(phrases, "he keeps dying on the game".split())
    assert is_said(phrases, "a whole family film".split())
    assert not is_said(phrases, "he keeps dying on the games".split())
    assert not is_said(phrases, [])
