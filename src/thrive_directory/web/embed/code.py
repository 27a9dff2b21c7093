"""`/embed/code`: choose how the finder looks on a website, see it, and copy the lines that put it there."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.geo.areas import Area, load_areas
from thrive_directory.settings import bundled
from thrive_directory.web.embed.element import element_path, integrity, latest
from thrive_directory.web.embed.options import Options
from thrive_directory.web.embed.pages import OptionsDep
from thrive_directory.web.embed.snippets import Snippets, snippets_of
from thrive_directory.web.language import gettext as _
from thrive_directory.web.language import later
from thrive_directory.web.page import Setting, page
from thrive_directory.web.policy import showcase_headers
from thrive_directory.web.route import PageRoute
from thrive_directory.web.show import vocabulary

router = APIRouter(include_in_schema=False, route_class=PageRoute)
SHOWCASE = Setting(headers=showcase_headers)
_HERE_ALONE = {"127.0.0.1", "localhost", "::1"}
_NAMED = {
    "accent": later("Colour"),
    "area": later("Area"),
    "grouping": later("Kind of help"),
    "audience": later("Who it is for"),
    "lang": later("Language"),
    "site": later("Site key"),
}


@router.get("/embed/code")
def code(request: Request, parts: PartsDep, options: OptionsDep) -> Response:
    """The choices, what comes of them, and the lines to paste."""
    snippets = snippets_of(options, parts.server.public_url)
    shown = replace(options, site=None)  # nobody's visit: it must not count
    return page(
        request,
        "embed/code.html",
        setting=SHOWCASE,
        choices=_choices(options, parts.brand.colour),
        notes=[(_(_NAMED[name]), note) for name, note in options.refused.items()],
        preview={"path": shown.start(), "attributes": shown.given()},
        script={"path": element_path(latest()), "integrity": integrity(latest())},
        copies=_copies(snippets),
        snippets=snippets,
        is_local=urlsplit(snippets.origin).hostname in _HERE_ALONE,
    )


def _copies(snippets: Snippets) -> list[dict[str, Any]]:
    return [
        {
            "kind": "element",
            "button": _("Copy the lines"),
            "note": _("fits its height by itself"),
            "text": snippets.element,
            "done": _("Copied the lines."),
        },
        {
            "kind": "frame",
            "button": _("Copy the plain frame"),
            "note": _("needs no script"),
            "text": snippets.frame,
            "done": _("Copied the plain frame."),
        },
        {
            "kind": "address",
            "button": _("Copy the address"),
            "note": _("for builders that ask for one"),
            "text": snippets.address,
            "done": _("Copied the address."),
        },
    ]


def _choices(options: Options, usual_colour: str) -> dict[str, Any]:
    """The form with what was chosen."""
    area = options.area.token if options.area else ""
    return {
        "accent": options.accent or usual_colour,
        "site": options.site or "",
        "areas": [
            (name, [{"value": code, "text": text, "selected": code == area} for code, text in areas])
            for name, areas in _areas()
        ],
        "grouping": _terms("grouping", options.grouping, _("All kinds of help")),
        "audience": _terms("audience", options.audience, _("Everybody")),
    }


def _terms(taxonomy: str, chosen: str | None, all_of_them: str) -> list[dict[str, Any]]:
    every = {"value": "", "text": all_of_them, "selected": chosen is None}
    terms = vocabulary().terms(taxonomy)
    return [every, *({"value": each.code, "text": each.plain, "selected": each.code == chosen} for each in terms)]


@cache
def _areas() -> list[tuple[str, list[tuple[str, str]]]]:
    """Councils and counties in force by region or nation, each with its code, by name."""
    register = load_areas(bundled("data/areas.csv"))
    grouped: dict[str, list[tuple[str, str]]] = {}
    for area in register.current():
        if area.kind in {"local-authority", "county"}:
            within = next(_wider(area, register.areas))
            grouped.setdefault(within, []).append((area.code, area.name))
    return [(name, sorted(areas, key=lambda each: each[1])) for name, areas in sorted(grouped.items())]


def _wider(area: Area, areas: Any) -> Iterator[str]:
    yield from (areas[code].name for code in area.parents if areas[code].kind in {"region", "nation"})
