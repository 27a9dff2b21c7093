"""The pages about the directory: linked from everywhere, true to the program, and with the words that data need."""

from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, snapshot_of
from tests.unit.web.test_pages import HTML, has_urgent_help, words_of
from thrive_directory.api.app import create_app
from thrive_directory.api.counters import Counters
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.geo import gazetteer_build, postcode_source
from thrive_directory.settings import bundled
from thrive_directory.web.freshness import freshness

ABOUT = [f"/about/{name}" for name in "privacy stay-safe-online accessibility licences sources thrive".split()]


@pytest.mark.parametrize("url", ["/find", "/near/NW1", f"/offer/{DROP_IN}", "/no/page", *ABOUT])
def test_every_page_leads_to_every_page_about_the_directory(client, url):
    page = client.get(url, headers=HTML, follow_redirects=True).text
    footer = page[page.index("<footer") :]
    for about in ABOUT:
        assert f'href="{about}"' in footer


@pytest.mark.parametrize("url", ABOUT)
def test_each_is_there_with_urgent_help(client, url):
    response = client.get(url, headers=HTML)
    assert response.status_code == 200
    assert has_urgent_help(response)
    assert response.text.count("<h1") == 1


def test_the_first_of_them_stands_for_all(client):
    assert client.get("/about", headers=HTML, follow_redirects=False).headers["location"] == "/about/privacy"


def test_privacy_says_what_is_counted_or_that_nothing_is(client, parts):
    assert "switched counting off" in words_of(client.get("/about/privacy"))
    counting = create_app(replace(parts, counters=Counters(lambda _sums: None)))
    with TestClient(counting) as other:
        shown = words_of(other.get("/about/privacy"))
    assert "a number smaller than 10" in shown
    assert "After 25 months" in shown
    assert "your browser tells us which offer it was, and nothing else" in shown


def test_privacy_says_what_the_one_free_text_is_and_how_long_it_is_kept(client):
    shown = words_of(client.get("/about/privacy"))
    assert "That line is the only free text that we keep." in shown
    assert "after 90 days" in shown
    assert "A deleted report may still be in an older copy." in shown


def test_licences_show_the_words_that_the_data_ask_for(client):
    shown = words_of(client.get("/about/licences"))
    for words in (
        postcode_source.ATTRIBUTION,
        gazetteer_build.ATTRIBUTION,
        "Land & Property Services",
        "GOV.UK Frontend",
    ):
        assert words in shown


def test_thrive_has_a_plain_name_and_plain_words_for_each_grouping(client):
    shown = words_of(client.get("/about/thrive"))
    for term in load_vocabulary(bundled("data/vocabulary.yaml")).terms("grouping"):
        assert f"{term.plain} " in shown
        between = shown.split(f"{term.plain} ", 1)[1].split("In the workforce’s words: ", 1)[0]
        assert len(between.split()) > 10, f"{term.code} has no plain words"
        assert term.label in shown


def test_sources_say_that_nothing_was_checked_with_a_provider_yet(client):
    shown = words_of(client.get("/about/sources"))
    assert "0 checked with the people who run them" in shown
    assert "2 read on public pages" in shown
    assert "All offers 2 0% (0) 0% (0) 0% (0) 100% (2)" in shown


def test_an_offer_counts_once_and_only_within_its_months():
    snapshot = snapshot_of()  # both offers were read on 1 November 2026
    assert freshness(snapshot, date(2027, 2, 1)).everything.read == (2, 2, 2)
    assert freshness(snapshot, date(2027, 2, 2)).everything.read == (0, 2, 2)
    assert freshness(snapshot, date(2027, 11, 2)).everything.read == (0, 0, 0)


def test_every_offer_has_its_place_among_the_sectors_and_kinds_of_area():
    found = freshness(snapshot_of(), date(2026, 11, 22))
    assert [(each.code, each.offers) for each in found.area_kinds] == [("everywhere", 1), ("local-authority", 1)]
    assert [(each.code, each.offers) for each in found.sectors] == [("", 2)]
    assert sum(count for _, count in found.statuses) == found.everything.offers == 2
