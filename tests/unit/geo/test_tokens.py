"""Coarse tokens: they hide a postcode among enough others, round-trip, and cannot be made up."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.places_fixture import shared_places
from thrive_directory.errors import UnknownPlace
from thrive_directory.geo.grid import distance_km
from thrive_directory.geo.placing import Atlas
from thrive_directory.geo.postcode import Postcode, outcodes
from thrive_directory.geo.resolve import Places
from thrive_directory.geo.squares import corner_km
from thrive_directory.geo.tokens import LEAST_POSTCODES, Square, read_square, square_token

PLACES = shared_places()
TABLE = PLACES.table
LOCATED = np.flatnonzero(np.asarray(TABLE._columns["easting"]) > 0)
ROWS = st.integers(0, len(LOCATED) - 1).map(lambda at: int(LOCATED[at]))


def postcode_at(row: int) -> Postcode:
    outcode = next(name for name, (start, end) in TABLE.outcodes.items() if start <= row < end)
    packed = TABLE._inward[row]
    return Postcode(outcode, f"{packed // 676}{chr(65 + packed // 26 % 26)}{chr(65 + packed % 26)}")


def held_by(square: Square) -> int:
    """Postcodes of the authority in the square, counted the obvious way."""
    east, north = (np.asarray(TABLE._columns[name]) for name in ("easting", "northing"))
    area = np.asarray(TABLE._columns["area"]) == TABLE.codes.index(square.authority)
    x, y, side_m = square.east_km * 1000, square.north_km * 1000, square.side_km * 1000
    return int((area & (east >= x) & (east < x + side_m) & (north >= y) & (north < y + side_m)).sum())


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_no_token_reveals_a_postcode(row):
    postcode = postcode_at(row)
    token = PLACES.resolve(str(postcode)).token
    assert postcode.inward not in token
    square = read_square(token)
    assert token in PLACES.register.areas if square is None else held_by(square) >= LEAST_POSTCODES


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_a_token_leads_back_to_itself_the_same_authority_and_nearby(row):
    place = PLACES.resolve(str(postcode_at(row)))
    back = PLACES.resolve(place.token)
    assert back.token == place.token
    assert back.area == place.area
    assert place.covering <= back.covering
    square = read_square(place.token)
    if square is not None:
        assert back.kind == "token"
        assert distance_km(place.grid, back.grid) <= square.side_km * 0.71


def test_the_square_is_the_finest_that_is_allowed():
    wider = 0
    for row in LOCATED[:: len(LOCATED) // 300].tolist():
        place = PLACES.resolve(str(postcode_at(row)))
        square = read_square(place.token)
        if square is None or square.side_km == 1:
            continue
        finer = {2: 1, 5: 2, 10: 5}[square.side_km]
        east, north = corner_km(place.grid.easting_m, place.grid.northing_m, finer)
        assert held_by(Square(square.authority, finer, east, north)) < LEAST_POSTCODES
        wider += 1
    assert wider > 10


@given(st.sampled_from(sorted(TABLE.outcodes)))
@settings(max_examples=200, deadline=None)
def test_an_outcode_token_names_no_handful_of_postcodes(outcode):
    assume(TABLE.spread(outcode).authorities[:1] not in [(("L99999999", 1),), (("M99999999", 1),)])
    try:
        place = PLACES.resolve(outcode)
    except UnknownPlace:
        return  # outside the service
    if next(outcodes(place.token), None) == (outcode, False):
        assert TABLE.spread(outcode).postcodes >= LEAST_POSTCODES
    assert PLACES.resolve(place.token).token == place.token


def test_the_threshold_is_a_parameter():
    strict = Places(Atlas(PLACES.register, TABLE, least_postcodes=100_000), PLACES.gazetteer)
    assert strict.resolve("NW1 8QL").token in PLACES.register.areas
    with pytest.raises(UnknownPlace):
        strict.resolve("E09000007-1km-528-183")


def test_a_place_without_a_point_has_its_authority_as_token():
    assert square_token(TABLE, "E09000007", None) == "E09000007"


@pytest.mark.parametrize(
    "token",
    [
        "E09000007-1km-528-9999",
        "E09000007-1km--5-183",
        "E09000007-1km-0528-183",
        "E09000007-2km-527-183",
        "E09000007-10km-520-183",
        "E99999999-1km-528-183",
        "E09000007-1km-528-183 ",
        "e09000007-1km-528-183",
        "E09000007-1km-900-183",
    ],
)
def test_hand_made_tokens_are_refused(token):
    if token.endswith(" "):  # spaces around a token are forgiven in `resolve`
        assert read_square(token) is None
        return
    with pytest.raises(UnknownPlace):
        PLACES.resolve(token)
