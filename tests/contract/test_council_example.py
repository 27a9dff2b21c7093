"""The example of a council does what its page says, against the real app over the real seed."""

import importlib.util
import json
from pathlib import Path

import httpx
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "council" / "show_offers.py"
CAMDEN = "E09000007"


@pytest.fixture(scope="module")
def example():
    spec = importlib.util.spec_from_file_location("show_offers", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(example, tmp_path):
    copy = example.open_copy(str(tmp_path / "copy.sqlite3"))
    yield copy
    copy.close()


@pytest.fixture
def directory(api):
    """The app, asked through httpx as the example does."""

    def answer(request):
        told = api.request(request.method, request.url.raw_path.decode(), headers=dict(request.headers))
        headers = {name: value for name, value in told.headers.items() if name != "content-length"}
        return httpx.Response(told.status_code, content=told.content, headers=headers)

    with httpx.Client(base_url="http://directory", transport=httpx.MockTransport(answer)) as client:
        yield client


def kept(copy):
    return {one: json.loads(record) for one, record in copy.execute("SELECT id, record FROM offer")}


def full(api):
    return {one["id"]: one for one in map(json.loads, api.get("/exports/services.ndjson").content.splitlines())}


def test_it_is_short():
    assert len(EXAMPLE.read_text("utf-8").splitlines()) < 120


def test_it_ends_with_a_full_copy_and_then_finds_nothing_new(example, directory, copy, api):
    assert example.follow(directory, copy) >= 100
    assert kept(copy) == full(api)
    assert example.follow(directory, copy) == 0


def test_it_starts_again_when_it_was_away_for_too_long(example, directory, copy, api):
    copy.execute("INSERT INTO offer VALUES ('left meanwhile', '{}')")
    asked = []

    def answer(request):
        asked.append(request.url.path)
        if len(asked) == 1:
            return httpx.Response(410, json={"full_export": "/exports/services.ndjson"})
        return directory.send(httpx.Request("GET", f"http://directory{request.url.raw_path.decode()}"))

    with httpx.Client(base_url="http://directory", transport=httpx.MockTransport(answer)) as client:
        example.follow(client, copy)
    assert asked == ["/changes", "/exports/services.ndjson", "/changes"]
    assert kept(copy) == full(api)


def test_its_page_shows_the_offers_of_the_area_and_what_must_stand_beside_them(example, directory, copy, api):
    example.follow(directory, copy)
    page = example.page_html(copy, api.get("/exports").json(), CAMDEN)
    assert page.index("999") < page.index("Open Minds" if "Open Minds" in page else "<footer>")
    assert "Camden" in page
    assert "Open Minds Calderdale" not in page
    assert "Open Government Licence" in page
    assert "sourced" in page


def test_its_page_escapes_what_records_say(example):
    shown = example.offer_html({"id": "x", "name": "<script>alert(1)</script>", "description": "a & b"})
    assert "<script>" not in shown
    assert "a &amp; b" in shown
