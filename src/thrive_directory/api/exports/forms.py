"""The forms in which the whole catalogue can be had. Names them; the other modules here make them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from thrive_directory.api.exports.about import about_json
from thrive_directory.api.exports.lines import ndjson
from thrive_directory.api.exports.map import geojson
from thrive_directory.api.exports.package import package
from thrive_directory.api.exports.table import table
from thrive_directory.index.snapshot import Snapshot

FormName = Literal["ndjson", "csv", "geojson", "zip"]


class Form(NamedTuple):
    """One form: its media type, what is in it, and how it is made, a piece at a time.

    `pieces` takes the snapshot and the folder for what must be written aside; None is the system's."""

    media_type: str
    about: str
    pieces: Callable[[Snapshot, Path | None], Iterator[bytes]]


def _in_memory(make: Callable[[Snapshot], Iterator[bytes]]) -> Callable[[Snapshot, Path | None], Iterator[bytes]]:
    return lambda snapshot, _folder: make(snapshot)


FORMS: dict[FormName, Form] = {
    "ndjson": Form("application/x-ndjson", "One service a line, each as /services/{id} gives it.", _in_memory(ndjson)),
    "csv": Form(
        "text/csv; charset=utf-8; header=present", "A table for a spreadsheet: a row an offer.", _in_memory(table)
    ),
    "geojson": Form("application/geo+json", "A feature an offer, for a map.", _in_memory(geojson)),
    "zip": Form("application/zip", "Open Referral's tables (HSDS 3.1) as a tabular data package.", package),
}
FORM_NAMES: tuple[FormName, ...] = get_args(FormName)


def path_of(name: FormName) -> str:
    """Where a form is served."""
    return f"/exports/services.{name}"


def about_exports(snapshot: Snapshot) -> dict[str, Any]:
    """Everything to be known about the exports, with where each is."""
    files = [
        {"format": name, "url": path_of(name), "media_type": form.media_type, "about": form.about}
        for name, form in FORMS.items()
    ]
    return {**about_json(snapshot), "files": files}
