"""`/openapi.json`, `/docs` and `/docs/problems`: how to use the API, from our own files, with no other host asked."""

import html
from functools import cache
from typing import Annotated, Literal

import orjson
from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse, HTMLResponse, Response
from swagger_ui_bundle import swagger_ui_path

from thrive_directory.api.openapi_30 import as_openapi_30
from thrive_directory.api.problems import Kind, all_kinds

router = APIRouter(include_in_schema=False)
Asset = Literal["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"]
_CACHED = {"Cache-Control": "public, max-age=86400"}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
{head}</head>
<body>
{body}
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "/docs/openapi-3.0.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
"""


@router.get("/openapi.json")
async def openapi_document(request: Request) -> Response:
    """The description of this API (OpenAPI 3.1)."""
    return Response(orjson.dumps(request.app.openapi()), media_type="application/json", headers=_CACHED)


@router.get("/docs/openapi-3.0.json")
async def openapi_for_the_page(request: Request) -> Response:
    """The same description in OpenAPI 3.0, which is as far as the page's viewer reads."""
    return Response(orjson.dumps(as_openapi_30(request.app.openapi())), media_type="application/json")


@router.get("/docs")
async def docs() -> Response:
    """A page to read about the API and to try it."""
    head = '<link rel="stylesheet" href="/docs/assets/swagger-ui.css">\n'
    scripts = ("/docs/assets/swagger-ui-bundle.js", "/docs/start.js")
    body = '<div id="swagger-ui"></div>\n' + "\n".join(f'<script src="{source}"></script>' for source in scripts)
    return _page("thrive-directory API", head, body)


@router.get("/docs/start.js")
async def docs_start() -> Response:
    """The few lines that start the viewer, in a file so that the page needs no inline script."""
    return Response(_START, media_type="text/javascript", headers=_CACHED)


@router.get("/docs/assets/{name}")
def docs_asset(name: Annotated[Asset, Path()]) -> Response:
    """The viewer's own files, from its package."""
    return FileResponse(swagger_ui_path / name, headers=_CACHED)


@router.get("/docs/problems")
async def problems() -> Response:
    """What each `type` of problem means."""
    return _page("Problems of the thrive-directory API", "", _problem_list())


@cache
def _problem_list() -> str:
    kinds = sorted(all_kinds(), key=lambda kind: (kind.status, kind.slug))
    return "<h1>Problems</h1>\n" + "\n".join(_section(kind) for kind in kinds)


def _section(kind: Kind) -> str:
    return (
        f'<h2 id="{kind.slug}">{kind.status} {html.escape(kind.title)}</h2>\n'
        f"<p><code>{kind.type}</code></p>\n<p>{html.escape(kind.meaning)}</p>"
    )


def _page(title: str, head: str, body: str) -> Response:
    return HTMLResponse(
        _PAGE.format(title=title, head=head, body=body), headers={"Content-Security-Policy": _CSP, **_CACHED}
    )
