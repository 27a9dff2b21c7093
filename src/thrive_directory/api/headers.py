"""The headers of every answer, errors too, and the last line of defence: an unforeseen error becomes a problem."""

import logging

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thrive_directory.api.logs import private_trace
from thrive_directory.api.problems import http_problem

logger = logging.getLogger("thrive_directory.api")

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Changes-Cursor, Deprecation, ETag, Last-Modified, Link, Retry-After, Sunset",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""For other people's pages and programs to read: whatever does not say itself who may, as pages do."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Envelope:
    """Adds the headers, answers preflights, and turns what nobody foresaw into a 500 that says nothing.

    It catches before the framework does, since the framework hands the exception on to the server's log, and an
    exception's words may hold what a person typed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                says_who_may_read_it = "Cross-Origin-Resource-Policy" in headers
                for name, value in (ALWAYS if says_who_may_read_it else ALWAYS | SHARED).items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, with_headers)
            return
        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:  # noqa: BLE001  # whatever it is, it must not reach the server's log
            logger.error("a request failed: %s", private_trace(error))  # noqa: TRY400  # without its words
            if not started:
                await http_problem(500)(scope, receive, with_headers)
