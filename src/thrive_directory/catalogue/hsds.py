"""Builds the full HSDS 3.1 record of a published offer from its rows. Pure; leaves out what is not known.

Field names and shapes: Open Referral UK 3.0, which is HSDS 3.1 (https://docs.openreferral.org). What HSDS has no field
for travels as attributes, and where each fact was seen as `metadata`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from shapely import to_geojson

from thrive_directory.catalogue.assemble import AreaReader, current_areas
from thrive_directory.catalogue.hsds_guidance import (
    application_process,
    application_process_seen,
    forms,
    guidance_attributes,
)
from thrive_directory.catalogue.hsds_parts import Record, extra, known, seen_at
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.rows import OfferRows, Rows, TermRow

ONS_AREA_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
_PHONE_TYPES = {"phone": "voice", "text": "text", "relay": "textphone"}
_BANK_HOLIDAYS = {"open": "Open on bank holidays.", "closed": "Closed on bank holidays."}
_WORDS = (
    "summary",
    "young_person_text",
    "professional_text",
    "coverage_text",
    "opening_hours_text",
    "no_contact_advice",
    "needs_scope",
    "circumstances_scope",
    "age_until",
    "verification_status",
)
"""Columns of a service that HSDS has no field for."""
_LISTS = {"genders": "gender", "gp_practices": "gp_practice", "gp_areas": "gp_area", "schools": "school", "asks": "ask"}
"""List columns of a service that HSDS has no field for, and what one of their items is called."""
_FLAGS = ("urgent_support", "found_by_name_only")


def record_of(rows: OfferRows, terms: Mapping[str, TermRow], areas: AreaReader) -> Record:
    """The service with everything that hangs on it, ready for JSON."""
    service = rows.service
    return known(
        id=service.id,
        organization_id=service.organization_id,
        name=service.name,
        alternate_name=service.alternate_name,
        description=service.description or service.summary,
        url=service.url,
        email=rows.emails[0].email if rows.emails else None,
        status=service.status,
        application_process=application_process(rows),
        fees_description=service.fees_description,
        eligibility_description=service.age_text,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        assured_date=service.verified_on.isoformat() if service.verification_status == "verified" else None,
        last_modified=service.last_modified.isoformat(),
        organization=_organization(service),
        phones=[_phone(row, service.source_name) for row in rows.phones],
        contacts=[known(id=row.id, service_id=service.id, name=row.name, email=row.email) for row in rows.emails],
        additional_urls=[
            *(known(id=row.id, service_id=service.id, label=row.label, url=row.url) for row in rows.urls),
            *forms(rows),
        ],
        schedules=_schedules(rows.schedules, None),
        service_areas=_service_areas(rows.areas, None, areas),
        service_at_locations=[_service_at_location(place, rows, terms, areas) for place in rows.places],
        languages=[known(id=row.id, service_id=service.id, code=row.code) for row in rows.languages],
        cost_options=[_cost(row) for row in rows.costs],
        capacities=[_capacity(row) for row in rows.capacities],
        attributes=[*_attributes(rows.attributes, service.id, terms), *_extras(service), *guidance_attributes(rows)],
        metadata=[*_seen(rows, service.id), *application_process_seen(rows)],
    )


def term_record(term: Any, taxonomy: Any) -> Record:
    """A taxonomy_term with its taxonomy."""
    return known(
        id=term.id,
        code=term.code,
        name=term.name,
        description=term.description,
        parent_id=term.parent_id,
        taxonomy=taxonomy.name,
        taxonomy_id=taxonomy.id,
        taxonomy_detail={"id": taxonomy.id, "name": taxonomy.name, "description": taxonomy.description},
        language="en",
        term_uri=f"urn:uuid:{term.id}",
    )


def _organization(service: Any) -> Record:
    return known(
        id=service.organization_id,
        name=service.organization_name,
        description=service.organization_description or service.organization_name,
        website=service.organization_website,
    )


def _phone(row: Any, source: str) -> Record:
    return known(
        id=row.id,
        service_id=row.service_id,
        number=row.number,
        type=_PHONE_TYPES[row.kind],
        description=row.description,
        metadata=[seen_at(row.id, ("phone", row.id), "number", row, source)],
    )


def _cost(row: Any) -> Record:
    return known(id=row.id, service_id=row.service_id, option=row.option, amount=row.amount, currency=row.currency)


def _capacity(row: Any) -> Record:
    return {
        "id": row.id,
        "service_id": row.service_id,
        "unit_id": row.unit_id,
        "unit": {"id": row.unit_id, "name": row.unit_name},
        "available": row.available,
        "updated": f"{row.as_of.isoformat()}T00:00:00+00:00",
        "description": f"Not known after {row.expires_on.isoformat()}.",
    }


def not_known_after(capacity: Mapping[str, Any]) -> date:
    """The last day on which a capacity of a record may be believed: HSDS has no field for it, so its description says
    it."""
    return date.fromisoformat(str(capacity["description"]).removeprefix("Not known after ").removesuffix("."))


def _schedules(rows: Rows, at: str | None) -> list[Record]:
    return [_schedule(row) for row in rows if row.service_at_location_id == at]


def _schedule(row: Any) -> Record:
    at = row.service_at_location_id
    return known(
        id=row.id,
        service_id=None if at else row.service_id,
        service_at_location_id=at,
        freq=row.freq,
        interval=row.interval,
        byday=row.byday,
        bymonthday=row.bymonthday,
        byweekno=row.byweekno,
        opens_at=row.opens_at and row.opens_at.strftime("%H:%M"),
        closes_at=row.closes_at and row.closes_at.strftime("%H:%M"),
        valid_from=row.valid_from and row.valid_from.isoformat(),
        valid_to=row.valid_to and row.valid_to.isoformat(),
        dtstart=row.dtstart and row.dtstart.isoformat(),
        until=row.until and row.until.isoformat(),
        description=row.description,
        notes=_BANK_HOLIDAYS.get(row.bank_holidays),
    )


def _service_areas(rows: Rows, at: str | None, areas: AreaReader) -> list[Record]:
    return [record for row in rows if row.service_at_location_id == at for record in _service_area(row, areas)]


def _service_area(row: Any, areas: AreaReader) -> Iterable[Record]:
    """One record an area: a code that was abolished has become its successors."""
    at = row.service_at_location_id
    for area in current_areas(row, areas):
        code = area.area.code
        yield known(
            id=row.id if row.area_code in (None, code) else key(row.id, code),
            service_id=None if at else row.service_id,
            service_at_location_id=at,
            name=area.area.name,
            uri=None if area.polygon is not None else ONS_AREA_URI + code,
            extent=None if area.polygon is None else to_geojson(area.polygon),
            extent_type=None if area.polygon is None else "geojson",
        )


def _service_at_location(place: Any, rows: OfferRows, terms: Mapping[str, TermRow], areas: AreaReader) -> Record:
    return known(
        id=place.id,
        service_id=place.service_id,
        location_id=place.location_id,
        service_areas=_service_areas(rows.areas, place.id, areas),
        schedules=_schedules(rows.schedules, place.id),
        attributes=_attributes(rows.attributes, place.id, terms),
        location=_location(place, rows, terms),
    )


def _location(place: Any, rows: OfferRows, terms: Mapping[str, TermRow]) -> Record:
    """The location; of a confidential one nothing but that it exists and what it is called."""
    shown = None if place.confidential else place.point
    access = [terms[row.taxonomy_term_id].record["name"] for row in rows.attributes if row.link_id == place.id]
    return known(
        id=place.location_id,
        location_type=place.location_type,
        name=place.name,
        latitude=shown.y if shown else None,
        longitude=shown.x if shown else None,
        addresses=[] if place.confidential or place.address_id is None else [_address(place)],
        accessibility=[
            {"id": key(place.id, "accessibility", words), "location_id": place.location_id, "description": words}
            for words in access
        ],
        metadata=_seen(rows, place.location_id),
    )


def _address(place: Any) -> Record:
    """HSDS requires every part of an address: an unknown one is an empty string, which is what it allows."""
    return {
        "id": place.address_id,
        "location_id": place.location_id,
        "address_1": place.address_1 or "",
        "city": place.city or "",
        "state_province": "",
        "postal_code": place.postal_code or "",
        "country": "GB",
        "address_type": "postal" if place.location_type == "postal" else "physical",
    }


def _attributes(rows: Rows, link_id: str, terms: Mapping[str, TermRow]) -> list[Record]:
    return [_attribute(row, terms[row.taxonomy_term_id]) for row in rows if row.link_id == link_id]


def _attribute(row: Any, term: TermRow) -> Record:
    """A term said of something; its value is whether it is suggested or confirmed, its metadata who said so."""
    said = {
        "id": row.id,  # an attribute has one such entry, which can share its id
        "resource_id": row.id,
        "resource_type": "attribute",
        "last_action_date": row.said_on.isoformat(),
        "last_action_type": row.status,
        "field_name": "taxonomy_term_id",
        "previous_value": "",
        "replacement_value": row.basis,
        "updated_by": row.said_by,
    }
    return {
        "id": row.id,
        "link_id": row.link_id,
        "link_entity": row.link_entity,
        "link_type": row.link_type,
        "value": row.status,
        "taxonomy_term_id": row.taxonomy_term_id,
        "taxonomy_term": term.record,
        "metadata": [said],
    }


def _extras(service: Any) -> list[Record]:
    """What HSDS has no field for, as attributes that hold a value and no term."""
    pairs = [(name, getattr(service, name)) for name in _WORDS]
    pairs.append(("data_licence", service.source_licence))
    pairs += [(one, value) for many, one in _LISTS.items() for value in getattr(service, many)]
    pairs += [(name, "yes") for name in _FLAGS if getattr(service, name)]
    found = [extra(service.id, name, str(value)) for name, value in pairs if value is not None]
    return found + [
        {
            **extra(service.id, "age_until_exception", str(until)),
            "id": key(service.id, "extra", "age_until_exception", circumstance),
            "label": circumstance,
        }
        for circumstance, until in service.age_exceptions
    ]


def _seen(rows: OfferRows, resource_id: str) -> list[Record]:
    """Where the fields of one resource were seen."""
    source = rows.service.source_name
    return [
        seen_at(row.id, (row.resource_type, row.resource_id), row.field, row, source)
        for row in rows.provenance
        if row.resource_id == resource_id
    ]
