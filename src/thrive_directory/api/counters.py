"""Counts what is used, in memory, and hands the sums on now and then. Keeps no request, no time of day, nothing typed.

Every `count_…` costs a few microseconds and never fails: no answer waits for its being counted, or breaks on it."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Lock

from thrive_directory.api.head import asked_for_head
from thrive_directory.api.logs import private_trace
from thrive_directory.catalogue.counts import SEVERAL, Counted, CountKind, Sums, age_band, month_of
from thrive_directory.search.query import SearchQuery

logger = logging.getLogger("thrive_directory.api")
MOST_KEYS = 100_000
"""More different sums than this are not held at once: while the database is away, memory must not fill."""


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(slots=True)
class Counters:
    """Sums since the last flush. `write` adds them to what is kept, in one transaction; without it nothing is counted.
    `read_sites` gives the keys of the sites that embed the finder: no other key is counted, or even held."""

    write: Callable[[Sums], None] | None = None
    read_sites: Callable[[], frozenset[str]] = frozenset
    today: Callable[[], date] = _today
    _sums: Counter[Counted] = field(default_factory=Counter)
    _sites: frozenset[str] = frozenset()
    _lock: Lock = field(default_factory=Lock)

    @property
    def enabled(self) -> bool:
        """Whether anything is counted."""
        return self.write is not None

    def count_search(self, query: SearchQuery, total: int) -> None:
        """A search by a page of ours, embedded or not, that found so many offers. Further pages count as nothing."""
        self._search(query, "search" if total else "search-nothing")

    def count_api_search(self, query: SearchQuery, total: int) -> None:
        """The same by a program: counted apart, since programs ask in bulk."""
        self._search(query, "api-search" if total else "api-search-nothing")

    def count_offer_view(self, offer_id: str) -> None:
        """Somebody opened the page of an offer that is there."""
        self._add("offer-view", offer_id)

    def count_copy(self, offer_id: str) -> None:
        """Somebody copied an offer to hand it over."""
        self._add("copy", offer_id)

    def count_print(self, offer_ids: Iterable[str]) -> None:
        """Somebody printed these offers."""
        for offer_id in offer_ids:
            self._add("print", offer_id)

    def count_embed(self, site_key: str | None) -> None:
        """Somebody opened the finder inside a page of this site. A key that no site has counts as nothing."""
        if site_key is not None and site_key in self._sites:
            self._add("embed", site_key)

    def flush(self) -> None:
        """Hand the sums on, and look which sites there are. What cannot be handed on is kept for the next time."""
        if self.write is None:
            return
        with self._lock:
            sums, self._sums = self._sums, Counter()
        try:
            self._sites = self.read_sites()
            if sums:
                self.write(sums)
        except Exception as error:  # noqa: BLE001  # whatever the database's trouble, the app goes on serving
            with self._lock:
                self._sums.update(sums)
            logger.error("counts were not written yet: %s", private_trace(error))  # noqa: TRY400

    def _search(self, query: SearchQuery, kind: CountKind) -> None:
        if query.offset:
            return
        area = query.near.area.code if query.near and query.near.area else ""
        grouping = SEVERAL if len(query.groupings) > 1 else "".join(query.groupings)
        self._count(Counted(month_of(self.today()), kind, area, grouping, age_band(query.ages)))

    def _add(self, kind: CountKind, subject: str) -> None:
        self._count(Counted(month_of(self.today()), kind, subject))

    def _count(self, counted: Counted) -> None:
        if self.write is None or asked_for_head.get():
            return
        with self._lock:
            if counted in self._sums or len(self._sums) < MOST_KEYS:
                self._sums[counted] += 1
