"""From exceptions to problems. Keeps nothing of the request but whether urgent help belongs in the answer."""

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from thrive_directory.api.deps import parts_of
from thrive_directory.api.logs import private_trace
from thrive_directory.api.problems import http_problem, kind_of, problem, wants_urgent_help
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.errors import BadParameter, DirectoryError, SnapshotNotReady
from thrive_directory.web.accept import reads_pages
from thrive_directory.web.route import no_such_page

logger = logging.getLogger("thrive_directory.api")


def add_handlers(app: FastAPI) -> None:
    """Make every error of ours and of the framework a problem."""
    app.add_exception_handler(DirectoryError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _ours(request: Request, error: Exception) -> Response:
    ours = cast("DirectoryError", error)
    if kind_of(ours).status == 500:
        logger.error("a request failed: %s", private_trace(ours))
    return problem(ours, _urgent_help(request))


async def _http(request: Request, error: Exception) -> Response:
    http = cast("HTTPException", error)
    if http.status_code == HTTPStatus.NOT_FOUND and reads_pages(request):
        return no_such_page(request)
    headers = dict(http.headers or {})
    if http.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = _allowed(request) or _with_head(headers.get("Allow", "").split(", "))
    return http_problem(http.status_code, headers, _urgent_help(request))


def _allowed(request: Request) -> str:
    """Every method of the path: the framework knows each method's route alone."""
    path = getattr(request.scope.get("route"), "path", "")
    return _with_head(method.upper() for method in request.app.openapi()["paths"].get(path, ()))


def _with_head(methods: Iterable[str]) -> str:
    """The methods as a header names them; whatever takes GET takes HEAD, which no route says (`api/head.py`)."""
    known = {method for method in methods if method}
    return ", ".join(sorted(known | {"HEAD"} if "GET" in known else known))


async def _invalid(request: Request, error: Exception) -> Response:
    """A typed parameter that the framework refused: its name, and nothing of what came."""
    fault = cast("RequestValidationError", error).errors()[0]
    name = str(fault["loc"][-1]) if len(fault["loc"]) > 1 else "body"
    return problem(BadParameter(name, f"{name} is missing or cannot be used"), _urgent_help(request))


def _urgent_help(request: Request) -> list[dict[str, Any]] | None:
    """Lines for anybody, on questions about help or a place; none while no snapshot has been read."""
    if not wants_urgent_help(request):
        return None
    try:
        return urgent_help_json(parts_of(request).snapshots.live.urgent_help)
    except SnapshotNotReady:
        return []
