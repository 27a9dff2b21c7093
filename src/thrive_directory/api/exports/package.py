"""The catalogue as Open Referral's tabular data package: a zip of CSV files with their description, streamed.

The records are read once; each table is written aside, on disk, and then into the zip, so that memory stays flat.
Cells are exactly the data: this is for programs, and the table for spreadsheets is another export."""

import csv
import io
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import orjson

from thrive_directory.api.exports.about import ATTRIBUTION, LICENCE, PROVENANCE, about_json, read_me
from thrive_directory.api.exports.lines import RUN_BYTES
from thrive_directory.api.exports.tabular import SHARED, TABLES, columns, rows_of, schema
from thrive_directory.index.snapshot import Snapshot

_CHUNK_BYTES = 256 * 1024
_Writers = dict[str, Any]


def package(snapshot: Snapshot, folder: Path | None = None) -> Iterator[bytes]:
    """The zip, as it grows. What is written aside goes to `folder`, in files without a name."""
    outlet = _Outlet()
    at = max(snapshot.changes.last_changed_at().timetuple()[:6], (1980, 1, 1, 0, 0, 0))  # a zip knows no earlier date
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, ExitStack() as stack:
        yield from _add(archive, outlet, "README.txt", at, io.BytesIO(read_me(snapshot).encode()))
        description = io.BytesIO(orjson.dumps(_description(snapshot), option=orjson.OPT_INDENT_2))
        yield from _add(archive, outlet, "datapackage.json", at, description)
        for name, file in _tables(snapshot, folder, stack).items():
            yield from _add(archive, outlet, f"{name}.csv", at, file)
    yield outlet.taken()


def _tables(snapshot: Snapshot, folder: Path | None, stack: ExitStack) -> dict[str, IO[bytes]]:
    """Every table as a file, written in one pass over the records."""
    files: dict[str, IO[bytes]] = {
        name: stack.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115  # the stack closes it
        for name in TABLES
    }
    texts = {name: io.TextIOWrapper(file, "utf-8", newline="") for name, file in files.items()}
    writers: _Writers = {
        name: csv.DictWriter(text, columns(name), extrasaction="ignore") for name, text in texts.items()
    }
    for writer in writers.values():
        writer.writeheader()
    about = about_json(snapshot)
    writers["tombstones"].writerows(about["tombstones"])
    writers["urgent_help"].writerows(about["urgent_help"])
    _write_records(snapshot, writers)
    for text in texts.values():
        text.detach().seek(0)
    return files


def _write_records(snapshot: Snapshot, writers: _Writers) -> None:
    told: dict[str, set[bytes]] = defaultdict(set)
    for run in snapshot.records.runs(RUN_BYTES):
        for record in run:
            for table, row in rows_of(orjson.loads(record)):
                if table in SHARED and _is_told(told[table], row["id"]):
                    continue
                writers[table].writerow(row)


def _is_told(told: set[bytes], row_id: str) -> bool:
    """Whether this id was there already. Ids are kept as their 16 bytes: a large catalogue has many."""
    short = bytes.fromhex(row_id.replace("-", ""))
    if short in told:
        return True
    told.add(short)
    return False


def _description(snapshot: Snapshot) -> dict[str, Any]:
    """The package's descriptor (Data Package v1, https://specs.frictionlessdata.io/tabular-data-package/)."""
    return {
        "profile": "tabular-data-package",
        "name": "thrive-directory",
        "title": "Local help for children and young people's mental health and wellbeing (HSDS 3.1)",
        "description": f"{LICENCE} {PROVENANCE} {ATTRIBUTION}",
        "version": str(snapshot.version),
        "created": snapshot.changes.last_changed_at().isoformat(),
        "licenses": [{"name": "other-at", "title": LICENCE}],
        "sources": [{"title": PROVENANCE}],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema(name),
            }
            for name in TABLES
        ],
    }


def _add(
    archive: zipfile.ZipFile, outlet: "_Outlet", name: str, at: tuple[int, ...], file: IO[bytes]
) -> Iterator[bytes]:
    entry = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]  # six numbers, as asked
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as target:
        while chunk := file.read(_CHUNK_BYTES):
            target.write(chunk)
            if (made := outlet.taken()) != b"":
                yield made
    yield outlet.taken()


class _Outlet(io.RawIOBase):
    """A file that is only written to; what was written is taken away and sent."""

    def __init__(self) -> None:
        self._made = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._made += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        made = bytes(self._made)
        self._made.clear()
        return made
