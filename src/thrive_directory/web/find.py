"""`/find`: the page to start from. What is typed into it is read, answered, and put into no address."""

from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.api.understand import understand
from thrive_directory.errors import BadParameter
from thrive_directory.web.asked import asked_of, words_of
from thrive_directory.web.codes import encode
from thrive_directory.web.danger import danger_in
from thrive_directory.web.form import Form, FormDep, Given, first_of, form_of
from thrive_directory.web.gathered import ids_in
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import ANYWHERE, Addresses
from thrive_directory.web.near import asked_in
from thrive_directory.web.page import OURS, Setting, page
from thrive_directory.web.policy import NO_STORE
from thrive_directory.web.route import PageRoute

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/find")
def find_page(request: Request, ids: Annotated[list[str], Query(alias="id")] = []) -> Response:  # noqa: B006
    """The empty form. `id`s are those of a list that what is found may join."""
    kept = ids_in(ids)
    return page(request, "find.html", form=form_of({"id": kept}), private=bool(kept))


@router.post("/find")
def find(request: Request, parts: PartsDep, given: FormDep) -> Response:
    """Go on to the page of the place, or show the form again with what needs another look."""
    return sent_form(request, parts, given)


def sent_form(
    request: Request,
    parts: Parts,
    given: Given,
    preset: Given = MappingProxyType({}),
    setting: Setting = OURS,
    **shown: Any,
) -> Response:
    """The answer to the form. `preset` stands for what was left empty; `shown` is what the page shows besides."""
    try:
        address = _address({**preset, **given}, parts, setting.to)
    except BadParameter as error:
        if error.parameter in {"audience", "age", "need"}:  # all that the form offers is right: somebody has changed it
            error.message = _("Choose from what is offered here, or skip it")
            error.nearest = ()
        return _again(request, parts, given, form_of(given, error), setting=setting, **shown)
    return RedirectResponse(address, 303, headers={**setting.sharing, **NO_STORE})


def _address(given: Given, parts: Parts, to: Addresses) -> str:
    """Where the answer is. Raises `BadParameter` for what cannot be understood."""
    snapshot = parts.snapshots.live
    given = {**given, "near": given["instead"]} if "instead" in given else given
    fields = {name: values for name, values in given.items() if name not in {"s", "id", "instead"}}
    kept = ids_in(given.get("id", ()))
    if "s" in given:
        before = asked_in(given["s"][0], snapshot)
        kept = before.kept
        params = before.params.model_copy(update={"near": SearchParams.read(fields).near or ""})
        question = understand(params, snapshot, parts, words_of(before))
    else:
        asked_something = any(name in given for name in ("q", "need", "audience", "age"))
        params = SearchParams.read({"near": None if asked_something else "", **fields})
        question = understand(params, snapshot, parts)
    place = question.query.near
    return to.near(place.token if place else ANYWHERE, encode(replace(asked_of(question, snapshot), kept=kept)))


def _again(
    request: Request, parts: Parts, given: Given, form: Form, template: str = "find.html", **shown: Any
) -> Response:
    """The form once more. Words of danger bring urgent help first, whatever else was wrong."""
    urgent = danger_in(first_of(given, "q"), parts)
    lines = urgent_help_json(parts.snapshots.live.urgent_help, None, urgent or ())
    return page(request, template, status=422, private=True, urgent_help=lines, urgent=urgent, form=form, **shown)
