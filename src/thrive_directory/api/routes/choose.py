"""`/compare` and `/services/{id}/while-you-wait`: help with choosing, and with the time until it begins."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from thrive_directory.api.body import json_object
from thrive_directory.api.choose_json import MEANWHILE_PARAMETERS, comparison_json, while_you_wait_json
from thrive_directory.api.deps import parts_of
from thrive_directory.api.openapi import problems_of, search_body, search_parameters
from thrive_directory.api.params import SearchParams, no_such_parameter
from thrive_directory.api.problems import NO_STORE
from thrive_directory.api.routes.bare import BareRoute
from thrive_directory.api.schemas import SearchAnswer
from thrive_directory.api.schemas_choose import ComparisonAnswer
from thrive_directory.web.accept import reads_pages
from thrive_directory.web.compare import compare_page

router = APIRouter(tags=["search", "optional"], route_class=BareRoute)
_ID: dict[str, Any] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The id of the service being waited for.",
    "schema": {"type": "string"},
    "example": "0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d",
}
_IDS: dict[str, Any] = {
    "name": "id",
    "in": "query",
    "required": True,
    "description": "Two to four ids of services, in the order to show them: repeat the parameter.",
    "schema": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 4, "uniqueItems": True},
}
_WAITING: dict[int | str, dict[str, Any]] = {
    200: {"model": SearchAnswer, "description": "What is open now, or has no hours we know of, without a referral."}
}


def _waiting_parameters() -> list[dict[str, Any]]:
    return [_ID, *(each for each in search_parameters() if each["name"] in MEANWHILE_PARAMETERS)]


def _waiting_body() -> dict[str, Any]:
    body = search_body()
    schema = body["content"]["application/json"]["schema"]
    schema["properties"] = {n: s for n, s in schema["properties"].items() if n in MEANWHILE_PARAMETERS}
    return body


@router.get(
    "/compare",
    summary="Two to four services side by side",
    operation_id="compare",
    responses={200: {"model": ComparisonAnswer}, **problems_of(404, 410, 422, 503)},
    openapi_extra={"parameters": [_IDS]},
)
async def compare_services(request: Request) -> Response:
    """The same rows for each, blanks said to be unknown, and the questions that they raise. A browser gets a page."""
    ids, parts = request.query_params.getlist("id"), parts_of(request)
    snapshot, today = parts.snapshots.live, parts.clock().date()
    if reads_pages(request):
        return compare_page(request, snapshot, ids, today)
    for name in request.query_params:
        if name != "id":
            raise no_such_parameter(name, ("id",))
    content = comparison_json(snapshot, ids, today)
    return Response(content, media_type="application/json", headers={"Vary": "Accept"})


@router.get(
    "/services/{id}/while-you-wait",
    summary="What can be used while waiting for a service",
    operation_id="while_you_wait",
    responses={**_WAITING, **problems_of(404, 410, 422, 503)},
    openapi_extra={"parameters": _waiting_parameters()},
)
async def while_you_wait_by_url(request: Request) -> Response:
    """Help for the same needs that is there now and takes people without a referral."""
    return _answer(request, SearchParams.read_pairs(request.query_params.multi_items()))


@router.post(
    "/services/{id}/while-you-wait",
    summary="What can be used while waiting, with nothing in the URL",
    operation_id="while_you_wait_by_body",
    responses={**_WAITING, **problems_of(400, 404, 410, 413, 415, 422, 503)},
    openapi_extra={"parameters": [_ID], "requestBody": _waiting_body()},
)
async def while_you_wait_by_body(request: Request) -> Response:
    """The same question and answer, with the fields as one JSON object."""
    return _answer(request, SearchParams.read(await json_object(request)))


def _answer(request: Request, params: SearchParams) -> Response:
    content = while_you_wait_json(params, request.path_params["id"], parts_of(request))
    return Response(content, media_type="application/json", headers=NO_STORE)
