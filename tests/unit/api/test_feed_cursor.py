"""The cursor of the feed: it comes back as it was given out, and nothing else is taken for one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrive_directory.api.feed_cursor import decode, encode
from thrive_directory.errors import BadParameter, CursorTooOld
from thrive_directory.index.changes import NO_EPOCH, START, Position, log_of_one_version

LOG = log_of_one_version(1, [])
OTHER = "00000000-0000-4000-8000-000000000001"
AT = Position(7, "00000000-0000-5000-8000-00000000000a")


@given(st.integers(1, 2**63), st.uuids())
def test_every_place_comes_back(version, offer_id):
    at = Position(version, str(offer_id))
    assert decode(encode(NO_EPOCH, at), LOG) == at


def test_the_start_has_a_cursor_too():
    assert decode(encode(NO_EPOCH, START), LOG) == START


@given(st.text())
def test_no_text_is_taken_for_a_cursor(text):
    with pytest.raises(BadParameter) as caught:
        decode(text, LOG)
    assert not isinstance(caught.value, CursorTooOld)


def test_a_cursor_cut_or_changed_is_refused():
    cursor = encode(NO_EPOCH, AT)
    swapped = cursor[:20] + ("A" if cursor[20] != "A" else "B") + cursor[21:]
    for broken in (cursor[:-1], cursor[:-4], swapped, cursor + "AAAA", ""):
        with pytest.raises(BadParameter, match="since must be"):
            decode(broken, LOG)


def test_a_cursor_of_another_catalogue_is_too_old():
    with pytest.raises(CursorTooOld, match="rebuilt"):
        decode(encode(OTHER, AT), LOG)


def test_a_cursor_from_before_forgotten_departures_is_too_old():
    with pytest.raises(CursorTooOld, match="too old"):
        decode(encode(NO_EPOCH, AT), replace(LOG, forgotten_to=8))
    assert decode(encode(NO_EPOCH, AT), replace(LOG, forgotten_to=6)) == AT
