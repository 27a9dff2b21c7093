"""The page to start from, in a real browser."""

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Watched


def test_the_empty_form_is_accessible_private_and_quiet(browsing: Watched):
    assert browsing.open("/find") == 200
    assert_accessible(browsing.page)
    assert browsing.page.get_by_role("link", name="999").first.get_attribute("href") == "tel:999"


def test_an_empty_answer_gets_an_error_summary_with_the_focus_on_it(browsing: Watched):
    browsing.open("/find")
    browsing.page.get_by_role("button", name="Show me help").first.click()
    summary = browsing.page.locator(".govuk-error-summary")
    assert summary.evaluate("element => element === document.activeElement")
    assert_accessible(browsing.page)
    assert browsing.page.locator("#urgent-help").is_visible()


def test_a_name_of_several_places_is_asked_about(browsing: Watched):
    browsing.open("/find")
    browsing.page.get_by_label("Where do you live?").fill("Newport")
    browsing.page.get_by_role("button", name="Show me help").first.click()
    assert browsing.page.get_by_label("Newport, Wales").is_visible()
    assert_accessible(browsing.page)
