"""Ids in addresses, in any case: a UUID is written in small letters and read in either (RFC 9562, section 4)."""

import re
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

_UUID = re.compile(r"\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b")
_UUID_BYTES = re.compile(_UUID.pattern.encode())
_lower: Callable[[re.Match[Any]], Any] = lambda found: found[0].lower()  # noqa: E731


class CanonicalIds:
    """Writes every UUID in the path and the query as we write ours, before any route is looked for. So the answer names
    the one id that there is; what is no UUID stays as it was sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] == "http":
            if scope["path"] != scope["path"].lower():
                scope["path"] = _UUID.sub(_lower, scope["path"])
                scope["raw_path"] = _UUID_BYTES.sub(_lower, scope.get("raw_path") or scope["path"].encode())
            if scope["query_string"] != scope["query_string"].lower():
                scope["query_string"] = _UUID_BYTES.sub(_lower, scope["query_string"])
        await self.app(scope, receive, send)
