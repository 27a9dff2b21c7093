"""The marker test: what people type is in no log and no file afterwards, whatever way they typed it, right or wrong.

Slow: it starts the real program."""

import re
import socket
from pathlib import Path

import httpx
import orjson
import pytest

from tests.ready_folder import ready_folder
from tests.running_server import Server, serving

WORD = "qwyzzlefrump"
POSTCODE = "HS9 5XD"  # Castlebay, Barra: in the postcode table, and in no offer
MARKERS = re.compile(rb"qwyzzlefrump|hs9(\s|\+|%20)*5xd", re.IGNORECASE)
JSON = {"Content-Type": "application/json"}

REQUESTS = [
    ("GET", "/search", {"params": {"near": POSTCODE}}, 200),
    ("GET", "/search", {"params": {"near": POSTCODE.replace(" ", "").lower(), "q": WORD}}, 200),
    ("GET", "/search", {"params": {"q": f"{WORD} near {POSTCODE}"}}, 200),
    ("POST", "/search", {"json": {"near": POSTCODE, "q": WORD}}, 200),
    ("POST", "/search", {"json": {"q": f"my child is {WORD}, near {POSTCODE}"}}, 200),
    ("GET", "/search", {"params": {"near": f"{POSTCODE}{WORD}"}}, 422),
    ("GET", "/search", {"params": {"near": WORD}}, 422),
    ("GET", "/search", {"params": {"near": POSTCODE, "age": WORD}}, 422),
    ("GET", "/search", {"params": {"near": POSTCODE, "need": WORD}}, 422),
    ("GET", "/search", {"params": {"near": POSTCODE, "cursor": WORD}}, 422),
    ("GET", "/search", {"params": {WORD: POSTCODE}}, 422),
    ("GET", "/search", {"params": {POSTCODE: WORD}}, 422),
    ("POST", "/search", {"json": {"near": WORD}}, 422),
    ("POST", "/search", {"json": {WORD: POSTCODE}}, 422),
    ("POST", "/search", {"json": {"near": [POSTCODE, WORD]}}, 422),
    ("POST", "/search", {"json": {"q": WORD * 60}}, 422),
    ("POST", "/search", {"content": f'{{"near": "{POSTCODE}", "q": "{WORD}', "headers": JSON}, 400),
    ("POST", "/search", {"content": f'["{POSTCODE} {WORD}"]', "headers": JSON}, 400),
    ("POST", "/search", {"data": {"near": POSTCODE, "q": WORD}}, 415),
    ("POST", "/search", {"content": f"{WORD}{POSTCODE}" * 6000, "headers": JSON}, 413),
    ("POST", "/search", {"params": {"near": POSTCODE}, "json": {"q": WORD}}, 422),
    ("PUT", f"/search?q={WORD}", {"json": {"near": POSTCODE}}, 405),
    ("GET", f"/{WORD}", {}, 404),
    ("GET", f"/{POSTCODE}/{WORD}", {}, 404),
    ("GET", f"/services/{WORD}", {}, 404),
    ("GET", f"/services/{POSTCODE}", {}, 404),
    ("GET", f"/docs/assets/{WORD}", {}, 422),
    (
        "GET",
        "/healthz",
        {"headers": {"User-Agent": WORD, "Referer": f"https://x/?near={POSTCODE}", "Cookie": WORD}},
        200,
    ),
    ("GET", "/search", {"headers": {"X-Postcode": POSTCODE, "Authorization": WORD, "X-Forwarded-For": WORD}}, 200),
    (WORD.upper(), "/search", {}, 400),
    ("POST", "/embed", {"data": {"near": POSTCODE, "q": WORD}}, 303),
    ("POST", f"/embed?site={WORD}", {"data": {"near": WORD, "q": POSTCODE}}, 422),
    ("GET", f"/embed?site={WORD}&area={WORD}&accent={WORD}&lang={WORD}", {}, 200),
    ("GET", f"/embed/code?site={WORD}&area={POSTCODE}", {}, 200),
    ("GET", f"/embed/near/{POSTCODE}", {}, 303),
    ("GET", f"/embed/{WORD}", {}, 404),
    ("OPTIONS", f"/search?near={WORD}", {"headers": {"Origin": f"https://{WORD}.example"}}, 204),
]
# Bytes that are not HTTP as it should be: the server itself answers, and must say nothing either.
RAW = [
    f"GET /search?near={POSTCODE} HTTP/1.1\r\nHost: x\r\n\r\n",
    f"{WORD} {WORD}\r\n\r\n",
    f"GET /{WORD} HTTP/9.9\r\nHost: x\r\n\r\n",
    f"GET /search?q={WORD} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    f"POST /search HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\nContent-Type: application/json\r\n\r\n{WORD}",
    f"POST /search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{WORD}\r\n",
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> tuple[Server, Path, list[int]]:
    """Every request sent to a real server, which is then stopped: its logs, its data folder and the statuses."""
    home = tmp_path_factory.mktemp("marker")
    ready_folder(home / "data")
    with serving(home / "data", home / "logs") as server:
        with httpx.Client(base_url=server.url) as client:
            statuses = [client.request(method, url, **sent).status_code for method, url, sent, _ in REQUESTS]
        for text in RAW:
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
                connection.sendall(text.encode())
                connection.shutdown(socket.SHUT_WR)
                connection.recv(4096)
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        assert server.stop() == 0
    return server, home, statuses


@pytest.mark.slow
def test_every_request_was_answered_as_meant(asked):
    assert asked[2] == [status for *_, status in REQUESTS]


@pytest.mark.slow
def test_no_file_and_no_log_holds_what_was_typed(asked):
    _, home, _ = asked
    files = [file for file in home.rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"stdout", "stderr", "catalogue.sqlite3"}
    assert [str(file) for file in files if MARKERS.search(file.read_bytes())] == []


@pytest.mark.slow
def test_the_access_log_holds_five_fields_and_nothing_else(asked):
    server, _, _ = asked
    lines = [orjson.loads(line) for line in server.stdout.read_bytes().splitlines()]
    assert len(lines) >= len(REQUESTS)
    for line in lines:
        assert set(line) == {"hour", "method", "route", "status", "ms"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d", line["hour"])
        assert line["route"] in {
            "(no route)",
            "/search",
            "/services/{id}",
            "/docs/assets/{name}",
            "/embed",
            "/embed/code",
            "/embed/near/{token}",
            "/embed/{path:path}",
            "/healthz",
            "/readyz",
        }


@pytest.mark.slow
def test_stderr_holds_no_traceback_and_no_address(asked):
    told = asked[0].stderr.read_text()
    assert "Traceback" not in told
    assert "127.0.0.1:" not in told.partition("Serving on")[2].partition("\n")[2]


def test_the_markers_can_be_found(tmp_path):
    """The test can fail: in whatever spelling, a marker in a file is seen."""
    for text in (WORD, WORD.upper(), POSTCODE, "hs95xd", "near=HS9+5XD", "near=HS9%205XD"):
        assert MARKERS.search(f'{{"path": "/search?{text}"}}'.encode())
