"""Offers as plain text to hand over: for a record, for a text message, the number alone. Adds no fact of its own.

Every text but the number alone names where the details stand, on which day somebody checked them, and urgent help."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from thrive_directory.web.discreet import discreet_number, discreet_urgent
from thrive_directory.web.language import gettext as _
from thrive_directory.web.language import later, ngettext
from thrive_directory.web.links import offer_url
from thrive_directory.web.offer_facts import Facts
from thrive_directory.web.offer_guidance import Row
from thrive_directory.web.show import checked, day, lets_in, official, web_name
from thrive_directory.web.text_message import length_of, plain
from thrive_directory.web.urgent import urgent_of

Json = Mapping[str, Any]
Lines = Sequence[dict[str, Any]]
_WAYS = {
    "phone": later("Phone"),
    "text": later("Text"),
    "relay": later("Relay UK"),
    "email": later("E-mail"),
    "web": later("Web"),
}
_NUMBERS = {"phone", "text"}


@dataclass(frozen=True, slots=True)
class CopyText:
    """One text and the button that copies it. `note` says what is worth knowing first; `done` is said aloud after."""

    kind: Literal["record", "message", "number"]
    button: str
    text: str
    done: str
    note: str = ""


def copies_of(card: Json, facts: Facts, lines: Lines, public_url: str) -> tuple[CopyText, ...]:
    """What can be copied of one offer, from its card and `facts_of` it. `lines` are those of urgent help for the place,
    `public_url` what addresses start with. An offer without a number has no number to copy."""
    number = number_of(card)
    return _copies(
        record_text(((card, facts),), lines, public_url),
        message_text((card,), lines, public_url + offer_url(card["id"])),
        CopyText("number", _("Copy the number"), number, _("Copied the number: %s") % number) if number else None,
    )


def copies_of_list(
    offers: Sequence[tuple[Json, Facts]], lines: Lines, public_url: str, address: str, *, discreet: bool = False
) -> tuple[CopyText, ...]:
    """What can be copied of several offers at once: pairs of a card and `facts_of` it. `address` is that of their list.
    Of a `discreet` message nobody learns what the numbers are for."""
    cards = [card for card, _facts in offers]
    numbers = [f"{card['name']}: {number}" for card in cards if (number := number_of(card))]
    short = discreet_text(cards, lines, address) if discreet else message_text(cards, lines, address)
    return _copies(
        record_text(offers, lines, public_url),
        short,
        CopyText("number", _("Copy the numbers"), "\n".join(numbers), _("Copied the numbers."))
        if numbers and not discreet
        else None,
    )


def _copies(record: str, message: str, number: CopyText | None) -> tuple[CopyText, ...]:
    found = (
        CopyText("record", _("Copy for the record"), record, _("Copied for the record.")),
        CopyText("message", _("Copy for a text message"), message, _("Copied for a text message."), _size(message)),
    )
    return (*found, number) if number else found


def number_of(card: Json) -> str | None:
    """The first number to call, or else to text, with what it is for where that is said; None where there is none."""
    found = [each for each in card["contacts"] if each["kind"] in _NUMBERS]
    first = next((each for each in found if each["kind"] == "phone"), next(iter(found), None))
    return None if first is None else _with_label(first["value"], first["label"])


def record_text(offers: Sequence[tuple[Json, Facts]], lines: Lines, public_url: str) -> str:
    """Offers for a record of work: names, ways in, for whom, how to refer, what is not known, and who checked."""
    found = [_record(card, facts, public_url) for card, facts in offers]
    return "\n\n".join((*found, urgent_line(lines))) if len(found) > 1 else "\n".join((*found, urgent_line(lines)))


def _record(card: Json, facts: Facts, public_url: str) -> str:
    blanks = [row.title for row in (*facts.about, *facts.refer) if not row.is_known]
    said = (
        _named(card),
        *(f"{_(_WAYS[each['kind']])}: {_with_label(each['value'], each['label'])}" for each in card["contacts"]),
        card["no_contact_advice"],
        facts.professional or card["summary"],
        *(_row(row) for row in (*facts.about, *facts.refer) if row.is_known),
        _("Hours: %s") % card["opening_hours"] if card["opening_hours"] else None,
        _thrive(card),
        _("Not known, ask them: %s") % ", ".join(blanks) if blanks else None,
        checked(card),
        _("Sources: %s") % ", ".join(_sources(card)) if card["contacts"] else None,
        _("Our page: %s") % (public_url + offer_url(card["id"])),
    )
    return "\n".join(line for line in said if line)


def message_text(cards: Sequence[Json], lines: Lines, address: str) -> str:
    """Offers for a text message: the way in first, the page with the rest, the day, urgent help. In a phone's plain
    characters wherever these are enough."""
    said = (
        *(_short(card) for card in cards),
        address,
        _checked_in_short(cards),
        urgent_line(lines),
    )
    return plain("\n".join(said))


def discreet_text(cards: Sequence[Json], lines: Lines, address: str) -> str:
    """The same offers by their numbers alone, for a phone that somebody else may look at."""
    said = (
        *(f"{at}: {number}" for at, card in enumerate(cards, 1) if (number := discreet_number(card))),
        address,
        discreet_urgent(lines),
    )
    return plain("\n".join(said))


def urgent_line(lines: Lines) -> str:
    """Urgent help in a line: the numbers that stand at the top of every page."""
    return _("If it is urgent: %s") % "; ".join(_urgent_number(line) for line in urgent_of(lines, None).shown)


def _checked_in_short(cards: Sequence[Json]) -> str:
    """The oldest day and the weakest check among the offers."""
    oldest = day(min(card["verification"]["on"] for card in cards))
    if all(card["verification"]["status"] == "verified" for card in cards):
        return _("Checked with them on %s.") % oldest
    return _("Read on public pages on %s, not checked with them.") % oldest


def _urgent_number(line: Json) -> str:
    number = line["phone"] or _("text %s") % line["sms"]
    return number if number == line["name"] else f"{line['name']}: {number}"


def _named(card: Json) -> str:
    who = card["organization"]["name"]
    return card["name"] if who == card["name"] else f"{card['name']} ({who})"


def _with_label(value: str, label: str | None) -> str:
    return f"{value} ({label})" if label else value


def _row(row: Row) -> str:
    link = (f"{row.link[1]} {row.link[0]}",) if row.link else ()
    return f"{row.title}: {'; '.join((*row.lines, *link))}"


def _thrive(card: Json) -> str | None:
    found = [
        official(each["code"], "grouping") if each["status"] == "confirmed" else _suggested(each["code"])
        for each in card["groupings"]
    ]
    return _("THRIVE: %s") % ", ".join(found) if found else None


def _suggested(code: str) -> str:
    return _("%s (our reading, not confirmed by them)") % official(code, "grouping")


def _sources(card: Json) -> Iterable[str]:
    return dict.fromkeys(f"{each['source_url']} ({day(each['collected_on'])})" for each in card["contacts"])


def _short(card: Json) -> str:
    return f"{card['name']}: {', '.join(_ways_in(card)) or card['no_contact_advice'] or _('ask us how to reach them')}"


def _ways_in(card: Json) -> Iterator[str]:
    """Numbers, or all that there is where none of them lets anybody new in."""
    numbers = [each for each in card["contacts"] if each["kind"] in _NUMBERS]
    for each in numbers if any(map(lets_in, numbers)) else card["contacts"]:
        value = web_name(each["value"]) if each["kind"] == "web" else each["value"]
        yield _with_label(_("text %s") % value if each["kind"] == "text" else value, each["label"])
    if not card["contacts"] and card["url"]:
        yield web_name(card["url"])


def _size(text: str) -> str:
    found = length_of(text)
    size = ngettext("%(parts)s text message", "%(parts)s text messages", found.parts)
    shown = size % {"parts": found.parts} + _(", %s characters") % found.characters
    if found.fits_gsm:
        return shown
    return shown + _(". It holds a letter that phones send less of at a time.")
