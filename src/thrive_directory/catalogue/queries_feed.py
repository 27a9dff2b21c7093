"""Every SELECT behind the feed of changes: what was told of whom, and who shares what with whom. Writes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import shapely
from sqlalchemy import ColumnElement, Table, func, select
from sqlmodel import Session

from thrive_directory.catalogue import tables
from thrive_directory.catalogue.mapped import RowsByTable

_BATCH_IDS = 500
_START, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_SHOWN_OF = {
    "organization": ("name", "description", "website"),
    "location": ("name", "location_type", "confidential", "point"),
    "address": ("address_1", "city", "postal_code"),
}
"""What a published record shows of the rows that several services share."""


def feed_identity(session: Session) -> Any | None:
    """Epoch of the feed and the version up to which departures are forgotten; None before the first change."""
    feed = _table("feed")
    return session.execute(select(feed.c.epoch, feed.c.forgotten_to)).one_or_none()


def publications(session: Session) -> Sequence[Any]:
    """What became of every service in public: (service_id, changed_in, published_in), in the order of the feed, which
    is the version of the last change, then the id."""
    publication = _table("publication").c
    columns = select(publication.service_id, publication.changed_in, publication.published_in)
    return session.execute(columns.order_by(publication.changed_in, publication.service_id)).all()


def last_published(session: Session) -> tuple[int, datetime | None]:
    """(how many services ever were public, when what is public last changed; None before the first)."""
    publication = _table("publication").c
    count, last = session.execute(
        select(func.count(), func.max(publication.changed_at)).select_from(_table("publication"))
    ).one()
    return count, last


def version_times(session: Session) -> dict[int, datetime]:
    """When each version that still shows in the feed was made. Many offers change in one: this is told once."""
    publication = _table("publication").c
    latest = select(publication.changed_in, func.max(publication.changed_at)).group_by(publication.changed_in)
    return {row[0]: row[1] for row in session.execute(latest)}


def stamps(session: Session) -> dict[str, tuple[int, int]]:
    """Of every published service, by id, when it was last written (microseconds since 1970) and the version in which
    what is published of it last changed. Both are the same as before only where its record is."""
    service, publication = _table("service").c, _table("publication").c
    told = select(service.id, service.last_modified, func.coalesce(publication.changed_in, 0))
    rows = session.execute(
        told.outerjoin_from(_table("service"), _table("publication"), publication.service_id == service.id)
        .where(service.is_published)
        .order_by(service.id)
    )
    return {service_id: ((at - _START) // _MICROSECOND, version) for service_id, at, version in rows}


def publications_of(session: Session, service_ids: Collection[str]) -> dict[str, Any]:
    """What became of these services in public, by id; those that never were public are missing."""
    return {row.service_id: row for row in _rows(session, "publication", "service_id", service_ids)}


def published_among(session: Session, service_ids: Sequence[str]) -> set[str]:
    """Those of these services that are published."""
    service = _table("service")
    return set(
        session.execute(select(service.c.id).where(service.c.id.in_(service_ids), service.c.is_published)).scalars()
    )


def last_departure(session: Session, before: datetime) -> int | None:
    """The version of the last departure before this moment, or None."""
    publication = _table("publication")
    old = publication.c.published_in.is_(None) & (publication.c.changed_at < before)
    return session.execute(select(func.max(publication.c.changed_in)).where(old)).scalar()


def sharing(session: Session, records: Sequence[RowsByTable]) -> set[str]:
    """The services that will change when these rows are written, although they are not among them: those of an
    organization, or at a location, that is told differently now. Ask before writing."""
    told = {name: _told(records, name) for name in _SHOWN_OF}
    organizations = _changed_organizations(session, told["organization"])
    locations = _changed_locations(session, told["location"], told["address"])
    service, at = _table("service"), _table("service_at_location")
    found = _ids(session, service.c.id, service.c.organization_id, organizations)
    found |= _ids(session, at.c.service_id, at.c.location_id, locations)
    return found - {row["id"] for record in records for row in record["service"]}


def tagged(session: Session, term_ids: Collection[str]) -> set[str]:
    """The services that carry any of these vocabulary terms."""
    attribute = _table("attribute")
    return _ids(session, attribute.c.service_id, attribute.c.taxonomy_term_id, term_ids)


def covering(session: Session, area_codes: Collection[str]) -> set[str]:
    """The services that were told to cover any of these areas, by the codes as they were told."""
    area = _table("service_area")
    return _ids(session, area.c.service_id, area.c.area_code, area_codes)


def told_area_codes(session: Session) -> set[str]:
    """Every code that a source has used for an area."""
    code = _table("service_area").c.area_code
    return set(session.execute(select(code).where(code.is_not(None)).distinct()).scalars())


def of_source(session: Session, source_id: str) -> set[str]:
    """The services of a source."""
    service = _table("service")
    return _ids(session, service.c.id, service.c.source_id, [source_id])


def source_licence(session: Session, source_id: str) -> str | None:
    """The terms on which a source was last taken in; None for a source that is new."""
    source = _table("source")
    return session.execute(select(source.c.licence).where(source.c.id == source_id)).scalar()


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in order, in lists short enough for one statement."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _BATCH_IDS):
        yield ordered[start : start + _BATCH_IDS]


def _changed_organizations(session: Session, told: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """What an organization is not told of is kept, so it is no change."""
    return {
        row.id
        for row in _rows(session, "organization", "id", told)
        if any(told[row.id][column] not in (None, getattr(row, column)) for column in _SHOWN_OF["organization"])
    }


def _changed_locations(
    session: Session, told: Mapping[str, Mapping[str, Any]], addresses: Mapping[str, Mapping[str, Any]]
) -> set[str]:
    by_location = {row["location_id"]: row for row in addresses.values()}
    there = {row.location_id: row for row in _rows(session, "address", "location_id", told)}
    return {
        row.id
        for row in _rows(session, "location", "id", told)
        if _differs(row, told[row.id], "location") or _differs(there.get(row.id), by_location.get(row.id), "address")
    }


def _differs(stored: Any, told: Mapping[str, Any] | None, name: str) -> bool:
    if stored is None or told is None:
        return stored is not told
    return any(not _same(getattr(stored, column), told[column]) for column in _SHOWN_OF[name])


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None or not hasattr(one, "geom_type"):
        return bool(one == other)
    return bool(shapely.equals_exact(one, other))


def _told(records: Sequence[RowsByTable], name: str) -> dict[str, Mapping[str, Any]]:
    """Rows of one table by id; of rows with one id the last counts, as it will be written last."""
    return {row["id"]: row for record in records for row in record.get(name, ())}


def _rows(session: Session, name: str, by: str, keys: Iterable[str]) -> Iterator[Any]:
    table = _table(name)
    for ids in batches(keys):
        yield from session.execute(select(table).where(table.c[by].in_(ids)))


def _ids(session: Session, wanted: ColumnElement[str], key: ColumnElement[Any], values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(values):
        found.update(session.execute(select(wanted).where(key.in_(some)).distinct()).scalars())
    return found


def _table(name: str) -> Table:
    return tables.metadata.tables[name]
