"""`/count`: a page tells that an offer was copied or printed, to be counted. Takes two words of ours, no more."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.parts import Parts
from thrive_directory.api.problems import http_problem
from thrive_directory.errors import BadParameter
from thrive_directory.web.codes import MOST_KEPT
from thrive_directory.web.form import read_fields
from thrive_directory.web.policy import NO_STORE, OURS_ALONE, is_sent_from_elsewhere

router = APIRouter(include_in_schema=False)
KINDS = ("copy", "print")


async def _read(request: Request) -> dict[str, list[str]]:
    return await read_fields(request, ("kind", "id"))


GivenDep = Annotated[dict[str, list[str]], Depends(_read)]


@router.post("/count")
def count(request: Request, parts: PartsDep, given: GivenDep) -> Response:
    """Count one copy or print: `kind` is `copy` or `print`, `id` an offer's, at most eight of them. Answers with
    nothing to read, also where counting is switched off or another site's page asks. Raises `BadParameter`."""
    kind, ids = _checked(given, parts)
    if parts.counters.enabled and not is_sent_from_elsewhere(request):
        address = request.client.host if request.client else ""
        if not parts.count_limit.allows(address, parts.clock().date()):
            return http_problem(429, {**OURS_ALONE, "Retry-After": "86400"})
        if kind == "print":
            parts.counters.count_print(ids)
        else:
            for offer_id in ids:
                parts.counters.count_copy(offer_id)
    return Response(status_code=204, headers={**OURS_ALONE, **NO_STORE})


def _checked(given: dict[str, list[str]], parts: Parts) -> tuple[str, list[str]]:
    """The kind and the ids. Raises `BadParameter`, which repeats neither."""
    kinds, ids = given.get("kind", []), list(dict.fromkeys(given.get("id", [])))
    if len(kinds) != 1 or kinds[0] not in KINDS:
        raise BadParameter("kind", "kind must be copy or print", KINDS)
    known = parts.snapshots.live.offer_index
    if not 1 <= len(ids) <= MOST_KEPT or any(offer_id not in known for offer_id in ids):
        raise BadParameter("id", f"id must be the ids of one to {MOST_KEPT} offers that are there")
    return kinds[0], ids
