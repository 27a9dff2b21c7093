"""What the results for staff show beside the answer itself: a row an offer, its texts to copy, whom to tell of harm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thrive_directory.geo.place import Place
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.web.codes import Asked
from thrive_directory.web.copy_texts import CopyText, copies_of
from thrive_directory.web.form import NEEDS
from thrive_directory.web.links import ANYWHERE
from thrive_directory.web.offer_facts import Facts, facts_of
from thrive_directory.web.offer_room import room_lines
from thrive_directory.web.published import record_of
from thrive_directory.web.results import Choice, filters_of, heading_of, sorts_of
from thrive_directory.web.show import term
from thrive_directory.web.staff_address import query_pairs, staff_start, staff_url
from thrive_directory.web.terms import Chip, chips_of

Json = Mapping[str, Any]
SAID_BY_FACTS = frozenset({"distance", "free", "made-for-age", "self-referral", "sourced", "takes-age", "verified"})
"""Reasons that only say what the row says already: how far it is, ages, who can refer, cost, who checked."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One offer: the result as the answer gives it, its facts in rows, its room and waiting, why it is here where
    the facts do not say so, and its texts to copy."""

    result: dict[str, Any]
    facts: Facts
    waits: tuple[str, ...]
    why: tuple[str, ...]
    copies: tuple[CopyText, ...]


@dataclass(frozen=True, slots=True)
class StaffResults:
    """All that the page shows which the answer does not say. `hidden` are the parameters that a small form sends on."""

    heading: str
    place_label: str | None
    rows: tuple[StaffRow, ...]
    chips: tuple[Chip, ...]
    filters: tuple[tuple[str, tuple[Choice, ...]], ...]
    sorts: tuple[Choice, ...]
    needs: tuple[dict[str, Any], ...]
    age: str
    action: str
    hidden: tuple[tuple[str, str], ...]
    other_place: str
    dropped: bool
    guessed: bool
    front_door: tuple[dict[str, Any], ...]
    authority: str | None


def staff_results(
    answer: Json, asked: Asked, place: Place | None, snapshot: Snapshot, public_url: str, today: date
) -> StaffResults:
    """What to show around the answer to what was asked near the place."""
    token = place.token if place else ANYWHERE

    def link(other: Asked) -> str:
        return staff_url(token, other)

    pairs = dict(query_pairs(asked))
    return StaffResults(
        heading=heading_of(place),
        place_label=place.label if place else None,
        rows=tuple(_rows(answer, snapshot, public_url, today)),
        chips=tuple(chips_of(asked, link)),
        filters=tuple(filters_of(answer["facets"], asked, link)),
        sorts=tuple(sorts_of(asked, link, place)),
        needs=tuple(_need(code, asked) for code in _needs(asked)),
        age=pairs.get("age", ""),
        action=staff_url(token, Asked()),
        hidden=tuple((name, value) for name, value in pairs.items() if name not in {"age", "need"}),
        other_place=staff_start(asked),
        dropped=asked.dropped,
        guessed=asked.guessed,
        front_door=tuple(_front_door(answer["urgent_help"], place, snapshot)),
        authority=place.area.name if place and place.area else None,
    )


def filter_words(asked: Asked) -> tuple[str, ...]:
    """The filters in words."""
    return tuple(chip.text for chip in chips_of(asked, staff_start))


def _rows(answer: Json, snapshot: Snapshot, public_url: str, today: date) -> Iterator[StaffRow]:
    for result in answer["results"]:
        card = result["service"]
        record = record_of(snapshot, card["id"])
        facts = facts_of(card, record, today)
        yield StaffRow(
            result,
            facts,
            tuple(room_lines(record, today)),
            tuple(each["text"] for each in result["reasons"] if each["code"] not in SAID_BY_FACTS),
            copies_of(card, facts, answer["urgent_help"], public_url),
        )


def _needs(asked: Asked) -> Iterator[str]:
    """Those that are offered everywhere, and any other that is asked for."""
    yield from NEEDS
    yield from (code for code in asked.params.need if code not in NEEDS)


def _need(code: str, asked: Asked) -> dict[str, Any]:
    return {"value": code, "text": term(code, "need"), "chosen": asked.params.need[:1] == (code,)}


def _front_door(lines: Sequence[dict[str, Any]], place: Place | None, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """The lines of the authority's children's social care, where they are known."""
    code = place.area.code if place and place.area else None
    own = {record.id for record in snapshot.urgent_help if record.area_code == code and record.kind == "abuse"}
    yield from (line for line in lines if line["id"] in own)
