"""Every SELECT of the catalogue. Sessions come in; nothing here writes or commits.

The published offers are read page by page, a fixed number of statements a page, so that memory stays flat and no
statement depends on how many offers there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import methodcaller
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlmodel import Session

from thrive_directory.catalogue import tables
from thrive_directory.catalogue.assemble import AreaReader, offer_of
from thrive_directory.catalogue.hsds import record_of, term_record
from thrive_directory.catalogue.offer import Offer, Tombstone, UrgentHelp
from thrive_directory.catalogue.queries_feed import batches
from thrive_directory.catalogue.rows import OfferRows, TermRow
from thrive_directory.geo.areas import AreaRegister

PAGE_OFFERS = 500
_Where = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""Which services, said of a column that holds their id."""


@dataclass(frozen=True, slots=True)
class Published:
    """One published offer: the value that search compiles, and the full HSDS 3.1 record that readers get."""

    offer: Offer
    record: dict[str, Any]


def catalogue_version(session: Session) -> int:
    """The version of everything published; it moves with every published change."""
    return int(session.execute(select(_table("catalogue_version").c.version)).scalar_one())


def count_services(session: Session) -> int:
    """How many services there are, public or not."""
    return int(session.execute(select(func.count()).select_from(_table("service"))).scalar_one())


def published(session: Session, areas: AreaRegister, only: Collection[str] | None = None) -> Iterator[Published]:
    """Every published offer, or those of some ids, ordered by service id. Read within one transaction
    (`session.reading`)."""
    terms = terms_by_id(session)
    reader = AreaReader(areas)
    for rows in _pages(session) if only is None else _picked(session, only):
        yield Published(offer_of(rows, terms, reader), record_of(rows, terms, reader))


def terms_by_id(session: Session) -> dict[str, TermRow]:
    """Every vocabulary term by its id."""
    taxonomies = {row.id: row for row in taxonomy_rows(session)}
    return {
        row.id: TermRow.of(taxonomies[row.taxonomy_id].code, row.code, term_record(row, taxonomies[row.taxonomy_id]))
        for row in term_rows(session)
    }


def urgent_help(session: Session) -> tuple[UrgentHelp, ...]:
    """Every line of urgent help, in the order in which they are shown."""
    return tuple(
        UrgentHelp(
            id=row.id,
            kind=row.kind,
            name=row.name,
            text=row.text,
            phone=row.phone,
            tel=row.tel,
            sms=row.sms,
            url=row.url,
            area_code=row.area_code,
            source_url=row.source_url,
            collected_on=row.collected_on,
            position=row.position,
        )
        for row in urgent_help_rows(session)
    )


def tombstones(session: Session) -> tuple[Tombstone, ...]:
    """Every offer that is gone, by service id."""
    table = _table("tombstone")
    rows = session.execute(select(table).order_by(table.c.service_id))
    return tuple(Tombstone(row.service_id, row.name, row.reason, row.withdrawn_on, row.replaced_by) for row in rows)


def graves(session: Session) -> Sequence[Any]:
    """Every tombstone with all that an import is checked against."""
    return session.execute(select(_table("tombstone"))).all()


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What is known of a record that a source told before."""

    record_id: str
    fingerprint: str
    is_published: bool


def stored_records(session: Session, source_id: str) -> dict[str, StoredRecord]:
    """Every stored record of a source, by service id."""
    record, service = _table("source_record"), _table("service")
    statement = (
        select(record.c.service_id, record.c.record_id, record.c.fingerprint, service.c.is_published)
        .join(service, service.c.id == record.c.service_id)
        .where(record.c.source_id == source_id)
    )
    rows = session.execute(statement)
    return {row.service_id: StoredRecord(row.record_id, row.fingerprint, row.is_published) for row in rows}


def stored_raws(session: Session, service_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the source last told of each of these services, by service id."""
    record = _table("source_record")
    statement = select(record.c.service_id, record.c.raw).where(record.c.service_id.in_(service_ids))
    return {row.service_id: row.raw for row in session.execute(statement)}


def service_identity(session: Session, service_id: str) -> Any | None:
    """Id, source, name and organization's name of a service, published or not; None when it never was."""
    service, organization = _table("service"), _table("organization")
    statement = (
        select(service.c.id, service.c.source_id, service.c.name, organization.c.name.label("organization_name"))
        .join(organization, organization.c.id == service.c.organization_id)
        .where(service.c.id == service_id)
    )
    return session.execute(statement).one_or_none()


def urgent_help_rows(session: Session) -> Sequence[Any]:
    """Every line of urgent help as it is stored, in the order in which they are shown."""
    table = _table("urgent_help")
    return session.execute(select(table).order_by(table.c.position, table.c.id)).all()


def taxonomy_rows(session: Session) -> Sequence[Any]:
    """Every taxonomy."""
    return session.execute(select(_table("taxonomy"))).all()


