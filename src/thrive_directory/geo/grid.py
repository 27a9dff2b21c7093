"""Points on the ground: degrees to the National Grid and back, and how far apart two points are. Knows no places.

Every position inside the program is on one grid, the British National Grid (EPSG:27700), so that distance is plain
arithmetic. Northern Ireland, whose postcodes come on the Irish Grid (EPSG:29902), is converted when tables are built.
"""

from functools import cache, lru_cache
from math import sqrt

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from thrive_directory.geo.place import GridPoint, Point

KM_PER_MILE = 1.609344

# The transverse Mercator of the National Grid: scale on the central meridian, its false easting, and the mean radius of
# the Airy ellipsoid at 54° N. Ordnance Survey, "A guide to coordinate systems in Great Britain", annex A and C.
CENTRAL_SCALE = 0.9996012717
CENTRAL_EASTING_M = 400_000.0
CURVATURE = 1 / (3 * 2 * 6_380_000.0**2)


@cache
def _transformer(source: str, target: str) -> Transformer:
    """A cached transformer: making one takes milliseconds, using one takes a microsecond."""
    return Transformer.from_crs(source, target, always_xy=True)


def to_grid(point: Point) -> GridPoint:
    """WGS 84 degrees to the National Grid; good to about 5 m (without the OSTN15 grid)."""
    easting_m, northing_m = _transformer("EPSG:4326", "EPSG:27700").transform(point.lon, point.lat)
    return GridPoint(easting_m, northing_m)


@lru_cache(maxsize=8_192)
def to_point(grid: GridPoint) -> Point:
    """The National Grid to WGS 84 degrees, rounded to six decimals (0.1 m). The last are kept: pyproj makes its
    transformer anew in every thread (30 ms)."""
    lon, lat = _transformer("EPSG:27700", "EPSG:4326").transform(grid.easting_m, grid.northing_m)
    return Point(round(lon, 6), round(lat, 6))


def irish_to_british(easting_m: ArrayLike, northing_m: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Arrays of Irish Grid metres to British National Grid metres."""
    easting, northing = _transformer("EPSG:29902", "EPSG:27700").transform(easting_m, northing_m)
    return np.asarray(easting, np.float64), np.asarray(northing, np.float64)


def grid_to_degrees(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres on the National Grid as the same shape in degrees."""
    convert = _transformer("EPSG:27700", "EPSG:4326").transform
    return shapely.transform(shape, lambda xy: np.column_stack(convert(xy[:, 0], xy[:, 1])))


def distance_km(a: GridPoint, b: GridPoint) -> float:
    """Kilometres over the ground between two grid points, within 0.1% of the geodesic anywhere in the UK.

    The grid stretches away from its central meridian: by 0.04% in Norfolk, but by 0.15% in Fermanagh. So the
    straight grid distance is divided by the mean scale along the line, whose east-west part is a quadratic that
    integrates exactly.
    """
    ax, bx = a.easting_m - CENTRAL_EASTING_M, b.easting_m - CENTRAL_EASTING_M
    dx, dy = bx - ax, b.northing_m - a.northing_m
    scale = CENTRAL_SCALE * (1 + (ax * ax + ax * bx + bx * bx) * CURVATURE)
    return sqrt(dx * dx + dy * dy) / (1000 * scale)


def distances_km(
    origin: GridPoint, easting_m: NDArray[np.number], northing_m: NDArray[np.number]
) -> NDArray[np.float64]:
    """`distance_km` from one point to arrays of points, equal to the last bit (so `sqrt`, not `hypot`)."""
    ax = origin.easting_m - CENTRAL_EASTING_M
    bx = np.asarray(easting_m, np.float64) - CENTRAL_EASTING_M
    dx, dy = bx - ax, np.asarray(northing_m, np.float64) - origin.northing_m
    scale = CENTRAL_SCALE * (1 + (ax * ax + ax * bx + bx * bx) * CURVATURE)
    return np.asarray(np.sqrt(dx * dx + dy * dy) / (1000 * scale), np.float64)


def miles(km: float) -> float:
    """International miles, for people."""
    return km / KM_PER_MILE
