"""An id in capitals is the same id, and is answered in its own spelling."""

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DAY, offer
from thrive_directory.api.app import create_app
from thrive_directory.catalogue.offer import Tombstone
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.index.build import build_snapshot
from thrive_directory.settings import bundled

ONE, OTHER, GONE = (f"abcdef00-0000-5abc-8def-00000000000{n}" for n in "abc")


@pytest.fixture
def client(parts):
    offers = [offer(ONE, "Quayside"), offer(OTHER, "Harbour")]
    parts.snapshots.snapshot = build_snapshot(
        3,
        offers,
        load_vocabulary(bundled("data/vocabulary.yaml")),
        records=[{"id": each.id, "name": each.name, "status": "active"} for each in offers],
        tombstones=[Tombstone(GONE, "Gone", "Closed", DAY, ONE)],
    )
    with TestClient(create_app(parts)) as client:
        yield client


@pytest.mark.parametrize("capitals", [36, 18], ids=["capitals", "mixed"])
@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"/services/{ONE}", 200),
        (f"/services/{GONE}", 410),
        (f"/services/{ONE}/while-you-wait", 200),
        (f"/compare?id={ONE}&id={OTHER}", 200),
        (f"/offer/{ONE}", 200),
        (f"/offer/{GONE}", 410),
        (f"/offer/{ONE}/report", 200),
        (f"/offer/{ONE}.vcf", 200),
        (f"/list?id={ONE}&id={OTHER}", 200),
        (f"/list.vcf?id={ONE}&id={OTHER}", 200),
    ],
)
def test_an_id_is_known_in_any_case_and_answered_as_we_write_it(client, url, status, capitals):
    def spell(one: str) -> str:
        return one[:capitals].upper() + one[capitals:]

    path, _, query = url.partition("?")
    shouted = "/".join(spell(part) if part[:36] in {ONE, OTHER, GONE} else part for part in path.split("/"))
    shouted += f"?id={spell(ONE)}&id={spell(OTHER)}" if query else ""
    response = client.get(shouted)
    assert response.status_code == status
    assert response.content.count(b"ABCDEF00") == 0
    assert client.get(url).status_code == status


@pytest.mark.parametrize("path", [f"/services/{ONE.upper()}/while-you-wait", f"/services/{ONE}/while-you-wait"])
def test_what_can_be_used_while_waiting_by_body(client, path):
    answer = client.post(path, json={})
    assert answer.status_code == 200
    assert b"ABCDEF00" not in answer.content


def test_what_is_no_id_keeps_its_case(client):
    assert client.get("/Services").status_code == 404
    answer = client.get("/search?text=Quayside&near=NW1")
    assert answer.status_code != 500
