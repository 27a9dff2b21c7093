"""`/`: who we are and where the rest is, as Open Referral UK asks."""

from fastapi import APIRouter

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.openapi import DESCRIPTION, HSDS_VERSION, ORUK_PROFILE
from thrive_directory.api.schemas import About, Links
from thrive_directory.api.version import VERSION

router = APIRouter(tags=["about"])


@router.get("/", summary="About this directory", operation_id="about")
async def about(parts: PartsDep) -> About:
    """The standard spoken here, the address of its description, and where to start."""
    url = parts.server.public_url.rstrip("/")
    return About(
        version=HSDS_VERSION,
        profile=ORUK_PROFILE,
        openapi_url=f"{url}/openapi.json",
        name="thrive-directory",
        description=DESCRIPTION,
        software_version=VERSION,
        links=Links(
            search=f"{url}/search",
            service=f"{url}/services/{{id}}",
            docs=f"{url}/docs",
            problems=f"{url}/docs/problems",
        ),
    )
