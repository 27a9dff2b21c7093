"""HEAD on everything that takes GET: the same status and headers, and no body (RFC 9110, section 9.3.2)."""

from contextvars import ContextVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

asked_for_head: ContextVar[bool] = ContextVar("asked_for_head", default=False)
"""Whether this request is HEAD. Nobody looks at its answer, so nothing of it is counted."""


class _Enough(Exception):  # no error: it ends the making of a body that nobody will read
    pass


class Head:
    """Asks the app as GET asks, passes the head of its answer on, and stops it before it makes a long body.

    Innermost of all, so that whatever stands around it knows that it was HEAD: the server, which must send no body, and
    the access log. No route and no description of one knows of it, so nothing is described twice."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        asked = {**scope, "method": "GET"}
        token = asked_for_head.set(True)

        async def head_alone(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif message.get("more_body"):
                raise _Enough

        try:
            await self.app(asked, receive, head_alone)
        except _Enough:
            pass
        finally:
            asked_for_head.reset(token)
            if "route" in asked:
                scope["route"] = asked["route"]  # the access log writes its template
        await send({"type": "http.response.body", "body": b""})
