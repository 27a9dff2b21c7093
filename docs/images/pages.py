"""Makes the pictures of the pages, from the real pages in a real browser: `make screenshots`. Draws nothing by hand.

The moment of looking is fixed, so that the same data gives the same picture. It needs Chromium, and a data folder that
has been set up (`make serve` does it); it sets one up where there is none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import host_page
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.running_server import free_port
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.settings import Settings

FOLDER = Path(__file__).parent
MONDAY_AFTER_SCHOOL = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
PICTURES = ("find-phone", "near-phone", "near-desk", "offer-phone", "compare-desk", "staff-desk", "embed-desk")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
A5 = {"width": 559, "height": 794}  # 148 by 210 mm, at 96 to the inch
SITE = "https://help.example.org"
"""Where the code on the slip leads: the same however often the pictures are made."""
SCHOOL = """<!doctype html><html lang="en"><head><title>Hill School</title>
<style>body { margin: 0; font: 17px/1.5 Georgia, serif; color: #222 } header { padding: 14px 32px; color: #fff;
background: #5b2a86; font-size: 26px } main { margin: 18px 32px } h1 { font-size: 26px; margin: 0 0 8px }</style>
<script src="SERVER/embed/thrive-finder-1.js" crossorigin defer></script></head>
<body><header>Hill School</header><main><h1>Wellbeing</h1><p>Our pastoral team is in room 12 every lunchtime. To look
for help yourself, in school or out of it:</p>
<thrive-finder area="E09000007" accent="#5b2a86"></thrive-finder></main></body></html>"""
"""A page of somebody else's, in its own letters and colours."""


def main() -> None:
    """Take every picture."""
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, screen in (("phone", PHONE), ("desk", DESK)):
            take(browser, url, name, screen)
        at_work(browser, url)
        on_a_website(browser, url)
        browser.close()


def take(browser: Browser, url: str, name: str, screen: dict[str, int]) -> None:
    """The way of a parent through the pages, on one kind of screen."""
    context = browser.new_context(viewport=screen, locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/find")
    picture(page, f"find-{name}")
    page.get_by_label("Where do you live?").fill("CH41")
    page.get_by_label("What is going on?").fill("my son is 14 and won’t go to school")
    page.get_by_role("button", name="Show me help").first.click()
    picture(page, f"near-{name}")
    page.locator(".td-card__name a").first.click()
    picture(page, f"offer-{name}")
    if name == "desk":
        hand_over(page)
    context.close()


def hand_over(page: Page) -> None:
    """What a family takes along: three options side by side, then the slip as it comes out of the printer."""
    page.go_back()
    for number in (1, 2, 3, 4):
        page.locator(f".td-card:has(#option-{number})").get_by_role("link", name="Put on my list").click()
        if number == 3:
            compare = page.get_by_role("link", name="Compare them").get_attribute("href")
    page.get_by_role("link", name="See it, print it or send it").click()
    page.emulate_media(media="print")
    page.set_viewport_size(A5)
    page.locator(".td-slip").screenshot(path=FOLDER / "slip.png", scale="css")
    page.emulate_media(media="screen")
    page.set_viewport_size(DESK)
    page.goto(urljoin(page.url, compare))
    picture(page, "compare-desk")


def at_work(browser: Browser, url: str) -> None:
    """The way of a receptionist, by keyboard."""
    context = browser.new_context(viewport=DESK, locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/staff")
    page.keyboard.type("HX7 8AD")
    page.keyboard.press("Tab")
    page.keyboard.type("14")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/**")
    picture(page, "staff-desk")
    context.close()


def on_a_website(browser: Browser, url: str) -> None:
    """The finder in the page of a school, as `/embed/code` would have it pasted."""
    with host_page.served() as website:
        website.show("", f"frame-src {url}", f"script-src {url}", "style-src 'unsafe-inline'")
        website.whole = SCHOOL.replace("SERVER", url)
        context = browser.new_context(viewport={"width": 900, "height": 1080}, locale="en-GB")
        page = context.new_page()
        page.goto(website.url)
        picture(page, "embed-desk")
        context.close()


def picture(page: Page, name: str) -> None:
    """What the screen shows, as a PNG beside this file, if it is one of `PICTURES`."""
    if name not in PICTURES:
        return
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", scale="css")


@contextmanager
def served() -> Iterator[str]:
    """The address of the program on the configured data folder, where it is always the same moment."""
    settings = Settings()
    with progress() as report:
        parts = compose(settings, ensure_ready(settings, report))
    parts.snapshots.refresh()
    server_settings = parts.server.model_copy(update={"public_url": SITE})
    still = replace(parts, server=server_settings, clock=lambda: MONDAY_AFTER_SCHOOL, write_line=lambda _line: None)
    app = create_app(still)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


if __name__ == "__main__":
    main()
