"""`/healthz` and `/readyz`: is the process alive, is a snapshot being served."""

from fastapi import APIRouter

from thrive_directory.api.deps import SnapshotDep
from thrive_directory.api.openapi import problems_of
from thrive_directory.api.schemas import Health, Readiness

router = APIRouter(tags=["operation", "optional"])


@router.get("/healthz", summary="Is the process alive", operation_id="healthz")
async def healthz() -> Health:
    """Answers as long as the process runs, whatever the state of the catalogue."""
    return Health(status="alive")


@router.get("/readyz", summary="Is a catalogue being served", operation_id="readyz", responses=problems_of(503))
async def readyz(snapshot: SnapshotDep) -> Readiness:
    """Answers 503 until a snapshot of the catalogue is served; then says which version."""
    return Readiness(status="ready", catalogue_version=snapshot.version)
