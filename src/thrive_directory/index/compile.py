"""From the catalogue in a database to a snapshot, in one pass and one transaction. Serves nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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
from thrive_directory.index.snapshot import Snapshot


def compile_catalogue(engine: Engine, vocabulary: Vocabulary, areas: AreaRegister, folder: Path | None) -> Snapshot:
    """The catalogue of a database as it stands. Records are spilled to `folder` while they are read."""
    with no_collecting(), reading(engine) as session:
        offers: list[Offer] = []
        records = record_blob(_records(queries.published(session, areas), offers), folder)
        return build_snapshot(
            queries.catalogue_version(session),
            offers,
            vocabulary,
            records=records,
            urgent_help=queries.urgent_help(session),
            tombstones=queries.tombstones(session),
            changes=_changes(session),
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
