"""The facts of an offer as rows of its page: what is known, or that nobody has said and what to ask. Adds nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thrive_directory.api.languages import LANGUAGE_NAMES
from thrive_directory.web.language import gettext as _
from thrive_directory.web.offer_guidance import Row, family_rows, guidance_of, referral_rows, title_of
from thrive_directory.web.offer_room import room_lines
from thrive_directory.web.show import ages, lowered, term, years

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a fact was read, or who said so, and when."""

    what: str
    how: str
    on: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page of an offer shows, section by section."""

    young_person: str | None
    professional: str | None
    description: str | None
    status: str
    about: tuple[Row, ...]
    contact: tuple[Row, ...]
    refer: tuple[Row, ...]
    how_to_refer: str | None
    asks: tuple[str, ...]
    seen: tuple[Seen, ...]


def facts_of(card: Json, record: Json, today: date) -> Facts:
    """Everything that the card and the record hold, in rows. What is past its time on `today` is not known."""
    words = _words(record)
    description = record.get("description")
    guidance = guidance_of(record)
    return Facts(
        young_person=_first(words, "young_person_text"),
        professional=_first(words, "professional_text"),
        description=None if description == card["summary"] else description,
        status=record["status"],
        about=tuple(_about(card, record, words, today)),
        contact=tuple(family_rows(guidance, nameless="anonymous" in card["access"])),
        refer=tuple(referral_rows(guidance, _named(card["referral_routes"], "referral_route"))),
        how_to_refer=guidance["how_to_refer"]["value"] if "how_to_refer" in guidance else None,
        asks=tuple(words.get("ask", ())),
        seen=tuple(_seen(card, record, guidance)),
    )


def _words(record: Json) -> dict[str, list[str]]:
    """The attributes that hold a value and no term, by name."""
    found: dict[str, list[str]] = {}
    for attribute in record.get("attributes", ()):
        if "taxonomy_term" not in attribute and "value" in attribute:
            found.setdefault(attribute["link_type"], []).append(attribute["value"])
    return found


def _first(words: Mapping[str, list[str]], name: str) -> str | None:
    return words.get(name, [None])[0]


def _named(codes: Iterable[str], taxonomy: str) -> tuple[str, ...]:
    return tuple(term(code, taxonomy) for code in codes)


def _lines(*lines: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in lines if line))


def _about(card: Json, record: Json, words: Mapping[str, list[str]], today: date) -> Iterator[Row]:
    yield Row(_("Ages"), _lines(card["age_text"] or ages(dict(card))), _("Which ages do you see?"))
    yield Row(_("Who it is for"), _for_whom(card, record, words), _("Is it for somebody like me, or like my child?"))
    yield Row(_("Who it is not for"), _not_for(card, words), _("Is there anybody you cannot help?"))
    yield Row(_("What it helps with"), _named(card["needs"], "need"), _("What do you help with?"))
    yield Row(_("How help is given"), _named(card["modes"], "mode"), _("How would we talk?"))
    yield Row(_("Cost"), _cost(card), _("Does it cost anything?"))
    yield Row(_("Area"), _area(card), _("Do you cover where I live?"))
    yield Row(_("Access"), _named(card["access"], "access"), _("Is there step-free access, and what else do you have?"))
    languages = tuple(LANGUAGE_NAMES.get(code, code) for code in card["languages"])
    yield Row(_("Languages"), languages, _("Which languages do you speak? Can I have an interpreter?"))
    yield Row(
        _("How long the wait is"),
        tuple(room_lines(record, today)),
        _("How long will I wait, and what happens meanwhile?"),
    )


def _for_whom(card: Json, record: Json, words: Mapping[str, list[str]]) -> tuple[str, ...]:
    circumstances = [
        each["taxonomy_term"]["name"] for each in record.get("attributes", ()) if each["link_type"] == "circumstance"
    ]
    genders = words.get("gender", ())
    return _lines(
        *_named(card["audiences"], "audience"),
        *circumstances,
        _("Open to: %s") % ", ".join(genders) if genders else None,
    )


def _not_for(card: Json, words: Mapping[str, list[str]]) -> tuple[str, ...]:
    low, high = card["minimum_age"], card["maximum_age"]
    until = _first(words, "age_until")
    top = float(until) if until else high + 1 if high is not None else None
    exceptions = "age_until_exception" in words
    return _lines(
        _("People under %s") % years(low) if low else None,
        (_("People aged %s and over, with exceptions") if exceptions else _("People aged %s and over")) % years(top)
        if top and top < 100
        else None,
        _("People whose difficulty is none of those named here") if _first(words, "needs_scope") == "listed" else None,
        _("People who are not in one of the situations named here")
        if _first(words, "circumstances_scope") == "listed"
        else None,
        _("People registered with another GP practice than those it serves")
        if {"gp_practice", "gp_area"} & words.keys()
        else None,
        _("Pupils of other schools than those it serves") if "school" in words else None,
    )


def _cost(card: Json) -> tuple[str, ...]:
    known = {"free": _("Free"), "paid": _("Costs money")}.get(card["cost"] or "")
    text = card["cost_text"]
    return _lines(known, None if text and known and text.rstrip(".").lower() == known.lower() else text)


def _area(card: Json) -> tuple[str, ...]:
    return _lines(", ".join(area["name"] for area in card["coverage"]), card["coverage_text"])


def _seen(card: Json, record: Json, guidance: Mapping[str, Json]) -> Iterator[Seen]:
    for each in record.get("metadata", ()):
        if each["field_name"] == "application_process":  # told again below, under our own name
            continue
        what = _("The record") if each["field_name"] == "record" else each["field_name"].replace("_", " ").capitalize()
        yield Seen(what, each["last_action_type"].capitalize(), each["last_action_date"], each["replacement_value"])
    for kind, told in guidance.items():
        (at,) = told["metadata"]
        yield Seen(title_of(kind), at["last_action_type"].capitalize(), at["last_action_date"], at["replacement_value"])
    for contact in card["contacts"]:
        if contact["kind"] != "web":
            how = (
                _("Read on the provider's own page")
                if contact["provenance"] == "own"
                else _("Read on a secondary page")
            )
            yield Seen(contact["value"], how, contact["collected_on"], contact["source_url"])
    for name, title in (("thrive_needs_based_grouping", _("THRIVE grouping")), ("need", _("What it helps with"))):
        for each in record.get("attributes", ()):
            if each["link_type"] == name and each.get("metadata"):
                said = each["metadata"][0]
                status = _("Confirmed") if each["value"] == "confirmed" else _("Our reading, not confirmed")
                what = f"{title}: {lowered(each['taxonomy_term']['name'])}"
                yield Seen(what, f"{status}: {said['replacement_value']}", said["last_action_date"], None)
