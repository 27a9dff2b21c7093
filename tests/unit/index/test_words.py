"""Text as words: stems, where they occur, and the correction of a slip."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from thrive_directory.index.words import ABSENT, IN_NAME, STOP_WORDS, build_postings, fold, is_in, stem, stems


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Café", "cafe"),
        ("can't", "cant"),
        ("children’s", "childrens"),
        ("CAMHS", "camhs"),
        ("Straße", "strasse"),
        ("Łódź", "łodz"),
    ],
)
def test_fold(text, same):
    assert fold(text) == same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("help for my", ()),
        ("Talking talks talked", ("talk",)),
        ("drop-in", ("drop",)),
        ("self-harm", ("self", "harm")),
        ("self harm", ("self", "harm")),
        ("18+ & over, 24/7!", ("18", "over", "24", "7")),
        ("snake_case", ("snake", "case")),
    ],
)
def test_stems(text, found):
    assert stems(text) == found


def test_stop_words_are_written_as_text_is_folded():
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_has_stems_each_once_and_none_empty(text):
    found = stems(text)
    assert len(set(found)) == len(found)
    assert all(found)


POSTINGS = build_postings(
    ["Harbour", "Anchor trust", "Harbour trust", ""],
    ["by the harbour", "harbours and boats", "", "counselling"],
)


def rows(posting) -> list[int]:
    return posting.tolist()


def test_postings_ascend_and_hold_each_row_once():
    assert rows(POSTINGS.in_name[stem("harbour")]) == [0, 2]
    assert rows(POSTINGS.anywhere[stem("harbour")]) == [0, 1, 2]
    assert rows(POSTINGS.anywhere[stem("trust")]) == [1, 2]
    assert stem("counselling") not in POSTINGS.in_name
    assert rows(POSTINGS.anywhere[stem("counselling")]) == [3]


MANY = build_postings(["Harbour", *["Boat"] * 20, *[""] * 19], [*["boat"] * 3, *["anchor"] * 2, *["harbour"] * 35])


@pytest.mark.parametrize("word", ["harbour", "boat"])
def test_of_a_common_word_each_row_says_how_it_holds_it(word):
    held = MANY.common[stem(word)]
    assert np.flatnonzero(held == IN_NAME).tolist() == rows(MANY.in_name[stem(word)])
    assert np.flatnonzero(held != ABSENT).tolist() == rows(MANY.anywhere[stem(word)])
    assert held.size == 40


def test_a_word_that_few_rows_hold_is_not_common():
    assert stem("anchor") in MANY.anywhere
    assert stem("anchor") not in MANY.common


def test_names_and_bodies_must_be_of_the_same_rows():
    with pytest.raises(ValueError, match="shorter"):
        build_postings(["a", "b"], ["a"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("harbuor", "harbour"),
        ("harbor", "harbour"),
        ("harboour", "harbour"),
        ("harxxur", None),
        ("carbour", None),
        ("bot", None),
        ("bota", "boat"),
        ("counslling", "counselling"),
        ("cuonsleling", "counselling"),
        ("zebra", None),
    ],
)
def test_correction(typed, found):
    """One slip; two from eight letters on; the first letter must be right; short words are left alone."""
    assert POSTINGS.corrected(typed) == (None if found is None else stem(found))


known = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12)


@given(known, st.text("abc", min_size=4, max_size=9))
@settings(max_examples=100)
def test_a_correction_is_the_nearest_of_all_that_are_near_enough(words, typed):
    postings = build_postings([" ".join(words)], [""])
    slips = 2 if len(typed) >= 8 else 1
    near = [
        (distance, word)
        for word in {*words, *map(stem, words)}
        if word[0] == typed[0] and (distance := OSA.distance(typed, word)) <= slips
    ]
    assert postings.corrected(typed) == (stem(min(near)[1]) if near else None)


def test_is_in():
    asked = np.array([0, 2, 5], dtype=np.int32)
    posting = np.array([2, 3], dtype=np.int32)
    assert is_in(asked, posting).tolist() == [False, True, False]
    assert is_in(asked, None).tolist() == [False, False, False]
    assert is_in(asked, posting[:0]).tolist() == [False, False, False]
    assert is_in(asked[:0], posting).tolist() == []
