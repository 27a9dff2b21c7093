"""Offers as contacts for a phone's address book: vCard 3.0 (RFC 2426), which every phone reads. Writes; reads none.

Why no library: the one that is kept in use has no types and was last released in 2024; it reads what is written here in
the tests instead."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thrive_directory.web.copy_texts import urgent_line
from thrive_directory.web.discreet import discreet_contacts, discreet_numbers, discreet_urgent
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import offer_url
from thrive_directory.web.show import checked

Json = Mapping[str, Any]
MEDIA_TYPE = "text/vcard; charset=utf-8"
_OCTETS = 75  # RFC 2426 section 2.6: longer lines are folded
_TYPES = {"phone": "TEL;TYPE=WORK,VOICE", "text": "TEL;TYPE=MSG", "email": "EMAIL;TYPE=INTERNET", "web": "URL"}


def contacts_of(cards: Sequence[Json], lines: Sequence[dict[str, Any]], public_url: str, *, discreet: bool) -> str:
    """A file of one contact for each offer. `lines` are those of urgent help. A `discreet` contact has a number for its
    name and says nothing more."""
    return "".join(
        _fold(line) + "\r\n"
        for number, card in enumerate(cards, 1)
        for line in (_discreet(number, card, lines) if discreet else _contact(card, lines, public_url))
    )


def _contact(card: Json, lines: Sequence[dict[str, Any]], public_url: str) -> Iterator[str]:
    who = card["organization"]["name"]
    labels = [f"{each['value']}: {each['label']}" for each in card["contacts"] if each["label"]]
    relay = [_("Relay UK %s") % each["value"] for each in card["contacts"] if each["kind"] == "relay"]
    said = (card["summary"], *labels, *relay, card["no_contact_advice"], checked(card), urgent_line(lines))
    note = "\n".join(line for line in said if line)
    yield from _opening(card["name"])
    yield f"ORG:{_escaped(who)}"
    yield from _ways(card["contacts"])
    yield f"URL:{public_url + offer_url(card['id'])}"
    yield f"NOTE:{_escaped(note)}"
    yield f"UID:urn:uuid:{card['id']}"
    yield "END:VCARD"


def _discreet(number: int, card: Json, lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield from _opening(_("Number %s") % number)
    yield from _ways(discreet_contacts(card))
    note = "\n".join((*discreet_numbers(card), discreet_urgent(lines)))
    yield f"NOTE:{_escaped(note)}"
    yield "END:VCARD"


def _opening(name: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{_escaped(name)};;;;"
    yield f"FN:{_escaped(name)}"


def _ways(contacts: Sequence[Json]) -> Iterator[str]:
    """Ways in, numbers as they are dialled. An address is a URI, in which nothing is escaped."""
    for each in contacts:
        kind = _TYPES.get(each["kind"])
        if kind:
            value = each["tel"] or each["value"]
            yield f"{kind}:{value if each['kind'] == 'web' else _escaped(value)}"


def _escaped(text: str) -> str:
    """A text value: RFC 2426 section 4 (backslash, comma, semicolon, line break)."""
    for plain, escaped in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _fold(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which ends within a letter."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _OCTETS - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join((*pieces, piece))
