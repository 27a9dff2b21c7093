"""The rows of one question: the shared block first, then the local ones, with their columns in the same order."""

import numpy as np

from tests.small_world import PLACES, offer, snapshot
from thrive_directory.geo.coverage import Verdict

YES, UNKNOWN, NO = (int(verdict) for verdict in (Verdict.YES, Verdict.UNKNOWN, Verdict.NO))
CATALOGUE = snapshot(
    offer("a", areas="camden", age="11-17"),
    offer("b", areas="england", age="16+"),
    offer("c", areas="salford"),
    offer("d", areas="unknown", cost="free"),
    offer("e", areas="uk", modes="phone"),
    offer("f", areas="haringey"),
    offer("g", areas="england, camden"),
)


def ids(hood) -> list[str]:
    return [CATALOGUE.offer_id(row) for row in hood.rows.tolist()]


def test_national_rows_first_then_local_ones():
    hood = CATALOGUE.hood(PLACES["camden"])
    assert ids(hood) == ["b", "e", "g", "a", "d", "f"]
    assert hood.area.tolist() == [YES, YES, YES, YES, UNKNOWN, NO]


def test_a_row_that_is_both_national_and_local_is_there_once():
    assert ids(CATALOGUE.hood(PLACES["camden"])).count("g") == 1


def test_another_nation_has_a_block_of_its_own():
    assert ids(CATALOGUE.hood(PLACES["cardiff"])) == ["e", "d"]


def test_the_block_is_compiled_once_for_a_nation():
    assert CATALOGUE.hood(PLACES["camden"]).block is CATALOGUE.hood(PLACES["salford"]).block
    assert CATALOGUE.hood(PLACES["camden"]).block is not CATALOGUE.hood(PLACES["cardiff"]).block


def test_no_place_looks_at_every_row_and_judges_none():
    hood = CATALOGUE.hood(None)
    assert ids(hood) == list("abcdefg")
    assert hood.area is None


def test_columns_follow_the_rows():
    hood = CATALOGUE.hood(PLACES["camden"])
    assert len(hood) == 6
    np.testing.assert_array_equal(hood.floats("age_minimum"), [16, np.nan, np.nan, 11, np.nan, np.nan])
    assert hood.flags("free").tolist() == [False, False, False, False, True, False]
    assert hood.flags("remote").tolist() == [False, True, False, False, False, False]
    assert hood.ints("offer").tolist() == [1, 4, 6, 0, 3, 5]
    phone = CATALOGUE.sets["mode"].pack(["phone"])[0]
    assert (hood.words("mode")[0] & np.uint64(phone) != 0).tolist() == [False, True, False, False, False, False]


def test_an_empty_catalogue_has_an_empty_hood():
    empty = snapshot()
    assert len(empty.hood(None)) == len(empty.hood(PLACES["camden"])) == 0
