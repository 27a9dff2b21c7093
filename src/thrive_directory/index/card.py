"""An offer as a search result shows it: the JSON of `service` and of `location`. Shapes only; nothing is looked up."""

from datetime import date
from typing import Any

import orjson

from thrive_directory.catalogue.offer import Contact, Offer, OfferLocation, Tag


def card(offer: Offer) -> bytes:
    """The JSON text of `service` in a search result."""
    return orjson.dumps(card_fields(offer))


def card_fields(offer: Offer) -> dict[str, Any]:
    """The fields of `service` in a search result. Unknown facts are null or empty lists."""
    return {
        "id": offer.id,
        "name": offer.name,
        "organization": {"id": offer.organization_id, "name": offer.organization_name},
        "summary": offer.summary or None,
        "groupings": [{"code": t.code, "status": _status(t)} for t in offer.groupings],
        "needs": [t.code for t in offer.needs],
        "sectors": [t.code for t in offer.sectors],
        "modes": [t.code for t in offer.modes],
        "audiences": [t.code for t in offer.audiences],
        "access": [t.code for t in offer.access],
        "referral_routes": [t.code for t in offer.referral_routes],
        "languages": sorted(offer.languages),
        "contacts": [_contact(contact) for contact in offer.contacts],
        "no_contact_advice": offer.no_contact_advice,
        "coverage": [{"code": a.area.code, "name": a.area.name, "kind": a.area.kind} for a in offer.areas],
        "coverage_text": offer.coverage_text,
        "url": offer.url,
        "minimum_age": offer.age.minimum,
        "maximum_age": offer.age.maximum,
        "age_text": offer.age.text,
        "cost": offer.cost,
        "cost_text": offer.cost_text,
        "opening_hours": offer.opening_hours_text,
        "verification": {
            "status": offer.verification.status,
            "by": offer.verification.by,
            "on": _day(offer.verification.on),
        },
        "links": {"self": f"/services/{offer.id}", "page": f"/offer/{offer.id}"},
    }


def location_json(location: OfferLocation | None) -> bytes:
    """The JSON text of `location` in a search result; null where there is none or it is confidential."""
    if location is None or location.confidential:
        return b"null"
    point = location.point
    return orjson.dumps(
        {
            "id": location.id,
            "name": location.name,
            "postcode": location.postcode,
            "lon": point.lon if point else None,
            "lat": point.lat if point else None,
        }
    )


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "kind": contact.kind,
        "value": contact.value,
        "tel": contact.tel,
        "label": contact.label,
        "source_url": contact.source_url,
        "provenance": contact.provenance,
        "collected_on": _day(contact.collected_on),
    }


def _status(tag: Tag) -> str:
    return "confirmed" if tag.confirmed else "suggested"


def _day(day: date) -> str:
    return day.isoformat()
