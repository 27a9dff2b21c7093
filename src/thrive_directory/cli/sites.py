"""`sites`: the websites whose openings of the finder are counted. A key counts, and grants nothing."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from thrive_directory.catalogue.session import reading, writing
from thrive_directory.catalogue.sites import add_site, all_sites, remove_site
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.settings import Settings

sites = typer.Typer(no_args_is_help=True, help="Websites that show the finder, and whose openings of it are counted.")


@sites.command()
def add(name: Annotated[str, typer.Argument(help="What you call the site, such as “Oak School”.")]) -> None:
    """Give a site its key. It counts from the next minute on; a key is no secret and opens nothing."""
    with progress() as report:
        engine = ensure_ready(Settings(), report)
    with writing(engine) as session:
        key = add_site(session, name, datetime.now(UTC).date()).key
    _console().print(f'{key}\nFor the page: <thrive-finder site="{key}">, or ?site={key} in the address of a frame.')


@sites.command("list")
def list_sites() -> None:
    """Every site with its key and the day it was added."""
    with progress() as report:
        engine = ensure_ready(Settings(), report)
    with reading(engine) as session:
        for site in all_sites(session):
            _console().print(f"{site.key}  {site.added_on}  {site.name}")


@sites.command()
def remove(key: Annotated[str, typer.Argument(help="The key, as `sites list` shows it.")]) -> None:
    """Count a site no longer. The finder on it goes on working, and what was counted stays."""
    with progress() as report:
        engine = ensure_ready(Settings(), report)
    with writing(engine) as session:
        remove_site(session, key)
    _console().print("Removed. Its openings are counted no longer.")


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)
