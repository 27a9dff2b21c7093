"""Which editions of the place data are in a data folder, and how old they are, for `doctor`. Reads; changes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgpack
import orjson

from thrive_directory.geo.gazetteer_build import read_names
from thrive_directory.geo.swap import current_folder


@dataclass(frozen=True, slots=True)
class DataVersion:
    """One data set: what it is, its version, the month of its edition if known, and when it was built here. `age_days`
    counts from its edition, or from when it was built where that is not known."""

    name: str
    version: str
    edition: str | None
    built_at: datetime
    age_days: int


def versions(data_folder: Path, today: date | None = None) -> list[DataVersion]:
    """Every data set about places that is in the folder; none for what has not been built or imported."""
    return [_version(name, about, today or datetime.now(UTC).date()) for name, about in _described(data_folder)]


def _described(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    postcodes = current_folder(folder / "postcodes")
    if postcodes is not None and (postcodes / "meta.json").is_file():
        yield "Postcodes", orjson.loads((postcodes / "meta.json").read_bytes())
    names = read_names(folder)
    if names is not None:
        yield "Names of places", names
    for name, home, file in _JSON_SETS:
        current = current_folder(folder / home)
        if current is not None:
            yield name, orjson.loads((current / file).read_bytes())
    outlines = current_folder(folder / "boundaries")
    if outlines is not None:
        yield "Boundaries", msgpack.unpackb((outlines / "outlines.msgpack").read_bytes())


_JSON_SETS = (
    ("OS Open Names", "open_names", "settlements.json"),
    ("GP practices", "practices", "practices.json"),
    ("Schools", "schools", "schools.json"),
)


def _version(name: str, about: Mapping[str, Any], today: date) -> DataVersion:
    built_at = datetime.fromisoformat(about["built_at"])
    edition = about.get("edition")
    since = date.fromisoformat(f"{edition}-01") if edition else built_at.date()
    source = f"{about['source']} {about['version']}" if "source" in about else str(about["version"])
    return DataVersion(name, source, edition, built_at, (today - since).days)
