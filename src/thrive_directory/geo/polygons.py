"""Polygons in, checked and mended: GeoJSON or WKT to a valid shape in degrees, or a refusal."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from thrive_directory.errors import BadGeometry

MENDED = "The outline crossed itself and was mended."
_MOST_CHARACTERS = 20_000_000
_MOST_CORNERS = 500_000
_UK = (-9.5, 49.0, 3.0, 61.5)


def read_polygon(source: str | Mapping[str, Any]) -> tuple[BaseGeometry, str | None]:
    """(polygon or multipolygon in lon, lat; a note when it had to be mended) from GeoJSON, as text or parsed, or WKT.

    Raises `BadGeometry` for what is no polygon, lies outside the UK (swapped, at 0,0, in metres) or cannot be mended.
    """
    shape = _parse(source)
    if shapely.get_num_coordinates(shape) > _MOST_CORNERS:
        raise BadGeometry(f"The outline has more than {_MOST_CORNERS:,} corners; simplify it first.")
    if shape.is_empty or not np.isfinite(shapely.get_coordinates(shape)).all():
        raise BadGeometry("The outline is empty or has a corner without a position.")
    _check_in_uk(shape)
    return mend(shape)


def mend(shape: BaseGeometry) -> tuple[BaseGeometry, str | None]:
    """The shape's valid area, and a note when it had to be mended. Raises `BadGeometry` if nothing is left."""
    if shape.geom_type in {"Polygon", "MultiPolygon"} and shape.is_valid and shape.area > 0:
        return shapely.force_2d(shape), None
    parts = shapely.get_parts(shapely.make_valid(shapely.force_2d(shape), method="structure", keep_collapsed=False))
    areas = [part for part in shapely.get_parts(parts) if part.geom_type in {"Polygon", "MultiPolygon"} and part.area]
    if not areas:
        raise BadGeometry("The outline encloses nothing and cannot be mended.")
    return shapely.union_all(areas), MENDED


def _parse(source: str | Mapping[str, Any]) -> BaseGeometry:
    if isinstance(source, str):
        if len(source) > _MOST_CHARACTERS:
            raise BadGeometry("The outline is too long to read; simplify it first.")
        text = source.strip()
        if not text.startswith("{"):
            return _from_wkt(text)
        try:
            source = orjson.loads(text)
        except ValueError:
            raise BadGeometry("The outline is not valid JSON.") from None
    return _from_geojson(source)


def _from_wkt(text: str) -> BaseGeometry:
    bare = text.partition(";")[2] if text.upper().startswith("SRID=") else text
    try:
        with np.errstate(invalid="ignore"):  # a NaN is refused below, in words
            return shapely.from_wkt(bare)
    except (shapely.GEOSException, TypeError):
        raise BadGeometry("The outline is neither GeoJSON nor WKT.") from None


def _from_geojson(source: object) -> BaseGeometry:
    if not isinstance(source, Mapping):
        raise BadGeometry("The outline is not a GeoJSON object.")
    if source.get("type") == "FeatureCollection":
        return shapely.GeometryCollection([_from_geojson(feature) for feature in source.get("features") or []])
    if source.get("type") == "Feature":
        return _from_geojson(source.get("geometry"))
    try:
        with np.errstate(invalid="ignore"):
            return shapely.from_geojson(orjson.dumps(source))
    except (shapely.GEOSException, TypeError):
        raise BadGeometry("The outline is not a GeoJSON geometry.") from None


def _check_in_uk(shape: BaseGeometry) -> None:
    west, south, east, north = shape.bounds
    if _within((west, south, east, north)):
        return
    if _within((south, west, north, east)):
        raise BadGeometry("The outline's corners look swapped: longitude comes first, then latitude.")
    if west == south == east == north == 0:
        raise BadGeometry("The outline lies at 0,0, which usually stands for a missing position.")
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise BadGeometry("The outline is not in degrees; give longitude and latitude (WGS 84).")
    raise BadGeometry("The outline reaches outside the United Kingdom.")


def _within(box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west >= _UK[0] and south >= _UK[1] and east <= _UK[2] and north <= _UK[3]
