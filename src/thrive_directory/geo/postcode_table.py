"""The postcode table, opened from disk by mmap and shared by every process. Looks up; builds nothing, names nothing."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from thrive_directory.errors import DataFolderError
from thrive_directory.geo.areas import Area
from thrive_directory.geo.grid import distances_km
from thrive_directory.geo.neighbours import Neighbours, build_neighbours
from thrive_directory.geo.place import NATION_CODES, GridPoint
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.postcode_build import FORMAT, NO_POINT, middle
from thrive_directory.geo.squares import count_in, square_key
from thrive_directory.geo.swap import current_folder

_NO_POINT = int(NO_POINT)


@dataclass(frozen=True, slots=True)
class Located:
    """What the table holds of a postcode. `authority` "" and `grid` None where the directory gives none;
    `ended` is the year and month in which it went out of use, where a full directory says so."""

    authority: str
    grid: GridPoint | None
    icb: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """What the table holds of the postcodes of an outcode or sector: how many, postcodes by authority (most first), the
    median position of those that have one, and half the width of the box around it that holds nearly all."""

    postcodes: int
    authorities: tuple[tuple[str, int], ...]
    centre: GridPoint | None
    radius_km: float = 0.0
    icbs: tuple[str, ...] = ()


class PostcodeTable:
    """Postcodes in order: an outcode is a slice, an inward code 16 bits within it."""

    def __init__(self, folder: Path, meta: Mapping[str, Any]) -> None:
        self.meta = meta
        self.codes: list[str] = meta["codes"]
        self.outcodes: Mapping[str, list[int]] = meta["outcodes"]
        self._columns = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _COLUMNS}
        # A memoryview gives one item in 50 ns, a numpy memmap in 1 µs.
        views = {name: np.asarray(column).data for name, column in self._columns.items()}
        self._inward, self._area = views["inward"], views["area"]
        self._easting, self._northing = views["easting"], views["northing"]
        self._further_codes: Mapping[str, list[str]] = meta["further_codes"]
        self._further = {kind: np.load(folder / f"{kind}.npy", mmap_mode="r") for kind in self._further_codes}
        self._square_keys, self._square_counts = views["square_keys"], views["square_counts"]
        self._code_index = {code: index for index, code in enumerate(self.codes)}
        self._neighbours: Neighbours | None = None
        self.spread = lru_cache(4096)(self._spread)

    def row(self, outcode: str, inward: str) -> int | None:
        """Row of a postcode, or None. The two halves as `Postcode` holds them."""
        bounds = self.outcodes.get(outcode)
        if bounds is None or len(inward) != 3 or not inward.isascii():
            return None
        a, b, c = inward.encode()
        packed = a * 676 + b * 26 + c - 34_203  # 48 * 676 + 65 * 26 + 65
        at = bisect_left(self._inward, packed, bounds[0], bounds[1])
        return at if at < bounds[1] and self._inward[at] == packed else None

    def look_up(self, text: str) -> Located | None:
        """Authority and position of a postcode as most people spell it (case and spaces apart): the quick way in."""
        letters = text.upper().replace(" ", "")
        return self._at(self.row(letters[:-3], letters[-3:]))

    def locate(self, postcode: Postcode) -> Located | None:
        """Authority and position of a postcode, or None when it is not in the table."""
        return self._at(self.row(postcode.outcode, postcode.inward))

    def _at(self, row: int | None) -> Located | None:
        if row is None:
            return None
        easting = self._easting[row]
        grid = None if easting == _NO_POINT else GridPoint(easting, self._northing[row])
        authority = self.codes[self._area[row]]
        if not self._further:
            return Located(authority, grid)
        return Located(authority, grid, self._further_code("icb", row), self._further_code("terminated", row))

    def _further_code(self, kind: str, row: int) -> str:
        column = self._further.get(kind)
        return "" if column is None else self._further_codes[kind][int(column[row])]

    def further_codes(self, postcode: Postcode) -> dict[str, str]:
        """What a full postcode directory adds, where one was imported: icb, ward, lsoa, country, and the month in which
        the postcode was terminated."""
        row = self.row(postcode.outcode, postcode.inward)
        if row is None:
            return {}
        found = {kind: self._further_codes[kind][int(column[row])] for kind, column in self._further.items()}
        return {kind: code for kind, code in found.items() if code}

    def _spread(self, outcode: str, digit: str = "") -> Spread | None:
        """The spread of an outcode, or of one of its sectors; None when it holds no postcode. (Cached as `spread`.)"""
        bounds = self.outcodes.get(outcode)
        if bounds is None:
            return None
        rows = slice(*bounds)
        if digit:
            inward = self._columns["inward"][rows]
            first, last = np.searchsorted(inward, (int(digit) * 676, int(digit) * 676 + 676)).tolist()
            rows = slice(bounds[0] + first, bounds[0] + last)
        if rows.start == rows.stop:
            return None
        return self._summary(rows)

    def _summary(self, rows: slice) -> Spread:
        area, easting, northing = (np.asarray(self._columns[name][rows]) for name in ("area", "easting", "northing"))
        numbers, counts = np.unique(area[area > 0], return_counts=True)
        order = np.argsort(-counts, kind="stable")
        by_authority = tuple((self.codes[numbers[i]], int(counts[i])) for i in order)
        known = easting != NO_POINT
        if not known.any():
            return Spread(rows.stop - rows.start, by_authority, None, icbs=self._boards(rows))
        x, y, radius_km = middle(easting[known], northing[known])
        return Spread(rows.stop - rows.start, by_authority, GridPoint(x, y), radius_km, self._boards(rows))

    def _boards(self, rows: slice) -> tuple[str, ...]:
        if "icb" not in self._further:
            return ()
        found = np.unique(self._further["icb"][rows]).tolist()
        return tuple(self._further_codes["icb"][index] for index in found if index)

    def icbs(self, authority: str) -> tuple[str, ...]:
        """Integrated care boards with postcodes of the authority; empty unless a full directory was imported."""
        return tuple(self.meta["icbs"].get(authority, ()))

    def boards(self) -> list[Area]:
        """The integrated care boards of an imported full directory, as areas of England."""
        codes = [code for code in self._further_codes.get("icb", ()) if code.startswith("E")]
        names = self.meta["board_names"]
        return [Area(code, names.get(code, code), "icb", (NATION_CODES["England"],)) for code in codes]

    def nearest(self, grid: GridPoint, within_km: float) -> tuple[str, float] | None:
        """(authority, distance in km) of the nearest postcode, or None when there is none within the radius."""
        best: tuple[str, float] | None = None
        radius_m = within_km * 1000
        for start, end in self._outcode_rows_near(grid, radius_m):
            rows = slice(start, end)
            easting, northing = self._columns["easting"][rows], self._columns["northing"][rows]
            km = distances_km(grid, easting, northing)
            km[easting == NO_POINT] = np.inf
            at = int(np.argmin(km))
            if km[at] <= within_km and (best is None or km[at] < best[1]):
                best = (self.codes[self._area[start + at]], float(km[at]))
        return best

    def _outcode_rows_near(self, grid: GridPoint, radius_m: float) -> list[list[int]]:
        west, south, east, north = self._boxes()
        x, y = grid.easting_m, grid.northing_m
        near = (west - radius_m <= x) & (x <= east + radius_m) & (south - radius_m <= y) & (y <= north + radius_m)
        bounds = list(self.outcodes.values())
        return [bounds[index] for index in np.flatnonzero(near)]

    @lru_cache(1)  # noqa: B019 - one table lives as long as the process
    def _boxes(self) -> tuple[NDArray[np.float64], ...]:
        """West, south, east and north of every outcode, NaN where none of its postcodes has a position."""
        starts = np.array([start for start, _ in self.outcodes.values()])
        easting, northing = np.asarray(self._columns["easting"]), np.asarray(self._columns["northing"])
        big = np.int32(2**31 - 1)
        lowest = [np.minimum.reduceat(np.where(c == NO_POINT, big, c), starts) for c in (easting, northing)]
        highest = [np.maximum.reduceat(c, starts) for c in (easting, northing)]
        known = highest[0] != NO_POINT
        west, south, east, north = (np.where(known, edge, np.nan).astype(np.float64) for edge in (*lowest, *highest))
        return west, south, east, north

    def positions_m(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Easting and northing of every postcode that has them, in metres."""
        easting_m, northing_m = (np.asarray(self._columns[name]) for name in ("easting", "northing"))
        located = easting_m != _NO_POINT
        return easting_m[located], northing_m[located]

    def count_in_square(self, authority: str, side_km: int, east_km: int, north_km: int) -> int:
        """How many located postcodes the authority has in a square; see `squares`."""
        index = self._code_index.get(authority)
        if index is None:
            return 0
        return count_in(self._square_keys, self._square_counts, square_key(side_km, index, east_km, north_km))

    def neighbours(self, grid: GridPoint, travel_km: float) -> frozenset[str]:
        """Codes of the authorities that have postcodes within the distance; see `neighbours`."""
        if self._neighbours is None:
            self._neighbours = build_neighbours(np.asarray(self._columns["square_keys"]), self.codes)
        return self._neighbours.within(grid, travel_km)

    def centre(self, authority: str) -> GridPoint | None:
        """The authority's median postcode."""
        found = self.meta["centres"].get(authority)
        return GridPoint(found[0], found[1]) if found else None

    def travel_km(self, authority: str) -> float | None:
        """How far people of the authority usually go: half its postcodes lie nearer to its centre."""
        found = self.meta["centres"].get(authority)
        return float(found[2]) if found else None

    def radius_km(self, authority: str) -> float:
        """Half the width of the box around the centre that holds nearly all the authority's postcodes; 0 if unknown."""
        found = self.meta["centres"].get(authority)
        return float(found[3]) if found else 0.0


_COLUMNS = ("inward", "area", "easting", "northing", "square_keys", "square_counts")


def open_postcode_table(folder: Path) -> PostcodeTable:
    """The table in use in a data folder. Raises `DataFolderError` when there is none or it is of another format."""
    try:
        return _open_current(folder)
    except FileNotFoundError:  # a build swapped another in while we opened this one
        pass
    try:
        return _open_current(folder)
    except FileNotFoundError:
        raise DataFolderError("The postcode table is broken; build it again.") from None


def _open_current(folder: Path) -> PostcodeTable:
    current = current_folder(folder / "postcodes")
    if current is None:
        raise DataFolderError("The postcode table has not been built yet.")
    try:
        meta = orjson.loads((current / "meta.json").read_bytes())
        if meta["format"] != FORMAT:
            raise DataFolderError("The postcode table is of another version; build it again.")
        return PostcodeTable(current, meta)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError) as error:
        raise DataFolderError("The postcode table is broken; build it again.") from error


def has_postcode_table(folder: Path) -> bool:
    """Whether `open_postcode_table` would find a table of the right format."""
    try:
        open_postcode_table(folder)
    except DataFolderError:
        return False
    return True
