"""One offer as the live catalogue has published it: its card, its record, and what replaces one that has gone. Shows
nothing."""

from typing import Any

import orjson

from thrive_directory.catalogue.offer import Tombstone
from thrive_directory.index.snapshot import Snapshot


def card_of(snapshot: Snapshot, offer_id: str) -> dict[str, Any]:
    """The card of an offer that is there."""
    card: dict[str, Any] = orjson.loads(snapshot.cards[snapshot.offer_index[offer_id]])
    return card


def record_of(snapshot: Snapshot, offer_id: str) -> dict[str, Any]:
    """The whole record of an offer that is there."""
    record: dict[str, Any] = orjson.loads(snapshot.records[snapshot.offer_index[offer_id]])
    return record


def instead_of(snapshot: Snapshot, stone: Tombstone) -> dict[str, Any] | None:
    """The card of what replaces an offer that has gone, if that is itself still there."""
    new = stone.replaced_by
    return card_of(snapshot, new) if new is not None and new in snapshot.offer_index else None
