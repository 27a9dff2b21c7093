"""Our access log: one JSON line a request, from which nobody can be told. No path, query, address or agent."""

import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WriteLine = Callable[[str], None]
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class AccessLog:
    """Writes hour, method, route template, status and milliseconds once a request is answered.

    A method that is not HTTP's own and a path that no route has may hold anything, so neither is written."""

    def __init__(self, app: ASGIApp, write_line: WriteLine) -> None:
        self.app = app
        self.write_line = write_line

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        start = time.perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            self.write_line(access_line(scope, status, time.perf_counter() - start))


def access_line(scope: MutableMapping[str, Any], status: int, duration_s: float) -> str:
    """The line itself: `{"hour": …, "method": …, "route": …, "status": …, "ms": …}`."""
    line = {
        "hour": datetime.now(UTC).strftime("%Y-%m-%dT%H"),
        "method": scope["method"] if scope["method"] in _METHODS else "(other)",
        "route": getattr(scope.get("route"), "path", None) or "(no route)",
        "status": status,
        "ms": round(duration_s * 1000, 2),
    }
    return orjson.dumps(line).decode()
