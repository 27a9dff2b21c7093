"""Builds the published offer from its rows. Pure: no query, no HTTP, no HSDS."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from thrive_directory.catalogue.offer import (
    Age,
    Capacity,
    Contact,
    Offer,
    OfferLocation,
    Schedule,
    Tag,
    Verification,
)
from thrive_directory.catalogue.rows import OfferRows, Rows, TermRow
from thrive_directory.errors import UnknownPlace
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.place import AreaRef, GridPoint, Point

WAITING_WEEKS = "weeks of waiting"
TAKES_REFERRALS = "takes referrals (1) or does not (0)"
_OFFER_TAGS = {
    "grouping": "groupings",
    "need": "needs",
    "sector": "sectors",
    "mode": "modes",
    "audience": "audiences",
    "access": "access",
    "referral_route": "referral_routes",
    "circumstance": "circumstances",
}
_SCHEDULE_FIELDS = tuple(Schedule.__dataclass_fields__)
logger = logging.getLogger(__name__)


class AreaReader(dict[str, tuple[ServiceArea, ...]]):
    """The current areas behind a stored code, looked up once each.

    A code that the register no longer knows becomes no area, which search reads as "ask them"."""

    def __init__(self, register: AreaRegister) -> None:
        super().__init__()
        self._register = register

    def __missing__(self, code: str) -> tuple[ServiceArea, ...]:
        try:
            found = tuple(ServiceArea(self._register.ref(now)) for now in self._register.resolve(code))
        except UnknownPlace:
            logger.warning("the register of areas does not know the stored code %s", code)
            found = ()
        self[code] = found
        return found


def offer_of(rows: OfferRows, terms: Mapping[str, TermRow], areas: AreaReader) -> Offer:
    """The offer in these rows."""
    service = rows.service
    return Offer(
        id=service.id,
        name=service.name,
        organization_id=service.organization_id,
        organization_name=service.organization_name,
        verification=Verification(service.verification_status, service.verified_by, service.verified_on),
        summary=service.summary or "",
        description=service.description or "",
        url=service.url,
        needs_scope=service.needs_scope,
        circumstances_scope=service.circumstances_scope,
        genders=frozenset(service.genders),
        languages=frozenset(row.code for row in rows.languages),
        age=_age(service),
        cost=rows.costs[0].option if rows.costs else None,
        cost_text=service.fees_description,
        areas=_areas(rows.areas, None, areas),
        coverage_text=service.coverage_text,
        found_by_name_only=service.found_by_name_only,
        gp_practices=frozenset(service.gp_practices),
        gp_areas=frozenset(service.gp_areas),
        schools=frozenset(service.schools),
        locations=tuple(_location(place, rows, terms, areas) for place in rows.places),
        contacts=_contacts(rows),
        no_contact_advice=service.no_contact_advice,
        opening_hours_text=service.opening_hours_text,
        schedules=_schedules(rows.schedules, None),
        capacity=_capacity(rows.capacities),
        urgent_support=service.urgent_support,
        asks=tuple(service.asks),
        **_tags(rows.attributes, terms),
    )


def _tags(attributes: Rows, terms: Mapping[str, TermRow]) -> dict[str, Any]:
    """The tag fields of an offer, from the attributes that hang on the service itself."""
    found: dict[str, list[Tag]] = {}
    for row in attributes:
        if row.link_entity == "service":
            term = terms[row.taxonomy_term_id]
            found.setdefault(_OFFER_TAGS[term.taxonomy], []).append(term.tags[row.status])
    return {field: tuple(tags) for field, tags in found.items()}


def _age(service: Any) -> Age:
    exceptions = tuple((circumstance, float(until)) for circumstance, until in service.age_exceptions)
    return Age(service.minimum_age, service.maximum_age, service.age_until, service.age_text, exceptions)


def _areas(rows: Rows, at: str | None, areas: AreaReader) -> tuple[ServiceArea, ...]:
    """The areas of the service (`at` None) or of it at one location; an area told twice counts once."""
    found: dict[str, ServiceArea] = {}
    for row in rows:
        if row.service_at_location_id == at:
            found |= {area.area.code: area for area in current_areas(row, areas)}
    return tuple(found.values())


def current_areas(row: Any, areas: AreaReader) -> tuple[ServiceArea, ...]:
    """What a service_area row stands for today: its polygon, or the current areas behind its code."""
    if row.area_code is None:
        return (ServiceArea(AreaRef(row.id, "Drawn area", "polygon"), row.extent),)
    return areas[row.area_code]


def _location(place: Any, rows: OfferRows, terms: Mapping[str, TermRow], areas: AreaReader) -> OfferLocation:
    access = (terms[row.taxonomy_term_id].code for row in rows.attributes if row.link_id == place.id)
    point = None if place.confidential or place.point is None else Point(place.point.x, place.point.y)
    grid = None if point is None or place.easting_m is None else GridPoint(place.easting_m, place.northing_m)
    return OfferLocation(
        id=place.location_id,
        name=place.name,
        postcode=None if place.confidential else place.postal_code,
        point=point,
        grid=grid,
        confidential=place.confidential,
        access=frozenset(access),
        areas=_areas(rows.areas, place.id, areas) or None,
        schedules=_schedules(rows.schedules, place.id),
    )


def _schedules(rows: Rows, at: str | None) -> tuple[Schedule, ...]:
    return tuple(
        Schedule(**{field: getattr(row, field) for field in _SCHEDULE_FIELDS})
        for row in rows
        if row.service_at_location_id == at
    )


def _contacts(rows: OfferRows) -> tuple[Contact, ...]:
    """Every way to get in touch, in the order in which the source gave them."""
    found = [
        *((row.position, _contact(row, row.kind, row.number, row.tel, row.description)) for row in rows.phones),
        *((row.position, _contact(row, "email", row.email, None, row.name)) for row in rows.emails),
        *((row.position, _contact(row, "web", row.url, None, row.label)) for row in rows.urls),
    ]
    return tuple(contact for _, contact in sorted(found, key=lambda item: item[0]))


def _contact(row: Any, kind: Any, value: str, tel: str | None, label: str | None) -> Contact:
    return Contact(kind, value, tel, label, row.source_url, row.provenance, row.collected_on)


def _capacity(rows: Iterable[Any]) -> Capacity | None:
    by_unit = {row.unit_name: row for row in rows}
    if not by_unit:
        return None
    told = next(iter(by_unit.values()))
    waiting, referrals = by_unit.get(WAITING_WEEKS), by_unit.get(TAKES_REFERRALS)
    return Capacity(
        as_of=told.as_of,
        expires_on=told.expires_on,
        wait_weeks=waiting.available if waiting else None,
        open_to_referrals=bool(referrals.available) if referrals else None,
    )
