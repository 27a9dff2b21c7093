"""Where a source's location or polygon lies, checked. Pure; never places anything it had to guess."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from thrive_directory.errors import BadGeometry, BadRecord, UnknownPlace
from thrive_directory.geo.grid import to_grid
from thrive_directory.geo.place import GridPoint, Place, Point
from thrive_directory.geo.polygons import read_polygon
from thrive_directory.sources.record import LocationRecord

# The UK with its islands, in degrees; outside it lon and lat are swapped or wrong.
_WEST, _EAST, _SOUTH, _NORTH = -8.7, 1.8, 49.8, 60.9


@dataclass(frozen=True, slots=True)
class Placed:
    """The point and grid reference of a location, where they are known and may be told; `repair` says what was not."""

    point: BaseGeometry | None = None
    grid: GridPoint | None = None
    repair: str | None = None


def placed(record: str, location: LocationRecord, locate: Callable[[str], Place | None] | None) -> Placed:
    """Where the location is: its own coordinates, else those of its postcode. A confidential one is nowhere.

    Raises `BadRecord` for coordinates outside the UK, 0,0 among them."""
    if location.confidential:
        return Placed()
    if location.lon is not None and location.lat is not None:
        point = _checked(record, location.lon, location.lat)
        return Placed(shapely.Point(point.lon, point.lat), to_grid(point))
    if location.postcode is None or locate is None:
        return Placed()
    return _by_postcode(location.postcode, locate)


def _checked(record: str, lon: float, lat: float) -> Point:
    if not (_WEST <= lon <= _EAST and _SOUTH <= lat <= _NORTH):
        swapped = _WEST <= lat <= _EAST and _SOUTH <= lon <= _NORTH
        problem = "lon and lat are the wrong way round" if swapped else "the point is not in the UK"
        raise BadRecord(record, "locations", problem)
    return Point(lon, lat)


def _by_postcode(postcode: str, locate: Callable[[str], Place | None]) -> Placed:
    """The postcode's own point. A place with a note was corrected or widened to its outcode: that is a guess."""
    try:
        place = locate(postcode)
    except UnknownPlace:
        place = None
    if place is None or place.kind != "postcode" or place.point is None or place.grid is None or place.notes:
        return Placed(repair="a postcode without a known point")
    return Placed(shapely.Point(place.point.lon, place.point.lat), place.grid)


def extent_of(record: str, polygon: Mapping[str, Any] | str | None) -> tuple[BaseGeometry, str | None]:
    """(the outline as a valid geometry; what was repaired in it) from GeoJSON or WKT. Raises `BadRecord`."""
    try:
        shape, note = read_polygon(polygon or "")
    except BadGeometry as error:
        raise BadRecord(record, "areas", error.message) from None
    return shape, "an outline that crossed itself" if note else None