def term_rows(session: Session) -> Sequence[Any]:
    """Every vocabulary term."""
    return session.execute(select(_table("taxonomy_term"))).all()


def area_rows(session: Session) -> Sequence[Any]:
    """Code, name and kind of every stored area."""
    table = _table("area")
    return session.execute(select(table.c.code, table.c.name, table.c.kind)).all()


def published_identities(session: Session) -> Sequence[Any]:
    """As `service_identity`, of every published service, by id."""
    service, organization = _table("service"), _table("organization")
    statement = (
        select(service.c.id, service.c.source_id, service.c.name, organization.c.name.label("organization_name"))
        .join(organization, organization.c.id == service.c.organization_id)
        .where(service.c.is_published)
        .order_by(service.c.id)
    )
    return session.execute(statement).all()


def published_numbers(session: Session) -> dict[str, set[str]]:
    """The numbers dialled for each published service, by service id."""
    phone, service = _table("phone"), _table("service")
    statement = select(phone.c.service_id, phone.c.tel).join(service, service.c.id == phone.c.service_id)
    numbers: dict[str, set[str]] = defaultdict(set)
    for row in session.execute(statement.where(service.c.is_published)):
        numbers[row.service_id].add(row.tel)
    return numbers


def _pages(session: Session) -> Iterator[OfferRows]:
    key = _table("service").c.id
    page = _services().limit(PAGE_OFFERS)
    services = session.execute(page).all()
    while services:
        first, last = services[0].id, services[-1].id
        yield from _with_children(session, services, methodcaller("between", first, last))
        services = session.execute(page.where(key > last)).all()


def _picked(session: Session, only: Collection[str]) -> Iterator[OfferRows]:
    """Page by page, too."""
    for page in batches(only):
        among: _Where = methodcaller("in_", page)
        yield from _with_children(
            session, session.execute(_services().where(among(_table("service").c.id))).all(), among
        )


def _with_children(session: Session, services: Sequence[Any], where: _Where) -> Iterator[OfferRows]:
    children = {name: _by_service(session, name, where) for name in _CHILDREN}
    for service in services:
        yield OfferRows(service=service, **{name: rows.get(service.id, ()) for name, rows in children.items()})


_CHILDREN = {
    "attributes": "attribute",
    "areas": "service_area",
    "schedules": "schedule",
    "phones": "phone",
    "emails": "contact",
    "urls": "url",
    "languages": "language",
    "costs": "cost_option",
    "capacities": "service_capacity",
    "places": "service_at_location",
    "guidance": "guidance",
    "provenance": "provenance",
}
"""Table of each field of `OfferRows`."""


def _by_service(session: Session, field: str, where: _Where) -> Mapping[str, list[Any]]:
    """Rows of one table for some services, by service, in the order in which they were told."""
    table = _table(_CHILDREN[field])
    statement = _WITH_PARENTS[field]() if field in _WITH_PARENTS else select(table)
    order: list[ColumnElement[Any]] = [table.c.position] if "position" in table.c else []
    grouped: dict[str, list[Any]] = defaultdict(list)
    statement = statement.where(where(table.c.service_id)).order_by(*order, table.c.id)
    for row in session.execute(statement).all():
        grouped[row.service_id].append(row)
    return grouped


def _services() -> Select[Any]:
    service, organization, source = _table("service"), _table("organization"), _table("source")
    return (
        select(
            service,
            source.c.name.label("source_name"),
            source.c.licence.label("source_licence"),
            organization.c.name.label("organization_name"),
            organization.c.description.label("organization_description"),
            organization.c.website.label("organization_website"),
        )
        .join(organization, organization.c.id == service.c.organization_id)
        .join(source, source.c.id == service.c.source_id)
        .where(service.c.is_published)
        .order_by(service.c.id)
    )


def _places() -> Select[Any]:
    at, location, address = _table("service_at_location"), _table("location"), _table("address")
    return (
        select(
            at,
            location.c.name,
            location.c.location_type,
            location.c.confidential,
            location.c.point,
            location.c.easting_m,
            location.c.northing_m,
            address.c.id.label("address_id"),
            address.c.address_1,
            address.c.city,
            address.c.postal_code,
        )
        .join(location, location.c.id == at.c.location_id)
        .outerjoin(address, address.c.location_id == location.c.id)
    )


def _capacities() -> Select[Any]:
    capacity, unit = _table("service_capacity"), _table("unit")
    return select(capacity, unit.c.name.label("unit_name")).join(unit, unit.c.id == capacity.c.unit_id)


_WITH_PARENTS = {"places": _places, "capacities": _capacities}
"""Fields of `OfferRows` whose rows carry columns of another table."""


def _table(name: str) -> Table:
    """A table by name. Columns are selected, not objects: a catalogue is read whole, and rows are enough."""
    return tables.metadata.tables[name]
