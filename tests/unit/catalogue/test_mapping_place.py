"""Nothing is placed where it is not known to be."""

from typing import Any

import pytest
import shapely

from tests.catalogue_records import SQUARE
from thrive_directory.catalogue.mapping_place import Placed, extent_of, placed
from thrive_directory.errors import BadRecord, PlaceNotFound
from thrive_directory.geo.grid import to_grid
from thrive_directory.geo.place import Place, Point
from thrive_directory.sources.record import LocationRecord

HERE = Point(-0.15, 51.54)


def location(**told: Any) -> LocationRecord:
    return LocationRecord(source_id="there", **told)


def known(_: str) -> Place:
    return Place("NW1 8QL", "postcode", "t", None, "England", frozenset(), point=HERE, grid=to_grid(HERE))


def unknown(_: str) -> Place:
    raise PlaceNotFound("There is no such postcode.")


@pytest.mark.parametrize(
    ("told", "locate", "point"),
    [
        ({}, known, None),
        ({"postcode": "NW1 8QL"}, None, None),
        ({"postcode": "NW1 8QL"}, unknown, None),
        ({"postcode": "NW1 8QL"}, known, HERE),
        ({"lon": -2.0, "lat": 53.7, "postcode": "NW1 8QL"}, known, Point(-2.0, 53.7)),
        ({"lon": 0.0, "lat": 51.48}, None, Point(0.0, 51.48)),  # Greenwich
    ],
)
def test_where_a_location_is(told: dict[str, Any], locate: Any, point: Point | None) -> None:
    found = placed("r", location(**told), locate)
    assert (found.point and Point(found.point.x, found.point.y)) == point
    assert found.grid == (point and to_grid(point))


@pytest.mark.parametrize("told", [{"lon": -2.0, "lat": 53.7}, {"postcode": "NW1 8QL"}, {"lon": 0.0, "lat": 0.0}])
def test_a_confidential_location_is_nowhere(told: dict[str, Any]) -> None:
    assert placed("r", location(confidential=True, **told), known) == Placed()


@pytest.mark.parametrize("lon_lat", [(0.0, 0.0), (51.5, -0.1), (2.35, 48.86), (-0.1, 91.0)])
def test_a_point_outside_the_uk_is_refused(lon_lat: tuple[float, float]) -> None:
    with pytest.raises(BadRecord, match="locations"):
        placed("r", location(lon=lon_lat[0], lat=lon_lat[1]), None)


@pytest.mark.parametrize(
    ("polygon", "problem"),
    [
        (None, "neither GeoJSON nor WKT"),
        ({"type": "Polygon"}, "not a GeoJSON"),
        ({"type": "Polygon", "coordinates": "round here"}, "not a GeoJSON"),
        ({"type": "Point", "coordinates": [-0.1, 51.5]}, "encloses nothing"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ("POINT (0 0)", "0,0"),
        ({"type": "Polygon", "coordinates": [[[51.5, -0.2], [51.5, -0.1], [51.6, -0.1], [51.5, -0.2]]]}, "swapped"),
    ],
)
def test_a_polygon_that_is_none_is_refused(polygon: Any, problem: str) -> None:
    with pytest.raises(BadRecord, match=problem):
        extent_of("r", polygon)


@pytest.mark.parametrize("polygon", [SQUARE, shapely.geometry.shape(SQUARE).wkt], ids=["GeoJSON", "WKT"])
def test_a_polygon_keeps_its_shape(polygon: Any) -> None:
    shape, repair = extent_of("r", polygon)
    assert (shape.bounds, repair) == ((-0.2, 51.5, -0.1, 51.6), None)
