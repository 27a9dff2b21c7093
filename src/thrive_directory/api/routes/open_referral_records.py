"""Open Referral UK's records by id, services apart. Each translates HTTP and decides nothing."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from thrive_directory.api.caching import UNCHANGED
from thrive_directory.api.deps import PartsDep
from thrive_directory.api.open_referral import shapes
from thrive_directory.api.open_referral.answer import record_response, scene_of
from thrive_directory.api.open_referral.codes import organization_at
from thrive_directory.api.open_referral.items import organization_item, place_item, taxonomy_item, term_item
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.problems import RecordNotFound
from thrive_directory.api.schemas_hsds import TaxonomyTerm

router = APIRouter()
_FULL_SERVICE = Query(
    description="true gives what it offers in full.", examples=[False], json_schema_extra={"type": "boolean"}
)


def _id(what: str, example: str) -> Any:
    return Path(description=f"The id of the {what}.", examples=[example])


def _record(shape: type[Any]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": shape}, 304: UNCHANGED, **problems_of(404, 406, 422, 503)}


@router.get(
    "/service_at_locations/{id}",
    tags=["services", "optional"],
    summary="One service at one location in full",
    operation_id="service_at_location",
    responses=_record(shapes.PlaceItem),
)
async def service_at_location(
    id: Annotated[str, _id("service at a location", "2e3d4c5b-6f7a-5b8c-9d0e-1f2a3b4c5d6e")],  # noqa: A002
    request: Request,
    parts: PartsDep,
) -> Response:
    """A service at one of its locations, with the location and the service in full."""
    registry = (await scene_of(parts)).registry
    row = registry.row_of_place(id)
    if row is None:
        raise RecordNotFound("No service at a location has this id.")
    return record_response(request, place_item(registry, full=True)(row), registry.snapshot)


@router.get(
    "/organizations/{id}",
    tags=["organizations", "optional"],
    summary="One organization with what it offers",
    operation_id="organization",
    responses=_record(shapes.OrganizationItem),
)
async def organization(
    id: Annotated[str, _id("organization", "9f3c2d1e-0b4a-5e6f-8a7b-1c2d3e4f5a6b")],  # noqa: A002
    request: Request,
    parts: PartsDep,
    full_service: Annotated[bool | None, _FULL_SERVICE] = None,
) -> Response:
    """An organization with what it offers, in brief or in full."""
    registry = (await scene_of(parts)).registry
    at = organization_at(id, registry)
    if at is None:
        raise RecordNotFound("No organization has this id.")
    return record_response(
        request, organization_item(registry, full=True, full_service=full_service is True)(at), registry.snapshot
    )


@router.get(
    "/taxonomies/{id}",
    tags=["taxonomies", "optional"],
    summary="One taxonomy with its terms",
    operation_id="taxonomy",
    responses=_record(shapes.TaxonomyItem),
)
async def taxonomy(
    id: Annotated[str, _id("taxonomy", "3f4e5d6c-7a8b-5c9d-8e1f-2a3b4c5d6e7f")],  # noqa: A002
    request: Request,
    parts: PartsDep,
) -> Response:
    """A vocabulary with all its terms."""
    registry = (await scene_of(parts)).registry
    at = _position(registry.shelf.taxonomies, id)
    if at is None:
        raise RecordNotFound("No taxonomy has this id.")
    return record_response(request, taxonomy_item(registry, full=True)(at), registry.snapshot)


@router.get(
    "/taxonomy_terms/{id}",
    tags=["taxonomies", "optional"],
    summary="One term",
    operation_id="taxonomy_term",
    responses=_record(TaxonomyTerm),
)
async def taxonomy_term(
    id: Annotated[str, _id("term", "4a5f6e7d-8b9c-5d0e-9f2a-3b4c5d6e7f8a")],  # noqa: A002
    request: Request,
    parts: PartsDep,
) -> Response:
    """A term with its taxonomy."""
    registry = (await scene_of(parts)).registry
    at = _position(registry.shelf.terms, id)
    if at is None:
        raise RecordNotFound("No taxonomy term has this id.")
    return record_response(request, term_item(registry)(at), registry.snapshot)


def _position(records: tuple[dict[str, Any], ...], record_id: str) -> int | None:
    return next((at for at, record in enumerate(records) if record["id"] == record_id), None)
