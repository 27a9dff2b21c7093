"""Builds the postcode table into a data folder, aside, and swaps it in. Reads no text that a person typed."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from thrive_directory.errors import DataFolderError
from thrive_directory.geo.areas import CROWN_DEPENDENCY_CODES, AreaRegister
from thrive_directory.geo.grid import irish_to_british
from thrive_directory.geo.postcode_source import PostcodeColumns, SourceVersion, package_columns, package_version
from thrive_directory.geo.squares import count_squares
from thrive_directory.geo.swap import swapped_in

FORMAT = 1  # raised whenever a file below changes its meaning
NO_POINT = np.int32(-(2**31))
Progress = Callable[[str, float], None]
_MIN_TRAVEL_KM, _MAX_TRAVEL_KM = 2.0, 20.0


def build_postcode_table(
    folder: Path,
    register: AreaRegister,
    *,
    include_northern_ireland: bool = True,
    progress: Progress = lambda _step, _share: None,
) -> None:
    """Build the table from the installed postcode package into `folder`. Raises `DataFolderError`."""
    write_postcode_table(
        folder,
        package_columns(),
        package_version(),
        register,
        include_northern_ireland=include_northern_ireland,
        progress=progress,
    )


def write_postcode_table(
    folder: Path,
    source: Iterable[tuple[PostcodeColumns, float]],
    version: SourceVersion,
    register: AreaRegister,
    *,
    include_northern_ireland: bool = True,
    progress: Progress = lambda _step, _share: None,
) -> None:
    """Build the table from any source whose postcodes come in order. Old authority codes become their successors'."""
    with swapped_in(folder / "postcodes") as aside:
        columns = _gather(source, register, include_northern_ireland=include_northern_ireland, progress=progress)
        progress("Counting postcodes by square", 0.95)
        meta = {
            "format": FORMAT,
            "source": version.name,
            "version": version.version,
            "edition": version.edition,
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "northern_ireland": include_northern_ireland,
            **columns.write(aside),
        }
        (aside / "meta.json").write_bytes(orjson.dumps(meta))
        progress("Postcode table ready", 1.0)


class _Columns:
    """The table's columns as they grow, a source chunk at a time."""

    def __init__(self) -> None:
        self.outcodes: dict[str, list[int]] = {}
        self.codes: list[str] = [""]
        self.chunks: list[tuple[NDArray[np.generic], ...]] = []
        self.live: list[NDArray[np.bool_]] = []
        self.rows = 0

    def add(self, source: PostcodeColumns, register: AreaRegister) -> None:
        outcode, inward = _split(source.postcode)
        names, starts = np.unique(outcode, return_index=True)
        order = np.argsort(starts)
        ends = [*starts[order][1:].tolist(), len(outcode)]
        for name, start, end in zip(names[order].tolist(), starts[order].tolist(), ends, strict=True):
            if name in self.outcodes:
                raise DataFolderError("The postcode directory is not in order.")
            self.outcodes[name] = [self.rows + start, self.rows + end]
        easting_m, northing_m = _british(source)
        self.chunks.append((inward, easting_m, northing_m, self._area_index(source.authority, register)))
        self.live.append(~source.terminated if source.terminated is not None else np.ones(len(outcode), np.bool_))
        self.rows += len(outcode)

    def _area_index(self, authority: NDArray[np.str_], register: AreaRegister) -> NDArray[np.uint16]:
        """Index into `codes`; 0 where there is no authority."""
        names, inverse = np.unique(authority, return_inverse=True)
        index = np.array([self._code_index(name, register) for name in names.tolist()], np.uint16)
        return index[inverse]

    def _code_index(self, code: str, register: AreaRegister) -> int:
        current = code if not code or code in CROWN_DEPENDENCY_CODES else register.resolve(code)[0]
        if current not in self.codes:
            self.codes.append(current)
        return self.codes.index(current)

    def write(self, folder: Path) -> dict[str, object]:
        """Save every column; returns what the table's description must say."""
        inward, easting, northing, area = (np.concatenate(parts) for parts in zip(*self.chunks, strict=True))
        for name, column in (("inward", inward), ("easting", easting), ("northing", northing), ("area", area)):
            np.save(folder / f"{name}.npy", column)
        located = easting != NO_POINT
        keys, counts = count_squares(
            *(column[located & np.concatenate(self.live)] for column in (easting, northing, area))
        )
        np.save(folder / "square_keys.npy", keys)
        np.save(folder / "square_counts.npy", counts)
        return {
            "rows": self.rows,
            "codes": self.codes,
            "outcodes": self.outcodes,
            "centres": _centres(easting[located], northing[located], area[located], self.codes),
        }


