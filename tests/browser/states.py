"""Every kind of page in every state that a person can meet: how to get there, its status and its heading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.browser.conftest import Watched
from thrive_directory.api.parts import Parts

Go = Callable[[Watched, Parts], None]


@dataclass(frozen=True, slots=True)
class State:
    """`go` leads there; `heading` is part of the page's first heading."""

    go: Go
    heading: str
    status: int = 200


def at(path: str) -> Go:
    """By its address."""
    return lambda browsing, _parts: _set(browsing, browsing.open(path))


FAMILIES = ("Where do you live?", "What is going on?", "Show me help")
"""What the form calls the place, the words and its button."""
STAFF = ("Postcode, town or council", "What they say", "Search")


def ask(browsing: Watched, near: str, words: str, form: str = "/find", labels: tuple[str, str, str] = FAMILIES) -> None:
    """Say where and what in the form at this address, and go on."""
    place, said, button = labels
    browsing.open(form)
    browsing.page.get_by_label(place).fill(near)
    browsing.page.get_by_label(said).fill(words)
    _sent(browsing, button)


def asked(near: str, words: str = "", form: str = "/find") -> Go:
    """By a form for families."""
    return lambda browsing, _parts: ask(browsing, near, words, form)


def asked_at_work(near: str, words: str = "") -> Go:
    """By the form for staff."""
    return lambda browsing, _parts: ask(browsing, near, words, "/staff", STAFF)


def of_an_offer(path: str = "", *, urgent: bool = False, form: str = "/find") -> Go:
    """The page of the first offer near a place, found by the list."""

    def go(browsing: Watched, parts: Parts) -> None:
        ask(browsing, "CH41", "my dad hits me" if urgent else "worried", form)
        link = browsing.page.locator(".td-card__name a").first.get_attribute("href") or ""
        _set(browsing, browsing.open(link.partition("?")[0] + path if path else link))

    return go


def reported(*, choice: bool) -> Go:
    """A report of a problem, sent."""

    def go(browsing: Watched, parts: Parts) -> None:
        of_an_offer("/report")(browsing, parts)
        if choice:
            browsing.page.get_by_label("It has moved").check()
        browsing.page.get_by_label("Anything else?").fill("Now in the library, ring 020 7946 0000")
        _sent(browsing, "Send the report")

    return go


def of_what_is_gone(pages: str = "") -> Go:
    """An offer that was withdrawn, on the pages that begin there."""
    return lambda browsing, parts: _set(
        browsing, browsing.open(f"{pages}/offer/{next(iter(parts.snapshots.live.tombstones))}")
    )


def unconfirmed(browsing: Watched, parts: Parts) -> None:
    """An offer of which nobody is sure that it runs."""
    live = parts.snapshots.live
    row = int(live.columns.unconfirmed.argmax())
    assert live.columns.unconfirmed[row], "the seed holds no unconfirmed offer"
    _set(browsing, browsing.open(f"/offer/{live.offer_id(row)}"))


def only_one(browsing: Watched, parts: Parts) -> None:
    """A list with a single option."""
    ask(browsing, "Lerwick", "BSL, free")
    assert browsing.page.locator(".td-card").count() == 1, "the seed holds more of these now: ask for something rarer"


def compared(count: int, *more: str) -> Go:
    """So many offers of the catalogue side by side, with ids of others."""

    def go(browsing: Watched, parts: Parts) -> None:
        gone = next(iter(parts.snapshots.live.tombstones))
        ids = [*list(parts.snapshots.live.offer_index)[:count], *(gone if each == "gone" else each for each in more)]
        _set(browsing, browsing.open("/compare?" + "&".join(f"id={each}" for each in ids)))

    return go


def of_offers(path: str, *, gone: bool = False, many: int = 3) -> Go:
    """A page of so many offers by their ids; of one that has gone and one that never was."""

    def go(browsing: Watched, parts: Parts) -> None:
        live = parts.snapshots.live
        ids = [*live.offer_ids[:many], *([next(iter(live.tombstones)), "nothing"] if gone else [])]
        joined = "&".join(f"id={each}" for each in ids)
        _set(browsing, browsing.open(f"{path}{'&' if '?' in path else '?'}{joined}"))

    return go


