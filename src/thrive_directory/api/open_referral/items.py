"""The items of each list as JSON text, brief or in full, from a registry. Chooses none of them."""

from collections.abc import Callable
from typing import Any

import orjson

from thrive_directory.index.registry import Registry

Item = Callable[[int], bytes]
Record = dict[str, Any]
_LEAST = ("id", "name", "status", "last_modified")


def service_item(registry: Registry, *, full: bool, minimal: bool) -> Item:
    """A service by position: its one-to-one fields, or all of it, or the least that is a service at all."""
    if minimal:
        return lambda at: orjson.dumps(_least(orjson.loads(registry.brief(at))))
    return registry.snapshot.records.__getitem__ if full else registry.brief


def _least(record: Record) -> Record:
    return {name: record[name] for name in _LEAST if name in record}


def place_item(registry: Registry, *, full: bool) -> Item:
    """A service at a location by row, with the service and the location; brief ones hold one-to-one fields only."""

    def item(row: int) -> bytes:
        record = registry.record(int(registry.snapshot.columns.offer[row]))
        places = record.pop("service_at_locations")
        place = places[int(registry.snapshot.columns.location[row])]
        if full:
            return orjson.dumps(place | {"service": record})
        return orjson.dumps(_flat(place) | {"location": _flat(place["location"]), "service": _flat(record)})

    return item


def _flat(record: Record) -> Record:
    return {name: value for name, value in record.items() if not isinstance(value, list)}


def organization_item(registry: Registry, *, full: bool, full_service: bool) -> Item:
    """An organization by position; `full` adds what it offers in brief, `full_service` the same in full."""
    service = service_item(registry, full=full_service, minimal=False)

    def item(at: int) -> bytes:
        told = orjson.dumps(registry.organization_record(at))
        if not full and not full_service:
            return told
        services = b",".join(service(offer) for offer in registry.offers_of(at))
        return told[:-1] + b',"services":[' + services + b"]}"

    return item


def taxonomy_item(registry: Registry, *, full: bool) -> Item:
    """A taxonomy by position; in full with its terms."""
    shelf = registry.shelf

    def item(at: int) -> bytes:
        taxonomy = shelf.taxonomies[at]
        if not full:
            return orjson.dumps(taxonomy)
        terms = [term for term in shelf.terms if term["taxonomy_id"] == taxonomy["id"]]
        return orjson.dumps(taxonomy | {"taxonomy_terms": terms})

    return item


def term_item(registry: Registry) -> Item:
    """A term by position, with its taxonomy."""
    return lambda at: orjson.dumps(registry.shelf.terms[at])
