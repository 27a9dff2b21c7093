"""The links of a page of results over the real seed: each leads to what it promises. Needs no browser."""

import html
import re

import pytest
from starlette.testclient import TestClient

from thrive_directory.api.app import create_app
from thrive_directory.api.parts import Parts

FILTER = re.compile(r'<li>\s*<a class="govuk-link" href="([^"]+)">([^<]+)</a> <span class="td-unknown">\((\d+)\)')
CHIP = re.compile(r'<a class="td-chip" href="([^"]+)">(.*?)</a>', re.DOTALL)
CARD = re.compile(r"<article.*?</article>", re.DOTALL)


@pytest.fixture
def client(real_parts: Parts) -> TestClient:
    return TestClient(create_app(real_parts))


def asked(client: TestClient, **sent: str) -> str:
    return client.post("/find", data=sent).text


def pages(client: TestClient, address: str) -> str:
    """This page of results and those that follow it."""
    page = client.get(html.unescape(address)).text
    following = re.search(r'rel="next" href="([^"]+)"', page)
    return page + (pages(client, following[1]) if following else "")


def test_the_number_beside_a_way_to_get_help_is_how_many_are_known_to_have_it(client: TestClient) -> None:
    page = asked(client, near="CH41", q="my son is 14 and worried")
    followed = 0
    for address, text, count in FILTER.findall(page):
        if text not in {"Phone", "Face to face", "Text message", "Web chat", "Group", "In school", "App"}:
            continue
        cards = CARD.findall(pages(client, address))
        known = [card for card in cards if f"<li>{text}</li>" in card and "Not all that you asked for" not in card]
        assert len(known) == int(count), text
        assert len(known) == len(cards) or any("Worth asking" in card or "Not all" in card for card in cards)
        followed += 1
    assert followed >= 6


def test_what_is_not_all_that_was_asked_says_so_in_sight(client: TestClient) -> None:
    page = asked(client, near="CH41", q="my son is 14 and worried")
    address = next(address for address, text, _count in FILTER.findall(page) if text == "In school")
    widened = [card for card in CARD.findall(client.get(html.unescape(address)).text) if "Not all that" in card]
    assert widened
    assert all(card.index("Not all that you asked for") < card.index("<details") for card in widened)


def test_every_term_that_was_understood_can_be_taken_off(client: TestClient) -> None:
    found = CHIP.findall(asked(client, near="Leeds", q="I am 16, I feel low, no phone, BSL, free"))
    assert len(found) >= 6
    for address, text in found:
        left = [other for _address, other in CHIP.findall(client.get(html.unescape(address)).text)]
        assert text not in left
        assert len(left) == len(found) - 1


def test_a_second_access_need_has_no_number_for_it_would_leave_out_the_first(
    client: TestClient,
) -> None:
    page = asked(client, near="Leeds", q="BSL")
    nav = page[page.index('id="filters"') :]
    assert "No phone call needed" in nav
    assert not re.search(r"No phone call needed</a> <span", nav)


def test_every_pin_of_the_map_is_a_number_of_the_list_and_every_near_option_has_one(client: TestClient) -> None:
    page = asked(client, near="LS1")
    on_map = {each for text in re.findall(r'td-map__number" y="5">([^<]+)<', page) for each in text.split(", ")}
    near = {str(at) for at, card in enumerate(CARD.findall(page), 1) if "away</li>" in card}
    assert on_map == near
    assert len(near) >= 3, "the seed has fewer options with an address in Leeds now: ask elsewhere"


def test_the_nearest_first_and_a_to_z_are_what_they_say(client: TestClient) -> None:
    page = asked(client, near="CH41")
    order = {text: at for at, text in re.findall(r'<a class="govuk-link" href="([^"]+)">([^<]+)</a></li>', page)}
    names = [
        re.search(r"td-card__name.*?>([^<]+)</a>", card)[1]  # type: ignore[index]
        for card in CARD.findall(pages(client, order["A to Z"]))
    ]
    folded = [html.unescape(name).casefold() for name in names]
    assert len(folded) > 20
    assert folded == sorted(folded)
    miles = [float(each) for each in re.findall(r"About ([\d.]+) miles away", pages(client, order["Nearest"]))]
    assert miles == sorted(miles)
