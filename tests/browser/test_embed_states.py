"""Every page of the embedded finder in every state, in frames from 280 pixels to 1280: accessible, no wider than the
frame, private, quiet, with urgent help, and to be walked by keyboard."""

import re
from collections.abc import Mapping

import httpx
import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Watched, on_a_small_screen
from tests.browser.states import Go, State, asked, at, of_an_offer, of_what_is_gone
from tests.browser.test_every_page import walk
from thrive_directory.api.parts import Parts

WIDTHS = (280, 320, 1280)


def in_frame(near: str, words: str = "", options: str = "") -> Go:
    """By the form of the finder, with what its site chose."""
    return asked(near, words, f"/embed{options}")


BAD = "?accent=ffff00&area=E09999999&grouping=tier-3&audience=teacher&lang=cy&site=a+b"
STATES: Mapping[str, State] = {
    "the form": State(at("/embed"), "Find help near you"),
    "the form for an area": State(at("/embed?area=E09000007&accent=7a1fa2"), "Find help in Camden"),
    "the form, badly chosen": State(at(f"/embed{BAD}"), "Find help near you"),
    "the form, sent empty": State(in_frame(""), "Find help near you", 422),
    "the form, one name of several places": State(in_frame("Newport"), "Find help near you", 422),
    "the form, unknown place and danger": State(in_frame("qwertyuiop", "my dad hits me"), "Find help near you", 422),
    "many": State(in_frame("CH41", "worried"), "Help near CH41"),
    "urgent": State(in_frame("Hebden Bridge", "I want to kill myself"), "Help near Hebden Bridge"),
    "none": State(in_frame("Lerwick", "group age 2 wheelchair BSL in Polish home visit"), "Help near Lerwick"),
    "the area and the kind that the site chose": State(
        in_frame("", "", "?area=E09000007&grouping=getting-advice&audience=parent-carer"), "Help in Camden"
    ),
    "the last page": State(at("/embed/near/CH41?page=3"), "Help near"),
    "a link that was changed": State(at("/embed/near/CH41?s=changed"), "That link does not work", 422),
    "an offer": State(of_an_offer(form="/embed"), ""),
    "an offer, urgent": State(of_an_offer(urgent=True, form="/embed"), ""),
    "an offer that is gone": State(of_what_is_gone("/embed"), "is no longer listed", 410),
    "no such page": State(at("/embed/no/such/page"), "We cannot find that page", 404),
    "the lines to paste": State(at("/embed/code?area=E09000007"), "Put the finder on your website"),
    "the lines to paste, badly chosen": State(at(f"/embed/code{BAD}"), "Put the finder on your website"),
}


@on_a_small_screen
@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_it_is_accessible_private_and_quiet_in_a_frame_of_any_width(browsing: Watched, real_parts: Parts, state: State):
    page = browsing.page
    state.go(browsing, real_parts)
    assert browsing.status == state.status
    assert state.heading in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("#urgent-help a[href='tel:999']").first.is_visible()
    page.evaluate("document.activeElement.blur()")
    walk(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate("scrollTo(0, 0)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)


def test_no_link_of_any_offer_or_list_can_leave_the_frame_blank(site: str, real_parts: Parts):
    """Pages outside `/embed`, ours too, open in a new tab; numbers go to the whole window; all else stays."""
    pages = [f"/embed/offer/{each}?near=CH41" for each in real_parts.snapshots.live.offer_index]
    pages += [f"/embed/near/{near}" for near in ("CH41", "E09000007", "anywhere", "CH41?page=2")]
    with httpx.Client(base_url=site, headers={"accept": "text/html"}) as client:
        for page in pages:
            for tag in re.findall(r"<(?:a|form)\b[^>]*>", client.get(page).text):
                assert stays_whole(tag), f"{page}: {tag}"


def stays_whole(tag: str) -> bool:
    address = re.search(r'(?:href|action)="([^"]*)"', tag)
    assert address
    if address[1].startswith(("#", "/embed")):
        return "target" not in tag
    if address[1].startswith(("tel:", "sms:", "mailto:")):
        return 'target="_top"' in tag and " " not in address[1]
    return 'target="_blank"' in tag and 'rel="noreferrer"' in tag


def test_the_lines_to_paste_without_scripts(without_scripts: Watched):
    """The choices are a form, the preview is a plain frame, and the lines stand in boxes to select."""
    page = without_scripts.page
    without_scripts.open("/embed/code")
    page.get_by_label("Area").select_option(label="Camden")
    page.get_by_role("button", name="Show me").click()
    assert page.frame_locator("#preview iframe").get_by_role("heading", name="Find help in Camden").is_visible()
    page.get_by_text("The texts themselves").click()
    assert 'area="E09000007"' in page.locator("#copy-embed-element").input_value()
    assert without_scripts.strangers == []
