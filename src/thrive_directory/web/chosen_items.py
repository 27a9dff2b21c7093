"""What stands on a list: offers that are there, those that have gone with what replaces them, and the links that change
the list. Reads an address; shows nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from thrive_directory.catalogue.offer import Tombstone
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.web.codes import MOST_KEPT
from thrive_directory.web.copy_texts import CopyText, copies_of
from thrive_directory.web.links import list_url
from thrive_directory.web.offer_facts import Facts, facts_of
from thrive_directory.web.published import card_of, instead_of, record_of

MOST_READ = 100
"""No more ids of an address are looked at."""
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the list, there or gone, with the links that change the list."""

    without: str
    up: str | None
    down: str | None
    card: Json | None = None
    copies: tuple[CopyText, ...] = ()
    stone: Tombstone | None = None
    instead: Json | None = None
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The list of an address: ids that are known here, of offers or of what has gone, at most eight; how many others
    there were; and what did not fit."""

    ids: tuple[str, ...]
    unknown: int
    left_out: tuple[str, ...]

    @property
    def status(self) -> int:
        """Nothing that was asked for is known: 404. An empty list, or one with something on it, is a page like any."""
        return 404 if self.unknown and not self.ids else 200


def chosen_of(given: Sequence[str], snapshot: Snapshot) -> Chosen:
    """The list of the ids of an address, each once, in their order."""
    ids = dict.fromkeys(each.lower() for each in given[:MOST_READ])
    known = [each for each in ids if each in snapshot.offer_index or each in snapshot.tombstones]
    left_out = [each for each in known[MOST_KEPT:] if each in snapshot.offer_index]
    return Chosen(tuple(known[:MOST_KEPT]), len(ids) - len(known), tuple(left_out[:MOST_KEPT]))


def offer_of(snapshot: Snapshot, offer_id: str, today: date) -> tuple[dict[str, Any], Facts]:
    """The card of an offer that is there, and its facts as they are known today."""
    card = card_of(snapshot, offer_id)
    return card, facts_of(card, record_of(snapshot, offer_id), today)


def items_of(
    ids: tuple[str, ...],
    snapshot: Snapshot,
    lines: list[dict[str, Any]],
    public_url: str,
    today: date,
    *,
    discreet: bool,
) -> Iterator[Item]:
    """What is on the list, in its order, each with the links that change the list. A discreet list has no texts of its
    single offers: these bear their names."""
    for at, offer_id in enumerate(ids):
        item = Item(
            without=list_url((*ids[:at], *ids[at + 1 :]), discreet=discreet),
            up=list_url(_swapped(ids, at - 1), discreet=discreet) if at else None,
            down=list_url(_swapped(ids, at), discreet=discreet) if at + 1 < len(ids) else None,
        )
        if offer_id not in snapshot.offer_index:
            yield _gone(item, ids, at, snapshot, discreet=discreet)
            continue
        card, facts = offer_of(snapshot, offer_id, today)
        yield replace(item, card=card, copies=() if discreet else copies_of(card, facts, lines, public_url))


def _gone(item: Item, ids: tuple[str, ...], at: int, snapshot: Snapshot, *, discreet: bool) -> Item:
    """An offer that has gone, with what replaces it where that is still there."""
    stone = snapshot.tombstones[ids[at]]
    instead = instead_of(snapshot, stone)
    if instead is None:
        return replace(item, stone=stone)
    changed = tuple(dict.fromkeys((*ids[:at], instead["id"], *ids[at + 1 :])))
    return replace(item, stone=stone, instead=instead, replaced=list_url(changed, discreet=discreet))


def _swapped(ids: tuple[str, ...], at: int) -> tuple[str, ...]:
    """The ids with those at `at` and after it changed about."""
    return (*ids[:at], ids[at + 1], ids[at], *ids[at + 2 :])
