"""From a request for a list to its answer: which format, which page, which headers. Knows every list alike."""

from collections.abc import Callable, Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from thrive_directory.api.body import json_object
from thrive_directory.api.deps import parts_of
from thrive_directory.api.open_referral.envelope import (
    FOR_ALL,
    NDJSON,
    Page,
    headers,
    lines,
    links,
    page_bytes,
    page_of,
)
from thrive_directory.api.open_referral.filters import Scene
from thrive_directory.api.open_referral.lists import List, Listing
from thrive_directory.api.open_referral.params import ListParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.problems import NotAcceptable
from thrive_directory.errors import BadParameter
from thrive_directory.opening.hours import LONDON

JSON = "application/json"
_ANY_JSON = frozenset({JSON, "application/*", "*/*"})


async def by_url(request: Request, params: type[ListParams], build: List) -> Response:
    """A list asked for in a URL."""
    asked = request.query_params.multi_items()
    read = params.read_pairs(asked)
    url = parts_of(request).server.public_url.rstrip("/") + request.scope["route"].path
    return await _answer(request, read, build, lambda page: {"Link": links(page, url, asked)})


async def by_body(request: Request, params: type[ListParams], build: List) -> Response:
    """The same list asked for in a JSON body, so that nothing of it stands in a URL."""
    if request.url.query:
        raise BadParameter("(url)", "POST takes its fields from the body; the URL must hold none")
    return await _answer(request, params.read(await json_object(request)), build, lambda _page: {})


async def _answer(
    request: Request, params: ListParams, build: List, more: Callable[[Page], Mapping[str, str]]
) -> Response:
    wants_lines = _wants_lines(request, params)
    listing: Listing = build(params, await scene_of(parts_of(request)))
    if wants_lines:
        return StreamingResponse(lines(listing), media_type=NDJSON, headers=headers(listing))
    page = page_of(listing, params)
    return Response(page_bytes(listing, page), media_type=JSON, headers={**headers(listing), **more(page)})


async def scene_of(parts: Parts) -> Scene:
    """What lists are answered from now. The registry is made aside where it is not there yet."""
    snapshot = parts.snapshots.live
    registry = parts.registries.ready(snapshot)
    if registry is None:
        registry = await run_in_threadpool(parts.registries.of, snapshot)
    return Scene(registry, parts.resolve, _today(parts))


def _today(parts: Parts) -> date:
    return parts.clock().astimezone(LONDON).date()


def _wants_lines(request: Request, params: ListParams) -> bool:
    """Whether all items are wanted, one a line. Raises `NotAcceptable` where `Accept` names nothing that we have."""
    accepted = _accepted(request)
    if params.format is not None:
        return params.format == "ndjson"
    if not accepted or accepted & _ANY_JSON:
        return False
    if NDJSON in accepted:
        return True
    raise NotAcceptable(f"A list comes as {JSON} or {NDJSON}; neither is among the types you accept.")


def _accepted(request: Request) -> set[str]:
    header = request.headers.get("accept", "")
    return {part.partition(";")[0].strip().lower() for part in header.split(",")} - {""}


def record_response(request: Request, content: bytes, more: Mapping[str, str] = FOR_ALL) -> Response:
    """One record. Raises `NotAcceptable` where `Accept` does not take JSON."""
    accepted = _accepted(request)
    if accepted and not accepted & _ANY_JSON:
        raise NotAcceptable(f"A record comes as {JSON}, which is not among the types you accept.")
    return Response(content, media_type=JSON, headers=dict(more))
