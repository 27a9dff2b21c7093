"""The statements that change the catalogue: rows in, rows out, a step of the version. Commits stay with the caller."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from thrive_directory.catalogue import tables
from thrive_directory.catalogue.mapped import RowsByTable

PARENTS = ("organization", "location", "service")
"""Tables whose rows may be told again by another record: written over, never deleted."""
CHILDREN = (
    "attribute",
    "contact",
    "cost_option",
    "guidance",
    "language",
    "phone",
    "provenance",
    "schedule",
    "service_area",
    "service_capacity",
    "url",
    "service_at_location",
)
"""Tables that hang on a service, those that refer to another of them first."""
_KEPT_WHEN_UNTOLD = {"organization": ("description", "website")}
"""Columns that a record which says nothing of them leaves as they are."""


def bump_version(session: Session) -> int:
    """Move the catalogue to its next version, and say which that is. Every published change is followed by one."""
    table = _table("catalogue_version")
    statement = update(table).values(version=table.c.version + 1).returning(table.c.version)
    return int(session.execute(statement).scalar_one())


def replace_services(session: Session, records: Sequence[RowsByTable]) -> None:
    """Write these services with everything that hangs on them, in place of what hung there before."""
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        for name, told in record.items():
            rows.setdefault(name, []).extend(told)
    clear_services(session, [row["id"] for row in rows["service"]])
    _clear_addresses(session, [row["id"] for row in rows.get("location", ())])
    for name in PARENTS:
        upsert(session, name, rows.pop(name, []))
    addresses = {row["id"]: row for row in rows.pop("address", [])}
    insert(session, "address", list(addresses.values()))
    for name in reversed(CHILDREN):
        insert(session, name, rows.pop(name, []))
    if any(rows.values()):
        raise KeyError(f"no place for rows of {sorted(rows)}")


def clear_services(session: Session, service_ids: Sequence[str]) -> None:
    """Delete everything that hangs on these services."""
    for name in CHILDREN:
        table = _table(name)
        session.execute(delete(table).where(table.c.service_id.in_(service_ids)))


def take_out(session: Session, service_id: str, now: Any) -> None:
    """Unpublish a service for good. Its rows stay, for the record."""
    service = _table("service")
    out = {"is_published": False, "status": "defunct", "last_modified": now}
    session.execute(update(service).where(service.c.id == service_id).values(**out))


def insert(session: Session, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are not there yet."""
    if rows:
        session.execute(_table(name).insert(), list(rows))


def upsert(session: Session, name: str, rows: Iterable[Mapping[str, Any]], by: str = "id") -> None:
    """Insert rows, or write over those with the same key; of rows with one key the last wins."""
    latest = list({row[by]: row for row in rows}.values())
    if not latest:
        return
    table = _table(name)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(table)
    kept = _KEPT_WHEN_UNTOLD.get(name, ())
    new = {column: statement.excluded[column] for column in latest[0] if column != by}
    new |= {column: func.coalesce(statement.excluded[column], table.c[column]) for column in kept}
    session.execute(statement.on_conflict_do_update(index_elements=[by], set_=new), latest)


def delete_rows(session: Session, name: str, ids: Sequence[str]) -> None:
    """Delete rows by id."""
    if ids:
        table = _table(name)
        session.execute(delete(table).where(table.c.id == bindparam("gone")), [{"gone": one} for one in ids])


def _clear_addresses(session: Session, location_ids: Sequence[str]) -> None:
    address = _table("address")
    session.execute(delete(address).where(address.c.location_id.in_(location_ids)))


def _table(name: str) -> Table:
    return tables.metadata.tables[name]
