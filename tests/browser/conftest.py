"""A real Chromium over the real program with the real seed. Every page opened here is watched: what it asks others for,
what it stores, what its console says."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.ready_folder import ready_folder
from tests.running_server import free_port
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.api.parts import Parts

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
WIDTHS = (320, 1280)
on_a_large_screen = pytest.mark.parametrize("browsing", [1280], ids=["1280px"], indirect=True)
"""For what is the same at every width, or is made for a desk."""
on_a_small_screen = pytest.mark.parametrize("browsing", [320], ids=["320px"], indirect=True)


@dataclass
class Watched:
    """A page and what it did that it must not do."""

    page: Page
    url: str
    status: int = 0
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Go to an address of ours; the status."""
        response = self.page.goto(f"{self.url}{path}")
        assert response is not None
        return response.status

    def assert_private_and_quiet(self) -> None:
        """No other host, no cookie, no storage, no word in the console."""
        assert self.strangers == []
        assert self.complaints == []
        assert self.page.context.cookies() == []
        if self.page.url.startswith(self.url):
            assert self.page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; skipped where there is none, but never in CI."""
    if not os.path.exists(CHROMIUM):  # noqa: PTH110
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Chromium for the tests of the pages: .ci/run installs it")
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real_parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """The parts of a program on a fresh data folder, where it is always the same noon."""
    parts = compose(ready_folder(tmp_path_factory.mktemp("pages")))
    parts.snapshots.refresh()
    return replace(parts, clock=lambda: NOON)


@pytest.fixture(scope="session")
def site(real_parts: Parts) -> Iterator[str]:
    """The address of the program, served for the session."""
    port = free_port()
    server_settings = real_parts.server.model_copy(update={"public_url": f"http://127.0.0.1:{port}"})
    app = create_app(replace(real_parts, server=server_settings))
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def watch(context: BrowserContext, site: str) -> Watched:
    """A new page of the context, watched from its first request."""
    watched = Watched(context.new_page(), site)
    page = watched.page
    page.on(
        "request",
        lambda request: None if request.url.startswith((site, "data:")) else watched.strangers.append(request.url),
    )
    page.on("console", lambda said: watched.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    return watched


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def browsing(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Watched]:
    """A page at each width. At the end it must have been private and quiet; a page that answers with an error status
    makes the browser itself complain, which is not counted."""
    context = chromium.new_context(viewport={"width": request.param, "height": 900}, locale="en-GB")
    watched = watch(context, site)
    yield watched
    watched.complaints[:] = [
        said for said in watched.complaints if "the server responded with a status of 4" not in said
    ]
    watched.assert_private_and_quiet()
    context.close()


@pytest.fixture
def without_scripts(chromium: Browser, site: str) -> Iterator[Watched]:
    """A page on a small screen where no script runs."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield watch(context, site)
    context.close()
