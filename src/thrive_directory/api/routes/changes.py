"""`/changes`: what became of every offer, in order, for those who keep a copy."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from thrive_directory.api import caching
from thrive_directory.api.deps import PartsDep, SnapshotDep
from thrive_directory.api.feed_cursor import decode
from thrive_directory.api.feed_json import feed_page
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.schemas_feed import ChangePage
from thrive_directory.errors import BadParameter
from thrive_directory.index.changes import START

router = APIRouter(tags=["copies", "optional"])
DEFAULT_CHANGES = 100
MAX_CHANGES = 1000
_SINCE = Query(description="The `next_cursor` of the page before. Left out: from nothing.", min_length=1)
_LIMIT = Query(
    description=f"The most changes on the page, 1 to {MAX_CHANGES}.",
    json_schema_extra={"type": "integer", "minimum": 1, "maximum": MAX_CHANGES, "default": DEFAULT_CHANGES},
)


@router.get(
    "/changes",
    summary="What changed since a cursor",
    operation_id="changes",
    responses={
        200: {"model": ChangePage, "description": "The next changes, in order; none when you hold everything."},
        304: caching.UNCHANGED,
        **problems_of(410, 422, 503),
    },
)
async def changes(
    request: Request,
    parts: PartsDep,
    snapshot: SnapshotDep,
    since: Annotated[str | None, _SINCE] = None,
    limit: Annotated[str, _LIMIT] = str(DEFAULT_CHANGES),
) -> Response:
    """Every offer that was created, updated or withdrawn after the cursor, oldest change first, each once.

    Store what `service` holds under its id, delete what is `withdrawn`, keep `next_cursor`; go on while `has_more`. Who
    starts without a cursor ends with what a full export gives. A cursor that is too old gives 410: take a full export
    and go on from its `Changes-Cursor`."""
    at = START if since is None else decode(since, snapshot.changes)
    content, following = feed_page(snapshot, at, _limit(limit))
    link = f'<{parts.server.public_url.rstrip("/")}{following}>; rel="next"'
    return caching.answer(request, content, snapshot.changes.last_changed_at(), headers={"Link": link})


def _limit(text: str) -> int:
    limit = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
    if not 1 <= limit <= MAX_CHANGES:
        nearest = str(MAX_CHANGES if limit else 1)
        raise BadParameter("limit", f"limit must be a whole number from 1 to {MAX_CHANGES}", [nearest])
    return limit
