"""The rows of one published offer, gathered from the tables and not yet a value. Holds no query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thrive_directory.catalogue.offer import Tag

Rows = Sequence[Any]
"""Rows of one table, with its columns as attributes, in the order in which the source told them."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A vocabulary term as attributes refer to it: its taxonomy's code, its own, its HSDS record, and its tag by
    status. The tags are made once: a large catalogue has a million attributes and a hundred terms."""

    taxonomy: str
    code: str
    record: dict[str, Any]
    tags: Mapping[str, Tag]

    @classmethod
    def of(cls, taxonomy: str, code: str, record: dict[str, Any]) -> "TermRow":
        """The term with its two tags."""
        return cls(taxonomy, code, record, {"suggested": Tag(code), "confirmed": Tag(code, confirmed=True)})


@dataclass(frozen=True, slots=True)
class OfferRows:
    """One service, its organization, and its rows in every table that hangs on a service."""

    service: Any
    attributes: Rows
    areas: Rows
    schedules: Rows
    phones: Rows
    emails: Rows
    urls: Rows
    languages: Rows
    costs: Rows
    capacities: Rows
    places: Rows
    """Rows of service_at_location, each with its location and address."""
    guidance: Rows
    provenance: Rows
