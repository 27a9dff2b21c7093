"""What people come for, told as they would tell it, from the first page to something they can do. On a small screen and
a large one; every page on the way is accessible, private and quiet."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Watched
from tests.browser.states import ask


def names(browsing: Watched) -> list[str]:
    return browsing.page.locator(".td-card__name").all_inner_texts()


def chips(browsing: Watched) -> str:
    return " | ".join(browsing.page.locator(".td-chip").all_inner_texts())


def test_a_parent_with_a_half_remembered_postcode(browsing: Watched):
    """“My son is 14 and won’t go to school. We have just moved, it is CH41 something.”"""
    ask(browsing, "CH41 something", "my son is 14 and won’t go to school")
    expect(browsing.page.get_by_role("heading", level=1)).to_have_text("Help near CH41 (Wirral)")
    assert "age 14" in chips(browsing)
    assert "not going to school" in chips(browsing)
    assert any("Wirral" in name for name in names(browsing))
    assert_accessible(browsing.page)
    browsing.page.locator(".td-card").first.get_by_text("Why is this shown?").click()
    assert_accessible(browsing.page)
    browsing.page.locator(".td-card__name a").first.click()
    expect(browsing.page.get_by_role("heading", name="How to get in touch")).to_be_visible()
    assert_accessible(browsing.page)
    browsing.page.get_by_role("link", name="Back to the list").click()
    assert "age 14" in chips(browsing)


def test_a_fifteen_year_old_who_cannot_phone(browsing: Watched):
    """“I'm 15 and anxious all the time. No phone calls. I can't talk where they hear me.”"""
    ask(browsing, "HX7", "I'm 15 and anxious all the time, no phone calls")
    assert "not: phone" in chips(browsing)
    first = browsing.page.locator(".td-card").first
    assert first.locator("a[href^='sms:'], a[href^='http'], a[href^='mailto:']").count()
    assert browsing.page.locator("#urgent-help a[href='sms:85258']").first.is_visible()


def test_a_deaf_young_person(browsing: Watched):
    """“I am deaf, I use BSL. I feel low.” Where none is known to offer it, the page says how many to ask."""
    ask(browsing, "Leeds", "I am 16, I feel low, I need BSL")
    assert "BSL" in chips(browsing)
    shown = browsing.page.get_by_role("main").inner_text()
    assert "BSL" in shown
    assert_accessible(browsing.page)
    browsing.page.get_by_role("link", name="Show them too").click()
    assert "better: British Sign Language" in chips(browsing)
    assert len(names(browsing)) > 3


def test_a_grandparent_whose_grandchild_has_lost_her_mother(browsing: Watched):
    """“My granddaughter is six. Her mum died.” In Manchester, by choosing rather than writing."""
    browsing.open("/find")
    browsing.page.get_by_label("Where do you live?").fill("Manchester")
    browsing.page.get_by_label("My child, or a child I look after").check()
    browsing.page.get_by_label("5 to 7").check()
    browsing.page.get_by_label("Someone has died").check()
    browsing.page.get_by_role("button", name="Show me help").last.click()
    assert "someone has died" in chips(browsing)
    assert "ages 5 to 7" in chips(browsing)
    assert names(browsing)


def test_somebody_in_danger(browsing: Watched):
    """“I want to kill myself.” Before anything else, somebody to call and somebody to text; then help as for anyone."""
    ask(browsing, "Hebden Bridge", "I want to kill myself")
    block = browsing.page.locator("#urgent-help")
    expect(block.get_by_role("heading")).to_have_text("Is somebody in danger? You can get help right now")
    assert block.locator("a").first.get_attribute("href") == "tel:999"
    for address in ("tel:111", "sms:85258"):
        assert block.locator(f"a[href='{address}']").first.is_visible()
    assert names(browsing)
    for word in ("kill", "suicid", "self-harm"):
        assert word not in browsing.page.url
    assert_accessible(browsing.page)
    browsing.page.locator(".td-card__name a").first.click()
    expect(browsing.page.locator("#urgent-help").get_by_role("heading")).to_contain_text("Is somebody in danger?")


def test_somebody_hurt_at_home(browsing: Watched):
    """“My dad hits me.” 999 and the council's own front door; the way out of the page is always there."""
    ask(browsing, "Hebden Bridge", "my dad hits me")
    block = browsing.page.locator("#urgent-help")
    assert block.locator("a").first.get_attribute("href") == "tel:999"
    beside = block.locator("li").nth(1)
    assert beside.get_by_text("Calderdale children's social care").is_visible()
    assert beside.locator("a[href='tel:+441422393336']").is_visible()
    leave = browsing.page.get_by_role("button", name="Exit this page")
    assert leave.get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert "noreferrer" in (leave.get_attribute("rel") or "")


