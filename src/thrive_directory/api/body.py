"""Reads a request's JSON body: one object, of a sensible size, said to be JSON. Knows no parameter."""

from typing import Any

import orjson
from starlette.requests import Request

from thrive_directory.api.problems import BodyTooLarge, MalformedBody, WrongMediaType

MAX_BODY_BYTES = 64 * 1024


async def json_object(request: Request) -> dict[str, Any]:
    """The body as an object. Raises `WrongMediaType`, `BodyTooLarge` or `MalformedBody`."""
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
    return content
