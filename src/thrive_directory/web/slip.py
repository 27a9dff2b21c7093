"""The slip of paper that a list becomes: four offers to an A5 page, numbers first, urgent help, lines to write on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import segno
from markupsafe import Markup

from thrive_directory.web.copy_texts import urgent_line
from thrive_directory.web.discreet import discreet_numbers, discreet_urgent, neutral
from thrive_directory.web.language import gettext as _
from thrive_directory.web.show import ages, checked, day, lets_in, lowered, term, web_name

Json = Mapping[str, Any]
TO_A_PAGE = 4
SHORT = 300
"""Characters of an entry up to which how to refer goes on paper, so that four fit on a page. Else: scan the code."""


@dataclass(frozen=True, slots=True)
class Way:
    """A number or an address, and what it is for where that is said."""

    value: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One offer on paper. `ways` come first and largest; `name` is None where it is left off."""

    number: int
    name: str | None
    ways: tuple[Way, ...]
    facts: tuple[str, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed: pages of entries, urgent help in a line, and the list's own address as a picture to scan."""

    heading: str
    pages: tuple[tuple[Entry, ...], ...]
    urgent: str
    picture: Markup
    caption: str


def slip_of(
    cards: Sequence[Json],
    lines: Sequence[dict[str, Any]],
    address: str,
    *,
    discreet: bool,
    how: Mapping[str, str] = MappingProxyType({}),
) -> Slip:
    """The slip of these offers, in their order. `address` is the whole one of the list, for the picture; `how` says by
    id how to refer, where that is told: what is short of it goes on paper."""
    entries = [
        _discreet_entry(number, card) if discreet else _entry(number, card, how.get(card["id"]))
        for number, card in enumerate(cards, 1)
    ]
    return Slip(
        heading=heading(discreet=discreet),
        pages=tuple(tuple(entries[at : at + TO_A_PAGE]) for at in range(0, len(entries), TO_A_PAGE)),
        urgent=discreet_urgent(lines) if discreet else urgent_line(lines),
        picture=picture_of(address),
        caption=_("Scan for the details") if discreet else _("Scan for this list, with what may have changed since"),
    )


def heading(*, discreet: bool) -> str:
    """What the list is called: of a discreet one nobody learns what it is about."""
    return _("Numbers to keep") if discreet else _("Help we talked about")


def picture_of(address: str) -> Markup:
    """The address as a QR code (ISO/IEC 18004), an SVG with the quiet zone of four modules that it asks for."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(border=4, omitsize=True, svgclass="td-qr", lineclass=None, light="#fff"))  # noqa: S704  # made of squares alone


def _entry(number: int, card: Json, how: str | None) -> Entry:
    ways, facts = _ways(card), _facts(card)
    if how and sum(map(len, (card["name"], how, *facts, *(f"{way.value}{way.label}" for way in ways)))) <= SHORT:
        facts = (*facts, how.rstrip("."))
    return Entry(number, card["name"], ways, facts, checked(card))


def _discreet_entry(number: int, card: Json) -> Entry:
    hours = neutral(card["opening_hours"])
    ways = tuple(Way(value) for value in discreet_numbers(card)) or (Way(_("No number: scan the code")),)
    return Entry(number, None, ways, (hours,) if hours else (), _("Details of %s") % day(card["verification"]["on"]))


def _ways(card: Json) -> tuple[Way, ...]:
    """Numbers first, then addresses; where there is nothing, what to do instead. A web address stands only where
    nothing else lets anybody new in: on paper nobody can follow it, and the code to scan leads there."""
    order = {"phone": 0, "text": 1, "relay": 2, "email": 3, "web": 4}
    found = sorted(card["contacts"], key=lambda each: order[each["kind"]])
    direct = [each for each in found if each["kind"] != "web"]
    said = [_way(each) for each in (direct if any(map(lets_in, direct)) else found)]
    if not said and card["url"]:
        said = [Way(web_name(card["url"]))]
    return tuple(said) or (Way(_("How to reach them: scan the code")),)


def _way(contact: Json) -> Way:
    value = web_name(contact["value"]) if contact["kind"] == "web" else contact["value"]
    shown = {"text": _("Text %s") % value, "relay": _("Relay UK %s") % value}.get(contact["kind"], value)
    return Way(shown, contact["label"])


def _facts(card: Json) -> tuple[str, ...]:
    routes = ", ".join(lowered(term(code, "referral_route")) for code in card["referral_routes"])
    return (
        _ages(card).rstrip("."),
        (card["opening_hours"] or _("Hours: not known, ask")).rstrip("."),
        _("How to get it: %s") % routes if routes else _("How to get it: not known, ask"),
    )


def _ages(card: Json) -> str:
    """In the offer's own words where there are any: they hold the exceptions."""
    own: str | None = card["age_text"]
    return _("Ages: %s") % own if own else ages(dict(card)) or _("Ages: not known, ask")
