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
REPORT = "/offer/{offer}/report"
"""What is wrong with an offer of the seed. A line that is kept loses what could name somebody, as the markers do."""

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
    ("POST", "/staff", {"data": {"near": POSTCODE, "q": WORD, "age": "14"}}, 303),
    ("POST", "/staff", {"data": {"near": WORD, "q": POSTCODE, "kept": f"q={WORD}"}}, 422),
    ("GET", f"/staff/{POSTCODE}?q={WORD}", {}, 303),
    ("GET", f"/staff?near={POSTCODE}&words={WORD}", {}, 422),
    ("POST", "/count", {"data": {"kind": WORD, "id": POSTCODE}}, 422),
    ("POST", "/count", {"data": {"kind": "copy", "id": [WORD, POSTCODE], "words": WORD}}, 422),
    ("GET", f"/embed?site={WORD}", {}, 200),
    ("PUT", f"/search?q={WORD}", {"json": {"near": POSTCODE}}, 405),
    ("GET", f"/{WORD}", {}, 404),
    ("GET", f"/{POSTCODE}/{WORD}", {}, 404),
    ("GET", f"/services/{WORD}", {}, 404),
    ("GET", f"/services/{POSTCODE}", {}, 404),
    ("GET", f"/docs/assets/{WORD}", {}, 422),
    ("POST", "/find", {"data": {"near": POSTCODE, "q": WORD}}, 303),
    ("POST", "/find", {"data": {"near": WORD, "q": f"near {POSTCODE}"}}, 422),
    ("POST", "/find", {"data": {"near": f"{WORD} {POSTCODE}", "need": WORD}}, 422),
    ("GET", f"/near/{POSTCODE}", {}, 303),
    ("GET", "/list", {"params": {"id": WORD, "names": POSTCODE}}, 404),
    ("GET", "/list.vcf", {"params": {"id": f"{WORD} {POSTCODE}"}}, 404),
    ("GET", f"/offer/{WORD}.vcf", {}, 404),
    ("GET", "/find", {"params": {"id": WORD}}, 200),
    ("GET", f"/near/{WORD}", {"params": {"s": WORD, "page": WORD}}, 404),
    ("GET", f"/offer/{WORD}", {"params": {"near": POSTCODE}}, 404),
    ("POST", f"/offer/{WORD}/report", {"data": {"problem": "closed", "line": POSTCODE}}, 404),
    ("POST", REPORT, {"data": {"problem": WORD, "line": f"{WORD} {POSTCODE}"}}, 422),
    ("POST", REPORT, {"data": {"problem": "closed", "line": WORD * 30}}, 422),
    ("POST", REPORT, {"data": {"problem": "closed", "line": WORD, "website": WORD}}, 303),
    ("POST", REPORT, {"data": {"problem": "closed", "line": f"Now at {POSTCODE}, ask {WORD}@example.org"}}, 303),
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
            offer = client.get("/search").json()["results"][0]["service"]["id"]
            statuses = [
                client.request(method, url.replace("{offer}", offer), **sent).status_code
                for method, url, sent, _ in REQUESTS
            ]
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
def test_a_report_was_kept_without_its_markers(asked):
    """It stands in the database, so that its markers would have been found there."""
    data = (asked[1] / "data" / "catalogue.sqlite3").read_bytes()
    assert any("Now at …, ask …".encode() in file for file in (data, *_beside(asked[1], "catalogue.sqlite3-wal")))


def _beside(home: Path, name: str) -> list[bytes]:
    return [file.read_bytes() for file in home.rglob(name)]


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
            "/find",
            "/near/{token}",
            "/list",
            "/list.vcf",
            "/offer/{id}",
            "/offer/{id}.vcf",
            "/offer/{id}/report",
            "/docs/assets/{name}",
            "/embed",
            "/embed/code",
            "/embed/near/{token}",
            "/embed/{path:path}",
            "/staff",
            "/staff/{token}",
            "/count",
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
