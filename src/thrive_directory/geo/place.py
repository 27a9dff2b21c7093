"""What a place is once it has been understood: a frozen value. Looks nothing up."""

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["postcode", "outcode", "sector", "name", "area", "point", "token"]
AreaKind = Literal[
    "everywhere", "nation", "region", "icb", "county", "combined-authority", "local-authority", "polygon"
]
EVERYWHERE_CODE = "K02000001"
NATION_CODES = {
    "England": "E92000001",
    "Wales": "W92000004",
    "Scotland": "S92000003",
    "Northern Ireland": "N92000002",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees, WGS 84. Order is always lon, lat."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class GridPoint:
    """A position on the British National Grid (EPSG:27700), in metres; Northern Ireland is converted to it."""

    easting_m: float
    northing_m: float


@dataclass(frozen=True, slots=True)
class AreaRef:
    """The code, name and kind of an area, as answers show it."""

    code: str
    name: str
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class Place:
    """A place somebody named.

    `covering` holds the code of every area that contains the whole place (authority, county, combined
    authority, region, ICB, nation and the UK itself). `partial` holds the codes of areas that overlap it
    without containing it: for "NW1", Camden and Westminster; for a county, its districts. An area in neither
    does not cover the place. `area` is the local authority it lies in, or mostly lies in; for a place larger
    than an authority, that area itself. `likely` are those of `partial` that hold that authority: for "NW1", Camden.
    `grid` is None where the place is known and has no point.
    `nearby` holds the codes of areas next to it that begin within `travel_km`: their offers may be worth knowing of.
    `travel_km` is how far people there usually go: half the people of the authority live nearer to its centre.
    `nation` is the nation's name, as in `NATION_CODES`, or None where several or none hold the whole place.
    `radius_km` is half the width of the box around `point` that holds the place: 0 for a postcode or a point.
    """

    label: str
    kind: PlaceKind
    token: str
    area: AreaRef | None
    nation: str | None
    covering: frozenset[str]
    partial: frozenset[str] = frozenset()
    point: Point | None = None
    grid: GridPoint | None = None
    nearby: frozenset[str] = frozenset()
    travel_km: float = 5.0
    notes: tuple[str, ...] = ()
    radius_km: float = 0.0
    likely: frozenset[str] = frozenset()
