"""`/search` by URL and by JSON body: one question, one answer, the same bytes for the same question."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from thrive_directory.api.body import json_object
from thrive_directory.api.deps import parts_of
from thrive_directory.api.openapi import problems_of, search_body, search_parameters
from thrive_directory.api.params import SearchParams
from thrive_directory.api.problems import NO_STORE
from thrive_directory.api.routes.bare import BareRoute
from thrive_directory.api.schemas import SearchAnswer
from thrive_directory.api.search_json import answer_search
from thrive_directory.errors import BadParameter

router = APIRouter(tags=["search", "optional"], route_class=BareRoute)
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"model": SearchAnswer, "description": "Options, best first, each with its reasons."}
}


@router.get(
    "/search",
    summary="Find help near a place",
    operation_id="search",
    responses={**_ANSWER, **problems_of(404, 422, 503)},
    openapi_extra={"parameters": search_parameters()},
)
async def search_by_url(request: Request) -> Response:
    """Options near a place, best first, each with the reasons why it is there.

    A postcode in a URL may end up in histories and logs of others: `POST` with the same fields is the private way."""
    return _answer(request, SearchParams.read_pairs(request.query_params.multi_items()))


@router.post(
    "/search",
    summary="Find help near a place, with nothing in the URL",
    operation_id="search_by_body",
    responses={**_ANSWER, **problems_of(400, 404, 413, 415, 422, 503)},
    openapi_extra={"requestBody": search_body()},
)
async def search_by_body(request: Request) -> Response:
    """The same question and the same answer as `GET /search`, with the fields as one JSON object."""
    if request.url.query:
        raise BadParameter("(url)", "POST takes its fields from the body; the URL must hold none")
    return _answer(request, SearchParams.read(await json_object(request)))


def _answer(request: Request, params: SearchParams) -> Response:
    parts = parts_of(request)
    content = answer_search(params, parts, parts.counters.count_api_search)
    return Response(content, media_type="application/json", headers=NO_STORE)
