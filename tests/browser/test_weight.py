"""What the pages weigh: an old phone on a thin line loads them too. Needs no browser."""

import pytest
from starlette.testclient import TestClient

from tests.page_weight import heaviest
from thrive_directory.api.app import create_app
from thrive_directory.api.parts import Parts

MOST_KB = 60
WORDS = "my son is 14, anxious, self-harm, deaf, BSL, free, after school, no phone, also bullying and not sleeping"


def test_the_heaviest_page_of_results_and_its_styles_weigh_60_kb_at_most(real_parts: Parts):
    client = TestClient(create_app(real_parts))
    asked = [{"near": near, "q": words} for near in ("CH41", "NW1 8QL", "Leeds", "HX7") for words in ("", WORDS)]
    sent = [client.post("/find", data=each, follow_redirects=False) for each in asked]
    weight = heaviest(client, ["/near/anywhere", *(answer.headers["location"] for answer in sent)])
    assert weight["css_kb"] > 1, "the styles were not found"
    assert weight["with_css_kb"] <= MOST_KB
    assert weight["with_everything_kb"] <= MOST_KB


def test_a_page_too_heavy_would_be_noticed(real_parts: Parts, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("thrive_directory.web.page.squeezed", lambda content: content)
    client = TestClient(create_app(real_parts))
    path = client.post("/find", data={"near": "CH41"}, follow_redirects=False).headers["location"]
    assert heaviest(client, [path])["page_kb"] > MOST_KB / 2