def test_danger_is_heard_even_when_the_place_is_not_understood(browsing: Watched):
    ask(browsing, "qwertyuiop", "my dad hits me")
    expect(browsing.page.locator("#urgent-help").get_by_role("heading")).to_contain_text("Is somebody in danger?")
    expect(browsing.page.get_by_label("What is going on?")).to_have_value("my dad hits me")
    assert_accessible(browsing.page)


@pytest.mark.parametrize(("near", "words"), [("NW1 8QL", "anxious"), ("BT1 5GS", "bullying")])
def test_no_address_ever_holds_the_postcode_or_the_words(browsing: Watched, near: str, words: str):
    seen: list[str] = []
    browsing.page.on("request", lambda request: seen.append(request.url))
    ask(browsing, near, words)
    browsing.page.locator(".td-card__name a").first.click()
    for url in seen:
        assert near.replace(" ", "") not in url.replace("%20", "").replace("+", "")
        assert words not in url


def test_words_that_nobody_knows_are_dropped_and_the_page_says_so(browsing: Watched):
    ask(browsing, "CH41", "anxious xyzzyqa")
    expect(browsing.page.get_by_text("Some of your words were not used")).to_be_visible()
    assert "xyzzyqa" not in browsing.page.content()


def test_the_whole_way_without_scripts(without_scripts: Watched):
    """The same form, list, filter, reasons, map and page of an offer, with no script at all."""
    ask(without_scripts, "CH41", "my daughter is 12 and worries a lot")
    page = without_scripts.page
    assert "age 12" in chips(without_scripts)
    assert page.locator(".td-map svg text.td-map__number").count()
    page.locator("#filters").get_by_role("link", name="Free").click()
    assert "free" in chips(without_scripts)
    page.locator(".td-card").first.get_by_text("Why is this shown?").click()
    assert page.locator(".td-card details[open] li").first.is_visible()
    page.locator(".td-card__name a").first.click()
    assert page.get_by_role("heading", name="While you wait").is_visible()
    assert without_scripts.strangers == []


def test_by_keyboard_alone_with_the_focus_always_in_sight(browsing: Watched):
    browsing.open("/find")
    keyboard = browsing.page.keyboard
    keyboard.press("Tab")
    assert browsing.page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    keyboard.press("Enter")
    for _ in range(30):
        keyboard.press("Tab")
        if browsing.page.evaluate("document.activeElement.id") == "near":
            break
    keyboard.type("CH41")
    keyboard.press("Enter")
    expect(browsing.page.get_by_role("heading", level=1)).to_have_text("Help near CH41 (Wirral)")
    for _ in range(25):
        keyboard.press("Tab")
        assert browsing.page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' })()"
        ), browsing.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_the_way_out_leaves_at_once_by_button_and_by_three_presses_of_shift(browsing: Watched):
    elsewhere = "https://www.bbc.co.uk/weather"
    browsing.page.route(f"{elsewhere}**", lambda route: route.fulfill(body="<title>Weather</title>", status=200))
    for leave in (
        lambda: browsing.page.get_by_role("button", name="Exit this page").click(),
        lambda: [browsing.page.keyboard.press("Shift") for _ in range(3)],
    ):
        browsing.open("/find")
        leave()
        browsing.page.wait_for_url(f"{elsewhere}**")
    assert all(url.startswith(elsewhere) for url in browsing.strangers)
    browsing.strangers.clear()
