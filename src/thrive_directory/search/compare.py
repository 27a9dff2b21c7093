"""Two to four offers side by side: the same rows for each, unknowns said to be unknown, and what one could ask.

For a shared decision: nothing here recommends, scores or orders.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import BadParameter, ServiceNotFound
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.rules.judgement import listed

FEWEST, MOST = 2, 4
Card = Mapping[str, Any]


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


ALWAYS_ASK = (
    "What happens at the first contact?",
    "Who will be told that I got in touch, and what stays private?",
    "What happens if it does not help?",
)
"""Questions worth asking of any offer; no source tells us the answers yet."""


def compare(snapshot: Snapshot, offer_ids: Sequence[str]) -> Comparison:
    """Compare offers by id. Raises `BadParameter` for fewer than two, more than four or a repeated id, and
    `ServiceNotFound` for an id that is not published."""
    if not FEWEST <= len(offer_ids) <= MOST:
        raise BadParameter("id", f"Give {FEWEST} to {MOST} different ids: id=…&id=….")
    if len(set(offer_ids)) < len(offer_ids):
        raise BadParameter("id", "Give each id once.")
    if any(offer_id not in snapshot.offer_index for offer_id in offer_ids):
        raise ServiceNotFound("There is no service with one of these ids.")
    offers = tuple(snapshot.cards[snapshot.offer_index[offer_id]] for offer_id in offer_ids)
    cards = [orjson.loads(offer) for offer in offers]
    rows = tuple(_row(snapshot.vocabulary, row, cards) for row in _ROWS)
    blanks = [row.question for row in rows if None in row.cells]
    return Comparison(offers, rows, (*blanks, *ALWAYS_ASK))


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    label: str
    cell: Callable[[Vocabulary, Card], str | None]
    question: str


def _row(vocabulary: Vocabulary, row: _Row, cards: Sequence[Card]) -> ComparedRow:
    cells = tuple(row.cell(vocabulary, card) or None for card in cards)
    return ComparedRow(row.code, row.label, cells, row.question)


def _terms(taxonomy: str, key: str) -> Callable[[Vocabulary, Card], str | None]:
    def cell(vocabulary: Vocabulary, card: Card) -> str | None:
        return listed([vocabulary.term(taxonomy, code).label for code in card[key]])

    return cell


def _ages(_: Vocabulary, card: Card) -> str | None:
    if card["age_text"]:
        return str(card["age_text"])
    low, high = card["minimum_age"], card["maximum_age"]
    if low is None and high is None:
        return None
    if high is None:
        return f"{low:g} and over"
    return f"Up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _cost(_: Vocabulary, card: Card) -> str | None:
    return card["cost_text"] or (str(card["cost"]).capitalize() if card["cost"] else None)


def _contact(_: Vocabulary, card: Card) -> str | None:
    return listed([f"{contact['label'] or contact['kind']}: {contact['value']}" for contact in card["contacts"]], "or")


def _coverage(_: Vocabulary, card: Card) -> str | None:
    return listed([area["name"] for area in card["coverage"]])


def _groupings(vocabulary: Vocabulary, card: Card) -> str | None:
    return listed([vocabulary.term("grouping", grouping["code"]).plain for grouping in card["groupings"]])


def _checked(_: Vocabulary, card: Card) -> str | None:
    checked = card["verification"]
    words = {"verified": "Checked with them", "sourced": "Read on a public page", "unconfirmed": "Not confirmed to run"}
    return f"{words[checked['status']]}, {checked['on']}"


_ROWS = (
    _Row("groupings", "What kind of help", _groupings, "What kind of help do you give?"),
    _Row("needs", "What it helps with", _terms("need", "needs"), "What do you help with?"),
    _Row("ages", "Ages", _ages, "Which ages do you see?"),
    _Row("audiences", "Who it is for", _terms("audience", "audiences"), "Who is it for?"),
    _Row("modes", "How you meet", _terms("mode", "modes"), "How do we meet: face to face, by phone, online?"),
    _Row("coverage", "Where", _coverage, "Which areas do you cover?"),
    _Row("referral", "How to get in", _terms("referral_route", "referral_routes"), "Can I come to you myself?"),
    _Row("cost", "Cost", _cost, "Does it cost anything?"),
    _Row("opening", "When", lambda _, card: card["opening_hours"], "When are you open?"),
    _Row("access", "Access", _terms("access", "access"), "Can you meet my access needs?"),
    _Row("contact", "How to get in touch", _contact, "What is the best way to reach you?"),
    _Row("checked", "Details checked", _checked, "Are these details right?"),
)
