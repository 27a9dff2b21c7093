"""The real postcode table for tests: built once for each user, package version and table format, then only opened."""

import fcntl
import tempfile
from getpass import getuser
from pathlib import Path

from thrive_directory.geo.areas import load_areas
from thrive_directory.geo.postcode_build import FORMAT, build_postcode_table
from thrive_directory.geo.postcode_source import package_version
from thrive_directory.geo.postcode_table import has_postcode_table
from thrive_directory.geo.resolve import Places, open_places

BUNDLED_DATA = Path(__file__).parents[1] / "data"


def shared_postcode_folder() -> Path:
    """A data folder that holds the postcode table; builds it (about 3 s) when it is not there yet."""
    version = package_version().version
    folder = Path(tempfile.gettempdir()) / f"thrive-places-{getuser()}-{version}-{FORMAT}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not has_postcode_table(folder):
            build_postcode_table(folder, load_areas(BUNDLED_DATA / "areas.csv"))
    return folder


def shared_places() -> Places:
    """Places over the shared table."""
    return open_places(shared_postcode_folder(), BUNDLED_DATA)
