"""Outlines of coded areas, imported from ONS boundary GeoJSON. For maps: coverage goes by code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgpack
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from thrive_directory.errors import BadGeometry, BadRecord, SourceError
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.grid import grid_to_degrees
from thrive_directory.geo.polygons import mend
from thrive_directory.geo.swap import current_folder, swapped_in

_CODE_FIELD = re.compile(r"[A-Z]{2,6}\d\dCD", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportedBoundaries:
    """How many outlines were kept and mended, and the codes of areas that the register does not know."""

    kept: int
    mended: int
    unknown: tuple[str, ...]


def import_boundaries(folder: Path, file: Path, register: AreaRegister) -> ImportedBoundaries:
    """Add the file's outlines to those already imported. Metres on the National Grid are turned into degrees.

    Raises `SourceError` that lists every outline at fault; then nothing is imported."""
    outlines = {code: outline.wkb for code, outline in open_boundaries(folder).items()}
    unknown: list[str] = []
    problems: list[BadRecord] = []
    kept = mended = 0
    for number, feature in enumerate(_features(file), start=1):
        code = _code(feature)
        if code is None or code not in register.areas:
            unknown.append(code or f"feature {number}")
            continue
        try:
            outline, note = mend(_in_degrees(feature))
        except BadGeometry as error:
            problems.append(BadRecord(code, "geometry", error.message))
            continue
        outlines[code] = outline.wkb
        kept, mended = kept + 1, mended + bool(note)
    if problems:
        raise SourceError("The boundaries were not imported.", problems)
    about = {"built_at": datetime.now(UTC).isoformat(timespec="seconds"), "version": file.stem, "outlines": outlines}
    with swapped_in(folder / "boundaries") as aside:
        (aside / "outlines.msgpack").write_bytes(msgpack.packb(about))
    return ImportedBoundaries(kept, mended, tuple(unknown))


def open_boundaries(folder: Path) -> Mapping[str, BaseGeometry]:
    """Code to outline of every area that has one; empty when none were imported."""
    current = current_folder(folder / "boundaries")
    if current is None:
        return {}
    stored = msgpack.unpackb((current / "outlines.msgpack").read_bytes())
    return {code: shapely.from_wkb(wkb) for code, wkb in stored["outlines"].items()}


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        collection = orjson.loads(file.read_bytes())
        features = collection["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{file.name} is not a GeoJSON feature collection.") from error
    return [feature for feature in features if isinstance(feature, dict)]


def _code(feature: Mapping[str, Any]) -> str | None:
    """The area's code: ONS names the property by kind and year, as LAD24CD."""
    properties = feature.get("properties") or {}
    return next((str(value) for name, value in properties.items() if _CODE_FIELD.fullmatch(name)), None)


def _in_degrees(feature: Mapping[str, Any]) -> BaseGeometry:
    try:
        shape = shapely.from_geojson(orjson.dumps(feature["geometry"]))
    except (shapely.GEOSException, TypeError, KeyError):
        raise BadGeometry("not a GeoJSON geometry") from None
    if shape.is_empty:
        raise BadGeometry("empty")
    return grid_to_degrees(shape) if shape.bounds[2] > 180 else shape
