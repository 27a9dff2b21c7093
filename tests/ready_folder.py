"""A data folder that is ready to serve: the shared tables of places, and a catalogue of its own with the seed."""

from pathlib import Path

import pytest

from tests.places_fixture import shared_postcode_folder
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.settings import Settings


def settings_for(folder: Path) -> Settings:
    """The settings of a program that runs on this folder alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THRIVE_DATA_DIR", str(folder))
        patch.delenv("THRIVE_DATABASE_URL", raising=False)
        return Settings()


def ready_folder(folder: Path) -> Settings:
    """Set the folder up, with the tables of places linked from the shared ones, and give its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in ("postcodes", "names"):
        shared = shared_postcode_folder() / table
        if shared.exists() and not (folder / table).exists():
            (folder / table).symlink_to(shared)
    settings = settings_for(folder)
    ensure_ready(settings, lambda _step, _share: None)
    return settings
