"""The finder on somebody else's website, which guards itself strictly and listens to everything that it can hear."""

import html
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.host_page import Website, served

GUIDE = Path(__file__).parents[2] / "docs" / "embed.md"
SEARCHED = re.compile(r"/embed/near/")


@pytest.fixture(scope="module")
def website() -> Iterator[Website]:
    with served() as found:
        yield found


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 600, "height": 800}, locale="en-GB")
    yield made
    made.close()


def lines(site: str, kind: str = "element", **chosen: str) -> str:
    """The lines that `/embed/code` gives out, as somebody copies them."""
    page = httpx.get(f"{site}/embed/code", params=chosen, headers={"accept": "text/html"}).text
    found = re.search(rf'id="copy-embed-{kind}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def opened(context: BrowserContext, website: Website, site: str, pasted: str) -> Page:
    """The website with these lines, let in as our page says that they must be."""
    website.show(pasted, f"frame-src {site}", f"script-src 'self' {site}")
    page = context.new_page()
    page.goto(website.url, wait_until="networkidle")
    return page


def finder(page: Page, nth: int = 0) -> Frame:
    """What the frame shows."""
    handle = page.locator("iframe").nth(nth).element_handle()
    assert handle
    frame = handle.content_frame()
    assert frame
    return frame


def height(page: Page, nth: int = 0) -> float:
    box = page.locator("iframe").nth(nth).bounding_box()
    assert box
    return box["height"]


def search(frame: Frame, near: str, words: str = "") -> None:
    frame.get_by_label("Where do you live?").fill(near)
    frame.get_by_label("What is going on?").fill(words)
    # By the keyboard: while frames beside it still find their height, a button moves away from under the pointer.
    frame.get_by_role("button", name="Show me help").first.press("Enter")
    frame.wait_for_url(SEARCHED)


def _fulfil(answer: dict[str, Any], route: Route) -> None:
    route.fulfill(**answer)


def fits(page: Page, nth: int = 0) -> None:
    """The frame is as tall as what it shows: nothing to scroll in it, and no blank below."""
    frame = finder(page, nth)
    inside = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    page.wait_for_function(
        "([nth, tall]) => Math.abs(document.querySelectorAll('iframe')[nth].clientHeight - tall) < 1", arg=[nth, inside]
    )


def test_the_page_around_hears_no_key_and_learns_no_postcode(context: BrowserContext, website: Website, site: str):
    page = opened(context, website, site, lines(site))
    before = page.locator("iframe").get_attribute("src")
    page.locator("#own").press_sequentially("ab")
    assert "keydown a  " in " ".join(page.evaluate("heard")), "the listener must be able to hear"
    page.locator("#own").blur()
    page.evaluate("heard.length = 0")
    frame = finder(page)
    frame.get_by_label("Where do you live?").focus()
    page.keyboard.type("NW1 8QL")
    page.keyboard.press("Tab")
    page.keyboard.type("my dad hits me")
    assert frame.get_by_label("Where do you live?").input_value() == "NW1 8QL"
    frame.get_by_label("Where do you live?").press("Enter")
    frame.wait_for_url(SEARCHED)
    expect(frame.locator("#urgent-help").get_by_role("heading")).to_contain_text("You can get help right now")
    frame.locator(".td-card__name a").first.click()
    frame.wait_for_url(re.compile("/embed/offer/"))
    fits(page)
    assert page.evaluate("heard") == []
    assert all(re.fullmatch(r'\{"thriveFinderHeight":\d+\}', each) for each in page.evaluate("told"))
    assert page.evaluate("told")
    known = json.dumps(page.evaluate("[performance.getEntries(), document.documentElement.outerHTML, location.href]"))
    for secret in ("8QL", "hits", "/near/", "/offer/"):
        assert secret not in known
    assert page.locator("iframe").get_attribute("src") == before
    for way_in in ("frames[0].document.body", "frames[0].location.href", "frames[0].history.length"):
        assert "SecurityError" in page.evaluate(
            f"(() => {{ try {{ return {way_in} }} catch (e) {{ return e.name }} }})()"
        )
    assert context.cookies() == []


def test_a_tap_on_999_is_handed_to_the_phone_and_keeps_the_frame(context: BrowserContext, website: Website, site: str):
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    for kind in ("tel:", "sms:"):
        page = opened(context, website, site, lines(site, "frame"))
        link = finder(page).locator(f"#urgent-help a[href^='{kind}']").first
        address = link.get_attribute("href")
        link.click()
        for _ in range(50):
            if address in asked:
                break
            page.wait_for_timeout(100)
        assert address in asked
        expect(finder(page).get_by_role("heading", level=1)).to_have_text("Find help near you")
        assert finder(page).url.startswith(f"{site}/embed")
        assert page.url == website.url
    asked.clear()  # without `target` the website's own rules on frames stop it: this is why it must be there
    page = opened(context, website, site, lines(site, "frame"))
    link = finder(page).locator("#urgent-help a[href='tel:999']").first
    link.evaluate("link => link.removeAttribute('target')")
    link.click()
    page.wait_for_timeout(300)
    assert "tel:999" not in asked


def test_it_grows_and_shrinks_with_what_it_shows_and_is_never_left_out_of_sight(
    context: BrowserContext, website: Website, site: str
):
    page = opened(context, website, site, lines(site, area="E09000007"))
    fits(page)
    form = height(page)
    finder(page).get_by_text("Or answer up to three questions").click()
    fits(page)
    assert height(page) > form + 300
    finder(page).get_by_role("button", name="Show me help").last.click()
    finder(page).wait_for_url(SEARCHED)
    fits(page)
    page.wait_for_function("document.querySelector('thrive-finder').getBoundingClientRect().top >= -1")
    results = height(page)
    assert results > form
    finder(page).locator("summary", has_text="Why is this shown?").first.click()
    fits(page)
    assert height(page) > results
    finder(page).get_by_role("link", name="Start again").last.click()
    finder(page).wait_for_url(re.compile(r"/embed\?"))
    fits(page)
    assert height(page) == form


def test_by_keyboard_into_the_frame_through_it_and_out_again(context: BrowserContext, website: Website, site: str):
    page = opened(context, website, site, lines(site))
    page.locator("#own").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "iframe"
    assert finder(page).evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    inside = 0
    while page.evaluate("document.activeElement.localName") == "iframe" and inside < 60:
        inside += 1
        page.keyboard.press("Tab")
    assert 10 < inside < 60
    assert page.evaluate("document.activeElement.id") == "after"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.localName") == "iframe"


def test_two_on_one_page_each_with_its_own_choices_and_height(context: BrowserContext, website: Website, site: str):
    second = lines(site, area="E09000002", accent="#7a1fa2")
    both = f"{lines(site)}{second}{lines(site, 'frame')}"  # the script twice, and a plain frame beside them
    page = opened(context, website, site, both)
    expect(finder(page, 0).get_by_role("heading", level=1)).to_have_text("Find help near you")
    expect(finder(page, 1).get_by_role("heading", level=1)).to_have_text("Find help in Barking and Dagenham")
    assert finder(page, 1).locator("button").first.evaluate("it => getComputedStyle(it).backgroundColor") == (
        "rgb(122, 31, 162)"
    )
    titles = [page.locator("iframe").nth(nth).get_attribute("title") for nth in (0, 1)]
    assert titles == ["Find help near you", "Find help near you (2)"]
    search(finder(page, 1), "", "worried")
    fits(page, 1)
    fits(page, 0)
    assert height(page, 0) < height(page, 1)
    assert height(page, 2) == 700
    assert not [each for each in violations(page) if "frame-title" not in each]


def test_a_message_from_anybody_else_changes_nothing_and_a_wild_one_is_held_in(
    context: BrowserContext, website: Website, site: str
):
    page = opened(context, website, site, lines(site))
    fits(page)
    usual = height(page)
    page.evaluate("postMessage({ thriveFinderHeight: 5000 }, '*')")
    forged = "(from) => dispatchEvent(new MessageEvent('message', from))"
    page.evaluate(forged, {"origin": site, "data": {"thriveFinderHeight": 5000}})
    page.evaluate(
        "dispatchEvent(new MessageEvent('message', { origin: 'https://elsewhere.example', source: frames[0], "
        "data: { thriveFinderHeight: 5000 } }))"
    )
    say = (
        "([origin, data]) => { dispatchEvent(new MessageEvent('message', { origin, source: frames[0], data }));"
        " return document.querySelector('iframe').style.height }"
    )
    for nonsense in (None, "5000", {"thriveFinderHeight": "5000"}, {"thriveFinderHeight": None}, {}):
        assert page.evaluate(say, [site, nonsense]) == f"{usual:.0f}px"
    assert page.evaluate(say, [site, {"thriveFinderHeight": 1e9}]) == "30000px"
    assert page.evaluate(say, [site, {"thriveFinderHeight": -5}]) == "160px"


def test_a_file_that_was_tampered_with_is_refused_and_a_link_is_left(
    context: BrowserContext, website: Website, site: str
):
    pasted = lines(site)
    address = re.search(r'src="([^"]+)"', pasted)
    assert address
    real = httpx.get(address[1])
    allowed = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
    for body, is_refused in ((real.text + "\n", True), (real.text, False)):
        answer = {"body": body, "content_type": "text/javascript", "headers": allowed}
        context.route(address[1], partial(_fulfil, answer))
        page = opened(context, website, site, pasted)
        assert page.evaluate("customElements.get('thrive-finder') === undefined") is is_refused
        assert page.locator("iframe").count() == (0 if is_refused else 1)
        assert page.get_by_role("link", name="Find help near you").count() == (1 if is_refused else 0)
        page.close()


def test_where_the_website_refuses_the_frame_the_link_comes_back(context: BrowserContext, website: Website, site: str):
    website.show(lines(site), f"script-src 'self' {site}")  # a policy that somebody tightened, years later
    page = context.new_page()
    page.goto(website.url)
    expect(page.get_by_role("link", name="Find help near you")).to_be_visible()
    assert page.locator("iframe").count() == 0


def test_without_scripts_the_plain_frame_works_whole_and_the_element_is_a_link(
    chromium: Browser, website: Website, site: str
):
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = opened(context, website, site, lines(site, "frame"))
    search(finder(page), "CH41", "my daughter is 12 and worries a lot")
    assert finder(page).locator(".td-card").count() == 8
    finder(page).get_by_role("link", name="Next page").click()
    finder(page).wait_for_url(re.compile("page=2"))
    finder(page).get_by_text("Filter this list").click()
    finder(page).locator("#filters").get_by_role("link", name="Free").click()
    finder(page).locator(".td-card__name a").first.click()
    expect(finder(page).get_by_role("link", name="Back to the list")).to_be_visible()
    assert finder(page).locator("a[href='tel:999'][target='_top']").first.is_visible()
    page = opened(context, website, site, lines(site, area="E09000007"))
    page.get_by_role("link", name="Find help near you").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find help in Camden")
    context.close()


def test_what_was_chosen_badly_keeps_nobody_from_help(context: BrowserContext, website: Website, site: str):
    script = lines(site).partition("<thrive-finder")[0]
    bad = '<thrive-finder accent="#ffff00" area="E09999999" grouping="tier-3" lang="cy" site="made-up"></thrive-finder>'
    page = opened(context, website, site, script + bad)
    shown = finder(page)
    assert shown.get_by_text("This website asked for an area that we do not know").is_visible()
    assert shown.get_by_text("Sorry, this is in English only so far.").is_visible()
    assert shown.locator("button").first.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(11, 79, 92)"
    search(shown, "CH41")
    assert shown.locator(".td-card").count() == 8
    assert not violations(shown)  # type: ignore[arg-type]  # a frame can be asked whatever a page can


def test_a_school_website_editor_from_choosing_to_a_working_page(context: BrowserContext, website: Website, site: str):
    """“We are a school in Camden. I want this on our wellbeing page, in our purple. I can paste things, no more.”"""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor = context.new_page()
    complaints: list[str] = []
    editor.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    editor.goto(f"{site}/embed/code")
    editor.get_by_label("Area").select_option(label="Camden")
    preview = editor.frame_locator("#preview iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Find help in Camden")
    editor.get_by_label("Colour of the buttons").fill("#e8d5ff")
    editor.get_by_label("Colour of the buttons").press("Tab")
    expect(editor.locator("#notes")).to_contain_text("White words on this colour would be hard to read")
    editor.get_by_label("Colour of the buttons").fill("#5b2a86")
    editor.get_by_label("Colour of the buttons").press("Tab")
    expect(editor.locator("#notes")).to_have_text("")
    expect(preview.locator("button").first).to_have_css("background-color", "rgb(91, 42, 134)")
    editor.get_by_role("button", name="Copy the lines").click()
    expect(editor.get_by_text("Copied the lines.")).to_be_visible()
    pasted = editor.evaluate("navigator.clipboard.readText()")
    policy = editor.locator(".td-code__policy").inner_text().replace("\n", " ")
    assert complaints == []

    website.show(pasted, policy.replace("script-src", "script-src 'self'"))
    page = context.new_page()
    page.goto(website.url, wait_until="networkidle")
    search(finder(page), "", "my son is 14 and worries a lot")
    assert finder(page).locator(".td-card").count() == 8
    assert finder(page).locator(".td-card__pin").first.evaluate("it => getComputedStyle(it).backgroundColor") == (
        "rgb(91, 42, 134)"
    )


def test_the_page_in_the_documents_works_as_it_stands(context: BrowserContext, website: Website, site: str):
    """For those who build a finder of their own: with the server's address put in, and nothing else changed."""
    example = re.search(r"```html\n(<!doctype html>.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert example
    website.show("", "script-src 'unsafe-inline'", f"connect-src {site}")
    website.whole = example[1].replace("https://help.example", site)
    page = context.new_page()
    page.goto(website.url)
    page.get_by_label("Where do you live?").fill("CH41")
    page.get_by_label("What is going on?").fill("my dad hits me")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("options")
    assert page.locator("#urgent a[href='tel:999']").count() == 1
    assert page.locator("#options > li").count() == 10
    assert page.request.get(page.locator("#options h2 a").first.get_attribute("href") or "").status == 200
    assert not [each for each in violations(page) if "region" not in each]
    page.get_by_label("Where do you live?").fill("nowhere at all")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("We do not know a place of that name")
    assert page.locator("#urgent a[href='tel:999']").count() == 1
