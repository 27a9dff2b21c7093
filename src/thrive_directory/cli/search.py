"""`search`: one question from the terminal, by the same way as over HTTP, for a person or as the API's own JSON."""

import sys
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from thrive_directory.api.main import compose
from thrive_directory.api.params import SearchParams
from thrive_directory.api.search_json import answer_search
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.cli.show import show_answer
from thrive_directory.settings import Settings

One = Annotated[str | None, typer.Option()]
Several = Annotated[list[str] | None, typer.Option(help="May be repeated, or take commas.")]
Flag = Annotated[str | None, typer.Option(help="true or false.")]


def search(
    q: Annotated[str | None, typer.Argument(metavar="WORDS", help="Plain words.", show_default=False)] = None,
    near: Annotated[str | None, typer.Option(help="Postcode or half of one, town, area, or lon,lat.")] = None,
    grouping: Several = None,
    need: Several = None,
    age: Annotated[list[str] | None, typer.Option(help="14, 17.5, 6,11 or 10-11.")] = None,
    audience: Several = None,
    sector: Several = None,
    mode: Several = None,
    not_mode: Several = None,
    language: Several = None,
    referral_route: Several = None,
    access: Several = None,
    prefer_access: Several = None,
    free: Flag = None,
    open: Annotated[str | None, typer.Option(help="now, or a date and time.")] = None,  # noqa: A002
    within_km: One = None,
    wait: Annotated[str | None, typer.Option(help="now, or the longest wait in weeks.")] = None,
    gp: Annotated[str | None, typer.Option(help="ODS code of the GP practice.")] = None,
    gender: One = None,
    school: Annotated[str | None, typer.Option(help="URN of the school.")] = None,
    circumstance: Several = None,
    sort: One = None,
    variety: Annotated[str | None, typer.Option(help="off gives the pure order.")] = None,
    explain: Flag = None,
    limit: One = None,
    cursor: One = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the API gives, byte for byte.")] = False,
) -> None:
    """Find help: `search "getting advice near NW1 8QL" --age 14 --need anxiety`. Nothing asked is kept."""
    given = {name: value for name, value in locals().items() if name != "as_json" and value not in (None, [])}
    answer = _answer(given)
    if as_json:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.write(b"\n" if sys.stdout.isatty() else b"")
    else:
        show_answer(Console(), orjson.loads(answer))


def _answer(given: dict[str, Any]) -> bytes:
    params = SearchParams.read(given)
    settings = Settings()
    with progress() as report:
        parts = compose(settings, ensure_ready(settings, report))
        parts.snapshots.refresh()
    return answer_search(params, parts)
