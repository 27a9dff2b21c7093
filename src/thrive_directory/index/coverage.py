"""Which placements may serve a place: rows by area code, by polygon and by where they stand. Decides nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.grid import distances_km
from thrive_directory.geo.place import EVERYWHERE_CODE, NATION_CODES, AreaRef, GridPoint
from thrive_directory.index.columns import CELL_M, Floats, Ints, Placement, areas_of, narrowest
from thrive_directory.index.drawn import Drawn, build_drawn
from thrive_directory.index.squares import Square, Squares, lay_out_squares

WIDE_CODES = frozenset({EVERYWHERE_CODE, *NATION_CODES.values()})
_NO_ROWS = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rows by what they cover. Every array of rows ascends.

    `areas` is the table of areas that some offer names. Many rows name the same: `sets` are positions in that table,
    narrowest first, and `set_of[row]` says which of the sets. `unknown` rows name no area at all."""

    areas: tuple[AreaRef, ...]
    sets: tuple[tuple[int, ...], ...]
    set_of: Ints
    by_code: Mapping[str, Ints]
    unknown: Ints
    drawn: Drawn
    by_cell: Squares
    names: Mapping[str, str]  # of areas by code
    easting_m: Floats
    northing_m: Floats

    def areas_of(self, row: int) -> list[AreaRef]:
        """The areas that a row names, narrowest first."""
        return [self.areas[number] for number in self.sets[self.set_of[row]]]

    def covering(self, codes: Iterable[str]) -> Ints:
        """Rows that name at least one of the areas."""
        return union(self.naming(codes))

    def naming(self, codes: Iterable[str]) -> list[Ints]:
        """The rows that name each of the areas; areas that none names are left out."""
        return [rows for code in codes if (rows := self.by_code.get(code)) is not None]

    def square(self, grid: GridPoint) -> Square:
        """The square in which a point lies. A row stands in one square."""
        return _cell(grid.easting_m, grid.northing_m)

    def reach(self, radius_km: float) -> int:
        """How many squares away a row may stand that is within the radius."""
        return ceil(radius_km * 1000 / CELL_M)

    def squares(self, square: Square, reach: int) -> Iterator[Square]:
        """The squares around one, so far each way."""
        column, line = square
        return product(range(column - reach, column + reach + 1), range(line - reach, line + reach + 1))

    def standing_near(self, grid: GridPoint, radius_km: float) -> Ints:
        """Rows with a point within the radius."""
        around = self.squares(self.square(grid), self.reach(radius_km))
        found = [rows for square in around if (rows := self.by_cell.at(square)).size]
        if not found:
            return _NO_ROWS
        near = np.concatenate(found)
        return near[distances_km(grid, self.easting_m.take(near), self.northing_m.take(near)) <= radius_km]


def union(arrays: Sequence[Ints]) -> Ints:
    """Rows that are in any of the arrays, ascending, each once."""
    if not arrays:
        return _NO_ROWS
    if len(arrays) == 1:
        return arrays[0]
    # Each array is sorted already, which a stable sort uses and `np.unique` does not.
    rows = np.sort(np.concatenate(arrays), kind="stable")
    is_first = np.ones(rows.size, dtype=np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_first[1:])
    return rows[is_first]


def build_coverage(rows: Sequence[Placement], easting_m: Floats, northing_m: Floats) -> Coverage:
    """Index what every placement covers."""
    told: dict[tuple[AreaRef, ...], int] = {}
    number = np.empty(len(rows), dtype=np.int32)
    shapes: list[tuple[int, BaseGeometry]] = []
    for at, row in enumerate(rows):
        areas = areas_of(row)
        number[at] = told.setdefault(tuple(sorted(_refs(areas), key=narrowest)), len(told))
        shapes += [(at, area.polygon) for area in areas if area.polygon is not None]
    drawn_rows = np.array([at for at, _ in shapes], dtype=np.int32)
    polygons = np.array([shape for _, shape in shapes], dtype=object)
    return lay_out_coverage((tuple(told), number), build_drawn(drawn_rows, polygons), easting_m, northing_m)


def lay_out_coverage(
    told: tuple[Sequence[tuple[AreaRef, ...]], Ints], drawn: Drawn, easting_m: Floats, northing_m: Floats
) -> Coverage:
    """Index what rows cover: `told` are sets of areas, each narrowest first, and which of them each row names."""
    table: dict[AreaRef, int] = {}
    sets: dict[tuple[int, ...], int] = {}
    seen, nth = first_seen(told[1])
    named = [tuple(table.setdefault(area, len(table)) for area in told[0][number]) for number in seen.tolist()]
    of = np.array([sets.setdefault(areas, len(sets)) for areas in named], dtype=np.int32)
    set_of = of[nth]
    by_area = _rows_by_area(tuple(sets), set_of, len(table))
    return Coverage(
        areas=tuple(table),
        sets=tuple(sets),
        set_of=set_of,
        by_code={area.code: rows for area, rows in zip(table, by_area, strict=True) if area.kind != "polygon"},
        unknown=np.flatnonzero(set_of == sets.get((), -1)).astype(np.int32),
        drawn=drawn,
        by_cell=_cells(easting_m, northing_m),
        names={area.code: area.name for area in table},
        easting_m=easting_m,
        northing_m=northing_m,
    )


def first_seen(numbers: Ints) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """The numbers that occur, in order of first appearance, and for each entry which of these it is."""
    values, first, nth = np.unique(numbers, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(order.size, dtype=np.intp)
    place[order] = np.arange(order.size)
    return values[order], place[nth]


def _rows_by_area(sets: Sequence[tuple[int, ...]], set_of: Ints, count: int) -> list[Ints]:
    """The rows that name each of the areas, ascending."""
    sizes = np.array([len(areas) for areas in sets], dtype=np.intp)
    flat = np.array([area for areas in sets for area in areas], dtype=np.intp)
    each = sizes[set_of]
    starts = (np.cumsum(sizes) - sizes)[set_of]
    within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    area = flat[np.repeat(starts, each) + within]
    rows = np.repeat(np.arange(set_of.size, dtype=np.int32), each)[np.argsort(area, kind="stable")]
    return np.split(rows, np.cumsum(np.bincount(area, minlength=count))[:-1]) if count else []


def _refs(areas: Iterable[ServiceArea]) -> set[AreaRef]:
    return {area.area for area in areas}


def _cell(easting_m: float, northing_m: float) -> Square:
    return int(easting_m // CELL_M), int(northing_m // CELL_M)


def _cells(easting_m: Floats, northing_m: Floats) -> Squares:
    cells: dict[Square, list[int]] = {}
    for row in np.flatnonzero(~np.isnan(easting_m)):
        cells.setdefault(_cell(easting_m[row], northing_m[row]), []).append(int(row))
    return lay_out_squares(cells, np.int32)
