"""The catalogue as GeoJSON (RFC 7946): a feature an offer, at its points; null geometry where it has none."""

from collections.abc import Iterator
from typing import Any

import orjson

from thrive_directory.api.exports.about import about_json
from thrive_directory.api.exports.columns import Record, locations, row_of
from thrive_directory.api.exports.lines import RUN_BYTES
from thrive_directory.index.snapshot import Snapshot


def geojson(snapshot: Snapshot) -> Iterator[bytes]:
    """One FeatureCollection, what goes with it first."""
    head = orjson.dumps({"type": "FeatureCollection", **about_json(snapshot)})
    yield head[:-1] + b',"features":['
    separator = b"\n"
    for run in snapshot.records.runs(RUN_BYTES):
        yield separator + b",\n".join(orjson.dumps(_feature(orjson.loads(record))) for record in run)
        separator = b",\n"
    yield b"\n]}\n"


def _feature(record: Record) -> dict[str, Any]:
    known = {name: cell for name, cell in row_of(record).items() if cell is not None}
    return {"type": "Feature", "id": record["id"], "geometry": _geometry(record), "properties": known}


def _geometry(record: Record) -> dict[str, Any] | None:
    points = [[place["longitude"], place["latitude"]] for place in locations(record) if "longitude" in place]
    if not points:
        return None
    return (
        {"type": "Point", "coordinates": points[0]}
        if len(points) == 1
        else {
            "type": "MultiPoint",
            "coordinates": points,
        }
    )
