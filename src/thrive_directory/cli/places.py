"""`places` and `postcodes`: what the directory makes of a place, and the tables behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from thrive_directory.api.account import place_json
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import check_data_folder, ready_places
from thrive_directory.geo.areas import load_areas
from thrive_directory.geo.boundaries import import_boundaries
from thrive_directory.geo.institutions import import_practices, import_schools
from thrive_directory.geo.onspd import import_onspd
from thrive_directory.geo.open_names import import_open_names
from thrive_directory.geo.postcode_build import build_postcode_table
from thrive_directory.geo.resolve import Places, build_places
from thrive_directory.settings import Settings, bundled

WHOLE_DIRECTORY_ROWS = 2_000_000
"""A full ONS Postcode Directory has 2.7 million lines. With a part of one, most places could not be found."""
registers = typer.Typer(
    no_args_is_help=True, help="Other people's registers of places: names, outlines, practices, schools."
)
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
            least_rows=WHOLE_DIRECTORY_ROWS,
            progress=report,
        )
        build_places(folder, bundled("data"), progress=report)
    Console().print(f"Imported {version.name} {version.edition or version.version}.", highlight=False)


File = Annotated[Path, typer.Argument(help="The file as its publisher gives it.")]


@registers.command("names")
def import_names(file: File) -> None:
    """Take the settlements of OS Open Names: its zip, or a CSV of it."""
    settings = Settings()
    folder = settings.storage.data_dir
    check_data_folder(folder)
    with progress() as report:
        count = import_open_names(folder, file, report)
        build_places(folder, bundled("data"), progress=report)
    Console().print(f"Imported {count} settlements.", highlight=False)


@registers.command("practices")
def import_gp_practices(file: File) -> None:
    """Take the GP practices of NHS England's ODS file (epraccur)."""
    Console().print(f"Imported {_institutions(import_practices, file)} practices.", highlight=False)


@registers.command("schools")
def import_all_schools(file: File) -> None:
    """Take the schools of Get Information about Schools."""
    Console().print(f"Imported {_institutions(import_schools, file)} schools.", highlight=False)


@registers.command("outlines")
def import_outlines(file: File) -> None:
    """Take outlines of areas: GeoJSON of the Office for National Statistics."""
    settings = Settings()
    check_data_folder(settings.storage.data_dir)
    told = import_boundaries(settings.storage.data_dir, file, load_areas(bundled("data/areas.csv")))
    Console().print(f"Imported {told.kept} outlines, {told.mended} of them mended.", highlight=False)
    for code in told.unknown:
        Console().print(f"  no such area: {code}", highlight=False, markup=False)


def _institutions(take_in: Callable[[Path, Path, Places], int], file: Path) -> int:
    settings = Settings()
    folder = settings.storage.data_dir
    check_data_folder(folder)
    with progress() as report:
        places = ready_places(settings, report)
        return take_in(folder, file, places)
