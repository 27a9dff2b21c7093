"""Handing something over: on paper, by the clipboard, by links alone; and what people at school do with it."""

import base64
import io
import re

import numpy as np
import orjson
import pytest
import zxingcpp
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Watched, on_a_large_screen
from tests.browser.states import ask
from thrive_directory.api.parts import Parts
from thrive_directory.web.slip import slip_of

A5_POINTS = (419.5, 595.3)  # 148 by 210 mm
FEELINGS = (
    "mental health camhs mind psych therap counsel suicid harm anx depress wellbeing crisis emotion bereav grief abuse "
    "eating mood trauma distress disorder addict drug alcohol childline shout samaritans thrive help support service"
).split()
_PIXELS = """async (picture) => {
  const image = new Image()
  picture.setAttribute('width', 600); picture.setAttribute('height', 600)
  image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(picture))
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 600 })
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, 600, 600)
  return btoa(Array.from({ length: 360000 }, (_, at) => String.fromCharCode(data[4 * at])).join(''))
}"""


@pytest.fixture(scope="session")
def cards(real_parts: Parts) -> list[dict]:
    return [orjson.loads(each) for each in real_parts.snapshots.live.cards]


@pytest.fixture(scope="session")
def how(real_parts: Parts) -> dict[str, str]:
    """By id how to refer, where that is told."""
    records = [orjson.loads(each) for each in real_parts.snapshots.live.records]
    told = [(record["id"], each) for record in records for each in record.get("attributes", ())]
    return {offer_id: each["value"] for offer_id, each in told if each["link_type"] == "how_to_refer"}


@pytest.fixture(scope="session")
def longest(cards: list[dict], how: dict[str, str]) -> list[dict]:
    """The four offers with the most to say on a slip."""

    def length(card: dict) -> int:
        entry = slip_of([card], [], "", discreet=False, how=how).pages[0][0]
        ways = "".join(f"{way.value} ({way.label})" for way in entry.ways)
        return len(ways) + len(entry.name or "") + sum(map(len, entry.facts))

    return sorted(cards, key=length)[-4:]


def list_of(cards: list[dict], more: str = "") -> str:
    return "/list?" + "&".join(f"id={card['id']}" for card in cards) + more


