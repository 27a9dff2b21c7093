"""What may be kept, what must be asked about, and what may never be kept."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, LINE, Holder, snapshot_of
from thrive_directory.api.app import create_app

CHANGED = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
URL = f"/services/{DROP_IN}"


@pytest.fixture
def client(parts):
    snapshot = snapshot_of()
    times = np.full(2, int(CHANGED.timestamp()))
    snapshot = replace(snapshot, changed_s=times)
    with TestClient(create_app(replace(parts, snapshots=Holder(snapshot)))) as client:
        yield client


def test_a_record_may_be_kept_by_anybody_and_is_asked_about_each_time(client):
    headers = client.get(URL).headers
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert headers["last-modified"] == "Fri, 20 Nov 2026 09:30:15 GMT"
    assert headers["etag"].startswith('"')
    assert client.get(f"/services/{LINE}").headers["etag"] != headers["etag"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*", 'W/"other",W/{}'])
def test_who_holds_it_gets_304_and_nothing_else(client, form):
    etag = client.get(URL).headers["etag"]
    response = client.get(URL, headers={"If-None-Match": form.format(etag)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == etag
    assert response.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("names", ['"other"', 'W/"other"', "other", ""])
def test_who_holds_another_gets_it(client, names):
    assert client.get(URL, headers={"If-None-Match": names}).status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 20 Nov 2026 09:30:15 GMT", 304),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 304),
        ("Fri, 20 Nov 2026 09:30:14 GMT", 200),
        ("yesterday", 200),
        ("Fri, 99 Nov 2026 09:30:14 GMT", 200),
    ],
)
def test_by_date_alone(client, since, status):
    assert client.get(URL, headers={"If-Modified-Since": since}).status_code == status


def test_the_name_decides_where_both_are_sent(client):
    headers = {"If-None-Match": '"other"', "If-Modified-Since": "Sat, 21 Nov 2026 00:00:00 GMT"}
    assert client.get(URL, headers=headers).status_code == 200


def test_what_is_gone_is_told_even_to_who_holds_it(client):
    gone = "/services/00000000-0000-5000-8000-000000000003"
    response = client.get(gone, headers={"If-None-Match": "*"})
    assert response.status_code == 410
    assert response.headers["cache-control"] == "no-store"
