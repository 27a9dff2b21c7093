"""Puts a template, what it shows and the frame of every page together into one answer. Knows no route."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import orjson
from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, select_autoescape
from markupsafe import Markup
from starlette.responses import Response

from thrive_directory.api.deps import parts_of
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.errors import SnapshotNotReady
from thrive_directory.web.assets import asset_url
from thrive_directory.web.compiled import Compiled, load_all
from thrive_directory.web.compression import reads_brotli, squeezed
from thrive_directory.web.language import gettext, ngettext
from thrive_directory.web.links import FRAMED, SITE, Addresses
from thrive_directory.web.policy import OURS_ALONE, page_headers
from thrive_directory.web.show import FILTERS
from thrive_directory.web.urgent import Urgent, urgent_of

_KEPT_BLOCKS = 200  # some 8 kB each: those of the councils that are asked about most


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page stands in: the folder of its own templates (what it has not is taken from all), where its links lead,
    its headers, those of an answer that sends somebody on (`sharing`), a colour of its own, and how many options it
    lists where that is not as asked for."""

    folder: str = ""
    to: Addresses = SITE
    headers: Callable[..., Mapping[str, str]] = page_headers
    sharing: Mapping[str, str] = field(default_factory=lambda: OURS_ALONE)
    colour: str | None = None
    page_size: int | None = None


OURS = Setting()
"""Our own pages, one at a time in a window."""


@cache
def environment() -> Environment:
    """The templates, each compiled once. Only English is there; every string goes through gettext all the same."""
    ours = PackageLoader("thrive_directory.web")
    theirs = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(
        loader=ChoiceLoader([ours, theirs]),
        autoescape=select_autoescape(),
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        bytecode_cache=Compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    env.filters.update(FILTERS)
    env.globals |= {"asset": asset_url, "_": _say, "ours": SITE}
    return env


def load_templates() -> int:
    """Compile every template, or read what an installation has compiled, so that nobody's page waits for it; how many
    there are."""
    return load_all(environment(), "govuk_frontend_jinja")


def _say(text: str, **parts: Any) -> Markup:
    """A string of the interface in the language of the page, its parts escaped: what the extension's own `_` gives, at
    a fifth of its cost, and a page has some two hundred."""
    said = Markup(gettext(text))  # noqa: S704  # our own strings, from the templates
    return said % parts if parts else said


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    private: bool = False,
    urgent_help: Sequence[dict[str, Any]] | None = None,
    urgent: Collection[str] | None = None,
    setting: Setting = OURS,
    **shown: Any,
) -> Response:
    """The page. Urgent help is `urgent_help`, or the lines for anybody; `urgent` holds the kinds that
    words of danger named (perhaps none of them), and puts it first, and larger. Every template knows `counting`:
    whether a copy or a print may be told to `/count`."""
    nonce = secrets.token_urlsafe(16)
    brand = parts_of(request).brand
    lines = everybodys_help(request) if urgent_help is None else urgent_help
    html = (
        environment()
        .select_template([f"{setting.folder}{template}", template])
        .render(
            nonce=nonce,
            brand=brand,
            colour=setting.colour or brand.colour,
            layout=f"{setting.folder}layout.html",
            to=setting.to,
            urgent_help=_urgent_block(lines, urgent, framed=setting.to.framed),
            way_out=way_out(brand.exit_url),
            noindex=private,
            counting=parts_of(request).counters.enabled,
            **shown,
        )
    )
    return compressed(request, html, status, dict(setting.headers(nonce, private=private)))


def _urgent_block(lines: Sequence[dict[str, Any]], kinds: Collection[str] | None, *, framed: bool) -> Markup:
    """Urgent help as HTML. Where no words of danger were said it is that of very many pages, and kept; what somebody in
    danger is shown is made afresh, so that nothing here remembers it."""
    if kinds is None:
        return usual_block(orjson.dumps(lines), framed=framed)
    return _block(urgent_of(lines, kinds), framed=framed)


@lru_cache(_KEPT_BLOCKS)
def usual_block(lines: bytes, *, framed: bool) -> Markup:
    """The block of these lines, by what they say: a line that changes makes another block."""
    return _block(urgent_of(orjson.loads(lines), None), framed=framed)


@lru_cache(1)
def way_out(url: str) -> Markup:
    """The button to leave by, to this everyday page."""
    return Markup(environment().get_template("parts/exit.html").render(url=url))  # noqa: S704  # the template escapes


def _block(shown: Urgent, *, framed: bool) -> Markup:
    template = environment().get_template("parts/urgent.html")
    return Markup(template.render(help=shown, to=FRAMED if framed else SITE))  # noqa: S704  # the template escapes


def everybodys_help(request: Request) -> list[dict[str, Any]]:
    """The lines of urgent help for anybody; none while no catalogue has been read."""
    try:
        return urgent_help_json(parts_of(request).snapshots.live.urgent_help)
    except SnapshotNotReady:
        return []


def compressed(request: Request, html: str, status: int, headers: dict[str, str]) -> Response:
    """The page as bytes, smaller where the browser can read it so."""
    content = html.encode()
    if reads_brotli(request):
        content = squeezed(content)
        headers["Content-Encoding"] = "br"
    return Response(content, status_code=status, media_type="text/html", headers=headers)
