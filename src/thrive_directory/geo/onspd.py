"""Reads the full ONS Postcode Directory, as a CSV file or the zip it is published in. Any edition since 2018.

Columns are found by pattern, because their names carry a year: lad25cd was oslaua, icb23cd was icb. Licence: Open
Government Licence v3.0; Northern Ireland under Land & Property Services' own terms.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np

from thrive_directory.errors import SourceError
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.postcode_build import Progress, write_postcode_table
from thrive_directory.geo.postcode_source import PostcodeColumns, SourceVersion

_COLUMNS = {
    "postcode": r"pcd7?",
    "authority": r"lad\d\dcd|oslaua|laua",
    "easting": r"oseast1m|east1m",
    "northing": r"osnrth1m|north1m",
}
_FURTHER = {
    "icb": r"icb(\d\dcd)?",
    "ward": r"wd\d\dcd|osward",
    "lsoa": r"lsoa(21(cd)?|\d\dcd|11)",
    "country": r"ctry(\d\dcd)?",
    "terminated": r"doterm",
}
_TABLE_IN_ZIP = re.compile(r"(?:.*/)?Data/[A-Z]*NSPD_[^/]*_UK\.csv", re.IGNORECASE)
_EDITION = re.compile(r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[_ ]?(20\d\d)", re.IGNORECASE)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_NO_CODE = re.compile(r"[A-Z]?9{8}|")  # E99999999, L99999999: a pseudo-code for "none here"


def import_onspd(
    folder: Path,
    file: Path,
    register: AreaRegister,
    *,
    include_northern_ireland: bool = True,
    least_rows: int = 0,
    progress: Progress = lambda _step, _share: None,
) -> SourceVersion:
    """Replace the postcode table in `folder` by this directory's. Raises `SourceError`, also for a file of fewer than
    `least_rows` lines, which is a part of one; then the old table stays."""
    _refuse_a_part(file, least_rows)
    version = SourceVersion("ONS Postcode Directory", file.stem, _edition(file.stem))
    with _opened(file) as (lines, size, names):
        write_postcode_table(
            folder,
            _letters(lines, size),
            version,
            register,
            board_names=names,
            include_northern_ireland=include_northern_ireland,
            progress=progress,
        )
    return version


def _refuse_a_part(file: Path, least_rows: int) -> None:
    if not least_rows:
        return
    with _opened(file) as (lines, _, _names):
        rows = sum(1 for _line in islice(lines, least_rows + 1)) - 1
    if rows < least_rows:
        raise SourceError(f"{file.name} holds {rows:,} postcodes; a whole directory has more than {least_rows:,}.")


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Iterator[str], int, dict[str, str]]]:
    """(lines of the table, its size in characters, names of the integrated care boards)."""
    try:
        if file.suffix.lower() != ".zip":
            with file.open(encoding="utf-8-sig", newline="") as text:
                yield text, file.stat().st_size, {}
            return
        with ZipFile(file) as archive:
            member = next((name for name in archive.namelist() if _TABLE_IN_ZIP.fullmatch(name)), None)
            if member is None:
                raise SourceError("The zip holds no postcode directory (Data/ONSPD_…_UK.csv).")
            with archive.open(member) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
                yield text, archive.getinfo(member).file_size, _board_names(archive)
    except (OSError, BadZipFile, UnicodeDecodeError) as error:
        raise SourceError(f"The postcode directory {file.name} cannot be read.") from error


def _letters(lines: Iterator[str], size: int) -> Iterator[tuple[PostcodeColumns, float]]:
    """The table a first letter at a time, each in order of postcode, with the share read so far."""
    rows = csv.reader(lines)
    header = [name.strip().lower() for name in next(rows, [])]
    places = {name: _position(header, pattern) for name, pattern in {**_COLUMNS, **_FURTHER}.items()}
    missing = [name for name in _COLUMNS if places[name] is None]
    if missing:
        raise SourceError(f"The postcode directory has no column for {', '.join(missing)}.")
    wanted = {name: place for name, place in places.items() if place is not None}
    held: list[list[str]] = []
    done: set[str] = set()
    read = 0
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise SourceError(f"Line {number} of the postcode directory has {len(row)} columns, not {len(header)}.")
        read += sum(map(len, row)) + len(row)
        letter = row[wanted["postcode"]][:1]
        if held and letter != held[-1][0][:1]:
            done.add(held[-1][0][:1])
            if letter in done:
                raise SourceError("The postcode directory is not in order of postcode.")
            yield _as_columns(held, list(wanted)), min(read / size, 1.0)
            held = []
        held.append([row[place] for place in wanted.values()])
    if held:
        yield _as_columns(held, list(wanted)), 1.0


def _as_columns(rows: list[list[str]], names: Sequence[str]) -> PostcodeColumns:
    rows = sorted(rows, key=lambda row: _seven(row[0]))
    column = dict(zip(names, zip(*rows, strict=True), strict=True))
    further = {name: np.array([_code(name, value) for value in column[name]]) for name in _FURTHER if name in column}
    return PostcodeColumns(
        postcode=np.array([_seven(value) for value in column["postcode"]], "U7"),
        authority=np.array([_authority(value) for value in column["authority"]], "U9"),
        easting_m=np.array([float(value or "nan") for value in column["easting"]]),
        northing_m=np.array([float(value or "nan") for value in column["northing"]]),
        codes=further,
    )


def _seven(postcode: str) -> str:
    """The 7-character form: outcode padded to four, then the inward code."""
    letters = postcode.replace(" ", "").upper()
    return f"{letters[:-3]:<4}{letters[-3:]}"


def _authority(code: str) -> str:
    """The crown dependencies keep their pseudo-codes, which say where they are."""
    return code if code in {"L99999999", "M99999999"} or not _NO_CODE.fullmatch(code) else ""


def _code(kind: str, value: str) -> str:
    if kind == "terminated":
        return f"{value[:4]}-{value[4:6]}" if len(value) == 6 else ""
    if kind == "icb" and not value.startswith("E"):
        return ""  # the other nations' health boards stand in the same column
    return "" if _NO_CODE.fullmatch(value) else value


def _position(header: Sequence[str], pattern: str) -> int | None:
    return next((at for at, name in enumerate(header) if re.fullmatch(pattern, name)), None)


def _board_names(archive: ZipFile) -> dict[str, str]:
    """Code to name of each integrated care board, from the zip's documents; empty when they are not there."""
    for member in archive.namelist():
        if not re.search(r"(?:^|/)(?:ICB|Integrated Care Board)[^/]*\.csv$", member, re.IGNORECASE):
            continue
        with archive.open(member) as raw:
            rows = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
            return dict(_named_codes(rows))
    return {}


def _named_codes(rows: "csv.DictReader[str]") -> Iterator[tuple[str, str]]:
    header = [name.lower() for name in rows.fieldnames or []]
    code, name = _position(header, r"icb\d\dcd"), _position(header, r"icb\d\dnm")
    if code is None or name is None or rows.fieldnames is None:
        return
    for row in rows:
        yield row[rows.fieldnames[code]], row[rows.fieldnames[name]]


def _edition(stem: str) -> str | None:
    """Year and month in a file name such as ONSPD_NOV_2025."""
    match = _EDITION.search(stem)
    return f"{match[2]}-{_MONTHS.index(match[1].upper()) + 1:02}" if match else None
