"""Codes as bits: packed and unpacked they are the same, and any-of and all-of say what sets say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.index.codes import (
    CodeSet,
    count_bytes,
    has_all,
    has_any,
    is_empty,
    lay_out,
    pack_bytes,
    pack_rows,
)

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


FIELDS = {"few": CodeSet.of("abc"), "many": MANY, "none": CodeSet.of("")}


@given(st.lists(st.tuples(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from(MANY.codes))), max_size=40))
@settings(max_examples=50)
def test_rows_are_counted_by_code(rows):
    """Each field begins with a byte of its own, so that one can be counted without the others."""
    bits = lay_out(FIELDS)
    rows = rows * 20  # more than a byte can count
    values = {"few": [few for few, _ in rows], "many": [many for _, many in rows], "none": [set() for _ in rows]}
    words = {field: pack_rows(FIELDS[field], values[field], len(rows)) for field in FIELDS}
    counts = count_bytes(pack_bytes(words, FIELDS, bits, len(rows)))
    for field, codes in FIELDS.items():
        assert bits.slices[field].start % 8 == 0
        expected = [sum(code in row for row in values[field]) for code in codes.codes]
        assert counts[bits.slices[field]].tolist() == expected
