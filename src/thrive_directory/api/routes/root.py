"""`/`: who we are and where the rest is, as Open Referral UK asks; for a browser, the page to start from."""

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.openapi import DESCRIPTION, HSDS_VERSION, ORUK_PROFILE
from thrive_directory.api.schemas import About, Links
from thrive_directory.api.version import VERSION
from thrive_directory.web.accept import reads_pages

router = APIRouter(tags=["about"])


@router.get("/", summary="About this directory", operation_id="about", response_model=About)
async def about(parts: PartsDep, request: Request, response: Response) -> About | Response:
    """The standard spoken here, the address of its description, and where to start. Who asks for HTML is sent to
    `/find`."""
    if reads_pages(request):
        return RedirectResponse("/find", 303, headers={"Vary": "Accept"})
    response.headers["Vary"] = "Accept"
    url = parts.server.public_url.rstrip("/")
    return About(
        version=HSDS_VERSION,
        profile=ORUK_PROFILE,
        openapi_url=f"{url}/openapi.json",
        name="thrive-directory",
        publisher=parts.server.publisher or parts.brand.name,
        description=DESCRIPTION,
        software_version=VERSION,
        links=Links(
            search=f"{url}/search",
            service=f"{url}/services/{{id}}",
            docs=f"{url}/docs",
            problems=f"{url}/docs/problems",
        ),
    )
