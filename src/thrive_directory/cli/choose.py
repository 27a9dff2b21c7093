"""`compare` and `while-you-wait` from the terminal, by the same way as over HTTP."""

import sys
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from thrive_directory.api.choose_json import comparison_json, while_you_wait_json
from thrive_directory.api.main import compose
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.cli.show import show_answer
from thrive_directory.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Print what the API gives, byte for byte.")]
NOT_KNOWN = "not known"


def compare(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Two to four ids of services.")],
    as_json: Json = False,
) -> None:
    """Put two to four services side by side, with what to ask of each."""
    parts = _parts()
    answer = comparison_json(parts.snapshots.live, ids, parts.clock().date())
    if not _given_as_json(answer, as_json):
        show_comparison(Console(), orjson.loads(answer))


def while_you_wait(
    id: Annotated[str, typer.Argument(metavar="ID", help="The service being waited for.")],  # noqa: A002
    near: Annotated[str | None, typer.Option(help="Postcode or half of one, town, area, or lon,lat.")] = None,
    age: Annotated[str | None, typer.Option(help="14, 17.5, 6,11 or 10-11.")] = None,
    limit: Annotated[str | None, typer.Option()] = None,
    as_json: Json = False,
) -> None:
    """Find what can be used now, without a referral, for what a service helps with."""
    given = {name: value for name, value in (("near", near), ("age", age), ("limit", limit)) if value is not None}
    answer = while_you_wait_json(SearchParams.read(given), id, _parts())
    if not _given_as_json(answer, as_json):
        show_answer(Console(), orjson.loads(answer))


def _parts() -> Parts:
    settings = Settings()
    with progress() as report:
        parts = compose(settings, ensure_ready(settings, report))
        parts.snapshots.refresh()
    return parts


def _given_as_json(answer: bytes, as_json: bool) -> bool:
    if as_json:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.write(b"\n" if sys.stdout.isatty() else b"")
    return as_json


def show_comparison(console: Console, comparison: dict[str, Any]) -> None:
    """The comparison as a table, a column a service."""
    table = Table(show_lines=True)
    table.add_column("")
    for service in comparison["services"]:
        table.add_column(service["name"], overflow="fold")
    for row in comparison["rows"]:
        table.add_row(row["label"], *(cell or NOT_KNOWN for cell in row["cells"]))
    console.print(table)
    console.print("You could ask:")
    for question in comparison["questions"]:
        console.print(f"  · {question}")
