"""Where pins and rings stand on the small map."""

from dataclasses import replace

import pytest

from tests.unit.api.conftest import HERE
from thrive_directory.geo.place import Point
from thrive_directory.web.map import SIZE, map_of

MIDDLE = replace(HERE, point=Point(0.0, 51.5))
NOWHERE = {"location": None}


def at(lon: float, lat: float) -> dict[str, object]:
    return {"location": {"lon": lon, "lat": lat}}


def test_north_is_up_and_east_is_right():
    [north, east] = map_of(MIDDLE, [at(0.0, 51.51), at(0.02, 51.5)], 1).pins
    assert (north.x, north.y < SIZE / 2) == (SIZE / 2, True)
    assert (east.x > SIZE / 2, east.y) == (True, SIZE / 2)


def test_the_numbers_are_those_of_the_list_and_one_place_has_one_pin():
    shown = map_of(MIDDLE, [NOWHERE, at(0.01, 51.5), at(0.01, 51.5), at(0.0, 51.51)], 21)
    assert [pin.text for pin in shown.pins] == ["22, 23", "24"]
    assert shown.shown == 3


def test_a_mile_on_the_map_is_a_mile():
    shown = map_of(MIDDLE, [at(0.0, 51.5 + 1.609344 / 111.32)], 1)
    ring = next(ring for ring in shown.rings if ring.text == "1 mile")
    assert SIZE / 2 - shown.pins[0].y == pytest.approx(ring.radius, abs=0.2)
    assert ring.metres == 1609


@pytest.mark.parametrize("results", [[], [NOWHERE], [at(5.0, 55.0)], [{"location": {"lon": None, "lat": None}}]])
def test_there_is_no_map_where_there_is_nothing_to_show_on_it(results):
    assert map_of(MIDDLE, results, 1) is None


def test_there_is_no_map_without_a_point():
    assert map_of(replace(HERE, point=None), [at(0.0, 51.5)], 1) is None
    assert map_of(None, [at(0.0, 51.5)], 1) is None
