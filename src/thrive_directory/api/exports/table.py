"""The catalogue as one table for a spreadsheet: a row an offer, and a row for each that is gone, at the end.

UTF-8 with a byte order mark, by which spreadsheets know it. A cell that a spreadsheet would take for a formula starts
with an apostrophe, as OWASP advises against CSV injection (https://owasp.org/www-community/attacks/CSV_Injection)."""

import csv
import io
from collections.abc import Iterator, Sequence

import orjson

from thrive_directory.api.exports.about import urgent_words
from thrive_directory.api.exports.columns import COLUMNS, Cell, row_of
from thrive_directory.api.exports.lines import RUN_BYTES
from thrive_directory.catalogue.offer import Tombstone
from thrive_directory.index.snapshot import Snapshot

_MORE = ("Status", "Gone since", "Why gone", "Use instead", "In an emergency (not this offer)")
HEADINGS = (*(column.heading for column in COLUMNS), *_MORE)
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # full-width forms work as formulas too


def safe(cell: Cell) -> Cell:
    """The cell as a spreadsheet will take it for text. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(_FORMULA) else cell


def unsafe(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def table(snapshot: Snapshot) -> Iterator[bytes]:
    """The table in runs of rows, its headings first."""
    yield "\ufeff".encode() + _rows([HEADINGS])
    urgent = urgent_words(snapshot)
    for run in snapshot.records.runs(RUN_BYTES):
        yield _rows([[*row_of(orjson.loads(record)).values(), "published", None, None, None, urgent] for record in run])
    yield _rows([_gone(stone) for stone in snapshot.tombstones.values()])


def _gone(stone: Tombstone) -> list[Cell]:
    told: dict[str, Cell] = {"id": stone.id, "name": stone.name}
    facts = [told.get(column.name) for column in COLUMNS]
    return [*facts, "withdrawn", stone.on.isoformat(), stone.reason, stone.replaced_by, None]


def _rows(rows: Sequence[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([[safe(cell) for cell in row] for row in rows])
    return text.getvalue().encode()
