"""A page of the feed of changes as JSON text, joined from the records' own bytes. Decides nothing."""

from collections.abc import Sequence
from typing import Any

import orjson

from thrive_directory.api.feed_cursor import encode
from thrive_directory.api.problems import FULL_EXPORT_PATH
from thrive_directory.catalogue.offer import Tombstone
from thrive_directory.index.changes import Change, Position
from thrive_directory.index.snapshot import Snapshot

CHANGES_PATH = "/changes"
_NOT_PUBLISHED = "No longer published; it may come back."


def feed_page(snapshot: Snapshot, since: Position, limit: int) -> tuple[bytes, str]:
    """The page after a place in the feed, and the path of the one after it, which is the same when all is told."""
    log = snapshot.changes
    changes = log.after(since, limit)
    at = changes[-1].at if changes else since
    has_more = bool(log.after(at, 1))
    if not has_more:
        at = max(at, log.end())  # a process that is behind leaves a reader who is ahead in place
    cursor = encode(log.epoch, at)
    following = f"{CHANGES_PATH}?since={cursor}&limit={limit}"
    rest = {
        "next_cursor": cursor,
        "next": following,
        "has_more": has_more,
        "catalogue_version": snapshot.version,
        "full_export": FULL_EXPORT_PATH,
    }
    return b'{"changes":[' + _entries(snapshot, changes) + b"]," + orjson.dumps(rest)[1:], following


def tombstone_json(stone: Tombstone) -> dict[str, Any]:
    """What is told of an offer that is gone for good."""
    return {
        "id": stone.id,
        "name": stone.name,
        "reason": stone.reason,
        "withdrawn_on": stone.on.isoformat(),
        "replaced_by": stone.replaced_by,
    }


def _entries(snapshot: Snapshot, changes: Sequence[Change]) -> bytes:
    return b",".join(_entry(snapshot, change) for change in changes)


def _entry(snapshot: Snapshot, change: Change) -> bytes:
    version, offer_id = change.at
    fields: dict[str, Any] = {
        "kind": change.kind,
        "id": offer_id,
        "changed_at": change.when.isoformat(),
        "catalogue_version": version,
    }
    record = snapshot.record(offer_id)
    if record is not None:
        return orjson.dumps(fields)[:-1] + b',"service":' + record + b"}"
    stone = snapshot.tombstones.get(offer_id)
    gone = tombstone_json(stone) if stone else {"id": offer_id, "reason": _NOT_PUBLISHED}
    return orjson.dumps({**fields, "tombstone": gone})
