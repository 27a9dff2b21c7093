"""Which rows may serve a place: the index says of every offer what `geo.coverage.covers` says of it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.property.strategies import VOCABULARY, catalogues, places
from tests.small_world import AREAS, PLACES, offer, snapshot, spot
from thrive_directory.geo.coverage import Verdict, covers
from thrive_directory.geo.grid import distance_km
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.columns import areas_of, placements
from thrive_directory.index.coverage import union

CATALOGUE = snapshot(
    offer("a", areas="camden"),
    offer("b", areas="camden, salford"),
    offer("c", areas="unknown"),
    offer("d", areas="within 3 km of camden"),
    offer("e", areas="uk", at=["camden + 1 km", {"spot": "camden + 50 km", "areas": "salford"}]),
)


def rows(found) -> list[str]:
    """Offers by id, a second location with a mark."""
    columns = CATALOGUE.columns
    return sorted(CATALOGUE.offer_id(row) + "'" * max(0, columns.location[row]) for row in found.tolist())


def test_rows_by_code():
    coverage = CATALOGUE.coverage
    assert rows(coverage.covering([AREAS["camden"].code])) == ["a", "b"]
    assert rows(coverage.covering([AREAS["salford"].code])) == ["b", "e'"]
    assert rows(coverage.covering([AREAS["camden"].code, AREAS["salford"].code])) == ["a", "b", "e'"]
    assert rows(coverage.covering(["E99999999"])) == []
    assert rows(coverage.unknown) == ["c"]


def test_a_location_with_areas_of_its_own_has_those_and_not_the_offers():
    coverage, places = CATALOGUE.coverage, CATALOGUE.rows_of(CATALOGUE.offer_index["e"])
    assert [[area.name for area in coverage.areas_of(row)] for row in places] == [["UK"], ["Salford"]]


@pytest.mark.parametrize(
    ("place", "inside", "maybe"),
    [
        ("camden", ["d"], []),
        ("salford", [], []),
        ("NW1", ["d"], []),
        ("camden, no point", [], ["d"]),
    ],
)
def test_polygons_over_a_place(place, inside, maybe):
    assert tuple(map(rows, CATALOGUE.coverage.drawn.over(PLACES[place]))) == (inside, maybe)


def test_a_wide_place_that_sticks_out_is_a_maybe():
    wide = replace(PLACES["camden"], radius_km=5.0)
    assert tuple(map(rows, CATALOGUE.coverage.drawn.over(wide))) == ([], ["d"])


def test_standing_near_is_the_circle():
    coverage = CATALOGUE.coverage
    assert rows(coverage.standing_near(spot("camden"), 5.0)) == ["e"]
    assert rows(coverage.standing_near(spot("camden + 49 km"), 2.0)) == ["e'"]
    assert rows(coverage.standing_near(spot("salford"), 5.0)) == []


def test_union():
    first, second = np.array([1, 3], dtype=np.int32), np.array([0, 3], dtype=np.int32)
    assert union([first, second]).tolist() == [0, 1, 3]
    assert union([first]).tolist() == [1, 3]
    assert union([]).tolist() == []


@given(catalogues(most=10), places())
@settings(max_examples=60)
def test_a_hood_holds_every_row_that_covers_or_may_and_judges_it_as_covers_does(offers, place):
    compiled = build_snapshot(1, offers, VOCABULARY)
    hoods = compiled.hoods(place)
    verdict = dict(zip(hoods.rows.tolist(), hoods.area.tolist(), strict=True))
    assert len(verdict) == len(hoods)
    for at, row in enumerate(placements(offers)):
        expected = min((covers(area, place) for area in areas_of(row)), default=Verdict.UNKNOWN)
        assert verdict.get(at, Verdict.NO) == expected


@given(catalogues(most=10), places())
@settings(max_examples=40)
def test_a_hood_holds_every_row_that_stands_within_ordinary_travel(offers, place):
    if place.grid is None:
        return
    seen = set(build_snapshot(1, offers, VOCABULARY).hoods(place).rows.tolist())
    for at, row in enumerate(placements(offers)):
        if row.location and row.location.grid:
            assert at in seen or distance_km(place.grid, row.location.grid) > place.travel_km
