"""What every answer carries, and what no answer and no log line ever does."""

import logging
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from thrive_directory.api.app import create_app
from thrive_directory.api.logs import PrivateFormatter

EVERYWHERE = [
    "/",
    "/search?near=NW1",
    "/search?near=nowhere",
    "/services/x",
    "/healthz",
    "/readyz",
    "/nowhere",
    "/docs",
]


@pytest.mark.parametrize("url", [*EVERYWHERE, "/openapi.json", "/docs/problems", "/docs/assets/swagger-ui.css"])
def test_every_answer_may_be_read_from_anywhere_and_tells_no_one(client, url):
    headers = client.get(url).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("url", ["/search?near=NW1", "/search?near=nowhere", "/search"])
def test_answers_to_a_place_or_words_are_not_kept(client, url):
    headers = client.get(url).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_preflight(client):
    asked = {"Origin": "https://school.example", "Access-Control-Request-Method": "POST"}
    response = client.options("/search", headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]


def test_one_line_a_request_with_five_fields(client, lines):
    client.get("/search?near=NW1+8QL")
    client.get("/services/NW18QL")
    client.get("/NW18QL")
    client.request("NW18QL", "/search")
    client.options("/search")
    assert all(line.startswith('{"hour":"20') and line.count('":') == 5 for line in lines)
    assert ['"route":"/search"' in line for line in lines] == [True, False, False, True, False]
    assert '"route":"/services/{id}","status":404' in lines[1]
    assert '"route":"(no route)","status":404' in lines[2]
    assert '"method":"(other)"' in lines[3]
    assert not any("NW1" in line for line in lines)


@pytest.fixture
def broken(parts):
    """An app whose search fails with what it was given in the exception's message."""

    def fail(_snapshot, query):
        raise ValueError(f"cannot search {query.near.label} for {query.text}")

    return create_app(replace(parts, search=fail))


def test_an_unforeseen_error_says_nothing(broken, lines, caplog, capsys):
    with TestClient(broken, raise_server_exceptions=True) as client:
        response = client.get("/search", params={"near": "NW1 8QL", "q": "xylophone"})
    assert response.status_code == 500
    assert response.json()["type"] == "/docs/problems#our-fault"
    assert response.headers["access-control-allow-origin"] == "*"
    told = caplog.text
    assert "ValueError" in told
    assert "test_envelope.py" in told
    assert '"status":500' in lines[-1]
    for where in (response.text, told, *lines, *capsys.readouterr()):
        assert "NW1 8QL" not in where
        assert "xylophone" not in where


def test_not_ready_is_503_with_a_problem(parts, lines):
    empty = replace(parts, snapshots=replace(parts.snapshots, snapshot=None))
    with TestClient(create_app(empty)) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        for url in ("/readyz", "/search?near=NW1", "/services/x"):
            response = client.get(url)
            assert response.status_code == 503
            assert response.headers["retry-after"]
            assert response.headers["content-type"] == "application/problem+json"


def test_the_app_follows_the_catalogue_while_it_runs(parts):
    with TestClient(create_app(parts)):
        assert parts.snapshots.followed == ["follow"]
    assert parts.snapshots.followed == ["follow", "stop"]


def test_an_exception_is_logged_without_its_words():
    try:
        raise KeyError("NW1 8QL")
    except KeyError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, None)
        record.exc_info = __import__("sys").exc_info()
    told = PrivateFormatter("%(message)s").format(record)
    assert "KeyError" in told
    assert "test_envelope.py" in told
    assert "NW1" not in told
