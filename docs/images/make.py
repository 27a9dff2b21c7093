"""Makes `search.svg`, the README's picture of a result, from what the terminal really prints. Draws nothing by hand.

    .venv/bin/python docs/images/make.py

The moment of asking is fixed, so that the same data gives the same picture. It needs a data folder that has been set
up (`make serve` does it), and sets one up where there is none."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from thrive_directory.api.main import compose
from thrive_directory.api.params import SearchParams
from thrive_directory.api.search_json import answer_search
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.cli.show import show_answer
from thrive_directory.settings import Settings

WORDS = "getting advice near NW1 8QL"
GIVEN = {"q": WORDS, "age": "14", "need": "anxiety", "limit": "4"}
COMMAND = f'thrive-directory search "{WORDS}" --age 14 --need anxiety --limit 4'
MONDAY_AFTER_SCHOOL = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
WIDTH = 100
# Rich's own template fetches its font from another host. A picture of ours asks nobody for anything.
OWN_FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
TEMPLATE = re.sub(r"\s*@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code, monospace", OWN_FONTS
)


def main() -> None:
    """Ask the question, print the answer into a recording console, and save what it shows."""
    settings = Settings()
    with progress() as report:
        parts = compose(settings, ensure_ready(settings, report))
    parts.snapshots.refresh()
    parts = replace(parts, clock=lambda: MONDAY_AFTER_SCHOOL)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(f"$ {COMMAND}\n", style="bold", highlight=False)
    show_answer(console, orjson.loads(answer_search(SearchParams.read(GIVEN), parts)))
    picture = console.export_svg(title="thrive-directory", code_format=TEMPLATE, unique_id="search")
    # Rich writes spaces at line ends, which differ by version and say nothing.
    text = "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"
    Path(__file__).with_name("search.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
