"""`import`, `withdraw` and `index`: what changes the catalogue, and what compiles it."""

import time
from typing import Annotated

import typer
from rich.console import Console

from thrive_directory.api.main import compose
from thrive_directory.catalogue.ingest import ImportReport
from thrive_directory.catalogue.session import writing
from thrive_directory.catalogue.withdraw import withdraw as withdraw_service
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready, import_seed, prepare
from thrive_directory.settings import Settings

imports = typer.Typer(no_args_is_help=True, help="Take a source into the catalogue.")
index = typer.Typer(no_args_is_help=True, help="The read index.")


@imports.command()
def seed() -> None:
    """Take in the seed that ships with the program. Doing it again changes nothing."""
    settings = Settings()
    with progress() as report:
        told = import_seed(*prepare(settings, report), report)
    _show(told)


def _show(report: ImportReport) -> None:
    console = Console()
    console.print(
        f"{report.source}: {report.read} read, {report.new} new, {report.changed} changed, "
        f"{report.unchanged} unchanged, {len(report.held)} held back; catalogue version {report.catalogue_version}",
        highlight=False,
    )
    for record, why in report.held:
        console.print(f"  held: {record}: {why}", highlight=False, markup=False)
    for problem in (*report.rejected, *report.refused):
        console.print(f"  refused: {problem.message}", highlight=False, markup=False)
    for kind, count in sorted(report.repaired.items()):
        console.print(f"  repaired: {count} × {kind}", highlight=False, markup=False)
    for record in report.missing:
        console.print(f"  no longer told of: {record}", highlight=False, markup=False)


def withdraw(
    service_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the service.")],
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    replaced_by: Annotated[str | None, typer.Option(help="Id of the service to use instead.")] = None,
    by: Annotated[str, typer.Option(help="Who decided.")] = "steward",
) -> None:
    """Take an offer out of every answer at once, for good; it leaves a tombstone. Running servers follow."""
    settings = Settings()
    with progress() as report:
        engine = ensure_ready(settings, report)
    with writing(engine) as session:
        version = withdraw_service(session, service_id, reason, by, replaced_by)
    Console().print(f"Withdrawn. Catalogue version {version}.", highlight=False)


@index.command()
def build() -> None:
    """Compile the catalogue as a server would, and say how large it is and how long that took."""
    settings = Settings()
    with progress() as report:
        parts = compose(settings, ensure_ready(settings, report))
        report("Compiling the catalogue", 0.0)
        start = time.perf_counter()
        parts.snapshots.refresh()
        duration_s = time.perf_counter() - start
    live = parts.snapshots.live
    Console().print(
        f"Version {live.version}: {len(live.offer_ids)} offers, {len(live.columns)} rows, {duration_s:.2f} s",
        highlight=False,
    )
