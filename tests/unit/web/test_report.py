"""Reporting a problem: what is asked, what is kept, and how it fails."""

from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, GONE
from tests.unit.web.test_pages import HTML, has_urgent_help, words_of
from thrive_directory.api.app import create_app
from thrive_directory.api.daily_limit import DailyLimit
from thrive_directory.catalogue.reports import KINDS, Problem
from thrive_directory.errors import CatalogueError

URL = f"/offer/{DROP_IN}/report"


@pytest.fixture
def kept():
    return []


@pytest.fixture
def telling(parts, kept):
    """A client of an app that keeps reports in a list, three from one address in a day."""
    with TestClient(create_app(replace(parts, keep_report=kept.append, report_limit=DailyLimit(most=3)))) as client:
        yield client


def tell(client, **sent):
    return client.post(URL, data=sent, headers=HTML, follow_redirects=False)


def test_every_offer_leads_to_the_form_and_the_form_back(telling):
    assert f'href="{URL}"' in telling.get(f"/offer/{DROP_IN}").text
    page = telling.get(URL, headers=HTML)
    assert f'href="/offer/{DROP_IN}"' in page.text
    assert "Write nothing about a person" in words_of(page)
    assert has_urgent_help(page)


@pytest.mark.parametrize("kind", KINDS)
def test_each_choice_is_offered_and_kept(telling, kept, kind):
    assert f'value="{kind}"' in telling.get(URL).text
    assert tell(telling, problem=kind, line=" It rings out ").status_code == 303
    assert kept == [Problem(DROP_IN, kind, "It rings out", date(2026, 11, 22))]


def test_thanks_come_on_a_page_that_can_be_loaded_again(telling, kept):
    sent = tell(telling, problem="closed")
    assert sent.headers["location"] == f"{URL}/sent"
    for _ in range(2):
        page = telling.get(f"{URL}/sent", headers=HTML)
        assert "Thank you" in words_of(page)
        assert "90 days" in words_of(page)
        assert has_urgent_help(page)
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose what is wrong"),
        ({"problem": "rude"}, "Choose what is wrong"),
        ({"line": "It rings out"}, "Choose what is wrong"),
        ({"problem": "closed", "line": "a" * 301}, "Use at most 300 characters; there are 301"),
        ({"problem": "closed", "line": "a" * 10_000}, "Use at most 300 characters; there are 10000"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_form_and_nothing_is_lost(telling, kept, sent, says):
    response = tell(telling, **sent)
    assert response.status_code == 422
    assert "govuk-error-summary" in response.text
    assert says in words_of(response)
    assert sent.get("line", "")[:5000] in response.text
    assert has_urgent_help(response)
    assert kept == []


def test_a_line_of_three_hundred_characters_is_kept(telling, kept):
    assert tell(telling, problem="closed", line="a" * 300).status_code == 303
    assert len(kept) == 1


def test_a_body_beyond_all_sense_is_refused_with_a_page(telling, kept):
    response = tell(telling, problem="closed", line="a" * 100_000)
    assert response.status_code == 413
    assert has_urgent_help(response)
    assert kept == []


def test_a_program_that_fills_in_every_field_is_thanked_for_nothing(telling, kept):
    assert tell(telling, problem="closed", website="https://example.org/").status_code == 303
    assert kept == []


def test_a_form_that_another_site_sends_is_thanked_for_nothing(telling, kept):
    assert telling.post(
        URL, data={"problem": "closed"}, headers={"sec-fetch-site": "cross-site"}, follow_redirects=False
    ).is_redirect
    assert kept == []


def test_more_than_its_share_from_one_address_is_asked_to_wait(telling, kept):
    answers = [tell(telling, problem="closed", line=f"line {at}") for at in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert answers[-1].headers["retry-after"] == "86400"
    assert "Please try again tomorrow" in words_of(answers[-1])
    assert has_urgent_help(answers[-1])
    assert len(kept) == 3


def test_where_nothing_can_be_kept_the_page_says_so(parts):
    def broken(_problem):
        raise CatalogueError("The database is away.")

    for keep in (None, broken):
        with TestClient(create_app(replace(parts, keep_report=keep))) as client:
            response = tell(client, problem="closed", line="It rings out")
        assert response.status_code == 503
        assert "We cannot take reports just now" in words_of(response)
        assert "It rings out</textarea>" in response.text
        assert has_urgent_help(response)


@pytest.mark.parametrize("path", ["", "/sent"])
@pytest.mark.parametrize(("offer", "status"), [(GONE, 410), ("nothing", 404), ("%00", 404)])
def test_of_an_offer_that_is_gone_nothing_can_be_reported(telling, kept, offer, status, path):
    response = telling.get(f"/offer/{offer}/report{path}", headers=HTML)
    assert response.status_code == status
    assert has_urgent_help(response)
    if not path:
        response = telling.post(f"/offer/{offer}/report", data={"problem": "closed"}, headers=HTML)
        assert response.status_code == status
    assert kept == []


@pytest.mark.parametrize("url", [URL, f"{URL}/sent"])
def test_it_is_in_no_store_and_no_search_engine(telling, url):
    headers = telling.get(url, headers=HTML).headers
    assert (headers["cache-control"], headers["x-robots-tag"]) == ("no-store", "noindex, nofollow")
