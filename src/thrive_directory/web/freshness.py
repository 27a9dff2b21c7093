"""How fresh the records are: how many were checked, and how lately, by sector and by kind of area. Pure counting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from thrive_directory.index.codes import has_any, is_empty
from thrive_directory.index.columns import AREA_WIDTHS, Ints
from thrive_directory.index.snapshot import Snapshot

Status = Literal["verified", "sourced", "unconfirmed"]
STATUSES: tuple[Status, ...] = get_args(Status)
MONTHS = (3, 6, 12)
NOT_SAID = ""
"""Stands for "nobody has said" where a code would be."""


@dataclass(frozen=True, slots=True)
class Share:
    """Offers of one sector or kind of area. `verified` and `read` count those that were checked with the provider, or
    read on a page, within each of `MONTHS`; an offer with two sectors counts in both."""

    code: str
    offers: int
    verified: tuple[int, ...]
    read: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """The whole account. `oldest` and `newest` are the days on which the records were last looked at."""

    everything: Share
    statuses: tuple[tuple[Status, int], ...]
    sectors: tuple[Share, ...]
    area_kinds: tuple[Share, ...]
    oldest: date | None
    newest: date | None


def freshness(snapshot: Snapshot, today: date) -> Freshness:
    """Count every offer once, by the first of its rows; rows without offers give no share."""
    columns = snapshot.columns
    rows = snapshot.rows_by_offer[snapshot.offer_starts[:-1]]
    seen, verified = columns.seen_day[rows], columns.verified_day[rows]
    since = [(today - relativedelta(months=months)).toordinal() for months in MONTHS]

    def share(code: str, of: NDArray[np.bool_]) -> Share:
        counts = [tuple(int((of & (days >= first)).sum()) for first in since) for days in (verified, seen)]
        return Share(code, int(of.sum()), *counts)

    unconfirmed, is_verified = columns.unconfirmed[rows], verified > 0
    counted = (is_verified, ~is_verified & ~unconfirmed, unconfirmed)
    return Freshness(
        everything=share("", np.ones(len(rows), dtype=np.bool_)),
        statuses=tuple((name, int(of.sum())) for name, of in zip(STATUSES, counted, strict=True)),
        sectors=tuple(share(code, of) for code, of in _by_sector(snapshot, rows) if of.any()),
        area_kinds=tuple(share(code, of) for code, of in _by_area_kind(snapshot, rows) if of.any()),
        oldest=date.fromordinal(int(seen.min())) if len(rows) else None,
        newest=date.fromordinal(int(seen.max())) if len(rows) else None,
    )


def _by_sector(snapshot: Snapshot, rows: Ints) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    words = snapshot.columns.words["sector"][:, rows]
    codes = snapshot.sets["sector"]
    for code in snapshot.vocabulary.codes("sector"):
        yield code, has_any(words, codes.pack([code]))
    yield NOT_SAID, is_empty(words)


def _by_area_kind(snapshot: Snapshot, rows: Ints) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """By the widest area that an offer names: one for a whole nation is not a council's."""
    kinds = [_widest(snapshot, row) for row in rows.tolist()]
    for kind in (*reversed(AREA_WIDTHS), NOT_SAID):
        yield kind, np.array([each == kind for each in kinds], dtype=np.bool_)


def _widest(snapshot: Snapshot, row: int) -> str:
    areas = snapshot.coverage.areas_of(row)
    return areas[-1].kind if areas else NOT_SAID