def _gather(
    source: Iterable[tuple[PostcodeColumns, float]],
    register: AreaRegister,
    *,
    include_northern_ireland: bool,
    progress: Progress,
) -> _Columns:
    columns = _Columns()
    for chunk, share in source:
        kept = chunk if include_northern_ireland else _without_northern_ireland(chunk)
        if len(kept.postcode):
            columns.add(kept, register)
        progress("Reading postcodes", 0.95 * share)
    if not columns.rows:
        raise DataFolderError("The postcode directory holds no postcodes.")
    return columns


def _without_northern_ireland(source: PostcodeColumns) -> PostcodeColumns:
    kept = ~np.char.startswith(source.postcode, "BT")
    return PostcodeColumns(
        source.postcode[kept],
        source.authority[kept],
        source.easting_m[kept],
        source.northing_m[kept],
        {name: codes[kept] for name, codes in source.codes.items()},
        source.terminated[kept] if source.terminated is not None else None,
    )


def _split(postcode: NDArray[np.str_]) -> tuple[NDArray[np.str_], NDArray[np.uint16]]:
    """Outcodes, and inward codes packed as digit * 676 + letter * 26 + letter, which fits 16 bits and keeps order."""
    letters = np.ascontiguousarray(postcode, "U7").view(np.uint32).reshape(-1, 7)
    inward = (letters[:, 4] - 48) * 676 + (letters[:, 5] - 65) * 26 + (letters[:, 6] - 65)
    outcode = np.char.rstrip(np.ascontiguousarray(letters[:, :4]).view("U4").ravel())
    return outcode, inward.astype(np.uint16)


def _british(source: PostcodeColumns) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Whole metres on the British grid; `NO_POINT` where the directory gives none."""
    easting_m, northing_m = source.easting_m.copy(), source.northing_m.copy()
    irish = np.char.startswith(source.authority, "N") & ~np.isnan(easting_m)
    if irish.any():
        easting_m[irish], northing_m[irish] = irish_to_british(easting_m[irish], northing_m[irish])
    known = ~np.isnan(easting_m) & ~np.isnan(northing_m)
    grid = np.full((2, len(known)), NO_POINT, np.int32)
    grid[0, known], grid[1, known] = np.rint(easting_m[known]), np.rint(northing_m[known])
    return grid[0], grid[1]


def _centres(
    easting: NDArray[np.int32], northing: NDArray[np.int32], area: NDArray[np.uint16], codes: list[str]
) -> dict[str, list[float]]:
    """By authority: easting and northing of its median postcode; the median distance from there in km, which stands for
    how far people of the authority usually go (docs/adr, ordinary travel); and the radius in km of `middle`."""
    centres: dict[str, list[float]] = {}
    order = np.argsort(area, kind="stable")
    bounds = np.searchsorted(area[order], np.arange(len(codes) + 1))
    for index, code in enumerate(codes):
        rows = order[bounds[index] : bounds[index + 1]]
        if code and len(rows):
            x, y, radius_km = middle(easting[rows], northing[rows])
            km = float(np.median(np.hypot(easting[rows] - x, northing[rows] - y))) / 1000
            centres[code] = [x, y, round(min(max(km, _MIN_TRAVEL_KM), _MAX_TRAVEL_KM), 2), radius_km]
    return centres


def middle(easting: NDArray[np.int32], northing: NDArray[np.int32]) -> tuple[float, float, float]:
    """Median easting and northing, and half the width in km of the square around them that holds 99% of the points: a
    few postcodes of large organisations are filed far from where their outcode is."""
    x, y = float(np.median(easting)), float(np.median(northing))
    reach_m = np.maximum(np.abs(easting - x), np.abs(northing - y))
    return x, y, round(float(np.quantile(reach_m, 0.99)) / 1000, 3)
