"""`places` and `postcodes`: what the directory makes of a place, and the tables behind it."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from thrive_directory.api.account import place_json
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import check_data_folder, ready_places
from thrive_directory.geo.areas import load_areas
from thrive_directory.geo.onspd import import_onspd
from thrive_directory.geo.postcode_build import build_postcode_table
from thrive_directory.geo.resolve import build_places
from thrive_directory.settings import Settings, bundled

postcodes = typer.Typer(no_args_is_help=True, help="The table of postcodes.")


def places(
    text: Annotated[str, typer.Argument(help="Postcode or half of one, town, area or its code, or lon,lat.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Say which place a text names, as a search would understand it."""
    settings = Settings()
    check_data_folder(settings.storage.data_dir)
    with progress() as report:
        place = ready_places(settings, report).resolve(text, "text")
    if as_json:
        typer.echo(orjson.dumps(place_json(place)))
        return
    area = f"{place.area.name} ({place.area.code})" if place.area else "no area"
    lines = [f"{place.label} · {place.kind} · {area} · {place.nation or 'no nation'}", f"token {place.token}"]
    if place.point:
        lines.append(f"lon {place.point.lon:.5f}, lat {place.point.lat:.5f}")
    for line in (*lines, *place.notes):
        Console().print(line, highlight=False, markup=False)


@postcodes.command()
def build() -> None:
    """Build the table of postcodes again, from the installed package."""
    settings = Settings()
    folder = settings.storage.data_dir
    check_data_folder(folder)
    with progress() as report:
        build_postcode_table(
            folder,
            load_areas(bundled("data/areas.csv")),
            include_northern_ireland=settings.storage.northern_ireland_postcodes,
            progress=report,
        )
        build_places(folder, bundled("data"), progress=report)
    Console().print("The table of postcodes is ready.")


@postcodes.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The ONS Postcode Directory: its zip, or the CSV in it.")],
) -> None:
    """Take postcodes from a full ONS Postcode Directory. The old table serves until the new one is whole."""
    settings = Settings()
    folder = settings.storage.data_dir
    check_data_folder(folder)
    with progress() as report:
        version = import_onspd(
            folder,
            file,
            load_areas(bundled("data/areas.csv")),
            include_northern_ireland=settings.storage.northern_ireland_postcodes,
            progress=report,
        )
        build_places(folder, bundled("data"), progress=report)
    Console().print(f"Imported {version.name} {version.edition or version.version}.", highlight=False)
