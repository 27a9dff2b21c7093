"""The real postcode table and names for tests: built once for each user and state of the sources, then only opened."""

import fcntl
import tempfile
from getpass import getuser
from hashlib import sha256
from pathlib import Path

import thrive_directory.geo
from thrive_directory.geo.postcode_source import package_version
from thrive_directory.geo.resolve import Places, build_places, open_places

BUNDLED_DATA = Path(__file__).parents[1] / "data"
GEO = Path(thrive_directory.geo.__file__).parent


def shared_postcode_folder() -> Path:
    """A data folder with the postcode table and the names, built (in about 5 s) when they are not there yet."""
    folder = Path(tempfile.gettempdir()) / f"thrive-places-{getuser()}-{_made_from()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_places(folder, BUNDLED_DATA)
    return folder


def _made_from() -> str:
    """Changes when the package, the files of ours that are built in, or the code that builds does."""
    digest = sha256(package_version().version.encode())
    ours = [GEO / f"{module}.py" for module in ("postcode_build", "squares", "gazetteer", "gazetteer_build")]
    for path in (BUNDLED_DATA / "areas.csv", BUNDLED_DATA / "places.yaml", *ours):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def shared_places() -> Places:
    """Places over the shared table."""
    return open_places(shared_postcode_folder(), BUNDLED_DATA)
