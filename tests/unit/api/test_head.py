"""HEAD says what GET would, without a body."""

import itertools
import json
from dataclasses import replace

import pytest
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, GONE, served_routes
from thrive_directory.api.app import create_app
from thrive_directory.api.counters import Counters

HTML = {"accept": "text/html"}
NEW_EACH_TIME = ("content-security-policy",)


def head_and_get(client, url, headers=None):
    answers = [client.request(method, url, headers=headers, follow_redirects=False) for method in ("HEAD", "GET")]
    for answer in answers:
        for name in NEW_EACH_TIME:
            answer.headers.pop(name, None)
    return answers


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("/", {}),
        ("/", HTML),
        ("/search?near=NW1", {}),
        ("/search?limit=nonsense", {}),
        (f"/services/{DROP_IN}", {}),
        (f"/services/{GONE}", {}),
        ("/services", {}),
        ("/services?format=ndjson", {}),
        ("/changes", {}),
        ("/exports/services.csv", {}),
        ("/exports/services.zip", {}),
        ("/find", HTML | {"accept-encoding": "identity"}),
        (f"/offer/{DROP_IN}", HTML | {"accept-encoding": "identity"}),
        ("/no/such/page", {}),
        ("/healthz", {}),
        ("/openapi.json", {}),
    ],
)
def test_the_head_of_an_answer_is_that_of_get_and_nothing_follows(client, url, headers):
    head, get = head_and_get(client, url, headers)
    assert head.status_code == get.status_code
    assert head.content == b""
    said, whole = dict(head.headers), dict(get.headers)
    if HTML["accept"] in headers.values():  # a page holds a new nonce each time, of one length
        assert said.get("content-length") == whole.get("content-length")
    assert said == whole


def test_every_get_route_takes_head(parts):
    app = create_app(parts)
    with TestClient(app) as client:
        paths = [route.path for route in served_routes(app.routes) if "GET" in route.methods]
        assert {"/search", "/find", "/embed", "/static/{version}/{path:path}"} <= set(paths)
        for path in paths:
            head, get = head_and_get(client, path.replace("{id}", DROP_IN))
            assert head.status_code == get.status_code != 405, path


def test_what_takes_no_get_takes_no_head_and_the_answer_says_what_it_takes(client):
    assert client.head("/count").status_code == 405
    assert client.delete("/services").headers["allow"] == "GET, HEAD, POST"
    assert client.post(f"/offer/{DROP_IN}").headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("url", [f"/services/{DROP_IN}", "/changes", "/exports/services.csv"])
def test_a_copy_that_is_still_good_is_so_by_head_too(client, url):
    held = {"if-none-match": client.get(url).headers["etag"]}
    head, get = (client.request(method, url, headers=held) for method in ("HEAD", "GET"))
    assert head.status_code == get.status_code == 304
    assert dict(head.headers) == dict(get.headers)


def test_a_long_body_is_not_made_for_nobody(parts):
    app = create_app(parts)
    made = itertools.count()
    app.add_api_route("/endless", lambda: StreamingResponse(f"{next(made)}\n" for _ in itertools.count()))
    with TestClient(app) as client:
        assert client.head("/endless").content == b""
    assert next(made) < 10


def test_the_log_says_head_and_which_route(parts):
    lines = []
    app = create_app(parts)
    app.user_middleware[0].kwargs["write_line"] = lines.append
    with TestClient(app) as client:
        client.head(f"/services/{DROP_IN}")
    assert {name: json.loads(lines[0])[name] for name in ("method", "route", "status")} == {
        "method": "HEAD",
        "route": "/services/{id}",
        "status": 200,
    }


def test_no_route_is_described_twice(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert all("head" not in operations for operations in paths.values())


@pytest.mark.parametrize("url", [f"/offer/{DROP_IN}", "/search?near=NW1"])
def test_an_answer_that_nobody_sees_is_not_counted_as_seen(parts, url):
    kept = []
    counted = replace(parts, counters=Counters(kept.append))
    with TestClient(create_app(counted)) as client:
        client.head(url)
        counted.counters.flush()
        assert kept == []
        client.get(url)
        counted.counters.flush()
        assert len(kept) == 1
