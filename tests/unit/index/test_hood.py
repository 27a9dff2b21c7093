"""The rows of one question: the shared block first, then the local ones, with their columns in the same order."""

import numpy as np

from tests.small_world import PLACES, offer, query, snapshot
from thrive_directory.geo.coverage import Verdict
from thrive_directory.index.kept import Kept
from thrive_directory.search.engine import search

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
    hoods = CATALOGUE.hoods(PLACES["camden"])
    wide, local = hoods.block.hood, hoods.local
    assert set(ids(wide)) == {"b", "e", "g"}
    assert set(ids(local)) == {"a", "d", "f"}
    assert ids(hoods) == ids(wide) + ids(local)
    assert dict(zip(ids(hoods), hoods.area.tolist(), strict=True)) == {
        "a": YES, "b": YES, "d": UNKNOWN, "e": YES, "f": NO, "g": YES,
    }  # fmt: skip


def test_a_row_that_is_both_national_and_local_is_there_once():
    assert ids(CATALOGUE.hoods(PLACES["camden"])).count("g") == 1


def test_another_nation_has_a_block_of_its_own():
    assert ids(CATALOGUE.hoods(PLACES["cardiff"])) == ["e", "d"]


def test_the_block_is_compiled_once_for_a_nation():
    assert CATALOGUE.hoods(PLACES["camden"]).block is CATALOGUE.hoods(PLACES["salford"]).block
    assert CATALOGUE.hoods(PLACES["camden"]).block is not CATALOGUE.hoods(PLACES["cardiff"]).block


def test_no_place_looks_at_every_row_and_judges_none():
    hoods = CATALOGUE.hoods(None)
    assert sorted(ids(hoods)) == list("abcdefg")
    assert hoods.area is None
    assert not hoods.local.rows.size


def test_columns_follow_the_rows():
    phone = CATALOGUE.sets["mode"].pack(["phone"])[0]
    hoods = CATALOGUE.hoods(PLACES["camden"])
    for hood in (hoods.block.hood, hoods.local):
        at = {key: place for place, key in enumerate(ids(hood))}
        ages = {"a": 11, "b": 16}
        for key, place in at.items():
            np.testing.assert_equal(hood.floats("age_minimum")[place], ages.get(key, np.nan))
            assert hood.flags("free")[place] == (key == "d")
            assert hood.flags("remote")[place] == (key == "e")
            assert hood.ints("offer")[place] == "abcdefg".index(key)
            assert (hood.words("mode")[0, place] & np.uint64(phone) != 0) == (key == "e")
        assert [ids(hood)[place] for place in hood.where("free")] == [key for key in at if key == "d"]


def test_an_empty_catalogue_has_an_empty_hood():
    empty = snapshot()
    assert len(empty.hoods(None)) == len(empty.hoods(PLACES["camden"])) == 0


def test_what_is_kept_is_made_once_until_it_is_too_much():
    made = []
    kept = Kept(2)

    def make(value):
        return lambda: made.append(value) or value

    assert [kept.get(key, make(key)) for key in ("a", "a", "b", "a")] == ["a", "a", "b", "a"]
    assert made == ["a", "b"]
    kept.get("c", make("c"))
    assert kept.get("a", make("again")) == "again"
    nothing = Kept(2)
    assert [nothing.get("x", lambda: made.append("x")) for _ in range(2)] == [None, None]
    assert made.count("x") == 1


def test_a_nation_is_kept_from_question_to_question():
    """As many rows as a catalogue holds are gathered once; the answer is that of the rows gathered anew."""
    many = snapshot(*(offer(f"{number:04d}", areas="camden" if number % 3 else "uk") for number in range(1_200)))
    assert many.hoods(PLACES["camden"]) is many.hoods(PLACES["camden"])
    assert many.hoods(PLACES["salford"]) is not many.hoods(PLACES["salford"])
    asked = query(near="camden", age=14, sort="distance")
    afresh = snapshot(*(offer(f"{number:04d}", areas="camden" if number % 3 else "uk") for number in range(900)))
    found, few = search(many, asked), search(afresh, asked)
    assert [hit.offer_id for hit in found.hits] == [hit.offer_id for hit in few.hits]
    assert search(many, asked) == found
