"""Tells the public account of the catalogue: which offers changed in which version, and why others changed with them.

Everything here runs in the transaction of the change itself. The questions it asks are in `queries_feed`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, delete, update
from sqlmodel import Session

from thrive_directory.catalogue import tables
from thrive_directory.catalogue.queries_feed import (
    batches,
    feed_identity,
    last_departure,
    publications_of,
    published_among,
)
from thrive_directory.catalogue.write import insert, upsert

DEPARTURES_KEPT = timedelta(days=730)
"""How long a departure is told. A reader who was away for longer starts again from a full export."""


def mark(session: Session, service_ids: Iterable[str], version: int, now: datetime) -> None:
    """Note that what is published of these services changed in this version.

    A service that is not published and never was is not noted: nobody has heard of it."""
    _open_feed(session)
    for ids in batches(service_ids):
        there = publications_of(session, ids)
        public = published_among(session, ids)
        rows = []
        for service_id in ids:
            known = there.get(service_id)
            since = known.published_in if known is not None else None
            if service_id in public:
                rows.append(_row(service_id, version, now, since or version))
            elif since is not None:
                rows.append(_row(service_id, version, now, None))
        upsert(session, "publication", rows, by="service_id")


def mark_buried(session: Session, service_ids: Iterable[str], version: int, now: datetime) -> None:
    """Note that these services are gone for good, whether or not they ever were here."""
    _open_feed(session)
    upsert(session, "publication", [_row(one, version, now, None) for one in service_ids], by="service_id")


def touch(session: Session, service_ids: Iterable[str], version: int, by: str, now: datetime) -> None:
    """Note that these services changed through something that they share with others: their own rows stay as they
    are, what is published of them does not."""
    service = _table("service")
    for ids in batches(service_ids):
        session.execute(update(service).where(service.c.id.in_(ids)).values(last_modified=now))
        insert(session, "revision", [_revision(one, by, version, now) for one in ids])
        mark(session, ids, version, now)


def forget_departures(session: Session, before: datetime) -> None:
    """Stop telling of departures before this moment; a cursor from before the last of them is too old from now on."""
    publication, feed = _table("publication"), _table("feed")
    last = last_departure(session, before)
    if last is None:
        return
    old = publication.c.published_in.is_(None) & (publication.c.changed_at < before)
    session.execute(delete(publication).where(old))
    session.execute(update(feed).where(feed.c.forgotten_to < last).values(forgotten_to=last))


def restart_feed(session: Session) -> None:
    """Give the feed a new identity: every cursor given out so far is too old. For a database that was restored from a
    backup, whose versions are counted a second time."""
    upsert(session, "feed", [{"id": 1, "epoch": str(uuid4()), "forgotten_to": 0}])


def _open_feed(session: Session) -> None:
    if feed_identity(session) is None:
        restart_feed(session)


def _row(service_id: str, version: int, now: datetime, published_in: int | None) -> dict[str, Any]:
    return {"service_id": service_id, "changed_in": version, "changed_at": now, "published_in": published_in}


def _revision(service_id: str, by: str, version: int, now: datetime) -> dict[str, Any]:
    """Its own facts are what they were: the line says only that what is published of it changed."""
    return {
        "resource_type": "service",
        "resource_id": service_id,
        "action": "updated",
        "by": by,
        "at": now,
        "before": None,
        "after": None,
        "catalogue_version": version,
    }


def _table(name: str) -> Table:
    return tables.metadata.tables[name]
