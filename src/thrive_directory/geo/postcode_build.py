"""Builds the postcode table into a data folder, aside, and swaps it in. Reads no text that a person typed."""

from collections.abc import Callable, Iterable, Mapping
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

FORMAT = 3  # raised whenever a file below changes its meaning
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
    board_names: Mapping[str, str] | None = None,
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
            "register": register.version,
            "board_names": dict(board_names or {}),
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
        self.further: dict[str, list[NDArray[np.uint16]]] = {}
        self.further_codes: dict[str, dict[str, int]] = {}
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
        ended = source.codes.get("terminated")
        self.live.append(ended == "" if ended is not None else np.ones(len(outcode), np.bool_))
        for kind, codes in source.codes.items():
            self.further.setdefault(kind, []).append(self._further_index(kind, codes))
        self.rows += len(outcode)

    def _further_index(self, kind: str, codes: NDArray[np.str_]) -> NDArray[np.uint16]:
        known = self.further_codes.setdefault(kind, {"": 0})
        names, inverse = np.unique(codes, return_inverse=True)
        index = np.array([known.setdefault(name, len(known)) for name in names.tolist()])
        if len(known) > 65_535:
            raise DataFolderError(f"The postcode directory has too many codes of kind {kind}.")
        return index.astype(np.uint16)[inverse]

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
        further = {kind: np.concatenate(parts) for kind, parts in self.further.items()}
        for kind, column in further.items():
            np.save(folder / f"{kind}.npy", column)
        return {
            "further_codes": {kind: list(known) for kind, known in self.further_codes.items()},
            "icbs": self._boards_by_authority(area, further.get("icb")),
            "rows": self.rows,
            "codes": self.codes,
            "outcodes": self.outcodes,
            "centres": _centres(easting[located], northing[located], area[located], self.codes),
        }

    def _boards_by_authority(self, area: NDArray[np.uint16], icb: NDArray[np.uint16] | None) -> dict[str, list[str]]:
        """Codes of the integrated care boards that have postcodes of each authority."""
        if icb is None:
            return {}
        boards = list(self.further_codes["icb"])
        pairs = np.unique(np.stack([area, icb])[:, (area > 0) & (icb > 0)], axis=1).T.tolist()
        found: dict[str, list[str]] = {}
        for authority, board in pairs:
            found.setdefault(self.codes[authority], []).append(boards[board])
        return found


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
