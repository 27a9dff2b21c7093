"""`reports`: what people say is wrong with offers, for a steward to put right and close."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from thrive_directory.catalogue.reports import close_report, forget_reports, open_reports
from thrive_directory.catalogue.session import reading, writing
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.settings import Settings

reports = typer.Typer(no_args_is_help=True, help="What people report to be wrong with offers.")


@reports.command("list")
def list_reports() -> None:
    """Every open report, oldest first: its id, its day, the offer, what is wrong, and the line if there is one.

    Reports are deleted when they are closed, or after 90 days."""
    settings = Settings()
    today = datetime.now(UTC).date()
    with progress() as report:
        engine = ensure_ready(settings, report)
    with writing(engine) as session:
        forget_reports(session, today)
    with reading(engine) as session:
        found = open_reports(session, today)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for each in found:
        console.print(f"{each.id}  {each.reported_on}  {each.kind}")
        console.print(f"    {each.service_name or 'an offer that is gone'}  {each.service_id}")
        if each.line:
            console.print(f"    “{each.line}”")
    console.print(f"{len(found)} open")


@reports.command()
def close(
    report_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the report, as `reports list` shows it.")],
) -> None:
    """Delete a report that has been dealt with."""
    settings = Settings()
    with progress() as report:
        engine = ensure_ready(settings, report)
    with writing(engine) as session:
        close_report(session, report_id)
    Console().print("Closed and deleted.", highlight=False)
