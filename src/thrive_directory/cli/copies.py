"""`export` and `changes`: the whole catalogue as a file, and the feed that keeps copies of it in step."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from thrive_directory.api.exports.forms import FORM_NAMES, FORMS, FormName
from thrive_directory.api.main import compose
from thrive_directory.catalogue.publication import restart_feed
from thrive_directory.catalogue.session import writing
from thrive_directory.catalogue.write import bump_version
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.errors import BadParameter, DataFolderError
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.settings import Settings

changes = typer.Typer(no_args_is_help=True, help="The feed of changes.")


def export(
    format: Annotated[str, typer.Option(help="ndjson, csv, geojson or zip.")] = "ndjson",  # noqa: A002
    output: Annotated[Path | None, typer.Option(help="The file to write; standard output when left out.")] = None,
) -> None:
    """Write every published offer to a file, exactly as the API's /exports gives it."""
    name = next((each for each in FORM_NAMES if each == format), None)
    if name is None:
        raise BadParameter("format", "format must be ndjson, csv, geojson or zip", FORM_NAMES)
    settings = Settings()
    with progress() as report:
        parts = compose(settings, ensure_ready(settings, report))
        report("Compiling the catalogue", 0.0)
        parts.snapshots.refresh()
    live = parts.snapshots.live
    write_export(live, name, output, settings.storage.data_dir)
    print(f"{len(live.offer_ids)} offers, catalogue version {live.version}", file=sys.stderr)  # noqa: T201


def write_export(snapshot: Snapshot, name: FormName, output: Path | None, folder: Path | None) -> None:
    """Write one form of the catalogue. A file is there whole or not at all. Raises `DataFolderError`."""
    with _target(output) as file:
        for piece in FORMS[name].pieces(snapshot, folder):
            file.write(piece)


@contextmanager
def _target(output: Path | None) -> Iterator[IO[bytes]]:
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(output)
    except OSError as error:
        raise DataFolderError(f"{output} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)


@changes.command()
def restart() -> None:
    """Make every reader of the feed start again from a full export. Do this after a backup has been restored."""
    settings = Settings()
    with progress() as report:
        engine = ensure_ready(settings, report)
    with writing(engine) as session:
        restart_feed(session)
        bump_version(session)  # so that running servers look again
    print("Every cursor given out so far is too old now.", file=sys.stderr)  # noqa: T201
