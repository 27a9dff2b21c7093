"""What every benchmark starts from: places, vocabulary, a snapshot of made-up offers, and an app that serves it."""

import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import FastAPI

from benchmarks.synthetic import offers
from tests.places_fixture import shared_places, shared_postcode_folder
from tests.ready_folder import settings_for
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.catalogue.vocabulary import Vocabulary, load_vocabulary
from thrive_directory.geo.resolve import Places
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.settings import Settings, bundled


@dataclass(frozen=True, slots=True)
class Material:
    """The places of the real table and the product's own vocabulary."""

    places: Places
    vocabulary: Vocabulary


def material() -> Material:
    """Open it; the postcode table is built first where it is missing (5 s)."""
    return Material(shared_places(), load_vocabulary(bundled("data/vocabulary.yaml")))


def snapshot_of(count: int, given: Material, folder: Path) -> Snapshot:
    """A snapshot of so many made-up offers; the offers themselves are let go."""
    made = list(offers(count, given.places, given.vocabulary))
    snapshot = build_snapshot(1, made, given.vocabulary, folder=folder)
    del made
    gc.collect()
    return snapshot


@dataclass(frozen=True, slots=True)
class Fixed:
    """One snapshot that is always live."""

    live: Snapshot

    def refresh(self) -> None:
        """Nothing to do."""

    def follow(self, poll_s: float) -> None:
        """Nothing to follow."""

    def stop(self) -> None:
        """Nothing to stop."""


def app_of(snapshot: Snapshot, settings: Settings) -> FastAPI:
    """The product's own app over this snapshot, its log lines written nowhere."""
    parts = compose(settings)
    return create_app(replace(parts, snapshots=Fixed(snapshot), write_line=lambda _: None))


@contextmanager
def data_folder() -> Iterator[tuple[Path, Settings]]:
    """A data folder of its own with the shared tables of places, and its settings; removed at the end."""
    with tempfile.TemporaryDirectory(prefix="thrive-bench-") as name:
        folder = Path(name)
        for table in ("postcodes", "names"):
            (folder / table).symlink_to(shared_postcode_folder() / table)
        yield folder, settings_for(folder)
