"""Does an area cover a place: yes, no or unknown. Pure; knows neither tables nor offers."""

from dataclasses import dataclass
from enum import IntEnum
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from thrive_directory.geo.place import EVERYWHERE_CODE, AreaRef, Place


class Verdict(IntEnum):
    """The three values of every eligibility rule. Ordered: the best verdict of several is their minimum."""

    YES = 0
    UNKNOWN = 1
    NO = 2


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """One area an offer serves: everywhere, a nation, any coded area, or a polygon (lon, lat; WGS 84).

    For a polygon `area.code` is the service_area's own id and `area.kind` is "polygon"."""

    area: AreaRef
    polygon: BaseGeometry | None = None


def covers(service_area: ServiceArea, place: Place) -> Verdict:
    """Whether the area contains the whole place (YES), part of it (UNKNOWN), or none of it (NO).

    Coded areas are compared by code, which must be a current one. A polygon contains a postcode or a point when it
    holds or touches it: the border counts as inside. A place with a width (an outcode, a coarse square, an area) is
    taken as the box around its middle. A place without a point is UNKNOWN to every polygon.
    """
    if service_area.polygon is not None:
        return _polygon_covers(service_area.polygon, place)
    code = service_area.area.code
    if code in place.covering or code == EVERYWHERE_CODE:
        return Verdict.YES
    return Verdict.UNKNOWN if code in place.partial else Verdict.NO


def place_shape(place: Place) -> BaseGeometry | None:
    """What of the map a place takes up, in degrees: its point, or the box around its middle where it has a width.
    None where it has no point."""
    if place.point is None:
        return None
    lon, lat = place.point.lon, place.point.lat
    if not place.radius_km:
        return shapely.Point(lon, lat)
    high = place.radius_km / _KM_PER_DEGREE
    wide = high / cos(radians(lat))
    return shapely.box(lon - wide, lat - high, lon + wide, lat + high)


def _polygon_covers(polygon: BaseGeometry, place: Place) -> Verdict:
    shape = place_shape(place)
    if shape is None:
        return Verdict.UNKNOWN
    shapely.prepare(polygon)  # builds the polygon's own index the first time, and is free after that
    if shapely.covers(polygon, shape):
        return Verdict.YES
    return Verdict.UNKNOWN if place.radius_km and shapely.intersects(polygon, shape) else Verdict.NO


_KM_PER_DEGREE = 111.2  # of latitude, anywhere in the UK, within 0.1%
