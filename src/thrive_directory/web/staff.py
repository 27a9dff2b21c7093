"""`/staff`: the same search for people at work, with somebody in front of them. Decides and searches nothing itself."""

from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.api.understand import understand
from thrive_directory.errors import BadParameter
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.web.asked import asked_of
from thrive_directory.web.codes import Asked
from thrive_directory.web.danger import danger_in
from thrive_directory.web.form import Given, first_of, form_of, read_fields
from thrive_directory.web.links import ANYWHERE
from thrive_directory.web.near import answered, params_of, place_of
from thrive_directory.web.page import page
from thrive_directory.web.policy import NO_STORE, OURS_ALONE
from thrive_directory.web.route import PageRoute
from thrive_directory.web.staff_address import filters_alone, query_text, read_query, staff_start, staff_url
from thrive_directory.web.staff_results import filter_words, staff_results

router = APIRouter(include_in_schema=False, route_class=PageRoute)
_FIELDS = ("near", "q", "age", "kept")
_SENT_ON = MappingProxyType({**OURS_ALONE, **NO_STORE})


async def _read(request: Request) -> dict[str, list[str]]:
    return await read_fields(request, _FIELDS)


GivenDep = Annotated[dict[str, list[str]], Depends(_read)]


@router.get("/staff")
def start(request: Request, parts: PartsDep) -> Response:
    """The empty form. Filters in the address are kept for whatever place comes next: a page to bookmark."""
    try:
        asked = _asked_in(request, parts.snapshots.live)
    except BadParameter as error:
        return _form(request, parts, {}, Asked(), error)
    canonical = staff_start(asked)
    if _differs(request, canonical):
        return RedirectResponse(canonical, 303, headers=dict(_SENT_ON))
    return _form(request, parts, {}, asked)


@router.post("/staff")
def send(request: Request, parts: PartsDep, given: GivenDep) -> Response:
    """Go on to the page of the place, or show the form again with what needs another look."""
    snapshot, before = parts.snapshots.live, Asked()
    try:
        before = read_query(parse_qsl(first_of(given, "kept")), snapshot)
        return RedirectResponse(_address(given, before, snapshot, parts), 303, headers=dict(_SENT_ON))
    except BadParameter as error:
        return _form(request, parts, given, before, error)


@router.get("/staff/{token}")
def results(token: str, request: Request, parts: PartsDep) -> Response:
    """Everything that fits near a place, on one page. A full postcode in the address becomes its token."""
    snapshot = parts.snapshots.live
    place = place_of(token, parts)
    try:
        asked = _asked_in(request, snapshot)
    except BadParameter as error:
        return _form(request, parts, {}, Asked(), error)
    is_written_otherwise = place is not None and place.token != token
    if place is not None and is_written_otherwise and place.notes:
        asked = replace(asked, guessed=True)
    canonical = staff_url(place.token if place else ANYWHERE, asked)
    if is_written_otherwise or _differs(request, canonical):
        return RedirectResponse(canonical, 303, headers=dict(_SENT_ON))
    params = params_of(asked, place).model_copy(update={"limit": parts.limits.max_limit})
    answer, _hits = answered(asked, params, snapshot, parts)
    return page(
        request,
        "staff_results.html",
        private=True,
        urgent_help=answer["urgent_help"],
        urgent=asked.danger,
        answer=answer,
        view=staff_results(answer, asked, place, snapshot, parts.server.public_url, parts.clock().date()),
    )


def _address(given: Given, before: Asked, snapshot: Snapshot, parts: Parts) -> str:
    """Where the answer is. What is said now beats what was kept. Raises `BadParameter`."""
    said = {name: given[name] for name in ("near", "q", "age") if name in given}
    now = SearchParams.read({"near": None if "q" in said else "", **said})
    changed: dict[str, Any] = {
        name: getattr(now, name) for name in ("near", "q", "age") if name in said or name == "near"
    }
    question = understand(before.params.model_copy(update=changed), snapshot, parts)
    place = question.query.near
    return staff_url(place.token if place else ANYWHERE, asked_of(question, snapshot))


def _asked_in(request: Request, snapshot: Snapshot) -> Asked:
    return read_query(request.query_params.multi_items(), snapshot)


def _differs(request: Request, canonical: str) -> bool:
    """Whether the address says the same in another way, or something that is not ours, such as what a person typed."""
    return request.url.query != canonical.partition("?")[2]


def _form(request: Request, parts: Parts, given: Given, before: Asked, error: BadParameter | None = None) -> Response:
    """The form, empty or once more. Words of danger bring urgent help first, whatever else was wrong."""
    urgent = danger_in(first_of(given, "q"), parts)
    return page(
        request,
        "staff.html",
        status=200 if error is None else 422,
        private=error is not None,
        urgent_help=urgent_help_json(parts.snapshots.live.urgent_help, None, urgent or ()),
        urgent=urgent,
        form=form_of(given, error),
        age=first_of(given, "age")[:20],
        kept=query_text(filters_alone(before)),
        kept_words=filter_words(before),
    )
