"""GP practices and schools from their official registers: code to name, postcode and areas. Keeps who is open now.

Practices: NHS England's ODS file of GP practices (epraccur.csv; no header). Schools: the Department for Education's Get
Information about Schools (edubasealldata….csv). Both under the Open Government Licence v3.0.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile

import orjson

from thrive_directory.errors import SourceError, UnknownPlace
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.resolve import Places
from thrive_directory.geo.swap import current_folder, swapped_in

InstitutionKind = Literal["practices", "schools"]
_PRACTICE_COLUMNS = 26
_GP_PRACTICE = "4"  # prescribing setting, the last column but one that matters
_SCHOOL_COLUMNS = ("URN", "EstablishmentName", "EstablishmentStatus (name)", "Postcode")


@dataclass(frozen=True, slots=True)
class Institution:
    """A practice by its ODS code or a school by its URN. `areas` are the codes of every area that holds it."""

    code: str
    name: str
    postcode: str
    areas: frozenset[str]


def import_practices(folder: Path, file: Path, places: Places) -> int:
    """Keep the open GP practices of an ODS file; returns how many. Raises `SourceError`."""
    return _keep(folder, "practices", file, _located(_practices(file), places))


def import_schools(folder: Path, file: Path, places: Places) -> int:
    """Keep the open schools of a GIAS file; returns how many. Raises `SourceError`."""
    return _keep(folder, "schools", file, _located(_schools(file), places))


def open_institutions(folder: Path, kind: InstitutionKind) -> Mapping[str, Institution]:
    """Every practice or school by its code; empty when no register was imported."""
    current = current_folder(folder / kind)
    if current is None:
        return {}
    rows = orjson.loads((current / f"{kind}.json").read_bytes())["rows"]
    return {code: Institution(code, name, postcode, frozenset(areas)) for code, name, postcode, areas in rows}


def _practices(file: Path) -> Iterator[tuple[str, str, str]]:
    with _text(file, "utf-8-sig") as lines:
        for row in csv.reader(lines):
            if len(row) < _PRACTICE_COLUMNS:
                raise SourceError(f"{file.name} is not the ODS file of GP practices: it has too few columns.")
            if row[12] == "A" and row[25] == _GP_PRACTICE:
                yield row[0], row[1], row[9]


def _schools(file: Path) -> Iterator[tuple[str, str, str]]:
    with _text(file, "cp1252") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in _SCHOOL_COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise SourceError(f"{file.name} has no column {', '.join(missing)}.")
        for row in rows:
            if row["EstablishmentStatus (name)"].startswith("Open"):
                yield row["URN"], row["EstablishmentName"], row["Postcode"]


def _located(rows: Iterator[tuple[str, str, str]], places: Places) -> Iterator[tuple[str, str, str, list[str]]]:
    """Rows with the areas of their postcode; none for a postcode that is not in the table."""
    for code, name, text in rows:
        try:
            postcode = Postcode.parse(text)
            place = places.postcode(postcode)
        except UnknownPlace:
            yield code, name, "", []
            continue
        yield code, name, str(postcode), sorted(place.covering) if place else []


def _keep(folder: Path, kind: InstitutionKind, file: Path, rows: Iterator[tuple[str, str, str, list[str]]]) -> int:
    kept = sorted(rows)
    if not kept:
        raise SourceError(f"{file.name} holds no open {kind}.")
    about = {"built_at": datetime.now(UTC).isoformat(timespec="seconds"), "version": file.stem, "rows": kept}
    with swapped_in(folder / kind) as aside:
        (aside / f"{kind}.json").write_bytes(orjson.dumps(about))
    return len(kept)


def _text(file: Path, encoding: str) -> io.TextIOWrapper:
    """The CSV, by itself or as the only one in a zip, decoded as its publisher writes it."""
    try:
        if file.suffix.lower() != ".zip":
            return file.open(encoding=encoding, errors="replace", newline="")
        with ZipFile(file) as archive:
            member = next(name for name in archive.namelist() if name.lower().endswith(".csv"))
            held = io.BytesIO(archive.read(member))
        return io.TextIOWrapper(held, encoding=encoding, errors="replace", newline="")
    except (OSError, BadZipFile, StopIteration) as error:
        raise SourceError(f"{file.name} cannot be read.") from error