def _sent(browsing: Watched, button: str) -> None:
    with browsing.page.expect_navigation() as going:
        browsing.page.get_by_role("button", name=button).first.click()
    _set(browsing, going.value.status)


def _set(browsing: Watched, status: int) -> None:
    browsing.status = status


STATES: Mapping[str, State] = {
    "the form": State(at("/find"), "Find help near you"),
    "the form, sent empty": State(asked(""), "Find help near you", 422),
    "the form, one name of several places": State(asked("Newport"), "Find help near you", 422),
    "the form, a postcode without its end": State(asked("NW1 8Q", "worried"), "Find help near you", 422),
    "the form, unknown place and danger": State(asked("qwertyuiop", "my dad hits me"), "Find help near you", 422),
    "many": State(asked("CH41", "worried"), "Help near CH41"),
    "urgent": State(asked("Hebden Bridge", "I want to kill myself"), "Help near Hebden Bridge"),
    "few, with what was set aside": State(asked("BT1 5GS", "BSL, age 3, home visit"), "Help near"),
    "one": State(only_one, "Help near Lerwick"),
    "none": State(asked("Lerwick", "group age 2 wheelchair BSL in Polish home visit"), "Help near Lerwick"),
    "anywhere": State(at("/near/anywhere"), "Help"),
    "the second page": State(at("/near/NW1?page=2"), "Help near"),
    "a link that was changed": State(at("/near/CH41?s=changed"), "That link does not work", 422),
    "an unknown place": State(at("/near/nowhere-at-all"), "", 404),
    "an offer": State(of_an_offer(), ""),
    "an offer, urgent": State(of_an_offer(urgent=True), ""),
    "an offer, unconfirmed": State(unconfirmed, ""),
    "an offer that is gone": State(of_what_is_gone(), "is no longer listed", 410),
    "no such offer": State(at("/offer/nothing"), "We cannot find that page", 404),
    "no such page": State(at("/no/such/page"), "We cannot find that page", 404),
    "two compared": State(compared(2), "Compare, and choose together"),
    "four compared": State(compared(4), "Compare, and choose together"),
    "one compared": State(compared(1), "Compare, and choose together", 422),
    "five compared": State(compared(5), "Compare, and choose together", 422),
    "compared with one that is gone": State(compared(1, "gone"), "Compare, and choose together", 410),
    "compared with one that never was": State(compared(1, "nothing"), "Compare, and choose together", 404),
    "a report": State(of_an_offer("/report"), "What is wrong with"),
    "a report without a choice": State(reported(choice=False), "What is wrong with", 422),
    "a report, sent": State(reported(choice=True), "Thank you"),
    "staff": State(at("/staff"), "Find help for somebody"),
    "staff, with filters kept": State(at("/staff?grouping=getting-help&age=14"), "Find help for somebody"),
    "staff, sent empty": State(asked_at_work(""), "Find help for somebody", 422),
    "staff, one name of several places": State(asked_at_work("Newport"), "Find help for somebody", 422),
    "staff, many": State(asked_at_work("HX7 8AD", "worried, age 14"), "Help near you in Calderdale"),
    "staff, urgent": State(asked_at_work("CH41", "my dad hits me"), "Help near CH41"),
    "staff, none": State(asked_at_work("Lerwick", "group age 2 BSL in Polish home visit"), "Help near Lerwick"),
    "staff, a link that was changed": State(at("/staff/CH41?need=anxeity"), "Find help for somebody", 422),
    "a list, with what has gone": State(of_offers("/list", gone=True), "Your list"),
    "a list of nine": State(of_offers("/list", many=9), "Your list"),
    "a discreet list": State(of_offers("/list?names=no", many=4), "Numbers to keep"),
    "an empty list": State(at("/list"), "Your list"),
    "a list of nothing": State(at("/list?id=nothing"), "Your list", 404),
    "privacy": State(at("/about/privacy"), "Your privacy, in plain words"),
    "stay safe online": State(at("/about/stay-safe-online"), "Stay safe online"),
    "accessibility": State(at("/about/accessibility"), "Accessibility statement"),
    "licences": State(at("/about/licences"), "Licences and thanks"),
    "sources": State(at("/about/sources"), "how fresh it is"),
    "what is THRIVE": State(at("/about/thrive"), "What is THRIVE?"),
}
