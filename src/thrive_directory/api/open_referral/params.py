"""The parameters of Open Referral's lists: their names, meanings and shapes. Looks up no code and no place.

Parameters narrow together (AND); where one takes several values, any of them will do (OR)."""

from typing import Annotated, Any

from pydantic import Field

from thrive_directory.api.open_referral.values import (
    DEFAULT_PER_PAGE,
    MAX_PER_PAGE,
    Clock,
    Days,
    Flag,
    Format,
    Metres,
    Moment,
    One,
    Page,
    PerPage,
    Postcode,
    Search,
    Several,
    Years,
)
from thrive_directory.api.params import Params


def _of(example: Any, description: str) -> Any:
    return Field(description=description, examples=[example])


class ListParams(Params):
    """What every list takes."""

    search: Annotated[Search, _of("counselling", "Words that must all be there, in any order; endings apart.")] = None
    page: Annotated[Page, _of(1, "Page, from 1. A page past the end is a 404.")] = None
    per_page: Annotated[PerPage, _of(5, f"Items on a page, 1 to {MAX_PER_PAGE}; {DEFAULT_PER_PAGE} when left out.")] = (
        None
    )
    format: Annotated[
        Format,
        _of(
            "json",
            "`json`, or `ndjson`: all items, one a line, with no page. `Accept: application/x-ndjson` does it too.",
        ),
    ] = None


class PlacedParams(ListParams):
    """What the lists of services and of services at a location take."""

    taxonomy_term_id: Annotated[
        Several,
        _of("getting-advice", "Terms, any of them, each by its id, code or URI; several with commas."),
    ] = ()
    taxonomy_id: Annotated[
        Several,
        _of("grouping", "Taxonomies, any term of any of them, each by its id, code or URI; several with commas."),
    ] = ()
    organization_id: Annotated[
        Several,
        _of("9f3c2d1e-0b4a-5e6f-8a7b-1c2d3e4f5a6b", "Organizations, any of them, by id; several with commas."),
    ] = ()
    modified_after: Annotated[
        Moment, _of("2026-11-01T00:00:00Z", "Changed at this date and time or later; UTC unless it says otherwise.")
    ] = None
    full: Annotated[Flag, _of(False, "true gives whole records, with everything nested.")] = None
    minimum_age: Annotated[
        Years, _of(11, "Somebody of this age or older may be seen; ages that are not known are not left out.")
    ] = None
    maximum_age: Annotated[
        Years, _of(17, "Somebody of this age or younger may be seen; ages that are not known are not left out.")
    ] = None
    day: Annotated[
        Days, _of("MO", "Open on any of these days: MO, TU, …; several with commas. Unknown hours are not left out.")
    ] = ()
    start_time: Annotated[Clock, _of("15:30", "Open at some time after this, on the days asked or on any day.")] = None
    end_time: Annotated[Clock, _of("18:00", "Open at some time before this, on the days asked or on any day.")] = None
    postcode: Annotated[
        Postcode,
        _of("NW1 8QL", "Full postcode or first half: its area is covered. No area known counts as covered."),
    ] = None
    proximity: Annotated[
        Metres, _of(1000, "With `postcode`: a location that lies within so many metres of it, in a straight line.")
    ] = None


class ServiceParams(PlacedParams):
    """Parameters of `/services`."""

    minimal: Annotated[
        Flag, _of(False, "true gives id, name, status and last_modified alone, all on one page unless per_page is set.")
    ] = None


class PlaceParams(PlacedParams):
    """Parameters of `/service_at_locations`."""


class OrganizationParams(ListParams):
    """Parameters of `/organizations`."""

    full: Annotated[Flag, _of(False, "true adds what each organization offers, in brief.")] = None
    full_service: Annotated[Flag, _of(False, "true adds what each organization offers, in full.")] = None
    taxonomy_term_id: Annotated[
        Several, _of("getting-advice", "Offers something with any of these terms: id, code or URI.")
    ] = ()
    taxonomy_id: Annotated[Several, _of("grouping", "Offers something with a term of any of these taxonomies.")] = ()


class TaxonomyParams(ListParams):
    """Parameters of `/taxonomies`."""


class TermParams(ListParams):
    """Parameters of `/taxonomy_terms`."""

    taxonomy_id: Annotated[Several, _of("grouping", "Terms of any of these taxonomies, by id, code or URI.")] = ()
    top_only: Annotated[Flag, _of(False, "true leaves out terms that have a broader one.")] = None
    parent_id: Annotated[One, _of("anxiety", "Terms whose broader term this is, by id, code or URI.")] = None
