"""What Open Referral's lists need beside a snapshot: where brief records end, when each changed, who provides it.

Compiled from the records of a snapshot; the records themselves stay in its blob. Answers no question."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import takewhile
from typing import Any
from uuid import UUID

import numpy as np
import orjson
from numpy.typing import NDArray

from thrive_directory.index.columns import Floats, Ints
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.terms import TermShelf, term_shelf
from thrive_directory.index.words import Postings, build_postings

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = 1_000_000


@dataclass(frozen=True)
class Registry:
    """The lists of one snapshot. Offers are numbered as there, organizations in order of id, services at a location
    by their row.

    `brief_ends[offer]` is how much of the record holds its leading one-to-one fields; `modified_us[offer]` when it
    last changed, in microseconds since 1970 (UTC); `organization[offer]` who provides it. `places` are rows in order
    of `place_heads`, the first 64 bits of the ids of service_at_locations."""

    snapshot: Snapshot
    shelf: TermShelf
    brief_ends: Ints
    modified_us: NDArray[np.int64]
    organization: Ints
    organization_ids: tuple[str, ...]
    place_heads: NDArray[np.uint64]
    places: Ints

    def brief(self, offer: int) -> bytes:
        """The one-to-one fields of a record, as JSON text: a slice of the record."""
        return self.snapshot.records[offer][: self.brief_ends[offer]] + b"}"

    def record(self, offer: int) -> Any:
        """The whole record, parsed."""
        return orjson.loads(self.snapshot.records[offer])

    def row_of_place(self, place_id: str) -> int | None:
        """The row of a service_at_location by its id."""
        try:
            head = head_of(place_id)
        except ValueError:
            return None
        first = int(np.searchsorted(self.place_heads, head, side="left"))
        last = int(np.searchsorted(self.place_heads, head, side="right"))
        return next((row for row in self.places[first:last].tolist() if self.place(row)["id"] == place_id), None)

    def place(self, row: int) -> dict[str, Any]:
        """The record of the service_at_location at a row that has one."""
        columns = self.snapshot.columns
        places: list[dict[str, Any]] = self.record(int(columns.offer[row]))["service_at_locations"]
        return places[int(columns.location[row])]

    def offers_of(self, organization: int) -> list[int]:
        """The offers of an organization, in order of id."""
        order, starts = self._by_organization
        return sorted(order[starts[organization] : starts[organization + 1]].tolist())

    def organization_record(self, organization: int) -> dict[str, Any]:
        """The record of an organization, as its first offer carries it."""
        found: dict[str, Any] = self.record(self.offers_of(organization)[0])["organization"]
        return found

    @cached_property
    def _by_organization(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        order = np.argsort(self.organization, kind="stable")
        bounds = np.arange(len(self.organization_ids) + 1)
        return order, np.searchsorted(self.organization[order], bounds)

    @property
    def latest_until(self) -> Floats:
        """Per row the highest age it may reach, excluded: exceptions (SEND, care leavers) go further. NaN: unknown."""
        return self.snapshot.columns.age_latest

    @cached_property
    def organization_words(self) -> Postings:
        """Where each word of the organizations' names and descriptions is; made when first asked for."""
        records = [self.organization_record(at) for at in range(len(self.organization_ids))]
        return build_postings([each["name"] for each in records], [each.get("description", "") for each in records])


def head_of(identifier: str) -> int:
    """The first 64 bits of a UUID. Raises `ValueError` where it is none."""
    return UUID(identifier).int >> 64


def build_registry(snapshot: Snapshot) -> Registry:
    """Compile the lists of a snapshot. Reads every record once (about 20 µs each)."""
    count = len(snapshot.records)
    ends, modified = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int64)
    providers: list[str] = []
    heads: list[int] = []
    rows: list[int] = []
    for at in range(count):
        record = orjson.loads(snapshot.records[at])
        ends[at] = brief_length(record)
        modified[at] = microseconds(datetime.fromisoformat(record["last_modified"]))
        providers.append(record["organization_id"])
        for n, place in enumerate(record.get("service_at_locations", ())):
            heads.append(head_of(place["id"]))
            rows.append(int(snapshot.rows_of(at)[n]))
    ids, of = np.unique(np.array(providers, dtype=str), return_inverse=True)
    order = np.argsort(np.array(heads, dtype=np.uint64), kind="stable")
    return Registry(
        snapshot=snapshot,
        shelf=term_shelf(snapshot.vocabulary),
        brief_ends=ends,
        modified_us=modified,
        organization=of.astype(np.int32),
        organization_ids=tuple(ids.tolist()),
        place_heads=np.array(heads, dtype=np.uint64)[order],
        places=np.array(rows, dtype=np.int32)[order],
    )


def brief_length(record: dict[str, Any]) -> int:
    """How many bytes of a record's JSON text its leading one-to-one fields take: all before the first list."""
    head = dict(takewhile(lambda item: not isinstance(item[1], list), record.items()))
    return len(orjson.dumps(head)) - 1


def microseconds(moment: datetime) -> int:
    """A moment (aware) as microseconds since 1970."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * _MICROSECOND + since.microseconds


class Registries:
    """The registry of whichever snapshot is asked for. Made when first asked for, so that a directory whose lists
    nobody reads pays nothing; from then on `prepare` makes the next one before its snapshot is served."""

    def __init__(self) -> None:
        self._made: Sequence[Registry] = ()
        self._making = threading.Lock()

    def ready(self, snapshot: Snapshot) -> Registry | None:
        """The registry, if it has been made."""
        return next((each for each in self._made if each.snapshot is snapshot), None)

    def of(self, snapshot: Snapshot) -> Registry:
        """The registry, made now if need be. The last two are kept: a swap does not pull one from under a request."""
        with self._making:
            found = self.ready(snapshot)
            if found is None:
                found = build_registry(snapshot)
                self._made = (*self._made[-1:], found)
            return found

    def prepare(self, snapshot: Snapshot) -> None:
        """Make the registry of a snapshot that will be served, where lists are being read at all."""
        if self._made:
            self.of(snapshot)
