"""`doctor`: what is installed, where the data is, how old it is, and what is missing. Changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from thrive_directory.api.version import VERSION
from thrive_directory.catalogue import queries
from thrive_directory.catalogue.session import engine_for, reading
from thrive_directory.catalogue.vocabulary import TAXONOMIES, load_vocabulary
from thrive_directory.cli.failing import CANNOT
from thrive_directory.errors import DirectoryError
from thrive_directory.geo.gazetteer_build import read_names
from thrive_directory.geo.postcode_table import open_postcode_table
from thrive_directory.search import kernel
from thrive_directory.settings import Settings, bundled

Row = tuple[str, str]


def doctor() -> None:
    """Show versions, ages and counts of everything the directory stands on. Exit code 1 when something is missing."""
    settings = Settings()
    table = Table(box=None, show_header=False)
    failed = False
    for part in (_program, _folder, _database, _postcodes, _names, _vocabulary):
        rows, is_well = _examined(part, settings)
        failed |= not is_well
        for name, value in rows:
            table.add_row(name, value)
    Console().print(table)
    if failed:
        raise typer.Exit(CANNOT)


def _examined(part: Callable[[Settings], Iterator[Row]], settings: Settings) -> tuple[list[Row], bool]:
    try:
        return list(part(settings)), True
    except DirectoryError as error:
        return [(part.__name__.strip("_"), f"[red]{error.message}[/red]")], False


def _program(_settings: Settings) -> Iterator[Row]:
    yield "program", f"thrive-directory {VERSION}"
    yield "search", "compiled" if kernel.LIBRARY else "not compiled: slower, and the same answers"


def _folder(settings: Settings) -> Iterator[Row]:
    yield "data folder", str(settings.storage.data_dir.resolve())


def _database(settings: Settings) -> Iterator[Row]:
    engine = engine_for(settings)
    yield "database", engine.url.render_as_string(hide_password=True)
    with reading(engine) as session:
        yield "catalogue version", str(queries.catalogue_version(session))
        yield "offers published", str(len(queries.published_identities(session)))
        yield "tombstones", str(len(queries.tombstones(session)))
        lines = queries.urgent_help(session)
    oldest = min((line.collected_on for line in lines), default=None)
    yield "urgent help", f"{len(lines)} lines" + (f", the oldest read on {oldest} ({_age(oldest)})" if oldest else "")


def _postcodes(settings: Settings) -> Iterator[Row]:
    meta = open_postcode_table(settings.storage.data_dir).meta
    edition = meta.get("edition") or meta["version"]
    yield "postcodes", f"{meta['rows']:,} from {meta['source']} {edition}, built {_built(meta)}"


def _names(settings: Settings) -> Iterator[Row]:
    about = read_names(settings.storage.data_dir)
    if about is None:
        yield "names of places", "[red]The names of places have not been built yet.[/red]"
    else:
        yield "names of places", f"{len(about['places']):,} from {about['source']}, built {_built(about)}"


def _vocabulary(_settings: Settings) -> Iterator[Row]:
    vocabulary = load_vocabulary(bundled("data/vocabulary.yaml"))
    yield "vocabularies", ", ".join(f"{len(vocabulary.codes(name))} {name}" for name in TAXONOMIES)


def _built(about: Mapping[str, Any]) -> str:
    day = datetime.fromisoformat(about["built_at"]).date()
    return f"{day} ({_age(day)})"


def _age(day: date) -> str:
    days = (datetime.now(UTC).date() - day).days
    return "today" if days <= 0 else f"{days} day{'s' if days > 1 else ''} ago"
