"""From offers to a snapshot: what is refused, what can be looked up, and what a row means."""

from collections import Counter
from datetime import date
from math import isnan

import orjson
import pytest

from tests.small_world import NOW, PLACES, VOCABULARY, catalogue, offer, query, snapshot
from thrive_directory.catalogue.offer import Tombstone
from thrive_directory.geo.coverage import Verdict
from thrive_directory.index.build import body_of, build_snapshot, names_of
from thrive_directory.index.columns import is_school_limited, placements
from thrive_directory.search.engine import search

TWO = [offer("a", at=["camden", "camden + 1 km"]), offer("b")]


@pytest.mark.parametrize("ids", [["b", "a"], ["a", "a"]])
def test_offers_come_in_order_of_id_each_once(ids):
    with pytest.raises(ValueError, match="in order of id"):
        build_snapshot(1, [offer(key) for key in ids], VOCABULARY)


def test_a_row_for_each_location_and_one_for_an_offer_without():
    compiled = snapshot(*TWO)
    rows = compiled.rows_by_offer.tolist()
    assert sorted(rows) == [0, 1, 2]
    assert [compiled.offer_id(row) for row in rows] == ["a", "a", "b"]
    assert [compiled.location_ids[row] for row in rows] == ["a1", "a2", ""]
    assert [orjson.loads(compiled.card(row))["id"] for row in rows] == ["a", "a", "b"]
    assert [(orjson.loads(compiled.location(row)) or {}).get("id") for row in rows] == ["a1", "a2", None]
    assert compiled.rows_of(0).tolist() == rows[:2]
    assert compiled.rows_of(1).tolist() == rows[2:]


def test_neighbours_lie_side_by_side():
    """By area, then by where they stand, whatever their ids: what one question looks at lies together."""
    compiled = snapshot(
        offer("a", areas="salford"),
        offer("b", areas="camden", at="camden + 40 km"),
        offer("c", areas="salford"),
        offer("d", areas="camden", at="camden"),
        offer("e", areas="camden", at="camden + 40 km"),
    )
    assert [compiled.offer_id(row) for row in range(5)] == ["a", "c", "d", "b", "e"]


def test_records_are_found_by_id():
    compiled = build_snapshot(7, TWO, VOCABULARY, records=[{"id": "a"}, {"id": "b"}])
    assert compiled.version == 7
    assert orjson.loads(compiled.record("b")) == {"id": "b"}
    assert compiled.record("nobody") is None


def test_the_dead_are_found_by_id():
    grave = Tombstone("old", "Old offer", "closed", date(2026, 1, 1), replaced_by="a")
    assert build_snapshot(1, TWO, VOCABULARY, tombstones=[grave]).tombstones == {"old": grave}


def test_a_folder_changes_where_the_json_lies_and_nothing_else(tmp_path):
    spilled = build_snapshot(1, TWO, VOCABULARY, records=[{"id": "a"}, {"id": "b"}], folder=tmp_path)
    kept = build_snapshot(1, TWO, VOCABULARY, records=[{"id": "a"}, {"id": "b"}])
    assert [spilled.card(row) for row in range(3)] == [kept.card(row) for row in range(3)]
    assert spilled.record("a") == kept.record("a")
    assert search(spilled, query(near="camden")) == search(kept, query(near="camden"))


def test_an_empty_catalogue_answers():
    empty = build_snapshot(0, [], VOCABULARY)
    answer = search(empty, query(near="camden", age=14, text="help with anxiety", access="step-free"))
    assert (answer.hits, answer.near_misses, answer.total, answer.next_offset) == ((), (), 0, None)


def test_unknown_is_neither_zero_nor_no():
    columns = snapshot(offer("a", areas="unknown", contact="none")).columns
    unknown = [columns.easting_m, columns.northing_m, columns.age_minimum, columns.age_until, columns.wait_weeks]
    assert all(isnan(column[0]) for column in unknown)
    assert not columns.free[0]
    assert not columns.paid[0]
    assert not columns.says_closed[0]


@pytest.mark.parametrize(
    ("facts", "limited"),
    [
        ({}, False),
        ({"modes": "in-school"}, True),
        ({"modes": "in-school, phone"}, False),
        ({"modes": "in-school, phone", "schools": "100001"}, True),
        ({"schools": "100001"}, True),
    ],
)
def test_an_offer_kept_to_schools(facts, limited):
    assert is_school_limited(offer("a", **facts)) is limited


def test_the_text_an_offer_is_found_by():
    made = offer("a", name="Harbour", summary="A drop-in", description="Come along", needs="low-mood", at="camden")
    (row,) = placements([made])
    assert names_of(made) == "Harbour Example Trust"
    assert all(word in body_of(row, VOCABULARY) for word in ("drop-in", "Come along", "Low mood", "depressed"))
    assert "Harbour" not in body_of(row, VOCABULARY)


def test_opening_is_that_of_the_offer_and_of_the_place():
    compiled = snapshot(
        offer("a", hours="SA 10:00-12:00", at=[{"spot": "camden", "hours": "WE 09:00-17:00"}, "camden + 1 km"]),
        offer("b"),
    )
    status = compiled.opening_status(NOW, "England")[compiled.rows_by_offer]
    assert status.tolist() == [Verdict.YES, Verdict.NO, Verdict.UNKNOWN]


def test_facets_count_right_past_a_byte_of_rows():
    """More rows than one byte can count: 250 national offers and 70 local ones, some with a second location."""
    modes = ["phone", "video", "app, phone", "in-person", ""]
    offers = catalogue(
        {
            f"{number:03d}": {
                "areas": "england" if number < 250 else "camden",
                "modes": modes[number % 5],
                "at": ["camden", "camden + 1 km"] if number % 7 == 0 else None,
            }
            for number in range(320)
        }
    )
    compiled = build_snapshot(1, offers, VOCABULARY)
    expected = Counter(tag.code for made in offers for tag in made.modes)
    assert search(compiled, query()).facets["mode"] == expected
    assert search(compiled, query(near="camden")).facets["mode"] == expected
    assert search(compiled, query(near="salford")).facets["mode"] == Counter(
        tag.code for made in offers[:250] for tag in made.modes
    )


def test_a_snapshot_is_read_the_same_twice():
    """Blocks and openings are kept from question to question; the second answer is the first."""
    compiled = snapshot(offer("a", hours="always"), offer("b", areas="uk", modes="phone"), offer("c", age="11-17"))
    asked = query(near="camden", age=14, open="now")
    assert search(compiled, asked) == search(compiled, asked)
    assert compiled.hoods(PLACES["camden"]).block is compiled.hoods(PLACES["camden"]).block


def test_a_snapshot_that_forgets_answers_as_before():
    compiled = snapshot(offer("a", hours="always"), offer("b", areas="uk", modes="phone"), offer("c", age="11-17"))
    asked = query(near="camden", age=14, open="now")
    first = search(compiled, asked)
    assert compiled.told.found
    compiled.forget()
    assert not compiled.told.found
    assert not compiled._blocks
    assert search(compiled, asked) == first
