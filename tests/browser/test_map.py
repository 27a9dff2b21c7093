"""The map that can be moved: opened by hand, from our own server alone, reached and left by keyboard."""

from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Watched


def test_the_map_is_fetched_only_when_it_is_asked_for_and_shows_the_numbers_of_the_list(browsing: Watched):
    fetched: list[str] = []
    browsing.page.on("request", lambda sent: fetched.append(sent.url))
    browsing.open("/near/CH41")
    assert not [url for url in fetched if "leaflet" in url or "uk.json" in url]
    browsing.page.get_by_role("button", name="Open a map that you can move").click()
    opened = browsing.page.get_by_role("region", name="Map of these options")
    expect(opened).to_be_focused()
    spot = opened.get_by_role("link", name="Option").first
    assert opened.get_by_text("1 mile", exact=True).is_visible()
    number = spot.inner_text().split(",")[0]
    browsing.page.evaluate("scrollTo(0, 0)")  # else the way out, which stays in sight, lies over a link by chance
    assert_accessible(browsing.page)
    spot.press("Enter")
    expect(browsing.page).to_have_url(f"{browsing.url}/near/CH41#option-{number}")
