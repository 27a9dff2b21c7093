"""Taking an offer out of every answer at once and for good, with a tombstone. Commits stay with the caller."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from thrive_directory.catalogue.graves import Graveyard
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.mapped import service_key
from thrive_directory.catalogue.phone import NotANumber, dialled
from thrive_directory.catalogue.publication import mark, mark_buried
from thrive_directory.catalogue.queries import (
    graves,
    published_identities,
    published_numbers,
    service_identity,
    stored_raws,
)
from thrive_directory.catalogue.write import bump_version, insert, take_out, upsert
from thrive_directory.errors import BadParameter, BadRecord, ServiceNotFound, ServiceWithdrawn
from thrive_directory.sources.record import TombstoneRecord


def withdraw(session: Session, service_id: str, reason: str, by: str, replaced_by: str | None = None) -> int:
    """Take a service out and leave a tombstone; gives the catalogue version in which it is gone.

    Raises `ServiceNotFound` for an id that never was, `ServiceWithdrawn` for one that is out already, and
    `BadParameter` without a reason: it is published, and the withdrawal is for good."""
    if not reason.strip():
        raise BadParameter("reason", "Say why: the reason is kept and published with the tombstone.")
    service = service_identity(session, service_id)
    if service is None:
        raise ServiceNotFound("No service has this id.")
    gone = next((grave for grave in graves(session) if grave.service_id == service_id), None)
    if gone is not None:
        message = f"This service was withdrawn on {gone.withdrawn_on.isoformat()}."
        raise ServiceWithdrawn(message, gone.withdrawn_on.isoformat(), gone.replaced_by)
    if replaced_by is not None and service_identity(session, replaced_by) is None:
        raise ServiceNotFound("No service has the id of the one that is to replace it.")
    version = bump_version(session)
    _take_out(session, service, {"reason": reason, "by": by, "replaced_by": replaced_by}, version)
    return version


def bury(session: Session, source: tuple[str, str], records: Iterable[TombstoneRecord]) -> int:
    """Store the tombstones that a source (its name and id) tells of, and take out every published offer they cover.

    Gives the number of tombstones and offers that this changed. Raises `BadRecord` for a number that is none."""
    known = {grave.service_id: grave for grave in graves(session)}
    fresh = [row for row in (_tombstone(source, record) for record in records) if _differs(row, known)]
    if not fresh:
        return 0
    upsert(session, "tombstone", fresh, by="service_id")
    version = bump_version(session)
    mark_buried(session, [row["service_id"] for row in fresh], version, datetime.now(UTC))
    return len(fresh) + _take_out_covered(session, version)


def _take_out_covered(session: Session, version: int) -> int:
    graveyard, numbers, count = Graveyard(graves(session)), published_numbers(session), 0
    for service in published_identities(session):
        covered = graveyard.covering(
            service.id, service.name, service.organization_name, numbers.get(service.id, frozenset())
        )
        if covered is not None:
            grave, _ = covered
            _take_out(
                session,
                service,
                {"reason": grave.reason, "by": grave.by, "replaced_by": grave.replaced_by},
                version,
                marked=grave.service_id == service.id,
            )
            count += 1
    return count


def _take_out(session: Session, service: Any, words: dict[str, Any], version: int, *, marked: bool = False) -> None:
    """Unpublish the service, with its tombstone (unless it is `marked` already) and a line in its history."""
    now = datetime.now(UTC)
    take_out(session, service.id, now)
    if not marked:
        tombstone = {
            "id": key("tombstone", service.id),
            "source_id": service.source_id,
            "service_id": service.id,
            "name": service.name,
            "organization_name": service.organization_name,
            "numbers": [],
            "withdrawn_on": now.date(),
            **words,
        }
        upsert(session, "tombstone", [tombstone], by="service_id")
    revision = {
        "resource_type": "service",
        "resource_id": service.id,
        "action": "withdrawn",
        "by": words["by"],
        "at": now,
        "before": stored_raws(session, [service.id]).get(service.id),
        "after": None,
        "catalogue_version": version,
    }
    insert(session, "revision", [revision])
    mark(session, [service.id], version, now)


def _tombstone(source: tuple[str, str], record: TombstoneRecord) -> dict[str, Any]:
    name, source_id = source
    service_id = service_key(name, record.source_id)
    return {
        "id": key("tombstone", service_id),
        "source_id": source_id,
        "service_id": service_id,
        "name": record.name,
        "organization_name": None,
        "numbers": [_number(record, number) for number in record.numbers],
        "reason": record.reason,
        "by": name,
        "withdrawn_on": record.on,
        "replaced_by": service_key(name, record.replaced_by) if record.replaced_by else None,
    }


def _number(record: TombstoneRecord, number: str) -> str:
    try:
        return dialled(number)
    except NotANumber as problem:
        raise BadRecord(record.source_id, "numbers", f"{number} {problem}") from None


def _differs(row: dict[str, Any], known: dict[str, Any]) -> bool:
    there = known.get(row["service_id"])
    return there is None or any(getattr(there, column) != value for column, value in row.items())
