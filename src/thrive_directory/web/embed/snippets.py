"""The lines that a website pastes to show the finder, for what was chosen. Pure; everything in them is escaped."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import escape

from thrive_directory.web.embed.element import element_path, integrity, latest
from thrive_directory.web.embed.options import Options
from thrive_directory.web.language import gettext as _

FRAME_HEIGHT_PX = 700


@dataclass(frozen=True, slots=True)
class Snippets:
    """`element` sizes itself and needs a script; `frame` needs none; `address` is for builders that ask for one."""

    element: str
    frame: str
    address: str
    origin: str
    policy: str
    """What a content security policy of the website must let in."""


def snippets_of(options: Options, public_url: str) -> Snippets:
    """The lines for these options on the server at `public_url`."""
    given = options.given()
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(public_url))
    address = public_url + options.start()
    label = _("Find help near you")
    element = (
        f'<script src="{escape(public_url)}{element_path(latest())}"\n'
        f'  integrity="{integrity(latest())}"\n'
        f'  crossorigin="anonymous" defer></script>\n'
        f"<thrive-finder{_attributes(given)}>\n"
        f'  <a href="{escape(address)}">{escape(label)}</a>\n'
        f"</thrive-finder>"
    )
    frame = (  # an old attribute, since a strict policy refuses styles in the page
        f'<iframe src="{escape(address)}"\n'
        f'  title="{escape(label)}" width="100%" height="{FRAME_HEIGHT_PX}"\n'
        f'  loading="lazy" referrerpolicy="no-referrer" frameborder="0"></iframe>'
    )
    return Snippets(element, frame, address, origin, f"frame-src {origin};\nscript-src {origin};")


def _attributes(given: Mapping[str, str]) -> str:
    shown = {name: f"#{value}" if name == "accent" else value for name, value in given.items()}
    return "".join(f' {name}="{escape(value)}"' for name, value in shown.items())
