"""The cursor: round trips, and refuses what is not its own."""

import pytest

from thrive_directory.api.cursor import Cursor, decode, encode
from thrive_directory.api.params import SearchParams
from thrive_directory.errors import BadParameter

QUESTION = SearchParams(near="NW1 8QL", age=[14], need="anxiety")
CURSOR = Cursor(17, 20)


def test_a_cursor_reads_back_whatever_the_page_size():
    text = encode(CURSOR, QUESTION)
    assert decode(text, QUESTION) == CURSOR
    assert decode(text, QUESTION.model_copy(update={"limit": 50, "cursor": text})) == CURSOR


def test_a_cursor_holds_no_word_of_the_question():
    assert len(encode(CURSOR, QUESTION)) <= 20


@pytest.mark.parametrize("text", ["", "x", "AAAA", "%%%%", "née", "A" * 500, "AAAAAAAAABEAAAAUMA"])
def test_what_is_no_cursor_is_refused(text):
    with pytest.raises(BadParameter, match="cursor must be"):
        decode(text, QUESTION)


def test_a_cursor_of_another_question_is_refused():
    text = encode(CURSOR, QUESTION)
    with pytest.raises(BadParameter):
        decode(text, QUESTION.model_copy(update={"near": "NW1 8QP"}))


def test_a_tampered_cursor_is_refused():
    text = encode(CURSOR, QUESTION)
    with pytest.raises(BadParameter):
        decode("B" + text[1:], QUESTION)
