"""`/exports`: the whole catalogue as files, streamed from the snapshot that was live when they were asked for."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Request
from starlette.responses import Response, StreamingResponse

from thrive_directory.api import caching
from thrive_directory.api.deps import PartsDep, SnapshotDep
from thrive_directory.api.exports.forms import FORM_NAMES, FORMS, about_exports
from thrive_directory.api.exports.lines import ndjson_bytes
from thrive_directory.api.feed_cursor import encode
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.schemas_feed import ExportAbout
from thrive_directory.errors import BadParameter
from thrive_directory.index.snapshot import Snapshot

router = APIRouter(tags=["copies", "optional"])
_FORMAT = Path(description="ndjson, csv, geojson or zip.", examples=["ndjson"], json_schema_extra={"enum": FORM_NAMES})
_CONTENT: dict[str, Any] = {
    media_type: {"schema": {"type": "object" if media_type.endswith("+json") else "string", "description": form.about}}
    for form in FORMS.values()
    for media_type in (form.media_type.partition(";")[0],)
}


@router.get(
    "/exports",
    summary="The whole catalogue, and what goes with it",
    operation_id="exports",
    responses={200: {"model": ExportAbout}, 304: caching.UNCHANGED, **problems_of(503)},
)
async def exports(request: Request, snapshot: SnapshotDep) -> Response:
    """Which files there are, the licence and attribution, the lines of urgent help to show, and who is gone."""
    content = orjson.dumps(about_exports(snapshot))
    return caching.answer(request, content, snapshot.changes.last_changed_at())


@router.get(
    "/exports/services.{format}",
    summary="Every service as one file",
    operation_id="export",
    responses={
        200: {"content": _CONTENT, "description": "The file. `Changes-Cursor` says where the feed of changes goes on."},
        304: caching.UNCHANGED,
        **problems_of(422, 503),
    },
    response_class=Response,
)
def export(
    request: Request,
    parts: PartsDep,
    snapshot: SnapshotDep,
    format: Annotated[str, _FORMAT],  # noqa: A002
) -> Response:
    """Every published offer of one version of the catalogue. A change meanwhile does not reach into the file."""
    name = next((each for each in FORM_NAMES if each == format), None)
    if name is None:
        raise BadParameter("format", "format must be ndjson, csv, geojson or zip", FORM_NAMES)
    validators = caching.of_version(snapshot, name)
    headers = {**validators.headers(), **_told(snapshot, name)}
    if caching.not_modified(request, validators) is not None:
        return Response(status_code=304, headers=headers)
    if name == "ndjson":
        headers["Content-Length"] = str(ndjson_bytes(snapshot))
    form = FORMS[name]
    return StreamingResponse(form.pieces(snapshot, parts.folder), headers=headers, media_type=form.media_type)


def _told(snapshot: Snapshot, name: str) -> dict[str, str]:
    log = snapshot.changes
    return {
        "Changes-Cursor": encode(log.epoch, log.end()),
        "Content-Disposition": f'attachment; filename="services-{snapshot.version}.{name}"',
        "Link": '</exports>; rel="describedby"',
    }
