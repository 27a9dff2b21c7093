"""Compiles the published offers into a snapshot. Reads values, writes none; the caller brings the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from thrive_directory.catalogue.offer import Offer, Tombstone, UrgentHelp
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.index.blob import Blob, build_blob
from thrive_directory.index.card import card, location_json
from thrive_directory.index.changes import ChangeLog, log_of_one_version
from thrive_directory.index.codes import CodeSet, lay_out, pack_bytes
from thrive_directory.index.columns import FACET_FIELDS, Columns, Placement, build_columns, code_sets, placements
from thrive_directory.index.coverage import build_coverage
from thrive_directory.index.ids import Ids, Positions, pack_ids
from thrive_directory.index.kinds import build_kinds
from thrive_directory.index.particulars import Particulars, build_particulars, schedules_of
from thrive_directory.index.snapshot import UNSTAMPED, Snapshot, Stamp
from thrive_directory.index.words import build_postings
from thrive_directory.opening import WeekTable


def build_snapshot(
    version: int,
    offers: Sequence[Offer],
    vocabulary: Vocabulary,
    *,
    records: Iterable[dict[str, Any]] | Blob = (),
    urgent_help: Sequence[UrgentHelp] = (),
    tombstones: Iterable[Tombstone] = (),
    changes: ChangeLog | None = None,
    stamps: Mapping[str, Stamp] | None = None,
    folder: Path | None = None,
) -> Snapshot:
    """Compile offers, which must come in order of id, and their HSDS records, in the same order, into a snapshot.

    Records are many times the size of offers: a caller with many makes the blob while it reads them. `folder` is where
    the JSON is spilled; without one it stays in memory. Without `changes`, everything is as new as this version.
    `stamps` tell each offer, by its id, from what it was in other versions."""
    ids = tuple(offer.id for offer in offers)
    if any(a >= b for a, b in pairwise(ids)):
        raise ValueError("offers must come in order of id, each once")
    stones = {tombstone.id: tombstone for tombstone in tombstones}
    log = log_of_one_version(version, ids, stones) if changes is None else changes
    rows = placements(offers)
    sets = code_sets(vocabulary, offers)
    verifiers = tuple(sorted({offer.verification.by for offer in offers}))
    specialists = frozenset(term.code for term in vocabulary.terms("need") if term.specialist)
    columns = build_columns(rows, sets, verifiers, specialists)
    return assembled(
        version=version,
        vocabulary=vocabulary,
        sets=sets,
        columns=columns,
        coverage=build_coverage(rows, columns.easting_m, columns.northing_m),
        particulars=build_particulars(rows),
        postings=build_postings([names_of(row.offer) for row in rows], [body_of(row, vocabulary) for row in rows]),
        week_table=WeekTable.build([schedules_of(row) for row in rows]),
        offer_ids=pack_ids(ids),
        verifiers=verifiers,
        cards=build_blob((card(offer) for offer in offers), folder),
        locations=build_blob((location_json(row.location) for row in rows), folder),
        location_ids=pack_ids(row.location.id if row.location else "" for row in rows),
        records=records if isinstance(records, Blob) else record_blob(records, folder),
        urgent_help=tuple(urgent_help),
        tombstones=stones,
        changes=log,
        stamps=np.array([(stamps or {}).get(each, UNSTAMPED) for each in ids], dtype=np.int64).reshape(-1, 2),
    )


def assembled(
    *,
    sets: Mapping[str, CodeSet],
    columns: Columns,
    particulars: Particulars,
    offer_ids: Ids,
    changes: ChangeLog,
    **parts: Any,
) -> Snapshot:
    """A snapshot of these parts and of all that follows from them."""
    bits = lay_out({field: sets[field] for field in FACET_FIELDS})
    return Snapshot(
        sets=sets,
        columns=columns,
        particulars=particulars,
        offer_ids=offer_ids,
        changes=changes,
        facet_bits=bits,
        facet_bytes=pack_bytes(columns.words, sets, bits, len(columns)),
        kinds=build_kinds(columns, particulars, sets),
        offer_index=Positions(offer_ids),
        rows_by_offer=np.argsort(columns.order).astype(np.int32),
        offer_starts=np.searchsorted(np.sort(columns.offer), np.arange(len(offer_ids) + 1)).astype(np.int32),
        changed_s=changes.changed_s_of(offer_ids),
        **parts,
    )


def record_blob(records: Iterable[dict[str, Any]], folder: Path | None) -> Blob:
    """The JSON of HSDS records, one at a time."""
    return build_blob((orjson.dumps(record) for record in records), folder)


def names_of(offer: Offer) -> str:
    """The text that counts as an offer's name: its own and its organisation's."""
    return f"{offer.name} {offer.organization_name}"


def body_of(row: Placement, vocabulary: Vocabulary) -> str:
    """The text an offer is found by beside its name: what it says, and its needs in other people's words."""
    terms = [vocabulary.term("need", tag.code) for tag in row.offer.needs]
    needs = [" ".join((term.label, *term.aliases)) for term in terms]
    where = row.location.name or "" if row.location else ""
    return " ".join([row.offer.summary, row.offer.description, where, *needs])