def printed(page: Page) -> PdfReader:
    """What comes out of the printer, on the paper that the page asks for."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def scanned(page: Page) -> str:
    """What a phone reads off the code on the slip."""
    pixels = base64.b64decode(page.locator(".td-qr").first.evaluate(_PIXELS))
    (found,) = zxingcpp.read_barcodes(np.frombuffer(pixels, np.uint8).reshape(600, 600).copy())
    return found.text


@on_a_large_screen
def test_four_offers_with_much_to_say_fit_on_one_page_of_a5(browsing: Watched, longest: list[dict]):
    assert browsing.open(list_of(longest)) == 200
    paper = printed(browsing.page)
    assert len(paper.pages) == 1
    assert [float(each) for each in paper.pages[0].mediabox[2:]] == pytest.approx(A5_POINTS, abs=1)
    words = " ".join(paper.pages[0].extract_text().split())
    for card in longest:
        assert card["name"] in words
        assert all(each["value"] in words for each in card["contacts"] if each["kind"] in {"phone", "text"})
    assert words.count("21 November 2026, not checked with them.") == 4
    assert "What we agreed" in words
    assert "When we will look again" in words
    assert re.search(r"If it is urgent: 999; .*111; .*0800 1111; .*85258", words)
    assert "Exit this page" not in words
    assert scanned(browsing.page) == browsing.page.url


@on_a_large_screen
def test_a_discreet_slip_tells_nothing_to_whoever_finds_it(browsing: Watched, cards: list[dict]):
    """Every offer of the seed, four at a time; what a printer or a folder of files would show of it, too."""
    names = {name for card in cards for name in (card["name"], card["organization"]["name"])}
    for at in range(0, len(cards), 8):
        eight = cards[at : at + 8]
        browsing.open(list_of(eight, "&names=no"))
        browsing.page.emulate_media(media="print")
        words = " ".join(browsing.page.locator("body").inner_text().split())
        assert words.startswith("Numbers to keep")
        assert [word for word in (*FEELINGS, *names) if re.search(rf"(?i)\b{re.escape(word)}", words)] == []
    paper = printed(browsing.page)
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split()).lower()
    assert words.startswith("numbers to keep")
    assert not [word for word in FEELINGS if word in words]
    assert paper.metadata is not None
    assert paper.metadata.title == "Numbers to keep"
    assert scanned(browsing.page) == browsing.page.url


def test_what_is_copied_is_said_aloud_and_only_ids_are_counted(browsing: Watched, cards: list[dict]):
    page = browsing.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("window.told = []; navigator.sendBeacon = (url, body) => told.push(`${url} ${body}`)")
    card = next(card for card in cards if card["contacts"] and card["contacts"][0]["kind"] == "phone")
    browsing.open(list_of([card]))
    group = page.locator("[data-copies]").first
    for button, kind, said in (
        ("Copy for the record", "record", "Copied for the record."),
        ("Copy for a text message", "message", "Copied for a text message."),
        ("Copy the number", "number", "Copied the number: "),
    ):
        group.get_by_role("button", name=button).press("Enter")
        expect(group.get_by_role("status")).to_contain_text(said)
        text = page.locator(f"#copy-1-{kind}").input_value()
        assert page.evaluate("navigator.clipboard.readText()") == text
    assert_accessible(page)
    assert page.evaluate("told") == [f"/count kind=copy&id={card['id']}"] * 3


def test_where_the_clipboard_is_shut_the_text_is_there_to_be_copied_by_hand(browsing: Watched, cards: list[dict]):
    page = browsing.page
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))")
    browsing.open(list_of(cards[:1]))
    group = page.locator("[data-copies]").first
    group.get_by_role("button", name="Copy for the record").click()
    expect(group.get_by_role("status")).to_contain_text("The text is selected: press Ctrl and C")
    area = page.locator("#copy-1-record")
    expect(area).to_be_focused()
    assert area.evaluate("it => it.selectionEnd - it.selectionStart === it.value.length && it.value.length > 50")
    assert area.is_visible()
    assert_accessible(page)


def test_without_scripts_a_list_is_gathered_handed_over_and_compared(without_scripts: Watched):
    page = without_scripts.page
    ask(without_scripts, "CH41", "worried")
    for number in (1, 2):
        page.locator(f".td-card:has(#option-{number})").get_by_role("link", name="Put on my list").click()
        assert page.url.endswith(f"#option-{number}")
    page.get_by_role("link", name="See it, print it or send it").click()
    assert page.locator(".td-slip").is_visible()
    assert page.get_by_role("button", name="Copy").count() == 0
    page.get_by_text("The texts themselves").last.click()
    assert "If it is urgent" in page.locator("#copy-all-record").input_value()
    page.get_by_role("link", name="Compare them").click()
    assert page.locator(".td-compare__offer").count() == 2
    assert without_scripts.strangers == []


def test_a_form_tutor_and_a_pupil_compare_two_and_choose_together(browsing: Watched):
    """“She can see both on my screen. I want her to say what matters, and to take it home on paper.”"""
    page = browsing.page
    told: list[str] = []
    page.on("request", lambda request: told.append(f"{request.url} {request.post_data}"))
    ask(browsing, "CH41", "my pupil is 13 and worries a lot")
    for number in (1, 2):
        page.locator(f".td-card:has(#option-{number})").get_by_role("link", name="Put on my list").click()
    names = [page.locator(f"#option-{number}").inner_text() for number in (1, 2)]
    page.get_by_role("link", name="Compare them").click()
    assert page.locator(".td-compare__offer h2").all_inner_texts() == names
    boxes = [each.bounding_box() for each in page.locator(".td-compare__offer").all()]
    side_by_side = boxes[0]["y"] == boxes[1]["y"]
    assert side_by_side == (page.viewport_size["width"] > 320)
    page.get_by_label("What matters to me").fill("not on the phone, xyzzyqa")
    words = " ".join(printed_text(page).split())
    assert "not on the phone, xyzzyqa" in words
    assert "Not known. You could ask" in words
    page.get_by_role("link", name="Make this a list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your list")
    assert not any("xyzzyqa" in each for each in told)
    page.go_back()
    assert page.get_by_label("What matters to me").count() == 1
    assert "xyzzyqa" not in page.evaluate("Object.values({...localStorage, ...sessionStorage}).join()")


def printed_text(page: Page) -> str:
    return " ".join(each.extract_text() for each in printed(page).pages)


@on_a_large_screen
def test_a_senco_prints_three_with_how_to_refer_to_each(browsing: Watched):
    """“Three for the parents, with how to get in. And what we said we would do, and when we look again.”"""
    page = browsing.page
    ask(browsing, "Leeds", "I work in a school, 12 year old, anxious")
    for number in (1, 2, 3):
        page.locator(f".td-card:has(#option-{number})").get_by_role("link", name="Put on my list").click()
    names = [page.locator(f"#option-{number}").inner_text() for number in (1, 2, 3)]
    page.get_by_role("link", name="See it, print it or send it").click()
    expect(page.get_by_role("button", name="Print the slip")).to_be_visible()  # a script makes it
    paper = printed(page)
    words = " ".join(paper.pages[0].extract_text().split())
    assert len(paper.pages) == 1
    assert all(name in words for name in names)
    assert words.count("How to get it: ") == 3
    assert words.index("What we agreed") < words.index("When we will look again")
