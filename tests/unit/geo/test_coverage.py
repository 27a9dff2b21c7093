"""Coverage by code and by polygon: yes, no, unknown; the border; against plain shapely."""

from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.places_fixture import shared_places
from thrive_directory.geo.coverage import ServiceArea, Verdict, covers
from thrive_directory.geo.place import EVERYWHERE_CODE, AreaRef, Place, Point

PLACES = shared_places()
CAMDEN_POINT = PLACES.resolve("NW1 8QL")


def coded(code: str) -> ServiceArea:
    return ServiceArea(PLACES.register.ref(code))


def outlined(polygon) -> ServiceArea:
    return ServiceArea(AreaRef("area-1", "An outline", "polygon"), polygon)


@pytest.mark.parametrize(
    ("code", "place", "verdict"),
    [
        ("E09000007", "NW1 8QL", Verdict.YES),
        ("E09000033", "NW1 8QL", Verdict.NO),
        ("E12000007", "NW1 8QL", Verdict.YES),
        ("E92000001", "NW1 8QL", Verdict.YES),
        (EVERYWHERE_CODE, "NW1 8QL", Verdict.YES),
        ("W92000004", "NW1 8QL", Verdict.NO),
        ("E09000007", "NW1", Verdict.UNKNOWN),
        ("E09000033", "NW1", Verdict.UNKNOWN),
        ("E12000007", "NW1", Verdict.YES),
        ("E07000243", "Hertfordshire", Verdict.UNKNOWN),
        ("E10000015", "Hertfordshire", Verdict.YES),
        ("E10000015", "Stevenage", Verdict.YES),
        ("E09000007", "England", Verdict.UNKNOWN),
        (EVERYWHERE_CODE, "BF1 2AA", Verdict.YES),
        ("E92000001", "BF1 2AA", Verdict.NO),
    ],
)
def test_coded_areas(code, place, verdict):
    assert covers(coded(code), PLACES.resolve(place)) == verdict


def test_either_side_of_a_border_gets_its_own_offers():
    """Two postcodes of one sector, a few streets apart, in Camden and in Westminster."""
    spread = PLACES.table.spread("NW1", "6")
    assert {code for code, _ in spread.authorities} >= {"E09000033"}
    for text, own, other in (("NW1 8QL", "E09000007", "E09000033"), ("NW8 8ED", "E09000033", "E09000007")):
        place = PLACES.resolve(text)
        assert covers(coded(own), place) == Verdict.YES
        assert covers(coded(other), place) == Verdict.NO


corners = st.tuples(st.floats(-0.5, 0.3), st.floats(51.3, 51.7))


@given(st.lists(corners, min_size=3, max_size=8), st.sampled_from(["NW1 8QL", "SE1 7PB", "E8 1EA", "-0.1,51.5"]))
@settings(max_examples=200, deadline=None)
def test_polygons_agree_with_plain_shapely(points, text):
    polygon = shapely.MultiPoint(points).convex_hull.buffer(0)
    if polygon.is_empty:
        return
    place = PLACES.resolve(text)
    plain = shapely.Point(place.point.lon, place.point.lat).intersects(polygon)
    assert covers(outlined(polygon), place) == (Verdict.YES if plain else Verdict.NO)


@pytest.mark.parametrize("point", [Point(-0.2, 51.55), Point(-0.2, 51.5), Point(-0.1, 51.6)])
def test_the_border_of_a_polygon_counts_as_inside(point):
    square = shapely.box(-0.2, 51.5, -0.1, 51.6)
    assert covers(outlined(square), replace(CAMDEN_POINT, point=point)) == Verdict.YES


@given(st.floats(0.001, 0.2), corners)
@settings(max_examples=200, deadline=None)
def test_a_place_with_a_width_is_inside_only_when_all_of_it_is(size, middle):
    place = PLACES.resolve("NW1")
    polygon = shapely.Point(middle).buffer(size)
    verdict = covers(outlined(polygon), place)
    centre = shapely.Point(place.point.lon, place.point.lat)
    if verdict == Verdict.YES:
        assert polygon.contains(centre)
    if verdict == Verdict.NO:
        assert polygon.distance(centre) > 0


def test_a_coarse_token_never_turns_a_yes_into_a_no():
    place, coarse = CAMDEN_POINT, PLACES.resolve(CAMDEN_POINT.token)
    tight = shapely.Point(place.point.lon, place.point.lat).buffer(0.0005)
    assert covers(outlined(tight), place) == Verdict.YES
    assert covers(outlined(tight), coarse) == Verdict.UNKNOWN
    assert covers(outlined(shapely.box(-1, 51, 1, 52)), coarse) == Verdict.YES


def test_a_place_without_a_point_is_unknown_to_every_polygon():
    nowhere = Place("somewhere", "postcode", "K02000001", None, None, frozenset({EVERYWHERE_CODE}))
    assert covers(outlined(shapely.box(-0.2, 51.5, -0.1, 51.6)), nowhere) == Verdict.UNKNOWN
