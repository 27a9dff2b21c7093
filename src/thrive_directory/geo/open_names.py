"""Reads OS Open Names, as its CSV zip or one CSV of it, for settlements that GeoNames lacks (Wythenshawe, Haringey).

Columns by position, as in the product's header file: 2 and 4 name and other name, 6 and 7 type and local type, 8 and 9
easting and northing. Licence: Open Government Licence v3.0, "Contains OS data © Crown copyright and database right".
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import orjson

from thrive_directory.errors import SourceError
from thrive_directory.geo.grid import to_point
from thrive_directory.geo.place import GridPoint
from thrive_directory.geo.postcode_build import Progress
from thrive_directory.geo.swap import swapped_in

# The product gives no populations; these only put a city before a hamlet of the same name.
_TYPICAL_PEOPLE = {"City": 150_000, "Town": 15_000, "Suburban Area": 6_000, "Village": 800, "Hamlet": 500}
_COLUMNS = 10


def import_open_names(folder: Path, file: Path, progress: Progress = lambda _step, _share: None) -> int:
    """Keep the settlements of OS Open Names in `folder`; returns how many. The names must then be built again.

    Raises `SourceError` when the file cannot be read or holds no settlement."""
    settlements = [row for lines in _files(file, progress) for row in _settlements(lines)]
    if not settlements:
        raise SourceError(f"{file.name} holds no settlements of OS Open Names.")
    about = {
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": file.stem,
        "settlements": settlements,
    }
    with swapped_in(folder / "open_names") as aside:
        (aside / "settlements.json").write_bytes(orjson.dumps(about))
    return len(settlements)


def _files(file: Path, progress: Progress) -> Iterator[io.TextIOBase]:
    try:
        if file.suffix.lower() != ".zip":
            with file.open(encoding="utf-8-sig", newline="") as text:
                yield text
            return
        with ZipFile(file) as archive:
            members = [
                name for name in archive.namelist() if name.lower().endswith(".csv") and "header" not in name.lower()
            ]
            for number, member in enumerate(members, start=1):
                with archive.open(member) as raw:
                    yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                progress("Reading OS Open Names", number / len(members))
    except (OSError, BadZipFile, UnicodeDecodeError) as error:
        raise SourceError(f"{file.name} cannot be read.") from error


def _settlements(lines: io.TextIOBase) -> Iterator[tuple[str, float, float, int, list[str]]]:
    """(name, lon, lat, people, other names) of each populated place."""
    for row in csv.reader(lines):
        if len(row) < _COLUMNS or row[6] != "populatedPlace":
            continue
        people = _TYPICAL_PEOPLE.get(row[7])
        if people is None:
            continue
        point = to_point(GridPoint(float(row[8]), float(row[9])))
        yield row[2], point.lon, point.lat, people, [row[4]] if row[4] else []
