"""`stats`: how much the directory is used, in figures that single nobody out."""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from thrive_directory.catalogue.counts import KEPT_MONTHS, NOT_SAID, SEVERAL, CountKind, month_before, month_of
from thrive_directory.catalogue.figures import OTHERS
from thrive_directory.catalogue.session import reading
from thrive_directory.catalogue.usage import KINDS_OF_OFFER, KINDS_OF_SEARCH, Figure, usage
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.errors import BadParameter
from thrive_directory.settings import Settings, bundled

COLUMNS = ("month", "finished", "kind", "subject", "name", "grouping", "age_band", "count")
_HEADINGS: dict[CountKind, str] = {
    "search": "found",
    "search-nothing": "found nothing",
    "api-search": "API, found",
    "api-search-nothing": "API, nothing",
    "offer-view": "views",
    "copy": "copies",
    "print": "prints",
    "embed": "openings",
}
_NOTE = (
    "Figures are of ten or more, to the nearest five; – is fewer, perhaps none. * is all that is too small to be named."
)


def stats(
    first: Annotated[str | None, typer.Option("--from", help="First month, such as 2026-11.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last month.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, one figure a line.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A list of figures.")] = False,
    so_far: Annotated[bool, typer.Option("--so-far", help="With --csv and --json: this month too.")] = False,
) -> None:
    """Searches, offers and sites, month by month: the last twelve months, unless you say otherwise.

    Nothing under ten is shown, and all is rounded to five. Pass on finished months alone: two looks at a month that
    is not over tell what came between them."""
    if as_csv and as_json:
        raise BadParameter("--json", "Choose --csv or --json, not both.")
    today = datetime.now(UTC).date()
    end = _month(last, "--to") or month_of(today)
    begin = _month(first, "--from") or month_before(end, 11)
    if begin > end:
        raise BadParameter("--from", "The first month comes after the last.")
    with progress() as report:
        engine = ensure_ready(Settings(), report)
    with reading(engine) as session:
        found = usage(session, begin, end, today)
    if not (as_csv or as_json):
        _show(found)
        return
    told = [figure for figure in found if figure.finished or so_far]
    if len(told) < len(found):
        print(f"{today:%Y-%m} is not over and is left out; --so-far puts it in.", file=sys.stderr)  # noqa: T201
    (_write_csv if as_csv else _write_json)(told)


def _month(text: str | None, name: str) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        raise BadParameter(name, f"{name} must be a month such as 2026-11.") from None


def _rows(found: Iterable[Figure]) -> list[dict[str, object]]:
    return [asdict(figure) | {"month": f"{figure.month:%Y-%m}"} for figure in found]


def _write_csv(found: Sequence[Figure]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(found))


def _write_json(found: Sequence[Figure]) -> None:
    sys.stdout.write(orjson.dumps(_rows(found), option=orjson.OPT_INDENT_2).decode() + "\n")


def _show(found: Sequence[Figure]) -> None:
    console = Console(highlight=False, markup=False)
    months: defaultdict[date, list[Figure]] = defaultdict(list)
    for figure in found:
        months[figure.month].append(figure)
    for month, figures in sorted(months.items()):
        console.print(f"{month:%B %Y}" + ("" if figures[0].finished else ", so far"), style="bold")
        for kinds, columns in (
            (KINDS_OF_SEARCH, ("area", "kind of help", "age")),
            (KINDS_OF_OFFER, ("offer",)),
            (("embed",), ("site",)),
        ):
            _table(console, [figure for figure in figures if figure.kind in kinds], kinds, columns)
    if not months:
        console.print(f"Nothing was counted ten times or more. Counts are kept for {KEPT_MONTHS} months.")
    console.print(_NOTE)


def _table(console: Console, figures: Sequence[Figure], kinds: Sequence[CountKind], columns: Sequence[str]) -> None:
    """The figures of these kinds side by side, and their sums: of what is shown, and of nothing else."""
    if not figures:
        return
    shown = [kind for kind in kinds if any(figure.kind == kind for figure in figures)]
    counts = {(_named(figure)[: len(columns)], figure.kind): figure.count for figure in figures}
    table = Table(*columns, box=None, pad_edge=False)
    for kind in shown:
        table.add_column(_HEADINGS[kind], justify="right")
    for name in dict.fromkeys(name for name, _kind in counts):
        table.add_row(*name, *(str(counts.get((name, kind), "–")) for kind in shown))
    totals = (sum(figure.count for figure in figures if figure.kind == kind) for kind in shown)
    table.add_row("all that is shown", *("" for _column in columns[1:]), *map(str, totals), style="bold")
    console.print(table)


def _named(figure: Figure) -> tuple[str, str, str]:
    """The words for what a figure is of."""
    subject = figure.name or figure.subject or "no place given"
    return subject, _grouping(figure.grouping), {NOT_SAID: "not said"}.get(figure.age_band, figure.age_band)


def _grouping(code: str) -> str:
    words = {NOT_SAID: "any", SEVERAL: SEVERAL, OTHERS: OTHERS}
    return words.get(code) or load_vocabulary(bundled("data/vocabulary.yaml")).term("grouping", code).label
