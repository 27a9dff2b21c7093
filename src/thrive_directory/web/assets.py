"""`/static/…`: our styles and scripts, from the package alone. Their address changes with what they hold."""

import hashlib
from functools import cache
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, Request
from starlette.responses import Response

from thrive_directory.web.compression import reads_brotli, squeezed
from thrive_directory.web.policy import OURS_ALONE

router = APIRouter(include_in_schema=False)
STATIC = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
}
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def version() -> str:
    """Changes when any of the files does."""
    total = hashlib.sha256()
    for path in files().values():
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]


@cache
def files() -> dict[str, Path]:
    """Every file that is served, by its path in the address."""
    found = sorted(path for path in STATIC.rglob("*") if path.is_file() and path.suffix in _TYPES)
    return {path.relative_to(STATIC).as_posix(): path for path in found}


def asset_url(path: str) -> str:
    """The address of one of our files."""
    return f"/static/{version()}/{path}"


@cache
def _squeezed(path: str) -> bytes:
    return squeezed(files()[path].read_bytes(), best=True)


@router.get("/static/{version}/{path:path}")
def static_file(version: str, path: str, request: Request) -> Response:  # noqa: ARG001  # any version gives the file
    """One of our files. An address of an older version still gives the file as it is now."""
    found = files().get(PurePosixPath(path).as_posix())
    if found is None:
        return Response(status_code=404, headers=OURS_ALONE)
    headers = {**OURS_ALONE, "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if reads_brotli(request):
        headers["Content-Encoding"] = "br"
        return Response(_squeezed(path), media_type=_TYPES[found.suffix], headers=headers)
    return Response(found.read_bytes(), media_type=_TYPES[found.suffix], headers=headers)
