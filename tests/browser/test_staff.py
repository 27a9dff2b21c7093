"""People at work with somebody in front of them, told as they would tell it: real keys in a real browser."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, watch
from thrive_directory.web.staff_results import SAID_BY_FACTS

AGES = r"Ages: (?!not known)"
FACTS = {
    "distance": r"miles? away\.",
    "free": r"Cost: Free",
    "made-for-age": AGES,
    "takes-age": AGES,
    "self-referral": r"Who can refer: .*Refer yourself",
    "sourced": r"read \d+ November 2026\.",
    "verified": r"checked with them \d+ \w+ 20\d\d\.",
}
"""How a row says what a reason would only say again."""


@pytest.fixture
def at_the_desk(chromium: Browser, site: str) -> Iterator[Watched]:
    """A large screen whose clipboard can be read by the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched = watch(context, site)
    yield watched
    watched.assert_private_and_quiet()
    context.close()


def test_a_receptionist_with_a_caller_waiting(at_the_desk: Watched):
    """“A mum at HX7 8AD. What can I give her?” From postcode to copied text: at most six keys."""
    page, keyboard = at_the_desk.page, at_the_desk.page.keyboard
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    at_the_desk.open("/staff")
    expect(page.get_by_label("Postcode, town or council")).to_be_focused()  # nothing was pressed or clicked before
    keyboard.type("HX7 8AD")
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        keyboard.press(key)
        pressed += 1

    with page.expect_navigation():
        press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    expect(heading).to_contain_text("Help near you in Calderdale")
    while "Copy record" not in page.evaluate("document.activeElement.textContent") and pressed < 10:
        press("Tab")
    press("Enter")
    expect(page.locator(".td-copies__said").first).to_have_text("Copied for the record.")
    assert pressed <= 6
    first = page.locator(".td-row__name a").first.inner_text()
    assert first in page.evaluate("navigator.clipboard.readText()")
    assert not [url for url in asked if "8AD" in url.replace("%20", "").replace("+", "")]


def test_a_caller_in_plain_words_and_the_next_one_with_the_same_filters(at_the_desk: Watched):
    """“She is 15, she will not talk on the phone.” Then the same for a family in Wirral."""
    page = at_the_desk.page
    at_the_desk.open("/staff")
    expect(page.get_by_label("Postcode, town or council")).to_be_focused()
    page.keyboard.type("NW1 8QL")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("she is 15, anxious, no phone calls")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("?")[2] == "need=anxiety&age=15&not_mode=phone&prefer_access=phone-free&gender=female"
    assert page.locator(".td-staff-safe").get_by_role("link", name="020 7974 3317").is_visible()
    page.get_by_role("link", name="Same filters, another place").click()
    page.wait_for_url("**/staff?**")
    expect(page.get_by_label("Postcode, town or council")).to_be_focused()
    page.keyboard.type("CH41")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/staff/CH41?need=anxiety&age=15&not_mode=phone&prefer_access=phone-free&gender=female")


def test_a_senco_with_a_list_of_three_for_a_meeting(at_the_desk: Watched):
    """“He is 14 and anxious. Three he could choose from, and how I refer to each, on paper.” By keyboard alone."""
    page, keyboard = at_the_desk.page, at_the_desk.page.keyboard
    at_the_desk.open("/staff?need=anxiety&age=14")  # from a bookmark
    expect(page.get_by_label("Postcode, town or council")).to_be_focused()
    keyboard.type("HX7 8AD")
    with page.expect_navigation():
        keyboard.press("Enter")
    names = [row.inner_text() for row in page.locator(".td-row__name a").all()[1:4]]
    for at in (1, 2, 3):
        page.locator(".td-row__tick input").nth(at).focus()
        keyboard.press("Space")
    with page.expect_navigation():
        keyboard.press("Enter")
    assert "/list?id=" in page.url
    assert page.url.count("id=") == 3
    page.emulate_media(media="print")
    slip = page.locator(".td-slip").all_inner_texts()
    assert len(slip) == 1
    for name in names:
        assert name in slip[0]
    assert slip[0].count("How to get it:") == 3
    assert "What we agreed" in slip[0]


def test_twenty_rows_take_little_scrolling_and_all_is_in_the_page(at_the_desk: Watched):
    """“I look for it with Ctrl and F.” Nothing is loaded later, and nothing but filters and texts to copy is folded.

    What is left out of “Why” is a fact of the row."""
    page = at_the_desk.page
    at_the_desk.open("/staff/NW1?age=14")
    rows = page.locator(".td-row")
    total = int(page.get_by_role("heading", level=1).inner_text().rpartition(":")[2].split()[0])
    assert rows.count() == total > 20
    top, bottom = rows.nth(0).bounding_box(), rows.nth(19).bounding_box()
    assert top is not None
    assert bottom is not None
    assert bottom["y"] + bottom["height"] - top["y"] < 2.5 * 900, "2.4 screens in the widest of fonts"
    assert page.locator(".td-row__why").nth(total - 1).is_visible()
    told = httpx.get(f"{at_the_desk.url}/search?near=NW1&age=14&limit=100").json()["results"]
    for row, result in zip(rows.all_inner_texts(), told, strict=True):
        words, codes = " ".join(row.split()), {each["code"] for each in result["reasons"]}
        for code in codes & SAID_BY_FACTS:
            assert re.search(FACTS[code], words), f"{code} is in no fact of {words}"


def test_the_same_without_scripts(without_scripts: Watched):
    """Form, filter, texts to copy and the tick for the list, with no script at all."""
    page = without_scripts.page
    without_scripts.open("/staff")
    page.get_by_label("Postcode, town or council").fill("CH41")
    page.get_by_label("Age").fill("14")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("What kind of help").click()
    page.get_by_role("link", name="Getting Help", exact=False).first.click()
    assert page.url.endswith("/staff/CH41?grouping=getting-help&age=14")
    page.get_by_label("Age", exact=True).fill("9")
    page.get_by_role("button", name="Set").click()
    assert page.url.endswith("/staff/CH41?grouping=getting-help&age=9")
    page.get_by_text("Texts", exact=False).first.click()
    assert page.locator("textarea").first.is_visible()
    assert without_scripts.strangers == []
