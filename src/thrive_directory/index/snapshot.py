"""One version of the catalogue, compiled and immutable: all that a search reads. Builds nothing, asks nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from thrive_directory.catalogue.offer import Schedule, Tombstone, UrgentHelp
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.coverage import Verdict
from thrive_directory.geo.place import Place
from thrive_directory.index.blob import Blob
from thrive_directory.index.changes import ChangeLog, moment
from thrive_directory.index.codes import Bits, CodeSet
from thrive_directory.index.columns import Columns, Flags, Ints
from thrive_directory.index.coverage import WIDE_CODES, Coverage
from thrive_directory.index.hood import (
    Block,
    Hoods,
    Keep,
    Verdicts,
    all_of_them,
    build_block,
    everywhere,
    hoods_of,
    lasting,
)
from thrive_directory.index.ids import Ids, Positions
from thrive_directory.index.kept import Kept
from thrive_directory.index.kinds import Kinds
from thrive_directory.index.particulars import Particulars
from thrive_directory.index.words import Postings
from thrive_directory.opening import WeekTable, open_until

_KEPT_OPENINGS = 16
_KEPT_LARGE = 4
_LARGE_SHARE = 0.3
_MANY = 1_000
_KEPT_CLOSINGS = 4096
_KEPT_WEIGHTS = 16
_KEPT_SUBJECTS = 512
_KEPT_MOMENTS = 16


Stamp = tuple[int, int]
"""What tells an offer from what it was in other versions: when it was last written, in microseconds since 1970, and the
version in which what is published of it last changed."""
UNSTAMPED: Stamp = (-1, -1)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A catalogue version. Rows are placements (see `columns`); offers are numbered in order of id.

    `rows_by_offer` are all rows in order of offer and location; those of offer i start at `offer_starts[i]`."""

    version: int
    vocabulary: Vocabulary
    sets: Mapping[str, CodeSet]
    facet_bits: Bits
    facet_bytes: NDArray[np.uint8]
    columns: Columns
    kinds: Kinds
    coverage: Coverage
    particulars: Particulars
    postings: Postings
    week_table: WeekTable
    offer_ids: Ids
    offer_index: Positions
    rows_by_offer: Ints
    offer_starts: Ints
    verifiers: tuple[str, ...]
    cards: Blob
    locations: Blob
    location_ids: Ids  # of the row's location; empty where it has none
    records: Blob
    urgent_help: tuple[UrgentHelp, ...]
    tombstones: Mapping[str, Tombstone]
    changes: ChangeLog
    changed_s: NDArray[np.int64]
    stamps: NDArray[np.int64]  # of each offer, shape (offers, 2): see `Stamp`
    _blocks: dict[frozenset[str] | None, Block] = field(default_factory=dict)
    _large: dict[Place, Hoods] = field(default_factory=dict)
    _openings: dict[tuple[datetime, str | None], Verdicts] = field(default_factory=dict)
    _reachable: dict[tuple[datetime, str | None], Flags] = field(default_factory=dict)
    found: Kept = field(default_factory=lambda: Kept(_KEPT_WEIGHTS))
    told: Kept = field(default_factory=lambda: Kept(_KEPT_SUBJECTS))
    told_now: Kept = field(default_factory=lambda: Kept(_KEPT_MOMENTS))
    _closings: Kept = field(default_factory=lambda: Kept(_KEPT_CLOSINGS))

    def offer_id(self, row: int) -> str:
        """The id of the offer at a row."""
        return self.offer_ids[int(self.columns.offer[row])]

    def schedules(self, row: int) -> tuple[Schedule, ...]:
        """When the offer at a row is open, its own schedules before those of the location."""
        return self.week_table.sets[self.week_table.alike[row]]

    def rows_of(self, offer: int) -> Ints:
        """The rows of an offer, by its number, in order of location; at least one."""
        return self.rows_by_offer[self.offer_starts[offer] : self.offer_starts[offer + 1]]

    def card(self, row: int) -> bytes:
        """The JSON text of `service` in a search result."""
        return self.cards[int(self.columns.offer[row])]

    def location(self, row: int) -> bytes:
        """The JSON text of `location` in a search result, or null."""
        return self.locations[row]

    def record(self, offer_id: str) -> bytes | None:
        """The full HSDS record as JSON text; None for an id that is not published."""
        index = self.offer_index.get(offer_id)
        return None if index is None else self.records[index]

    def changed_at(self, offer_id: str) -> datetime | None:
        """When what is published of an offer last changed, to the second; None for an id that is not published."""
        index = self.offer_index.get(offer_id)
        return None if index is None else moment(self.changed_s[index])

    def hoods(self, place: Place | None, keep: Keep = all_of_them) -> Hoods:
        """The rows that a question about this place looks at; every row without a place. `keep` as in `hoods_of`."""
        if place is None:
            return everywhere(self.everything, self.columns)
        kept = self._large.get(place)
        if kept is not None:
            return kept
        block = self.block(place)
        found = hoods_of(place, block, self.columns, self.coverage, keep)
        if found.local.rows.size < _LARGE_SHARE * len(self.columns) or len(self.columns) < _MANY:
            return found
        # A whole nation: as much as a block, and asked for again and again.
        if len(self._large) >= _KEPT_LARGE:
            self._large.clear()
        large = self._large[place] = lasting(hoods_of(place, block, self.columns, self.coverage, all_of_them))
        return large

    def block(self, place: Place) -> Block:
        """The rows that cover the place's whole nation or everyone."""
        wide = place.covering & WIDE_CODES
        return self._block(wide, lambda: self.coverage.covering(wide))

    @property
    def everything(self) -> Block:
        """Every row."""
        return self._block(None, lambda: np.arange(len(self.columns), dtype=np.int32))

    def opening_status(self, at: datetime, nation: str | None) -> Verdicts:
        """Per row YES, UNKNOWN or NO at a moment. Hours change on the minute, so the last few minutes are kept."""
        key = (at.replace(second=0, microsecond=0), nation)
        status = self._openings.get(key)
        if status is None:
            if len(self._openings) >= _KEPT_OPENINGS:
                self._openings.clear()
            status = self._openings[key] = self.week_table.status(*key)
        return status

    def open_now(self, at: datetime, nation: str | None) -> Flags:
        """Per row: surely open at a moment, and with a checked way to reach it. Kept like `opening_status`."""
        key = (at.replace(second=0, microsecond=0), nation)
        found = self._reachable.get(key)
        if found is None:
            if len(self._reachable) >= _KEPT_OPENINGS:
                self._reachable.clear()
            found = (self.opening_status(at, nation) == Verdict.YES) & self.columns.has_contact
            self._reachable[key] = found
        return found

    def open_until(self, row: int, at: datetime, nation: str | None) -> datetime | None:
        """When an open row closes, in London time; None where it does not, or nobody can say. The last are kept."""
        key = (row, at.replace(second=0, microsecond=0), nation)
        return self._closings.get(key, lambda: open_until(self.schedules(row), *key[1:]))

    def forget(self) -> None:
        """Let go of all that is kept. What is kept leads back to the snapshot, so one that has been replaced would stay
        in memory until the next full sweep of garbage. Who still reads it only works out afresh what it needs."""
        for kept in (self.found, self.told, self.told_now, self._closings):
            kept.found.clear()
        self._blocks.clear()
        self._large.clear()

    def _block(self, key: frozenset[str] | None, rows: Callable[[], Ints]) -> Block:
        """A block, compiled at first use. Two threads may both compile it; either result is right."""
        block = self._blocks.get(key)
        if block is None:
            block = self._blocks[key] = build_block(rows(), self.columns)
        return block
