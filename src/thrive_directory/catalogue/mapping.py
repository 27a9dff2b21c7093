"""Turns one source record into rows of the tables, or refuses it. Pure; writes nothing.

Rows are plain dicts by table, written many at a time. What is not known stays None."""

from collections.abc import Iterable
from math import ceil, floor
from typing import Any

from thrive_directory.catalogue.assemble import TAKES_REFERRALS, WAITING_WEEKS
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.mapped import MappedRecord, Mapper, service_key
from thrive_directory.catalogue.mapping_contact import contact_row, guidance_rows, provenance_row
from thrive_directory.catalogue.mapping_place import Placed, extent_of, placed
from thrive_directory.catalogue.mapping_terms import age_exceptions, attribute_rows, tag_rows
from thrive_directory.errors import BadRecord, UnknownPlace
from thrive_directory.sources.record import (
    AreaRecord,
    LocationRecord,
    ScheduleRecord,
    SourceRecord,
)


def map_record(record: SourceRecord, mapper: Mapper) -> MappedRecord:
    """The record's rows in every table. Raises `BadRecord` for the first thing in it that cannot be stored."""
    mapped = MappedRecord(service_key(mapper.source, record.source_id))
    mapped.held = _held(record)
    rows, service_id = mapped.rows, mapped.service_id
    organization_id = key(mapper.source, "organization", record.organization.source_id)
    rows["organization"].append(_organization(record, organization_id, mapper))
    rows["service"].append(_service(record, service_id, organization_id, mapper, published=mapped.held is None))
    rows["attribute"] += tag_rows(record, mapper, service_id)
    _add_areas(record, record.areas, mapper, mapped)
    rows["schedule"] += _schedules(record.schedules, (service_id, None))
    rows["language"] += [
        {"id": key(service_id, "language", code), "service_id": service_id, "code": code}
        for code in dict.fromkeys(record.languages)
    ]
    rows["cost_option"] += _cost(record, service_id)
    rows["service_capacity"] += _capacity(record, service_id)
    rows["guidance"] += guidance_rows(record, service_id)
    rows["provenance"] += [
        provenance_row(service_id, ("service", service_id), name, seen) for name, seen in record.seen.items()
    ]
    for position, contact in enumerate(record.contacts):
        table, row = contact_row(record, contact, service_id, position)
        rows[table].append(row)
    for position, location in enumerate(record.locations):
        _add_location(record, location, mapper, mapped, position)
    for position, row in enumerate(rows["attribute"]):
        row["position"] = position
    return mapped


def _held(record: SourceRecord) -> str | None:
    """Why a record is stored and not published: a local offer waits until its area is known."""
    if record.status != "active":
        return f"its source says that it is {record.status}"
    somewhere = record.areas or any(location.areas for location in record.locations)
    return None if somewhere or record.found_by_name_only else "no area is known"


def _organization(record: SourceRecord, organization_id: str, mapper: Mapper) -> dict[str, Any]:
    told = record.organization
    return {
        "id": organization_id,
        "source_id": mapper.source_id,
        "name": told.name,
        "description": told.description,
        "website": str(told.url) if told.url else None,
    }


def _service(
    record: SourceRecord, service_id: str, organization_id: str, mapper: Mapper, *, published: bool
) -> dict[str, Any]:
    minimum, maximum, until = _ages(record)
    return {
        "id": service_id,
        "source_id": mapper.source_id,
        "organization_id": organization_id,
        "name": record.name,
        "alternate_name": None,
        "summary": record.summary,
        "description": record.description,
        "young_person_text": record.young_person_text,
        "professional_text": record.professional_text,
        "url": str(record.url) if record.url else None,
        "status": record.status,
        "is_published": published,
        "minimum_age": minimum,
        "maximum_age": maximum,
        "age_until": until,
        "age_text": record.age.text,
        "age_exceptions": [[later.circumstance, later.until] for later in age_exceptions(record, mapper)],
        "needs_scope": record.needs_scope,
        "circumstances_scope": record.circumstances_scope,
        "genders": list(record.genders),
        "gp_practices": list(record.gp_practices),
        "gp_areas": list(record.gp_areas),
        "schools": list(record.schools),
        "fees_description": record.cost_text,
        "coverage_text": record.coverage_text,
        "found_by_name_only": record.found_by_name_only,
        "no_contact_advice": record.no_contact_advice,
        "opening_hours_text": record.opening_hours_text,
        "urgent_support": record.urgent_support,
        "asks": list(record.asks),
        "verification_status": record.verification.status,
        "verified_by": record.verification.by,
        "verified_on": record.verification.on,
    }


