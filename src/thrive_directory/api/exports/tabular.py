"""HSDS 3.1 as tables: which there are, their columns and keys, and how a record falls apart into their rows.

File and column names: https://docs.openreferral.org/en/v3.1/hsds/schema_reference.html, those that we fill. Two tables
of our own, tombstones and urgent_help, stand beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
Row = tuple[str, Record]

TABLES: Mapping[str, str] = {
    "organizations": "id name description website",
    "services": "id organization_id name alternate_name description url status application_process fees_description "
    "eligibility_description minimum_age maximum_age assured_date last_modified",
    "locations": "id location_type name latitude longitude",
    "service_at_location": "id service_id location_id",
    "addresses": "id location_id address_1 city state_province postal_code country address_type",
    "phones": "id service_id number type description",
    "contacts": "id service_id name email",
    "url": "id service_id label url",
    "schedules": "id service_id service_at_location_id freq interval byday bymonthday byweekno opens_at closes_at "
    "valid_from valid_to dtstart until description notes",
    "service_areas": "id service_id service_at_location_id name uri extent extent_type",
    "languages": "id service_id code",
    "cost_options": "id service_id option amount currency",
    "units": "id name",
    "service_capacity": "id service_id unit_id available updated description",
    "accessibility": "id location_id description",
    "taxonomies": "id name description",
    "taxonomy_terms": "id code name description parent_id taxonomy taxonomy_id language term_uri",
    "attributes": "id link_id link_entity link_type value label taxonomy_term_id",
    "metadata": "id resource_id resource_type last_action_date last_action_type field_name previous_value "
    "replacement_value updated_by",
    "tombstones": "id name reason withdrawn_on replaced_by",
    "urgent_help": "id kind name text phone tel sms url nation source_url collected_on",
}
SHARED = frozenset({"organizations", "locations", "addresses", "units", "taxonomies", "taxonomy_terms"})
"""Tables whose rows several services have in common: each row is told once."""
_TYPES = {
    **dict.fromkeys(("minimum_age", "maximum_age", "latitude", "longitude", "amount", "available"), "number"),
    **dict.fromkeys(
        ("assured_date", "valid_from", "valid_to", "dtstart", "until", "last_action_date", "withdrawn_on"), "date"
    ),
    **dict.fromkeys(("last_modified", "updated"), "datetime"),
    "collected_on": "date",
    "interval": "integer",
}
_PARENTS = {
    "organization_id": "organizations",
    "service_id": "services",
    "location_id": "locations",
    "service_at_location_id": "service_at_location",
    "unit_id": "units",
    "taxonomy_id": "taxonomies",
    "taxonomy_term_id": "taxonomy_terms",
}
_OF_A_SERVICE = {
    "phones": "phones",
    "contacts": "contacts",
    "additional_urls": "url",
    "languages": "languages",
    "cost_options": "cost_options",
}


def columns(table: str) -> list[str]:
    """The columns of a table, in order."""
    return TABLES[table].split()


def schema(table: str) -> dict[str, Any]:
    """The Table Schema of a table: columns with their types, its key, and whose keys it holds."""
    names = columns(table)
    fields = [{"name": name, "type": _TYPES.get(name, "string")} for name in names]
    for field in fields:
        if field["type"] == "datetime":
            field["format"] = "any"
    keys = [
        {"fields": name, "reference": {"resource": _PARENTS[name], "fields": "id"}}
        for name in names
        if name in _PARENTS
    ]
    return {"fields": fields, "primaryKey": "id"} | ({"foreignKeys": keys} if keys else {})


def rows_of(service: Record) -> Iterator[Row]:
    """Every row of a service's record, with the table it belongs to."""
    yield "organizations", service["organization"]
    yield "services", service
    for field, table in _OF_A_SERVICE.items():
        for item in service.get(field, ()):
            yield table, item
            yield from _metadata(item)
    for capacity in service.get("capacities", ()):
        yield "units", capacity["unit"]
        yield "service_capacity", capacity
    for placed in service.get("service_at_locations", ()):
        yield "service_at_location", placed
        yield from _location(placed["location"])
        yield from _everywhere(placed)
    yield from _everywhere(service)
    yield from _metadata(service)


def _everywhere(owner: Record) -> Iterator[Row]:
    """What hangs on a service, or on it at one location."""
    for field in ("schedules", "service_areas"):
        for item in owner.get(field, ()):
            yield field, item
    for attribute in owner.get("attributes", ()):
        term = attribute.get("taxonomy_term")
        if term is not None:
            yield "taxonomies", term["taxonomy_detail"]
            yield "taxonomy_terms", term
        yield "attributes", attribute
        yield from _metadata(attribute)


def _location(location: Record) -> Iterator[Row]:
    yield "locations", location
    for address in location.get("addresses", ()):
        yield "addresses", address
    for feature in location.get("accessibility", ()):
        yield "accessibility", feature
    yield from _metadata(location)


def _metadata(resource: Record) -> Iterator[Row]:
    for item in resource.get("metadata", ()):
        yield "metadata", item
