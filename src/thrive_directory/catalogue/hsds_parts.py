"""What every part of an HSDS record is put together from: known fields, facts of our own, where one was seen. Pure."""

from typing import Any

from thrive_directory.catalogue.keys import key

Record = dict[str, Any]

_NOTHING: tuple[Any, ...] = (None, "", [])


def known(**fields: Any) -> Record:
    """The fields that hold something: HSDS readers refuse nulls and empty strings; an empty list says nothing."""
    return {name: value for name, value in fields.items() if value not in _NOTHING}


def extra(service_id: str, name: str, value: str) -> Record:
    """A fact that HSDS has no field for, as an attribute that holds a value and no term."""
    return {
        "id": key(service_id, "extra", name, value),
        "link_id": service_id,
        "link_entity": "service",
        "link_type": name,
        "value": value,
    }


def seen_at(record_id: str, resource: tuple[str, str], field: str, seen: Any, source: str) -> Record:
    """Where a field was seen, in HSDS's terms for a change: the new value is the page that the fact rests on."""
    page = "read on the provider's own page" if seen.provenance == "own" else "read on a secondary page"
    return {
        "id": record_id,
        "resource_type": resource[0],
        "resource_id": resource[1],
        "last_action_date": seen.collected_on.isoformat(),
        "last_action_type": f"{page} of {seen.source_date}" if seen.source_date else page,
        "field_name": field,
        "previous_value": "",
        "replacement_value": seen.source_url,
        "updated_by": source,
    }
