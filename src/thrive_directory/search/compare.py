"""Two to four offers side by side: the same rows for each, unknowns said to be unknown, and what one could ask.

For a shared decision: nothing here recommends, scores or orders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from thrive_directory.errors import BadParameter, ServiceNotFound
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.compare_rows import ROWS, WHO_IS_TOLD, Compared, Row

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the table: a cell an offer, None where it is not known, and what to ask where it is not."""

    code: str
    label: str
    cells: tuple[str | None, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The offers in the order asked, as their cards' JSON, with the rows and the questions that the blanks raise."""

    offers: tuple[bytes, ...]
    rows: tuple[ComparedRow, ...]
    questions: tuple[str, ...]


ALWAYS_ASK = (WHO_IS_TOLD,)
"""Worth asking of any offer, whatever it says: that something is confidential never says when it is not."""


def compare(snapshot: Snapshot, offer_ids: Sequence[str], today: date) -> Comparison:
    """Compare offers by id, with what is known of them `today`.

    Raises `BadParameter` for fewer than two, more than four or a repeated id, and `ServiceNotFound` for an id that is
    not published."""
    if not FEWEST <= len(offer_ids) <= MOST:
        raise BadParameter("id", f"Give {FEWEST} to {MOST} different ids: id=…&id=….")
    if len(set(offer_ids)) < len(offer_ids):
        raise BadParameter("id", "Give each id once.")
    if any(offer_id not in snapshot.offer_index for offer_id in offer_ids):
        raise ServiceNotFound("There is no service with one of these ids.")
    offers = [_compared(snapshot, snapshot.offer_index[offer_id], today) for offer_id in offer_ids]
    rows = [_row(snapshot, row, offers) for row in ROWS]
    shown = tuple(made for row, made in zip(ROWS, rows, strict=True) if not row.if_told or any(made.cells))
    blanks = [row.question for row in shown if None in row.cells]
    cards = tuple(snapshot.cards[snapshot.offer_index[offer_id]] for offer_id in offer_ids)
    return Comparison(cards, shown, tuple(dict.fromkeys((*blanks, *ALWAYS_ASK))))


def _compared(snapshot: Snapshot, index: int, today: date) -> Compared:
    record = orjson.loads(snapshot.records[index]) if len(snapshot.records) else {}
    told = {each["link_type"]: each["value"] for each in record.get("attributes", ()) if "taxonomy_term" not in each}
    return Compared(orjson.loads(snapshot.cards[index]), told, record.get("capacities", ()), today)


def _row(snapshot: Snapshot, row: Row, offers: Sequence[Compared]) -> ComparedRow:
    cells = tuple(row.cell(snapshot.vocabulary, offer) or None for offer in offers)
    return ComparedRow(row.code, row.label, cells, row.question)
