"""The catalogue as lines of JSON: each exactly what `/services/{id}` gives, in order of id."""

from collections.abc import Iterator

from thrive_directory.index.snapshot import Snapshot

RUN_BYTES = 256 * 1024


def ndjson(snapshot: Snapshot) -> Iterator[bytes]:
    """A line a service, in runs of about 256 kB."""
    for run in snapshot.records.runs(RUN_BYTES):
        yield b"\n".join((*run, b""))


def ndjson_bytes(snapshot: Snapshot) -> int:
    """How long the export will be."""
    ends = snapshot.records.ends
    return int(ends[-1]) + len(ends) if len(ends) else 0
