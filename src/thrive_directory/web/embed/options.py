"""What a website chooses of the finder that it shows: colour, area, kind of help, for whom, language, and its own key.

What cannot be used is left out and explained, never refused: a slip of an editor's must not keep anybody from help."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from thrive_directory.errors import BadParameter, DirectoryError
from thrive_directory.geo.place import Place
from thrive_directory.settings import contrast_on_white
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import FRAMED
from thrive_directory.web.show import vocabulary

NAMES = ("accent", "area", "grouping", "audience", "lang", "site")
"""The options, by the name that they have in an address and as attributes of `<thrive-finder>`."""
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: words against what is behind them
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})", re.ASCII)
_AREA_CODE = re.compile(r"[A-Za-z][0-9]{8}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_SITE_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Options:
    """What was chosen and can be used. `accent` is `#rrggbb`; `area` is the place of an area; `language` is one that
    was asked for and is not there. `refused` says of each option that cannot be used why, and what happens instead."""

    accent: str | None = None
    area: Place | None = None
    grouping: str | None = None
    audience: str | None = None
    language: str | None = None
    site: str | None = None
    refused: Mapping[str, str] = field(default_factory=dict)

    def given(self) -> dict[str, str]:
        """The options as they are written in an address and as attributes; nothing of what was left out."""
        found = {
            "accent": self.accent and self.accent.removeprefix("#"),
            "area": self.area and self.area.token,
            "grouping": self.grouping,
            "audience": self.audience,
            "lang": self.language,
            "site": self.site,
        }
        return {name: value for name, value in found.items() if value}

    def start(self) -> str:
        """The page that the finder begins with, as it was chosen."""
        return replace(FRAMED, options=tuple(self.given().items())).find()

    def handed_on(self) -> tuple[tuple[str, str], ...]:
        """What every link within the finder hands on: all but the key, which counts when the finder is opened."""
        return tuple((name, value) for name, value in self.given().items() if name != "site")


def options_of(query: Mapping[str, str], resolve: Callable[[str, str], Place]) -> Options:
    """What an address asks for; `resolve` gives the place of a text, and takes the name of its parameter."""
    refused: dict[str, str] = {}

    def read(name: str, reader: Callable[[str], Value]) -> Value | None:
        text = query.get(name, "").strip()
        try:
            return reader(text) if text else None
        except BadParameter as error:
            refused[name] = error.message
            return None

    language = read("lang", _language)
    if language is not None:
        refused["lang"] = _("The finder is in English only so far, and so it is shown in English.")
    return Options(
        accent=read("accent", _accent),
        area=read("area", lambda text: _area(text, resolve)),
        grouping=read("grouping", lambda text: _term(text, "grouping")),
        audience=read("audience", lambda text: _term(text, "audience")),
        language=language,
        site=read("site", _site),
        refused=refused,
    )


def _accent(text: str) -> str:
    found = _COLOUR.fullmatch(text)
    if found is None:
        raise BadParameter(
            "accent",
            _(
                "Give the colour as # and six of the digits 0 to 9 and letters a to f, such as #0b4f5c. "
                "Until then the finder has its usual colour."
            ),
        )
    colour = f"#{found[1].lower()}"
    contrast = contrast_on_white(colour)
    if contrast < LEAST_CONTRAST:
        shown = math.floor(contrast * 10) / 10  # rounded up, 4.46 would read as enough
        raise BadParameter(
            "accent",
            _(
                "White words on this colour would be hard to read: the contrast is %(contrast)s to 1, and must be "
                "%(least)s to 1 or more. Choose a darker colour. Until then the finder has its usual colour."
            )
            % {"contrast": shown, "least": LEAST_CONTRAST},
        )
    return colour


def _area(text: str, resolve: Callable[[str, str], Place]) -> Place:
    try:
        place = resolve(text, "area") if _AREA_CODE.fullmatch(text) else None
    except DirectoryError:
        place = None
    if place is None:
        raise BadParameter(
            "area",
            _(
                "We know no area with this code. Choose one from the list. "
                "Until then the finder asks everybody where they live."
            ),
        )
    return place


def _term(text: str, taxonomy: str) -> str:
    codes = vocabulary().codes(taxonomy)
    if text not in codes:
        known = {"codes": ", ".join(codes)}
        said = _("We do not know this choice. Use one of: %(codes)s. Until then the finder shows all.") % known
        raise BadParameter(taxonomy, said)
    return text


def _language(text: str) -> str | None:
    """None for English, in any of its kinds: that is what there is."""
    if not _LANGUAGE.fullmatch(text):
        said = _("Give the language as a short code, such as en. The finder is in English only so far.")
        raise BadParameter("lang", said)
    return None if text.lower().partition("-")[0] == "en" else text.lower()


def _site(text: str) -> str:
    if not _SITE_KEY.fullmatch(text):
        raise BadParameter(
            "site",
            _(
                "A site key is made of at most 64 letters, digits, - and _. "
                "Without a key nothing is counted, and the finder works all the same."
            ),
        )
    return text
