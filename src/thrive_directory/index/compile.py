"""From the catalogue in a database to a snapshot, in one pass and one transaction. Serves nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlmodel import Session

from thrive_directory.catalogue import queries, queries_feed
from thrive_directory.catalogue.offer import Offer
from thrive_directory.catalogue.session import reading
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.index.build import build_snapshot, record_blob
from thrive_directory.index.changes import ChangeLog, change_log
from thrive_directory.index.collecting import no_collecting
from thrive_directory.index.renewed import renewed
from thrive_directory.index.snapshot import Snapshot, Stamp


def compile_catalogue(
    engine: Engine, vocabulary: Vocabulary, areas: AreaRegister, folder: Path | None, last: Snapshot | None = None
) -> Snapshot:
    """The catalogue of a database as it stands. Records are spilled to `folder` while they are read.

    `last` is what was compiled before from this database by the same vocabulary and areas: then only the offers that
    have changed since are read."""
    with no_collecting(), reading(engine) as session:
        stamps = queries_feed.stamps(session)
        stays = _unchanged(last, stamps) if last else np.zeros(0, dtype=np.bool_)
        if last is None or not stays.any():
            return _compiled(session, vocabulary, areas, folder, stamps)
        staying = {offer_id for offer_id, is_same in zip(last.offer_ids, stays.tolist(), strict=True) if is_same}
        changed = stamps.keys() - staying
        fresh = _compiled(session, vocabulary, areas, folder, stamps, changed)
    return renewed(last, stays, fresh)


def _unchanged(last: Snapshot, stamps: Mapping[str, Stamp]) -> NDArray[np.bool_]:
    """Which offers of the last version are still the same."""
    told = zip(last.offer_ids, map(tuple, last.stamps.tolist()), strict=True)
    return np.array([stamps.get(offer_id) == stamp for offer_id, stamp in told], dtype=np.bool_)


def _compiled(
    session: Session,
    vocabulary: Vocabulary,
    areas: AreaRegister,
    folder: Path | None,
    stamps: Mapping[str, Stamp],
    only: Collection[str] | None = None,
) -> Snapshot:
    """Every offer, or only some, and all that is not about one offer."""
    offers: list[Offer] = []
    records = record_blob(_records(queries.published(session, areas, only), offers), folder)
    return build_snapshot(
        queries.catalogue_version(session),
        offers,
        vocabulary,
        records=records,
        urgent_help=queries.urgent_help(session),
        tombstones=queries.tombstones(session),
        changes=_changes(session),
        stamps=stamps,
        folder=folder,
    )


def _changes(session: Session) -> ChangeLog:
    told, times = queries_feed.publications(session), queries_feed.version_times(session)
    return change_log(queries_feed.feed_identity(session), told, times)


def _records(published: Iterable[queries.Published], offers: list[Offer]) -> Iterator[dict[str, Any]]:
    """The records, one at a time, keeping only the offers."""
    for each in published:
        offers.append(each.offer)
        yield each.record
