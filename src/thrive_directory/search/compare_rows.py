"""The rows of a comparison: what each is called, how an offer fills it, and what to ask where it does not. Says no
more of a fact than its card or its record does; compares nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thrive_directory.catalogue.assemble import TAKES_REFERRALS, WAITING_WEEKS
from thrive_directory.catalogue.hsds import not_known_after
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.search.rules.judgement import listed
from thrive_directory.search.rules.waiting import wait_text

Json = Mapping[str, Any]
WHO_IS_TOLD = "Who will be told that I got in touch, and what stays private?"


@dataclass(frozen=True, slots=True)
class Compared:
    """An offer to compare: its card, what its record tells in words by kind, its capacities, and the day it is."""

    card: Json
    told: Mapping[str, str]
    capacities: Sequence[Json]
    today: date


Cell = Callable[[Vocabulary, Compared], str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `if_told`: only those who refer ask for it, so it is left out where none of the offers tells it."""

    code: str
    label: str
    cell: Cell
    question: str
    if_told: bool = False


def _terms(taxonomy: str, key: str) -> Cell:
    def cell(vocabulary: Vocabulary, offer: Compared) -> str | None:
        return _apart(vocabulary.term(taxonomy, code).label for code in offer.card[key])

    return cell


def _apart(labels: Iterable[str]) -> str:
    """Labels that hold an "and" of their own ("Advice and someone to talk to") in one line."""
    return "; ".join(labels)


def _told(kind: str) -> Cell:
    return lambda _, offer: offer.told.get(kind)


def _ages(_: Vocabulary, offer: Compared) -> str | None:
    card = offer.card
    if card["age_text"]:
        return str(card["age_text"])
    low, high = card["minimum_age"], card["maximum_age"]
    if low is None and high is None:
        return None
    if high is None:
        return f"{low:g} and over"
    return f"Up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _cost(_: Vocabulary, offer: Compared) -> str | None:
    card = offer.card
    return card["cost_text"] or (str(card["cost"]).capitalize() if card["cost"] else None)


def _contact(_: Vocabulary, offer: Compared) -> str | None:
    return listed([_way(contact) for contact in offer.card["contacts"]], "or")


def _way(contact: Json) -> str:
    """What to do, with what, and what for: "call 020 7946 0000 (office hours)"."""
    verb = {"phone": "call ", "text": "text ", "relay": "Relay UK "}.get(contact["kind"], "")
    label = f" ({contact['label']})" if contact["label"] else ""
    return f"{verb}{contact['value']}{label}"


def _coverage(_: Vocabulary, offer: Compared) -> str | None:
    return listed([area["name"] for area in offer.card["coverage"]])


def _groupings(vocabulary: Vocabulary, offer: Compared) -> str | None:
    return _apart(vocabulary.term("grouping", grouping["code"]).plain for grouping in offer.card["groupings"])


def _wait(_: Vocabulary, offer: Compared) -> str | None:
    """Each with the day it was told; what is past its last day is not known."""
    return "; ".join(_waits(offer)) or None


def _waits(offer: Compared) -> Iterator[str]:
    for each in offer.capacities:
        if offer.today <= not_known_after(each):
            yield f"{_room(each)} (told on {_day(each['updated'][:10])})"


def _room(capacity: Json) -> str:
    name, count = capacity["unit"]["name"], capacity["available"]
    if name == WAITING_WEEKS:
        return wait_text(count)
    if name == TAKES_REFERRALS:
        return "Takes referrals" if count else "Takes no referrals at the moment"
    return f"{name}: {count:g}"


def _checked(_: Vocabulary, offer: Compared) -> str | None:
    checked = offer.card["verification"]
    day = _day(checked["on"])
    return {
        "verified": f"Checked with them on {day}",
        "sourced": f"Read on public pages on {day}, not checked with them",
        "unconfirmed": f"Not confirmed to run; looked for on {day}",
    }[checked["status"]]


def _day(iso: str) -> str:
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%B %Y}"


ROWS = (
    Row("groupings", "What kind of help", _groupings, "What kind of help do you give?"),
    Row("needs", "What it helps with", _terms("need", "needs"), "What do you help with?"),
    Row("ages", "Ages", _ages, "Which ages do you see?"),
    Row("audiences", "Who it is for", _terms("audience", "audiences"), "Who is it for?"),
    Row("modes", "How you meet", _terms("mode", "modes"), "How do we meet: face to face, by phone, online?"),
    Row("coverage", "Where", _coverage, "Which areas do you cover?"),
    Row("referral", "How to get in", _terms("referral_route", "referral_routes"), "Can I come to you myself?"),
    Row("wait", "How long the wait is", _wait, "How long will I wait, and what happens meanwhile?"),
    Row("cost", "Cost", _cost, "Does it cost anything?"),
    Row("opening", "When", lambda _, offer: offer.card["opening_hours"], "When are you open?"),
    Row("access", "Access", _terms("access", "access"), "Can you meet my access needs?"),
    Row("contact", "How to get in touch", _contact, "What is the best way to reach you?"),
    Row("what_happens", "What happens then", _told("what_happens"), "What happens at the first contact?"),
    Row("what_to_expect", "What to expect", _told("what_to_expect"), "What is it like, how often, and for how long?"),
    Row("who_is_told", "Who is told, and what stays private", _told("who_is_told"), WHO_IS_TOLD),
    Row("limits", "What it cannot do", _told("limits"), "What can you not help with?"),
    Row(
        "if_it_does_not_help", "If it does not help", _told("if_it_does_not_help"), "What happens if it does not help?"
    ),
    Row("how_to_refer", "How to refer", _told("how_to_refer"), "How do I refer, and what do you need?", if_told=True),
    Row("referral_form", "Form to refer by", _told("referral_form"), "Is there a form, and where?", if_told=True),
    Row("consent", "Consent", _told("consent"), "Whose consent do you need?", if_told=True),
    Row("threshold", "Threshold", _told("threshold"), "When would you say no, and what happens then?", if_told=True),
    Row("checked", "Details checked", _checked, "Are these details right?"),
)
