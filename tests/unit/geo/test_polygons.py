"""Outlines: read, mended with a note, or refused with a reason; and many of them at once."""

import orjson
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from thrive_directory.errors import BadGeometry
from thrive_directory.geo.polygons import MENDED, read_polygon

SQUARE = {"type": "Polygon", "coordinates": [[[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.6], [-0.2, 51.5]]]}
BOW_TIE = "POLYGON ((-0.2 51.5, -0.1 51.6, -0.1 51.5, -0.2 51.6, -0.2 51.5))"


@pytest.mark.parametrize(
    "source",
    [
        SQUARE,
        orjson.dumps(SQUARE).decode(),
        {"type": "Feature", "properties": {}, "geometry": SQUARE},
        shapely.from_geojson(orjson.dumps(SQUARE)).wkt,
        "SRID=4326;" + shapely.from_geojson(orjson.dumps(SQUARE)).wkt,
    ],
)
def test_geojson_and_wkt_are_read_alike(source):
    polygon, note = read_polygon(source)
    assert note is None
    assert polygon.equals(shapely.box(-0.2, 51.5, -0.1, 51.6))


def test_a_self_crossing_outline_is_mended_and_noted():
    polygon, note = read_polygon(BOW_TIE)
    assert note == MENDED
    assert polygon.is_valid
    assert polygon.area == pytest.approx(0.005, rel=0.01)


def test_a_collection_becomes_one_shape():
    other = {**SQUARE, "coordinates": [[[x + 0.05, y] for x, y in SQUARE["coordinates"][0]]]}
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in (SQUARE, other)]
    polygon, _ = read_polygon({"type": "FeatureCollection", "features": features})
    assert polygon.equals(shapely.box(-0.2, 51.5, -0.05, 51.6))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "neither"),
        ("POLYGON ((", "neither"),
        ("{", "not valid JSON"),
        ('{"type": "Polygon"}', "GeoJSON"),
        ('{"type": "Feature", "geometry": null}', "GeoJSON"),
        ("POLYGON EMPTY", "empty"),
        ("LINESTRING (-0.2 51.5, -0.1 51.6)", "encloses nothing"),
        ("POLYGON ((-0.2 51.5, -0.1 51.6, -0.2 51.5))", "encloses nothing"),
        ("POLYGON ((51.5 -0.2, 51.6 -0.2, 51.6 -0.1, 51.5 -0.2))", "swapped"),
        ("POINT (0 0)", "0,0"),
        ("POLYGON ((528000 183000, 529000 183000, 529000 184000, 528000 183000))", "not in degrees"),
        ("POLYGON ((2 48, 3 48, 3 49, 2 48))", "outside"),
        ("POLYGON ((-0.2 51.5, nan 51.5, -0.1 51.6, -0.2 51.5))", "."),
    ],
)
def test_what_cannot_be_an_area_is_refused_with_a_reason(source, reason):
    with pytest.raises(BadGeometry, match=reason):
        read_polygon(source)


@given(st.text(max_size=100))
def test_any_text_is_read_or_refused(text):
    try:
        read_polygon(text)
    except BadGeometry:
        return
