"""Telling that an offer was copied or printed: two words of ours and ids of offers, and nothing that anybody typed."""

from collections import Counter
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, LINE
from thrive_directory.api.app import create_app
from thrive_directory.api.counters import Counters
from thrive_directory.api.daily_limit import DailyLimit
from thrive_directory.web.codes import Asked, encode


@pytest.fixture
def kept():
    return Counter()


@pytest.fixture
def counting(parts, kept):
    """An app whose counts are added up here when it stops; three a day from one address."""
    counters = Counters(lambda sums: kept.update({(key.kind, key.subject): n for key, n in sums.items()}))
    app = create_app(replace(parts, counters=counters, count_limit=DailyLimit(most=3)))
    with TestClient(app) as client:
        yield client
        counters.flush()


def tell(client, headers=None, **sent):
    return client.post("/count", data=sent, headers=headers or {})


def test_a_copy_and_a_print_are_counted_and_answered_with_nothing(counting, kept):
    said = tell(counting, kind="copy", id=DROP_IN)
    assert (said.status_code, said.content) == (204, b"")
    assert tell(counting, kind="print", id=[DROP_IN, LINE, LINE]).status_code == 204
    counting.app.state.parts.counters.flush()
    assert kept == {("copy", DROP_IN): 1, ("print", DROP_IN): 1, ("print", LINE): 1}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "copy"},
        {"kind": "view", "id": DROP_IN},
        {"kind": ["copy", "print"], "id": DROP_IN},
        {"kind": "copy", "id": "Jo Bloggs of NW1 8QL"},
        {"kind": "print", "id": [DROP_IN, "made-up"]},
    ],
)
def test_anything_else_is_refused_and_not_repeated(counting, kept, sent):
    said = tell(counting, **sent)
    assert said.status_code == 422
    assert said.json()["parameter"] in {"kind", "id"}
    assert "Bloggs" not in said.text
    counting.app.state.parts.counters.flush()
    assert not kept


def test_what_else_is_sent_is_not_even_read(counting, kept):
    assert tell(counting, kind="copy", id=DROP_IN, words="very private").status_code == 204
    counting.app.state.parts.counters.flush()
    assert kept == {("copy", DROP_IN): 1}


def test_another_sites_page_counts_nothing(counting, kept):
    said = tell(counting, {"sec-fetch-site": "cross-site"}, kind="copy", id=DROP_IN)
    assert said.status_code == 204
    counting.app.state.parts.counters.flush()
    assert not kept


def test_one_address_has_its_share_a_day(counting):
    statuses = [tell(counting, kind="copy", id=DROP_IN).status_code for _ in range(4)]
    assert statuses == [204, 204, 204, 429]


def test_switched_off_it_answers_all_the_same(client):
    assert tell(client, kind="copy", id=DROP_IN).status_code == 204


def test_what_is_counted_is_handed_on_when_the_app_stops(parts, kept):
    counters = Counters(lambda sums: kept.update({key.kind: n for key, n in sums.items()}))
    with TestClient(create_app(replace(parts, counters=counters))) as client:
        client.get(f"/offer/{DROP_IN}")
        client.get("/near/NW1")
        client.get(f"/near/NW1?s={encode(Asked(kept=(DROP_IN,)))}")
        client.get("/search?near=NW1")
        client.get("/offer/nothing")
        client.get("/search?near=nowhere")
    assert kept == {"offer-view": 1, "search": 1, "api-search": 1}
