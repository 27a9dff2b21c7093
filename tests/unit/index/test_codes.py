"""Codes as bits: packed and unpacked they are the same, and any-of and all-of say what sets say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.index.codes import CodeSet, has_all, has_any, is_empty, pack_mask, pack_rows

MANY = CodeSet.of(f"code-{number}" for number in range(150))
"""More than two machine words of codes."""
some_codes = st.frozensets(st.sampled_from(MANY.codes), max_size=6)


def test_a_set_keeps_its_order_and_each_code_once():
    codes = CodeSet.of(["b", "a", "b", "c"])
    assert codes.codes == ("b", "a", "c")
    assert codes.bit == {"b": 0, "a": 1, "c": 2}


@pytest.mark.parametrize(("count", "words"), [(0, 1), (1, 1), (64, 1), (65, 2), (128, 2), (129, 3)])
def test_as_many_words_as_the_codes_need(count, words):
    codes = CodeSet.of(str(number) for number in range(count))
    assert codes.words == len(codes.pack([])) == words


def test_a_code_that_is_not_known_has_no_bit():
    assert MANY.pack(["nonsense"]) == (0, 0, 0)


@given(some_codes)
@settings(max_examples=50)
def test_packed_and_unpacked_is_the_same_in_the_order_of_the_set(codes):
    assert MANY.unpack(MANY.pack(codes)) == tuple(code for code in MANY.codes if code in codes)


@given(st.lists(some_codes, max_size=12), some_codes)
@settings(max_examples=100)
def test_rows_answer_as_sets_do(rows, asked):
    words, mask = pack_rows(MANY, rows, len(rows)), MANY.pack(asked)
    assert words.shape == (3, len(rows))
    assert has_any(words, mask).tolist() == [bool(row & asked) for row in rows]
    assert has_all(words, mask).tolist() == [row >= asked for row in rows]
    assert is_empty(words).tolist() == [not row for row in rows]
    assert [MANY.unpack(words[:, at].tolist()) for at in range(len(rows))] == [
        tuple(code for code in MANY.codes if code in row) for row in rows
    ]


@given(st.lists(st.booleans(), max_size=200))
@settings(max_examples=50)
def test_a_packed_mask_has_a_bit_for_each_row(mask):
    packed = pack_mask(np.array(mask, dtype=np.bool_))
    assert packed.size == -(-len(mask) // 64)
    assert int(np.bitwise_count(packed).sum()) == sum(mask)
    assert [bool(int(packed[at // 64]) >> (at % 64) & 1) for at in range(len(mask))] == mask
