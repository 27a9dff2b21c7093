"""Squares laid over drawn areas say of every point what the polygons themselves say."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.geo.coverage import ServiceArea, Verdict, covers
from thrive_directory.geo.place import AreaRef, Place, Point
from thrive_directory.index.drawn import build_drawn

# Where squares meet (multiples of their sides), and anywhere between.
lons = st.one_of(st.integers(-4, 4).map(lambda n: n * 0.04), st.floats(-0.16, 0.16))
lats = st.one_of(st.integers(2078, 2084).map(lambda n: n * 0.025), st.floats(51.95, 52.1))
corners = st.lists(st.tuples(lons, lats), min_size=3, max_size=6, unique=True)


def at(lon: float, lat: float) -> Place:
    return Place("here", "point", "", None, "England", frozenset(), point=Point(lon, lat))


def polygon(points) -> shapely.Geometry:
    shape = shapely.convex_hull(shapely.MultiPoint(points))
    return shape if shape.geom_type == "Polygon" else shapely.buffer(shape, 0.01)


def drawn(*shapes):
    return build_drawn(np.arange(len(shapes), dtype=np.int32) + 100, np.array(shapes, dtype=object))


@given(st.lists(corners.map(polygon), max_size=4), lons, lats)
@settings(max_examples=200)
def test_a_point_is_in_whatever_covers_it(shapes, lon, lat):
    inside, maybe = drawn(*shapes).over(at(lon, lat))
    area = AreaRef("drawn", "Drawn", "polygon")
    holding = [
        100 + n for n, shape in enumerate(shapes) if covers(ServiceArea(area, shape), at(lon, lat)) is Verdict.YES
    ]
    assert (sorted(inside.tolist()), maybe.tolist()) == (holding, [])


@pytest.mark.parametrize(("lon", "lat", "inside"), [(0.0, 52.0, True), (0.02, 52.0125, False), (60.0, 52.0, True)])
def test_a_polygon_with_a_hole_and_one_too_large_for_squares(lon, lat, inside):
    ring = shapely.box(-0.2, 51.8, 0.2, 52.2).difference(shapely.box(0.01, 52.005, 0.03, 52.02))
    vast = shapely.box(50, 0, 70, 80)
    assert (drawn(ring, vast).over(at(lon, lat))[0].size == 1) is inside


def test_no_polygons_hold_nothing():
    inside, maybe = drawn().over(at(0.0, 52.0))
    assert inside.size == maybe.size == 0
