"""Next door is what begins within ordinary travel; what the place touches anyway is not next door."""

from math import hypot

import numpy as np

from thrive_directory.geo.squares import squares_of_side


def names(places, text):
    return {places.register.ref(code).name for code in places.resolve(text).nearby}


def test_a_place_near_a_border_has_the_other_side_next_door(places):
    assert {"Camden", "Islington"} <= names(places, "N6 4JH")
    assert "Rossendale" in names(places, "OL14 7TT")


def test_the_other_end_of_the_country_is_not_next_door(places):
    assert "Leeds" not in names(places, "NW1 8QL")
    assert names(places, "NW1 8QL") <= {"Westminster", "Islington", "Barnet", "Brent", "Haringey", "City of London"}


def test_what_touches_the_place_is_not_next_door(places):
    for text in ("NW1 8QL", "NW1", "HX7 8AD", "Reading"):
        place = places.resolve(text)
        assert not place.nearby & (place.covering | place.partial)


def test_a_place_without_a_position_has_no_neighbours(places):
    assert places.resolve("BF1 2AA").nearby == frozenset()


def test_within_agrees_with_looking_at_every_square(places):
    table = places.table
    authority, east, north = squares_of_side(np.asarray(table._columns["square_keys"]), 2)
    for text in ("SL6 1AA", "TD15 1AA", "GL1 1AA", "CA11 7AA"):
        grid = places.resolve(text).grid
        x, y = grid.easting_m // 1000 + 0.5, grid.northing_m // 1000 + 0.5
        expected = {
            table.codes[a]
            for a, e, n in zip(authority.tolist(), east.tolist(), north.tolist(), strict=True)
            if a and hypot(e + 1 - x, n + 1 - y) <= 7.5
        }
        assert table.neighbours(grid, 7.5) == expected
