"""Spellings of postcodes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thrive_directory.errors import UnknownPlace
from thrive_directory.geo.postcode import Postcode, compact, outcodes, sectors


@pytest.mark.parametrize("text", ["NW1 8QL", "nw18ql", " NW1  8QL ", "NW1-8QL", "nw1\t8ql", "ＮＷ１ ８ＱＬ"])
def test_any_spelling_is_read(text):
    assert Postcode.parse(text) == Postcode("NW1", "8QL")


@pytest.mark.parametrize(("text", "read"), [("NWl 8QL", "NW1 8QL"), ("SOI4 7DW", "SO14 7DW"), ("0X1 2JD", "OX1 2JD")])
def test_look_alikes_are_put_right_and_marked(text, read):
    found = Postcode.parse(text)
    assert str(found) == read
    assert found.corrected


@pytest.mark.parametrize("text", ["", "NW1", "NW1 8Q", "1234567", "NW1 8QC", "NW1 8QLX", "ABCDEFG", "NW1 8QL" * 9])
def test_what_is_no_postcode_is_refused_without_repeating_it(text):
    with pytest.raises(UnknownPlace) as caught:
        Postcode.parse(text)
    assert not text or text not in caught.value.message


def test_outcodes_and_sectors_are_read_apart():
    assert next(outcodes("nw1")) == ("NW1", False)
    assert next(sectors("nw1 8")) == ("NW1", "8", False)
    assert next(sectors("NW1-8")) == ("NW1", "8", False)
    assert list(sectors("NW18")) == []
    assert Postcode.parse("NW1 8QL").sector == "NW1 8"


@given(st.text(max_size=200) | st.from_regex(r"[A-Za-z]{1,2}[0-9OoIil] ?[0-9OoIil][A-Za-z]{2}", fullmatch=True))
@example("NW1 8QL")
def test_any_text_is_read_or_refused_and_nothing_else(text):
    assert len(compact(text)) <= 48
    for reading in Postcode.readings(text):
        assert Postcode.parse(str(reading)).inward == reading.inward
