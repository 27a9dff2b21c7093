"""`/changes` and `/exports` as a reader meets them, over a made-up catalogue of two offers and a tombstone."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, GONE, LINE, Holder, snapshot_of
from thrive_directory.api.app import create_app
from thrive_directory.api.feed_cursor import encode
from thrive_directory.index.changes import NO_EPOCH, Position


def test_from_nothing_to_everything(client):
    page = client.get("/changes").json()
    assert [(each["kind"], each["id"]) for each in page["changes"]] == [
        ("created", DROP_IN),
        ("created", LINE),
        ("withdrawn", GONE),
    ]
    assert page["changes"][0]["service"] == client.get(f"/services/{DROP_IN}").json()
    assert page["changes"][2]["tombstone"]["replaced_by"] == DROP_IN
    assert page["has_more"] is False


def test_pages_lead_on_by_cursor_and_by_link_and_end_in_an_empty_one(client):
    seen, url = [], "/changes?limit=1"
    for _ in range(4):
        response = client.get(url)
        page = response.json()
        seen += [each["id"] for each in page["changes"]]
        assert response.headers["link"] == f'<http://127.0.0.1:8000{page["next"]}>; rel="next"'
        url = page["next"]
    assert seen == [DROP_IN, LINE, GONE]
    assert page["changes"] == []
    assert client.get(url).json() == page


def test_who_holds_everything_gets_304(client):
    url = client.get("/changes").json()["next"]
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_cursor_ahead_of_this_process_waits(client):
    """Another process may have read a newer catalogue than this one."""
    ahead = encode(NO_EPOCH, Position(99, LINE))
    page = client.get("/changes", params={"since": ahead}).json()
    assert (page["changes"], page["next_cursor"], page["has_more"]) == ([], ahead, False)


@pytest.mark.parametrize("since", ["", "x", "🌍", "AAAA", "A" * 60, "%00"])
def test_a_bad_cursor_is_a_problem_that_says_what_would_be_right(client, since):
    response = client.get("/changes", params={"since": since})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["parameter"] == "since"
    assert "next_cursor" in problem["detail"] or not since


@pytest.mark.parametrize(("limit", "nearest"), [("0", "1"), ("1001", "1000"), ("-1", "1"), ("x", "1"), ("²", "1")])
def test_a_bad_limit_is_a_problem(client, limit, nearest):
    problem = client.get("/changes", params={"limit": limit}).json()
    assert (problem["status"], problem["parameter"], problem["nearest"]) == (422, "limit", [nearest])


def test_a_cursor_that_is_too_old_points_to_the_full_export(parts):
    snapshot = snapshot_of()
    later = replace(snapshot, changes=replace(snapshot.changes, forgotten_to=9))
    with TestClient(create_app(replace(parts, snapshots=Holder(later)))) as client:
        response = client.get("/changes", params={"since": encode(NO_EPOCH, Position(3, LINE))})
        assert response.status_code == 410
        problem = response.json()
        assert problem["type"] == "/docs/problems#cursor-too-old"
        export = client.get(problem["full_export"])
        assert export.status_code == 200
        after = client.get("/changes", params={"since": export.headers["changes-cursor"]}).json()
        assert after["changes"] == []


@pytest.mark.parametrize("name", ["ndjson", "csv", "geojson", "zip"])
def test_an_export_is_not_sent_again_to_who_holds_it(client, name):
    first = client.get(f"/exports/services.{name}")
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    again = client.get(f"/exports/services.{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["changes-cursor"] == first.headers["changes-cursor"]
    assert len({client.get(f"/exports/services.{each}").headers["etag"] for each in ("ndjson", "csv", "zip")}) == 3


def test_a_new_version_is_another_export(client, parts):
    old = client.get("/exports/services.csv").headers["etag"]
    with TestClient(create_app(replace(parts, snapshots=Holder(snapshot_of(18))))) as later:
        assert later.get("/exports/services.csv", headers={"If-None-Match": old}).status_code == 200


def test_an_unknown_format_is_a_problem_that_names_those_there_are(client):
    problem = client.get("/exports/services.pdf").json()
    assert (problem["status"], problem["nearest"]) == (422, ["ndjson", "csv", "geojson", "zip"])


def test_nothing_is_said_before_a_catalogue_is_served(parts):
    with TestClient(create_app(replace(parts, snapshots=Holder(None)))) as client:
        for path in ("/changes", "/exports", "/exports/services.csv"):
            assert client.get(path).status_code == 503