def _ages(record: SourceRecord) -> tuple[float | None, float | None, float | None]:
    """(minimum, maximum, until): a maximum of 17 is until the 18th birthday, and the other way round."""
    age = record.age
    until = age.until if age.until is not None or age.maximum is None else floor(age.maximum) + 1.0
    maximum = age.maximum if age.maximum is not None or until is None else ceil(until) - 1.0
    if age.minimum is not None and until is not None and until <= age.minimum:
        raise BadRecord(record.source_id, "age", "ends before it begins")
    return age.minimum, maximum, until


def _add_areas(
    record: SourceRecord, areas: Iterable[AreaRecord], mapper: Mapper, mapped: MappedRecord, at: str | None = None
) -> None:
    """Add the rows of the areas that the service covers, or covers at one location (`at`)."""
    for position, area in enumerate(areas):
        extent = None
        if area.code is None:
            extent, repair = extent_of(record.source_id, area.polygon)
            mapped.repairs += [repair] if repair else []
        else:
            _check_code(record, area.code, mapper)
        mapped.rows["service_area"].append(
            {
                "id": key(at or mapped.service_id, "service_area", position),
                "service_id": mapped.service_id,
                "service_at_location_id": at,
                "position": position,
                "area_code": area.code,
                "extent": extent,
            }
        )


def _check_code(record: SourceRecord, code: str, mapper: Mapper) -> None:
    try:
        mapper.areas.resolve(code)
    except UnknownPlace:
        raise BadRecord(record.source_id, "areas", f"no area has the code {code}") from None


def _schedules(schedules: Iterable[ScheduleRecord], owner: tuple[str, str | None]) -> list[dict[str, Any]]:
    service_id, at = owner
    return [
        {
            "id": key(at or service_id, "schedule", position),
            "service_id": service_id,
            "service_at_location_id": at,
            "position": position,
            **schedule.model_dump(),
        }
        for position, schedule in enumerate(schedules)
    ]


def _cost(record: SourceRecord, service_id: str) -> list[dict[str, Any]]:
    if record.cost is None:
        return []
    free = record.cost == "free"
    option = {"option": record.cost, "amount": 0.0 if free else None, "currency": "GBP" if free else None}
    return [{"id": key(service_id, "cost_option"), "service_id": service_id, **option}]


def _capacity(record: SourceRecord, service_id: str) -> list[dict[str, Any]]:
    told = record.capacity
    if told is None:
        return []
    counts = {WAITING_WEEKS: told.wait_weeks, TAKES_REFERRALS: told.open_to_referrals}
    return [
        {
            "id": key(service_id, "capacity", unit),
            "service_id": service_id,
            "unit_id": unit_key(unit),
            "available": float(count),
            "as_of": told.as_of,
            "expires_on": told.expires_on,
        }
        for unit, count in counts.items()
        if count is not None
    ]


def unit_key(unit: str) -> str:
    """The id of what a capacity counts."""
    return key("unit", unit)


def _add_location(
    record: SourceRecord, location: LocationRecord, mapper: Mapper, mapped: MappedRecord, position: int
) -> None:
    """Add the rows of one location and of the service there."""
    place = placed(record.source_id, location, mapper.locate)
    if place.repair:
        mapped.repairs.append(place.repair)
    rows, service_id = mapped.rows, mapped.service_id
    location_id = key(mapper.source, "location", location.source_id)
    at = key(service_id, "at", location_id)
    rows["location"].append(_location(location, location_id, mapper, place))
    rows["address"] += _address(location, location_id)
    rows["service_at_location"].append(
        {"id": at, "service_id": service_id, "location_id": location_id, "position": position}
    )
    rows["attribute"] += attribute_rows(
        record, "locations.access", location.access, mapper, (service_id, "service_at_location", at)
    )
    _add_areas(record, location.areas, mapper, mapped, at)
    rows["schedule"] += _schedules(location.schedules, (service_id, at))
    if location.seen is not None:
        rows["provenance"].append(provenance_row(service_id, ("location", location_id), "record", location.seen))


def _location(location: LocationRecord, location_id: str, mapper: Mapper, place: Placed) -> dict[str, Any]:
    return {
        "id": location_id,
        "source_id": mapper.source_id,
        "name": location.name,
        "location_type": location.location_type,
        "confidential": location.confidential,
        "point": place.point,
        "easting_m": place.grid.easting_m if place.grid else None,
        "northing_m": place.grid.northing_m if place.grid else None,
    }


def _address(location: LocationRecord, location_id: str) -> list[dict[str, Any]]:
    """The address row of a location; none for a confidential one, or where nothing of it is known."""
    parts = {"address_1": location.address_1, "city": location.city, "postal_code": location.postcode}
    if location.confidential or not any(parts.values()):
        return []
    return [{"id": key(location_id, "address"), "location_id": location_id, **parts}]
