"""What axe says of a page, and whether a small screen holds it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Each violation of WCAG 2.0 to 2.2, A and AA, and of axe's good practice: the rule and the first element."""
    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def assert_accessible(page: Page) -> None:
    """No violation, and nothing wider than the screen (WCAG 1.4.10, reflow). Looked at from the top: the button to
    leave stays at the edge of a small screen, and what is just passing beneath it would count as too small to touch."""
    page.evaluate("scrollTo(0, 0)")
    found = violations(page)
    assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
