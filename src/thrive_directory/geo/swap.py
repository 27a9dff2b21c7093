"""Folders that are built aside and then swapped in. A stopped build changes nothing that is in use.

`home/<stamp>/` holds one complete build and `home/current` the name of the one in use, so the swap is one atomic rename
of a small file. Builds that are not in use are swept away by the next one.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from thrive_directory.errors import DataFolderError


@contextmanager
def swapped_in(home: Path) -> Iterator[Path]:
    """A fresh folder to build in, made current if the block ends well. One build at a time; others wait.

    Raises `DataFolderError` when the folder cannot be written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with (home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            aside = home / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
            aside.mkdir()
            yield aside
            pointer = home / "current.new"
            pointer.write_text(aside.name)
            pointer.replace(home / "current")
            _sweep(home, keep=aside.name)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "unknown reason"
        raise DataFolderError(f"The data folder's {home.name} cannot be written: {reason}.") from error


def current_folder(home: Path) -> Path | None:
    """The build in use, or None when there is none yet."""
    try:
        return home / (home / "current").read_text().strip()
    except FileNotFoundError:
        return None


def _sweep(home: Path, keep: str) -> None:
    """Drop older and half-built folders. A process that has one mapped keeps it until it closes it."""
    for old in home.iterdir():
        if old.is_dir() and old.name != keep:
            shutil.rmtree(old, ignore_errors=True)
