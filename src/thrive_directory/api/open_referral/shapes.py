"""The shapes of Open Referral's lists and records as we serve them. They describe; they hold no rules.

Source of the fields: https://docs.openreferral.org/en/v3.1/hsds/api_reference.html"""

from typing import Annotated, Any

from pydantic import Field

from thrive_directory.api.schemas_hsds import (
    Absent,
    Hsds,
    Organization,
    ServiceAtLocation,
    ServiceItem,
    Taxonomy,
    TaxonomyTerm,
    Uri,
)


def _eg(example: Any, description: str) -> Any:
    return Field(examples=[example], description=description)


class PlaceItem(ServiceAtLocation):
    """A service at a location, with the service; whole where `full` is asked for."""

    service: ServiceItem


class OrganizationItem(Organization):
    """An organization; with what it offers where `full` or `full_service` is asked for."""

    services: list[ServiceItem] | Absent = None


class TaxonomyItem(Taxonomy):
    """A taxonomy; by its id it comes with its terms."""

    uri: Uri
    taxonomy_terms: list[TaxonomyTerm] | Absent = None


class Page(Hsds):
    """One page of a list."""

    total_items: Annotated[int, _eg(31, "Items in the whole list.")]
    total_pages: Annotated[int, _eg(7, "Pages in the whole list; 1 where it is empty.")]
    page_number: Annotated[int, _eg(1, "This page, from 1.")]
    size: Annotated[int, _eg(5, "Items on this page.")]
    first_page: Annotated[bool, _eg(True, "This is the first page.")]
    last_page: Annotated[bool, _eg(False, "This is the last page.")]
    empty: Annotated[bool, _eg(False, "There is nothing on this page.")]


class ServicePage(Page):
    """A page of services."""

    contents: list[ServiceItem]


class PlacePage(Page):
    """A page of services at a location."""

    contents: list[PlaceItem]


class OrganizationPage(Page):
    """A page of organizations."""

    contents: list[OrganizationItem]


class TaxonomyPage(Page):
    """A page of taxonomies."""

    contents: list[TaxonomyItem]


class TermPage(Page):
    """A page of terms."""

    contents: list[TaxonomyTerm]
