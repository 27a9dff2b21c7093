"""Distance on the grid against the geodesic, and conversions both ways."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from thrive_directory.geo.grid import distance_km, distances_km, irish_to_british, miles, to_grid, to_point
from thrive_directory.geo.place import GridPoint, Point

GEODESIC = Geod(ellps="WGS84")
UK_POINTS = st.builds(Point, lon=st.floats(-8.1, 1.75), lat=st.floats(49.9, 60.8))


@given(UK_POINTS, UK_POINTS)
@settings(max_examples=300)
def test_distance_is_within_a_thousandth_of_the_geodesic_anywhere_in_the_uk(a, b):
    true_km = GEODESIC.inv(a.lon, a.lat, b.lon, b.lat)[2] / 1000
    assert distance_km(to_grid(a), to_grid(b)) == pytest.approx(true_km, rel=0.001, abs=0.001)


def test_without_the_scale_northern_ireland_would_be_out_by_more():
    derry, enniskillen = Point(-7.32, 54.99), Point(-7.64, 54.35)
    a, b = to_grid(derry), to_grid(enniskillen)
    true_km = GEODESIC.inv(derry.lon, derry.lat, enniskillen.lon, enniskillen.lat)[2] / 1000
    plain_km = np.hypot(a.easting_m - b.easting_m, a.northing_m - b.northing_m) / 1000
    assert abs(plain_km / true_km - 1) > 0.001
    assert distance_km(a, b) == pytest.approx(true_km, rel=0.0002)


@given(UK_POINTS)
@settings(max_examples=100)
def test_a_point_survives_the_grid_and_back(point):
    back = to_point(to_grid(point))
    assert back.lon == pytest.approx(point.lon, abs=2e-6)
    assert back.lat == pytest.approx(point.lat, abs=2e-6)


def test_one_to_many_is_the_same_sum():
    origin = GridPoint(529_000, 183_000)
    eastings, northings = np.array([529_000, 399_426, 146_239]), np.array([183_000, 427_081, 529_486])
    each = [distance_km(origin, GridPoint(x, y)) for x, y in zip(eastings, northings, strict=True)]
    assert distances_km(origin, eastings, northings) == pytest.approx(each)


def test_the_irish_grid_puts_bt1_5gs_in_belfast():
    easting_m, northing_m = irish_to_british([333_832], [374_014])
    point = to_point(GridPoint(float(easting_m[0]), float(northing_m[0])))
    assert (point.lon, point.lat) == (pytest.approx(-5.930, abs=0.001), pytest.approx(54.597, abs=0.001))


def test_miles_are_international():
    assert miles(1.609344) == pytest.approx(1)
