"""An offer in schema.org's terms, for machines that read pages. Only what the record holds; unknown is left out.

Source of the terms: https://schema.org/Service"""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def linked_data(card: Json, record: Json, url: str) -> dict[str, Any]:
    """The JSON-LD of the page."""
    low, high = card["minimum_age"], card["maximum_age"]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Service",
            "@id": url,
            "name": card["name"],
            "description": card["summary"],
            "url": card["url"],
            "provider": _known(
                {
                    "@type": "Organization",
                    "name": card["organization"]["name"],
                    "url": record.get("organization", {}).get("website"),
                }
            ),
            "areaServed": [
                {"@type": "AdministrativeArea", "name": area["name"], "identifier": area["code"]}
                for area in card["coverage"]
            ],
            "audience": _known({"@type": "PeopleAudience", "suggestedMinAge": low, "suggestedMaxAge": high})
            if (low, high) != (None, None)
            else None,
            "offers": {"@type": "Offer", "price": 0, "priceCurrency": "GBP"} if card["cost"] == "free" else None,
            "availableChannel": [_channel(contact) for contact in card["contacts"]],
        }
    )


def _channel(contact: Json) -> dict[str, Any]:
    channel: dict[str, Any] = {"@type": "ServiceChannel", "name": contact["label"]}
    if contact["kind"] in {"phone", "relay"}:
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": contact["value"]}
    elif contact["kind"] == "text":
        channel["serviceSmsNumber"] = {"@type": "ContactPoint", "telephone": contact["value"]}
    elif contact["kind"] == "email":
        channel["serviceUrl"] = f"mailto:{contact['value']}"
    else:
        channel["serviceUrl"] = contact["value"]
    return _known(channel)


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value != []}
