"""`/embed…`: the finder as small pages that anybody may show in a frame. The same answers as on our own pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from thrive_directory.api.deps import PartsDep, parts_of
from thrive_directory.api.parts import Parts
from thrive_directory.errors import ServiceNotFound
from thrive_directory.web.embed.options import Options, options_of
from thrive_directory.web.find import sent_form
from thrive_directory.web.form import FormDep, Given, first_of, form_of
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import FRAMED
from thrive_directory.web.near import results_page
from thrive_directory.web.offer import offer_page
from thrive_directory.web.page import Setting, page
from thrive_directory.web.policy import SHOWN_BY_OTHERS, framed_headers
from thrive_directory.web.route import PageRoute

PAGE_SIZE = 8
"""Options on a page: a frame as tall as twenty is lost in the page around it."""


def setting_of(options: Options) -> Setting:
    """What the finder's pages stand in: other people's, as those chose."""
    return Setting(
        folder="embed/",
        to=replace(FRAMED, options=options.handed_on()),
        headers=framed_headers,
        sharing=SHOWN_BY_OTHERS,
        colour=options.accent,
        page_size=PAGE_SIZE,
    )


def chosen_in(request: Request) -> Options:
    """What the address of the request asks for."""
    return options_of(request.query_params, parts_of(request).resolve)


class EmbedRoute(PageRoute):
    """Its errors are pages that may be framed too."""

    def setting(self, request: Request) -> Setting:
        """The one that the address asks for."""
        return setting_of(chosen_in(request))


router = APIRouter(include_in_schema=False, route_class=EmbedRoute)
OptionsDep = Annotated[Options, Depends(chosen_in)]


@router.get("/embed")
def embedded(request: Request, parts: PartsDep, options: OptionsDep) -> Response:
    """The form to start from. The site that shows it is counted, if it has a key."""
    parts.counters.count_embed(options.site)
    return page(request, "find.html", setting=setting_of(options), form=form_of({}), options=options)


@router.post("/embed")
def embedded_form(request: Request, parts: PartsDep, options: OptionsDep, given: FormDep) -> Response:
    """Go on to the results, or show the form again."""
    preset = _preset(options, given, parts)
    return sent_form(request, parts, given, preset, setting=setting_of(options), options=options)


@router.get("/embed/near/{token}")
def embedded_near(
    token: str, request: Request, parts: PartsDep, options: OptionsDep, s: str = "", page: str = "1"
) -> Response:
    """Options near a place."""
    return results_page(request, parts, token, s, page, setting_of(options))


@router.get("/embed/offer/{id}")
def embedded_offer(
    id: str,  # noqa: A002
    request: Request,
    parts: PartsDep,
    options: OptionsDep,
    near: str = "",
    s: str = "",
) -> Response:
    """One offer."""
    return offer_page(request, parts, id, near, s, setting_of(options))


@router.get("/embed/{path:path}")
def embedded_nothing(path: str, options: OptionsDep) -> Response:
    """An address with a slash too many is understood; for any other the frame says so itself, or it would stay blank.
    Raises `ServiceNotFound`."""
    if path:
        raise ServiceNotFound(_("Check that the address is right, or start again below."))
    return RedirectResponse(options.start(), 303, headers=dict(SHOWN_BY_OTHERS))


def _preset(options: Options, given: Given, parts: Parts) -> Mapping[str, Sequence[str]]:
    """What the site chose stands for what was left empty; its area only where no words name a place."""
    if "s" in given:
        return {}
    chosen = {"grouping": options.grouping, "audience": options.audience, "near": options.area and options.area.token}
    words = first_of(given, "q")[:500]
    if words and parts.parse(words, parts.clock()).near_text:
        del chosen["near"]
    return {name: [value] for name, value in chosen.items() if value}
