"""A route whose function takes the request and gives the response, past the framework's reading and writing.

For the hot path: it is described in the OpenAPI document like any other, at a fifth of the cost (docs/adr)."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response


class BareRoute(APIRoute):
    """Hands the request straight to the function."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The function itself."""
        return self.endpoint  # async, and takes a request
