"""The parts of a card that are the same for everybody, as HTML that is made once and kept. Knows no question.

They are kept by what they are made from, the card's own bytes: a card that changes is another card, so that nothing
kept can be stale, whatever catalogue it is of. What depends on the question (the link, the distance, the reasons) or on
one answer (a nonce) is never among them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from markupsafe import Markup

from thrive_directory.web.links import FRAMED, SITE
from thrive_directory.web.page import environment

KEPT = 1000
"""How many cards at most: some 6 kB each with the bytes they are kept by."""


@dataclass(frozen=True, slots=True)
class Same:
    """Parts of a card, ready to be put into a page."""

    about: Markup
    facts: Markup
    contact: Markup
    groupings: Markup


@lru_cache(KEPT)
def brief(card: bytes) -> bytes:
    """What the list itself shows of this card, as JSON: all else of it is in the parts that are kept."""
    service = orjson.loads(card)
    return orjson.dumps({name: service[name] for name in ("id", "name", "summary")})


@lru_cache(KEPT)
def same_for_all(card: bytes, *, framed: bool = False, phone_last: bool = False) -> Same:
    """The parts of this card (the JSON of `service`). In a page that stands in somebody else's, links leave it. For
    people who cannot phone, what they can use comes before the numbers to call."""
    macros: Any = environment().get_template("parts/card_fixed.html").module
    service = orjson.loads(card)
    if phone_last:
        service["contacts"].sort(key=lambda contact: contact["kind"] == "phone")
    return Same(
        about=Markup(macros.about(service)),  # noqa: S704  # the template has escaped what the card holds
        facts=Markup(macros.facts(service)),  # noqa: S704
        contact=Markup(macros.contact(service, FRAMED if framed else SITE)),  # noqa: S704
        groupings=Markup(macros.groupings(service)),  # noqa: S704
    )
