"""Areas that are drawn and not named: which rows' polygons hold a place. Knows no codes.

A point is asked for most. Squares of a few kilometres say beforehand which polygons hold the whole square and which
only part of it, so that few are tested, and where none is near, none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import floor

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from thrive_directory.geo.coverage import place_shape
from thrive_directory.geo.place import Place, Point
from thrive_directory.index.columns import Ints
from thrive_directory.index.squares import Square, Squares, join_squares, lay_out_squares

_WIDE_DEG, _HIGH_DEG = 0.04, 0.025  # a square of about 2.7 km in England
_MOST_SQUARES = 20_000  # the largest polygon has so many; one that is larger still is tested wherever one asks
_NO_ROWS = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Polygons (lon, lat; WGS 84) beside the rows they belong to. By square: the rows of those that hold all of it, and
    the positions of those that may hold a part; `vast` ones are in no square."""

    rows: Ints
    polygons: NDArray[np.object_]
    tree: shapely.STRtree
    whole: Squares
    part: Squares
    vast: NDArray[np.intp]

    def over(self, place: Place) -> tuple[Ints, Ints]:
        """(rows whose polygon holds the whole place, border included; rows whose polygon may hold it), some perhaps
        twice. It says the same as `geo.coverage.covers` does of each."""
        if not self.rows.size:
            return _NO_ROWS, _NO_ROWS
        if place.point is not None and not place.radius_km:
            return self._holding(place.point), _NO_ROWS
        shape = place_shape(place)
        if shape is None:
            return _NO_ROWS, self.rows
        touching = self.tree.query(shape, predicate="intersects")
        holding = shapely.covers(self.polygons[touching], shape)
        return self.rows[touching[holding]], self.rows[touching[~holding]]

    def _holding(self, point: Point) -> Ints:
        square = _square(point.lon, point.lat)
        whole, part = self.whole.at(square), self.part.at(square)
        if not part.size and not self.vast.size:
            return whole
        tested = np.concatenate([part, self.vast]) if self.vast.size else part
        holding = tested[shapely.intersects_xy(self.polygons[tested], point.lon, point.lat)]  # the border is inside
        return np.concatenate([whole, self.rows[holding]])


def build_drawn(rows: Ints, polygons: NDArray[np.object_]) -> Drawn:
    """Lay squares over the polygons."""
    shapely.prepare(polygons)
    pairs = [(at, square) for at, polygon in enumerate(polygons) for square in _squares(polygon)]
    vast = [at for at, polygon in enumerate(polygons) if _size(polygon) > _MOST_SQUARES]
    whole: dict[Square, list[int]] = {}
    part: dict[Square, list[int]] = {}
    if pairs:
        own = polygons[[at for at, _ in pairs]]
        boxes = _boxes(np.array([square for _, square in pairs]))
        touches, holds = shapely.intersects(own, boxes), shapely.covers(own, boxes)
        for (at, square), is_touched, is_held in zip(pairs, touches.tolist(), holds.tolist(), strict=True):
            if is_held:
                whole.setdefault(square, []).append(int(rows[at]))
            elif is_touched:
                part.setdefault(square, []).append(at)
    return Drawn(
        rows,
        polygons,
        shapely.STRtree(polygons),
        lay_out_squares(whole, np.int32),
        lay_out_squares(part, np.intp),
        np.array(vast, dtype=np.intp),
    )


def join_drawn(parts: tuple[Drawn, Drawn], moved: Sequence[NDArray[np.intp]]) -> Drawn:
    """Two as one, each with where its rows go: -1 for those that are dropped. No polygon is laid over squares again."""
    rows = np.concatenate([to[part.rows] for part, to in zip(parts, moved, strict=True)])
    order = np.argsort(rows, kind="stable")
    order = order[rows[order] >= 0]
    polygons = np.concatenate([part.polygons for part in parts])[order]
    shapely.prepare(polygons)
    place = np.full(rows.size, -1, dtype=np.intp)
    place[order] = np.arange(order.size)
    places = np.split(place, [parts[0].rows.size])
    vast = np.concatenate([to[part.vast] for part, to in zip(parts, places, strict=True)])
    return Drawn(
        rows[order].astype(np.int32),
        polygons,
        shapely.STRtree(polygons),
        join_squares([part.whole for part in parts], moved, np.int32),
        join_squares([part.part for part in parts], places, np.intp),
        np.sort(vast[vast >= 0]),
    )


def _square(lon: float, lat: float) -> Square:
    return floor(lon / _WIDE_DEG), floor(lat / _HIGH_DEG)


def _corners(polygon: BaseGeometry) -> tuple[Square, Square]:
    """The squares of the lower left and the upper right, one more each way: a border may lie on the line."""
    west, south, east, north = polygon.bounds
    (left, low), (right, high) = _square(west, south), _square(east, north)
    return (left - 1, low - 1), (right + 1, high + 1)


def _size(polygon: BaseGeometry) -> int:
    if polygon.is_empty:
        return 0
    (left, low), (right, high) = _corners(polygon)
    return (right - left + 1) * (high - low + 1)


def _squares(polygon: BaseGeometry) -> Iterator[Square]:
    if 0 < _size(polygon) <= _MOST_SQUARES:
        (left, low), (right, high) = _corners(polygon)
        yield from product(range(left, right + 1), range(low, high + 1))


def _boxes(squares: NDArray[np.int64]) -> NDArray[np.object_]:
    """The squares as shapes, a hair larger, so that rounding loses no point on their borders."""
    west, south = squares[:, 0] * _WIDE_DEG, squares[:, 1] * _HIGH_DEG
    hair = 1e-9
    return np.asarray(shapely.box(west - hair, south - hair, west + _WIDE_DEG + hair, south + _HIGH_DEG + hair))
