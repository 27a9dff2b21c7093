"""`/offer/{id}/report`: somebody says what is wrong with an offer. Keeps nothing of who says so."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.parts import Parts
from thrive_directory.catalogue.reports import KEPT_DAYS, KINDS, Problem, ProblemKind
from thrive_directory.catalogue.scrub import MAX_LENGTH
from thrive_directory.errors import CatalogueError
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.web.form import first_of, read_fields
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import report_url
from thrive_directory.web.offer import absent
from thrive_directory.web.page import page
from thrive_directory.web.policy import NO_STORE, OURS_ALONE, is_sent_from_elsewhere
from thrive_directory.web.published import card_of
from thrive_directory.web.route import PageRoute

router = APIRouter(include_in_schema=False, route_class=PageRoute)
_TRAP = "website"
"""A field that no person sees. Programs that fill in every field fill in this one, and are thanked for nothing."""


async def _read(request: Request) -> dict[str, list[str]]:
    return await read_fields(request, ("problem", "line", _TRAP))


GivenDep = Annotated[dict[str, list[str]], Depends(_read)]


@router.get("/offer/{id}/report")
def report_page(id: str, request: Request, parts: PartsDep) -> Response:  # noqa: A002
    """The empty form."""
    return _form(request, parts.snapshots.live, id, {}, {}, 200)


@router.post("/offer/{id}/report")
def report(id: str, request: Request, parts: PartsDep, given: GivenDep) -> Response:  # noqa: A002
    """Keep the report and say thank you, or show the form again with what needs another look."""
    snapshot = parts.snapshots.live
    if id not in snapshot.offer_index:
        return absent(request, snapshot, id)
    kind, line = first_of(given, "problem"), first_of(given, "line").strip()
    if errors := _errors(kind, line):
        return _form(request, snapshot, id, given, errors, 422)
    if _TRAP not in given and not is_sent_from_elsewhere(request):
        problem = Problem(id, cast("ProblemKind", kind), line, parts.clock().date())
        if failed := _keep(request, parts, problem):
            status, message = failed
            return _form(request, snapshot, id, given, {"problem": message}, status)
    return RedirectResponse(report_url(id, "/sent"), 303, headers={**OURS_ALONE, **NO_STORE})


@router.get("/offer/{id}/report/sent")
def sent(id: str, request: Request, parts: PartsDep) -> Response:  # noqa: A002
    """Thank you, and what becomes of the report."""
    snapshot = parts.snapshots.live
    if id not in snapshot.offer_index:
        return absent(request, snapshot, id)
    return page(request, "report_sent.html", private=True, service=card_of(snapshot, id), kept_days=KEPT_DAYS)


def _keep(request: Request, parts: Parts, problem: Problem) -> tuple[int, str] | None:
    """Keep it; the status and the words for whoever reports it where that cannot be done."""
    address = request.client.host if request.client else ""
    if not parts.report_limit.allows(address, parts.clock().date()):
        return 429, _("We have had many reports from where you are today. Please try again tomorrow.")
    try:
        if parts.keep_report is None:
            raise CatalogueError("")
        parts.keep_report(problem)
    except CatalogueError:
        return 503, _("We cannot take reports just now. It is not your fault. Try again in a few minutes.")
    return None


def _errors(kind: str, line: str) -> dict[str, str]:
    errors = {}
    if kind not in KINDS:
        errors["problem"] = _("Choose what is wrong")
    if len(line) > MAX_LENGTH:
        errors["line"] = _("Use at most %(most)d characters; there are %(count)d") % {
            "most": MAX_LENGTH,
            "count": len(line),
        }
    return errors


def _form(
    request: Request,
    snapshot: Snapshot,
    offer_id: str,
    given: Mapping[str, Sequence[str]],
    errors: Mapping[str, str],
    status: int,
) -> Response:
    if offer_id not in snapshot.offer_index:
        return absent(request, snapshot, offer_id)
    answer = page(
        request,
        "report.html",
        status=status,
        private=True,
        service=card_of(snapshot, offer_id),
        choices=_choices(first_of(given, "problem")),
        line=first_of(given, "line"),
        errors=errors,
        summary=[{"text": message, "href": f"#{field}"} for field, message in errors.items()],
        most=MAX_LENGTH,
        trap=_TRAP,
    )
    if status in {429, 503}:
        answer.headers["Retry-After"] = "86400" if status == 429 else "120"
    return answer


def _choices(chosen: str) -> list[dict[str, Any]]:
    names = {
        "number-wrong": _("A number, address or link is wrong"),
        "closed": _("It has closed"),
        "moved": _("It has moved"),
        "wrong-ages": _("The ages are wrong"),
        "something-else": _("Something else"),
    }
    return [{"value": kind, "text": names[kind], "checked": kind == chosen} for kind in KINDS]
