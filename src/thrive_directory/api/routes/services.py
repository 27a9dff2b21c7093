"""`/services/{id}`: the full HSDS record of one offer."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from thrive_directory.api import caching
from thrive_directory.api.choose_json import absence
from thrive_directory.api.deps import SnapshotDep
from thrive_directory.api.open_referral.answer import check_takes_json
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.schemas_hsds import ServiceRecord

router = APIRouter(tags=["services"])
_ID = Path(description="The id of the service.", examples=["0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d"])


@router.get(
    "/services/{id}",
    summary="One service in full",
    operation_id="service",
    responses={200: {"model": ServiceRecord}, 304: caching.UNCHANGED, **problems_of(404, 406, 410, 503)},
)
async def service(request: Request, id: Annotated[str, _ID], snapshot: SnapshotDep) -> Response:  # noqa: A002
    """Everything published about a service, in Open Referral's terms (HSDS 3.1); what is not known is left out.

    Keep its `ETag` and send it as `If-None-Match`: while nothing has changed, the answer is 304 and empty."""
    check_takes_json(request)
    record = snapshot.record(id)
    if record is None:
        raise absence(snapshot, id)
    return caching.answer(request, record, snapshot.changed_at(id))
