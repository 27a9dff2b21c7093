"""Turns the tags of a source record into attribute rows, each with a term of the vocabulary. Pure."""

from collections.abc import Iterable
from typing import Any

from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.mapped import Mapper
from thrive_directory.catalogue.vocabulary import term_id
from thrive_directory.errors import BadRecord
from thrive_directory.sources.record import AgeException, SourceRecord, Tag

TAG_FIELDS = {
    "groupings": "grouping",
    "needs": "need",
    "sectors": "sector",
    "modes": "mode",
    "audiences": "audience",
    "access": "access",
    "referral_routes": "referral_route",
    "circumstances": "circumstance",
}
"""Taxonomy of each tag field of a record."""
GROUPING_LINK = "thrive_needs_based_grouping"


def age_exceptions(record: SourceRecord, mapper: Mapper) -> Iterable[AgeException]:
    """The later upper bounds of an offer, each for a circumstance that the vocabulary has."""
    for later in record.age.exceptions:
        checked_term(record, "age.exceptions", "circumstance", later.circumstance, mapper)
        yield later


def tag_rows(record: SourceRecord, mapper: Mapper, service_id: str) -> list[dict[str, Any]]:
    """Attribute rows of every tag field of the offer itself. Raises `BadRecord` for a code that does not exist."""
    return [
        row
        for name, taxonomy in TAG_FIELDS.items()
        for row in attribute_rows(record, name, getattr(record, name), mapper, (service_id, "service", service_id))
    ]


def attribute_rows(
    record: SourceRecord, name: str, tags: Iterable[Tag], mapper: Mapper, link: tuple[str, str, str]
) -> list[dict[str, Any]]:
    """Attribute rows of one tag field. `link` is (service id, kind of what is tagged, its id).

    A term said twice counts once; the confirmed saying wins."""
    service_id, entity, entity_id = link
    taxonomy = TAG_FIELDS[name.rpartition(".")[2]]
    by_code: dict[str, Tag] = {}
    for tag in tags:
        if tag.code not in by_code or tag.status == "confirmed":
            by_code[tag.code] = tag
    return [
        {
            "id": key(entity_id, "attribute", taxonomy, tag.code),
            "service_id": service_id,
            "link_id": entity_id,
            "link_entity": entity,
            "link_type": GROUPING_LINK if taxonomy == "grouping" else taxonomy,
            "taxonomy_term_id": checked_term(record, name, taxonomy, tag.code, mapper),
            "status": tag.status,
            "said_by": tag.by,
            "said_on": tag.on,
            "basis": tag.basis,
        }
        for tag in by_code.values()
    ]


def checked_term(record: SourceRecord, name: str, taxonomy: str, code: str, mapper: Mapper) -> str:
    """The id of a term. Raises `BadRecord` when the vocabulary has none of this code."""
    found = term_id(taxonomy, code)
    if found not in mapper.term_ids:
        raise BadRecord(record.source_id, name, f"the vocabulary has no {taxonomy} {code!r}")
    return found
