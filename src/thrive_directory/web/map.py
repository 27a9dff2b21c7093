"""A small map as numbers for an inline SVG: rings of distance around the place, and pins numbered like the list. No
tiles, no script, nothing asked of anybody. Everything on it is in the list."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thrive_directory.geo.grid import KM_PER_MILE
from thrive_directory.geo.place import Place, Point
from thrive_directory.web.language import gettext as _

SIZE = 400
_MARGIN = 34
_KM_PER_DEGREE = 111.32  # of latitude; of longitude at the equator
_RINGS_MILES = (0.5, 1, 2, 5, 10, 20, 50)
_FAR_MILES = 50  # beyond it a pin would press all others into the middle; the list has it


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a pin stands, in the picture's own units and in degrees, and the numbers of the list on it."""

    x: float
    y: float
    text: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring around the middle: its radius in the picture's own units and in metres, and how far away it is."""

    radius: float
    text: str
    metres: float


@dataclass(frozen=True, slots=True)
class Map:
    """What the picture shows: pins, rings, and how many of the list it can show at all."""

    pins: tuple[Pin, ...]
    rings: tuple[Ring, ...]
    shown: int
    middle: Point

    @property
    def movable(self) -> dict[str, Any]:
        """The same in degrees and metres, for the map that can be moved."""
        return {
            "middle": [self.middle.lat, self.middle.lon],
            "pins": [[pin.lat, pin.lon, pin.text] for pin in self.pins],
            "rings": [[ring.metres, ring.text] for ring in self.rings],
        }


def map_of(place: Place | None, results: Sequence[Mapping[str, Any]], first: int) -> Map | None:
    """The map of a page of results whose numbers begin with `first`; None where there is nothing to show on it."""
    if place is None or place.point is None:
        return None
    spots: dict[tuple[float, float], list[int]] = {}
    degrees: dict[tuple[float, float], tuple[float, float]] = {}
    for number, result in enumerate(results, first):
        spot = _offset_miles(place.point, result["location"])
        if spot and math.hypot(*spot) <= _FAR_MILES:
            near = (round(spot[0], 2), round(spot[1], 2))
            spots.setdefault(near, []).append(number)
            degrees.setdefault(near, (result["location"]["lon"], result["location"]["lat"]))
    if not spots:
        return None
    widest = max(math.hypot(*spot) for spot in spots)
    outer = next((ring for ring in _RINGS_MILES if ring >= widest), _RINGS_MILES[-1])
    scale = (SIZE / 2 - _MARGIN) / outer
    pins = tuple(_pin(spot, numbers, degrees[spot], scale) for spot, numbers in spots.items())
    rings = tuple(_ring(miles, scale) for miles in _RINGS_MILES if outer / 5 <= miles <= outer)
    return Map(pins, rings, sum(map(len, spots.values())), place.point)


def _pin(spot: tuple[float, float], numbers: list[int], degrees: tuple[float, float], scale: float) -> Pin:
    x, y = SIZE / 2 + spot[0] * scale, SIZE / 2 - spot[1] * scale
    return Pin(round(x, 1), round(y, 1), ", ".join(map(str, numbers)), *degrees)


def _ring(miles: float, scale: float) -> Ring:
    return Ring(round(miles * scale, 1), _miles(miles), round(miles * KM_PER_MILE * 1000))


def _offset_miles(middle: Point, location: Mapping[str, Any] | None) -> tuple[float, float] | None:
    """How far east and north of the middle a location lies: flat, which is right to a few yards at these distances."""
    if location is None or location["lon"] is None:
        return None
    east = (location["lon"] - middle.lon) * math.cos(math.radians(middle.lat)) * _KM_PER_DEGREE
    north = (location["lat"] - middle.lat) * _KM_PER_DEGREE
    return east / KM_PER_MILE, north / KM_PER_MILE


def _miles(miles: float) -> str:
    if miles == 0.5:
        return _("half a mile")
    return _("1 mile") if miles == 1 else _("%s miles") % f"{miles:g}"
