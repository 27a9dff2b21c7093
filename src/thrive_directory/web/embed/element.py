"""`/embed/thrive-finder-N.js`: the few lines that make and size the frame. A version, once given out, never changes."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from thrive_directory.web.assets import FOR_EVER
from thrive_directory.web.compression import reads_brotli, squeezed


class FileRoute(APIRoute):
    """Takes what other people's software adds to an address, such as a version of its own."""

    ignores_unknown_parameters = True


router = APIRouter(include_in_schema=False, route_class=FileRoute)
_FOLDER = Path(__file__).parent / "element"
_TYPE = "text/javascript; charset=utf-8"
FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
"""For a file that any page may load and check: the check of its hash needs it to be readable across origins."""


@cache
def versions() -> dict[int, bytes]:
    """Every version ever given out, by its number."""
    found = {int(path.stem.rpartition("-")[2]): path.read_bytes() for path in _FOLDER.glob("thrive-finder-*.js")}
    return dict(sorted(found.items()))


def latest() -> int:
    """The version that `/embed/code` gives out."""
    return max(versions())


def element_path(version: int) -> str:
    """Where a version is."""
    return f"/embed/thrive-finder-{version}.js"


@cache
def integrity(version: int) -> str:
    """The hash that a page names to be sure of what it loads (Subresource Integrity, W3C)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(versions()[version]).digest()).decode()


@cache
def _squeezed(version: int) -> bytes:
    return squeezed(versions()[version], best=True)


@router.get("/embed/thrive-finder-{version:int}.js")
def element(version: int, request: Request) -> Response:
    """One version of the element, to be kept for ever."""
    found = versions().get(version)
    if found is None:
        return Response(status_code=404, headers=FOR_ALL)
    headers = {**FOR_ALL, "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if reads_brotli(request):
        return Response(_squeezed(version), media_type=_TYPE, headers={**headers, "Content-Encoding": "br"})
    return Response(found, media_type=_TYPE, headers=headers)
