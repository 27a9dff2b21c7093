"""Reads a request's JSON body: one object, of a sensible size, said to be JSON, no name twice. Knows no parameter."""

import json
from typing import Any

import orjson
from starlette.requests import Request

from thrive_directory.api.params import shown_name
from thrive_directory.api.problems import BodyTooLarge, MalformedBody, WrongMediaType
from thrive_directory.errors import BadParameter

MAX_BODY_BYTES = 64 * 1024


async def json_object(request: Request) -> dict[str, Any]:
    """The body as an object. Raises `WrongMediaType`, `BodyTooLarge` or `MalformedBody`; `BadParameter` where a name
    comes twice, since nobody can tell which of the two was meant (RFC 8259, section 4)."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not (
        media_type.startswith("application/") and media_type.endswith("+json")
    ):
        raise WrongMediaType("The body must be sent with Content-Type: application/json.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge(f"The body must be at most {MAX_BODY_BYTES // 1024} kB.")
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedBody("The body cannot be read as JSON.") from None
    if not isinstance(content, dict):
        raise MalformedBody('The body must be one JSON object, such as {"near": "NW1", "age": 14}.')
    _check_each_once(body)
    return content


def _check_each_once(body: bytearray) -> None:
    """The quick reader takes the last of two in silence, so names are looked at by one that can be asked."""
    try:
        json.loads(body, object_pairs_hook=_each_once, parse_int=str, parse_float=str)
    except RecursionError:
        raise MalformedBody("The body holds lists in lists, more deeply than any question needs.") from None


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    names = set()
    for name, _ in pairs:
        if name in names:
            shown = shown_name(name)
            raise BadParameter(shown, f"{shown} is given more than once: give it once, several values as a list")
        names.add(name)
