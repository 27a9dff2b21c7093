"""Does an area cover a place: yes, no or unknown. Pure; knows neither tables nor offers."""

from dataclasses import dataclass
from enum import IntEnum

from shapely.geometry.base import BaseGeometry

from thrive_directory.geo.place import AreaRef, Place


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
    """Whether the area contains the whole place (YES), part of it (UNKNOWN), or none of it (NO)."""
    raise NotImplementedError
