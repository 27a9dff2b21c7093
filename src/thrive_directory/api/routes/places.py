"""`/places`: suggestions for what is being typed, and what a place token stands for."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from thrive_directory.api.account import place_json
from thrive_directory.api.deps import PartsDep, SnapshotDep
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.problems import NO_STORE
from thrive_directory.api.schemas import PlaceInFull, PlaceSuggestions
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.errors import BadParameter, PlaceNotFound, UnknownPlace

router = APIRouter(tags=["places", "optional"])
_MAX_CHARACTERS = 100
_Q = Query(
    description="The beginning of a name, or a postcode or part of one.",
    examples=["heb"],
    json_schema_extra={"minLength": 1, "maxLength": _MAX_CHARACTERS, "pattern": r"\S"},
)
_TOKEN = Path(
    description="A `place` from an answer: it never holds a full postcode.", examples=["hebden-bridge.calderdale"]
)


@router.get(
    "/places",
    summary="Places that begin like this",
    operation_id="places",
    responses={200: {"model": PlaceSuggestions}, **problems_of(422, 503)},
)
async def places(parts: PartsDep, snapshot: SnapshotDep, q: Annotated[str, _Q]) -> Response:
    """Up to ten places for a box that completes names, likeliest first. Send a `place` as `near` of a search."""
    text = q.strip()
    if not text or len(text) > _MAX_CHARACTERS:
        raise BadParameter("q", f"q must be the beginning of a name or postcode, at most {_MAX_CHARACTERS} characters")
    return _answer({"places": parts.suggest(text), "urgent_help": urgent_help_json(snapshot.urgent_help)})


@router.get(
    "/places/{token}",
    summary="What a place token stands for",
    operation_id="place",
    responses={200: {"model": PlaceInFull}, **problems_of(404, 503)},
)
async def place(token: Annotated[str, _TOKEN], parts: PartsDep, snapshot: SnapshotDep) -> Response:
    """A place by its token, area code or outcode. A full postcode is none of these: it does not belong in a URL."""
    try:
        found = parts.resolve(token, "token")
    except UnknownPlace as error:
        raise PlaceNotFound("No place has this token.", error.nearest, "token") from None
    if found.kind == "postcode":
        raise PlaceNotFound("A token holds no full postcode; send that as near of a search.", [found.token], "token")
    point = found.point
    content = {
        **place_json(found),
        "nation": found.nation,
        "lon": point.lon if point else None,
        "lat": point.lat if point else None,
        "notes": found.notes,
        "urgent_help": urgent_help_json(snapshot.urgent_help, found),
    }
    return _answer(content)


def _answer(content: dict[str, Any]) -> Response:
    return Response(orjson.dumps(content), media_type="application/json", headers=NO_STORE)
