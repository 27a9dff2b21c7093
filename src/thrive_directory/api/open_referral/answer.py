"""From a request for a list to its answer: which format, which page, who may keep it. Knows every list alike."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from thrive_directory.api import caching
from thrive_directory.api.body import json_object
from thrive_directory.api.deps import parts_of
from thrive_directory.api.open_referral.envelope import NDJSON, lines, links, page_bytes, page_of
from thrive_directory.api.open_referral.filters import Scene
from thrive_directory.api.open_referral.lists import List
from thrive_directory.api.open_referral.params import ListParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.problems import NO_STORE, NotAcceptable
from thrive_directory.errors import BadParameter
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.opening.hours import LONDON

JSON = "application/json"
VARY = {"Vary": "Accept"}
_ANY_JSON = frozenset({JSON, "application/*", "*/*"})


async def by_url(request: Request, params: type[ListParams], build: List) -> Response:
    """A list asked for in a URL. Who holds the very answer gets a 304, before anything is looked for."""
    asked = request.query_params.multi_items()
    read = params.read_pairs(asked)
    wants_lines = _wants_lines(request, read)
    path = request.scope["route"].path
    scene = await scene_of(parts_of(request))
    if _is_personal(read):
        headers = {**VARY, **NO_STORE}
    else:
        kept = caching.of_version(scene.snapshot, path, asked, wants_lines, scene.today)
        headers = {**VARY, **kept.headers()}
        if caching.not_modified(request, kept) is not None:
            return Response(status_code=304, headers=headers)
    listing = build(read, scene)
    if wants_lines:
        return StreamingResponse(lines(listing), media_type=NDJSON, headers=headers)
    page = page_of(listing, read)
    headers["Link"] = links(page, parts_of(request).server.public_url.rstrip("/") + path, asked)
    return Response(page_bytes(listing, page), media_type=JSON, headers=headers)


async def by_body(request: Request, params: type[ListParams], build: List) -> Response:
    """The same list asked for in a JSON body, so that nothing of it stands in a URL; it is kept by nobody."""
    if request.url.query:
        raise BadParameter("(url)", "POST takes its fields from the body; the URL must hold none")
    read = params.read(await json_object(request))
    wants_lines = _wants_lines(request, read)
    listing = build(read, await scene_of(parts_of(request)))
    headers = {**VARY, **NO_STORE}
    if wants_lines:
        return StreamingResponse(lines(listing), media_type=NDJSON, headers=headers)
    return Response(page_bytes(listing, page_of(listing, read)), media_type=JSON, headers=headers)


def _is_personal(params: ListParams) -> bool:
    """Whether it answers words or a postcode."""
    return params.search is not None or getattr(params, "postcode", None) is not None


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
    """Whether all items are wanted, one a line. Raises `NotAcceptable` where `Accept` names nothing that we have, and
    `BadParameter` where a page of lines is asked for."""
    lines_wanted = _format_of(request, params) == "ndjson"
    if lines_wanted:
        for name in ("page", "per_page"):
            if getattr(params, name) is not None:
                raise BadParameter(name, f"{name} does not go with lines: they come all at once. Leave it out")
    return lines_wanted


def _format_of(request: Request, params: ListParams) -> str:
    accepted = _accepted(request)
    if params.format is not None:
        return params.format
    if not accepted or accepted & _ANY_JSON:
        return "json"
    if NDJSON in accepted:
        return "ndjson"
    raise NotAcceptable(f"A list comes as {JSON} or {NDJSON}; neither is among the types you accept.")


def _accepted(request: Request) -> set[str]:
    header = request.headers.get("accept", "")
    return {part.partition(";")[0].strip().lower() for part in header.split(",")} - {""}


def record_response(request: Request, content: bytes, snapshot: Snapshot) -> Response:
    """One record. Raises `NotAcceptable` where `Accept` does not take JSON."""
    check_takes_json(request)
    return caching.answer(request, content, snapshot.changes.last_changed_at(), headers=VARY)


def check_takes_json(request: Request) -> None:
    """Raises `NotAcceptable` where `Accept` does not take JSON, as which every record comes."""
    accepted = _accepted(request)
    if accepted and not accepted & _ANY_JSON:
        raise NotAcceptable(f"A record comes as {JSON}, which is not among the types you accept.")
