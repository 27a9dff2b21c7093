"""The feed of changes as the snapshot holds it: one entry an offer, where it last changed. Asks no database.

A reader needs the newest state of an offer and no other, so each offer stands once, at its last change: (catalogue
version, id). It moves on when it changes again. The feed is therefore never longer than the offers there ever were."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.ids import Ids, pack_ids

NO_EPOCH = "00000000-0000-0000-0000-000000000000"
Kind = Literal["created", "updated", "withdrawn"]


class Position(NamedTuple):
    """A place in the feed: just after the change of this offer in this version. Versions begin at 1."""

    version: int
    offer_id: str


START = Position(0, "")
_LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff"


class Change(NamedTuple):
    """One entry: what became of an offer, where that stands in the feed, and when it happened."""

    kind: Kind
    at: Position
    when: datetime


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """Every offer that ever was public, in order of its last change.

    `published_in` is the version in which it became public, 0 where it is not; `changed_s` counts seconds since 1970.
    `epoch` names this count of versions. Departures up to version `forgotten_to` may be missing."""

    epoch: str
    forgotten_to: int
    ids: Ids
    changed_in: NDArray[np.int64]
    changed_s: NDArray[np.int64]
    published_in: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def is_too_old(self, since: Position) -> bool:
        """Whether a departure after this place may be missing. Who starts from nothing misses none."""
        return START != since < self._forgotten()

    def after(self, since: Position, limit: int) -> list[Change]:
        """The next changes after a place in the feed, in order."""
        first = bisect_right(range(len(self.ids)), since, key=self._position)
        return [self._change(at, since) for at in range(first, min(first + limit, len(self.ids)))]

    def end(self) -> Position:
        """The place after the last change, told or forgotten: whoever holds everything of this log stands there."""
        return max(self._forgotten(), self._position(len(self.ids) - 1) if self.ids else START)

    def last_changed_at(self) -> datetime:
        """When anything last changed, to the second; 1970 where nothing ever was."""
        return moment(self.changed_s.max(initial=0))

    def changed_s_of(self, offer_ids: Iterable[str]) -> NDArray[np.int64]:
        """When each of some offers last changed; 0 of those that are not told."""
        changed = dict(zip(self.ids, self.changed_s.tolist(), strict=True))
        return _ints(changed.get(offer_id, 0) for offer_id in offer_ids)

    def _forgotten(self) -> Position:
        """The end of the last version of which a departure is forgotten."""
        return Position(self.forgotten_to, _LAST_ID) if self.forgotten_to else START

    def _position(self, at: int) -> Position:
        return Position(int(self.changed_in[at]), self.ids[at])

    def _change(self, at: int, since: Position) -> Change:
        entered = int(self.published_in[at])
        is_new = Position(entered, self.ids[at]) > since
        kind: Kind = "withdrawn" if not entered else "created" if is_new else "updated"
        return Change(kind, self._position(at), moment(self.changed_s[at]))


def change_log(
    identity: Any | None,
    publications: Sequence[Any],
    times: Mapping[int, datetime],
) -> ChangeLog:
    """The log of the catalogue's publications (id, changed in, published in or None), which come in order, and of when
    each version was made."""
    ids, changed_in, published_in = zip(*publications, strict=True) if publications else ((), (), ())
    seconds = {version: int(at.timestamp()) for version, at in times.items()}
    return ChangeLog(
        epoch=NO_EPOCH if identity is None else identity.epoch,
        forgotten_to=0 if identity is None else identity.forgotten_to,
        ids=pack_ids(ids),
        changed_in=_ints(changed_in),
        changed_s=_ints(seconds[version] for version in changed_in),
        published_in=_ints(version or 0 for version in published_in),
    )


def log_of_one_version(version: int, offer_ids: Iterable[str], withdrawn: Iterable[str] = ()) -> ChangeLog:
    """The log of a catalogue without a history: every offer entered, and every tombstone was set, in this version."""
    present = dict.fromkeys(offer_ids, version)
    entries = sorted((present | dict.fromkeys(withdrawn, 0)).items())
    ids = [offer_id for offer_id, _ in entries]
    return ChangeLog(
        epoch=NO_EPOCH,
        forgotten_to=0,
        ids=pack_ids(ids),
        changed_in=np.full(len(ids), version, dtype=np.int64),
        changed_s=np.zeros(len(ids), dtype=np.int64),
        published_in=_ints(published_in for _, published_in in entries),
    )


def _ints(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def moment(seconds: Any) -> datetime:
    """The moment so many seconds after the start of 1970."""
    return datetime.fromtimestamp(int(seconds), UTC)
