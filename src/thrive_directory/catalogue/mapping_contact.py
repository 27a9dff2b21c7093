"""Turns the ways to get in touch, and what is told beforehand, into rows that each say where they were seen. Pure."""

from typing import Any

from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.phone import NotANumber, dialled
from thrive_directory.errors import BadRecord
from thrive_directory.sources.record import ContactRecord, Provenance, SourceRecord

_PHONE_KINDS = {"phone", "text", "relay"}


def contact_row(
    record: SourceRecord, contact: ContactRecord, service_id: str, position: int
) -> tuple[str, dict[str, Any]]:
    """The table that a way to get in touch belongs to, and its row there."""
    row: dict[str, Any] = {
        "id": key(service_id, "contact", contact.kind, contact.value, position),
        "service_id": service_id,
        "position": position,
        **_seen(contact.seen),
    }
    if contact.kind in _PHONE_KINDS:
        tel = _tel(record, contact)
        return "phone", row | {
            "kind": contact.kind,
            "number": contact.value,
            "tel": tel,
            "description": contact.label,
        }
    if contact.kind == "email":
        return "contact", row | {"email": contact.value, "name": contact.label}
    return "url", row | {"url": contact.value, "label": contact.label}


def guidance_rows(record: SourceRecord, service_id: str) -> list[dict[str, Any]]:
    """What is told beforehand, a row a kind. Raises `BadRecord` for a kind told twice: which of them holds?"""
    rows = {
        told.kind: {
            "id": key(service_id, "guidance", told.kind),
            "service_id": service_id,
            "position": position,
            "kind": told.kind,
            "text": told.text,
            "url": str(told.url) if told.url else None,
            **_seen(told.seen),
        }
        for position, told in enumerate(record.guidance)
    }
    if len(rows) < len(record.guidance):
        raise BadRecord(record.source_id, "guidance", "says two things of one kind")
    return list(rows.values())


def _tel(record: SourceRecord, contact: ContactRecord) -> str:
    try:
        return dialled(contact.value)
    except NotANumber as problem:
        raise BadRecord(record.source_id, "contacts", f"{contact.value} {problem}") from None


def _seen(seen: Provenance) -> dict[str, Any]:
    return {
        "source_url": str(seen.source_url),
        "provenance": seen.provenance,
        "collected_on": seen.collected_on,
        "source_date": seen.source_date,
    }


def provenance_row(service_id: str, resource: tuple[str, str], name: str, seen: Provenance) -> dict[str, Any]:
    """Where a field of a resource (its kind and id) was seen."""
    return {
        "id": key(service_id, resource[1], "provenance", name),
        "service_id": service_id,
        "resource_type": resource[0],
        "resource_id": resource[1],
        "field": name,
        **_seen(seen),
    }
