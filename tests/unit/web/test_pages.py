"""What the pages answer to good and bad requests, over a small made-up catalogue."""

import html
import json
import re

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, GONE, LINE
from thrive_directory.api.app import create_app
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.web.results import heading_of

HTML = {"accept": "text/html"}
OF_A_SERVICE = set("name description url provider areaServed audience offers availableChannel".split())
"""Properties of a service (https://schema.org/Service). That something is free is said of its offers, not of itself."""


def words_of(response) -> str:
    """What a person reads, without scripts and tags."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def has_urgent_help(response) -> bool:
    return 'href="tel:999"' in response.text


def test_the_form_leads_to_the_place_and_repeats_nothing_that_was_typed(client):
    response = client.post("/find", data={"near": "nw1 8ql", "q": "getting advice"}, follow_redirects=False)
    assert response.status_code == 303
    assert re.fullmatch(r"/near/E09000007-NW1\?s=[\w-]+", response.headers["location"])


@pytest.mark.parametrize("start", ["/find", "/staff", "/embed"])
def test_a_place_that_was_guessed_is_said_to_be_a_guess(client, start):
    said = "We do not know the place just as"
    guessed = client.post(start, data={"near": "NW one"}, headers=HTML)
    assert said in words_of(guessed)
    assert said not in words_of(client.post(start, data={"near": "NW1"}, headers=HTML))
    by_hand = client.get("/staff/NW one" if start == "/staff" else f"{start.removesuffix('/find')}/near/NW one")
    assert by_hand.url == guessed.url


def test_a_place_that_is_chosen_instead_of_a_guess_is_none(client):
    page = client.post("/find", data={"near": "NW one", "q": "getting advice"}, headers=HTML)
    before = re.search(r'name="s" value="([^"]+)"', page.text)[1]
    again = client.post("/find", data={"near": "NW1", "s": before}, headers=HTML)
    assert "We do not know the place" not in words_of(again)
    assert "advice and someone to talk to" in words_of(again)


def test_a_form_posted_twice_leads_to_the_same_address(client):
    sent = {"near": "NW1", "need": ["anxiety", "bullying"], "age": "14-15"}
    first, second = (client.post("/find", data=sent, follow_redirects=False).headers["location"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "That is not a postcode."),
        ({"near": "nowhere"}, "The nearest we know: NW1"),
        ({"near": "newport"}, "Newport, Wales"),
        ({"near": "NW1", "q": "a" * 501}, "Your words must be at most 500 characters"),
        ({"near": "NW1", "q": "a" * 10_000}, "Your words must be at most 500 characters"),
        ({"near": "NW1", "need": "anxeity"}, "Choose from what is offered here, or skip it"),
        ({"near": "NW1", "age": "fourteen"}, "Choose from what is offered here, or skip it"),
        ({"near": "NW1", "s": "changed"}, "The end of this link is missing or has been changed"),
    ],
)
def test_what_cannot_be_used_is_said_in_plain_words_beside_the_form(client, sent, says):
    response = client.post("/find", data=sent, headers=HTML)
    assert response.status_code == 422
    assert "govuk-error-summary" in response.text
    assert says in words_of(response)
    assert has_urgent_help(response)


def test_nothing_typed_is_lost_when_something_needs_another_look(client):
    sent = {"near": "nowhere", "q": "cannot sleep", "need": ["anxiety"], "age": "11-13"}
    page = client.post("/find", data=sent, headers=HTML).text
    assert 'value="nowhere"' in page
    assert "cannot sleep</textarea>" in page
    assert len(re.findall(r" checked", page)) == 2


def test_a_body_beyond_all_sense_is_refused_with_a_page(client):
    response = client.post("/find", data={"q": "a" * 100_000}, headers=HTML)
    assert response.status_code == 413
    assert "That was too long" in words_of(response)
    assert has_urgent_help(response)


def test_words_of_danger_put_urgent_help_first_even_beside_an_error(client):
    response = client.post("/find", data={"near": "nowhere", "q": "he hurts me"}, headers=HTML)
    assert "td-urgent--first" in response.text


def test_danger_travels_with_the_link_and_says_so_to_nobody(client):
    sent = {"near": "NW1", "q": "he hurts me"}
    address = client.post("/find", data=sent, follow_redirects=False).headers["location"]
    assert not re.search("hurt|abuse|urgent", address)
    page = client.get(address).text
    assert "td-urgent--first" in page
    assert page.index('href="tel:999"') < page.index('href="tel:02079743317"') < page.index('href="tel:111"')


def test_a_need_that_stands_for_danger_puts_urgent_help_first_and_filters_nothing(client):
    sent = {"near": "NW1", "need": "suicidal-thoughts"}
    page = client.post("/find", data=sent, headers=HTML).text
    assert "td-urgent--first" in page
    assert "thoughts of suicide" in page
    for name in ("Drop-in", "Line"):
        assert name in page


def test_another_place_keeps_what_was_asked(client):
    first = client.post("/find", data={"near": "NW1", "need": "anxiety"}, follow_redirects=False).headers["location"]
    codes = first.partition("?s=")[2]
    again = client.post("/find", data={"near": "NW1 8QL", "s": codes}, follow_redirects=False).headers["location"]
    assert again == first


def test_a_full_postcode_in_an_address_becomes_its_token(client):
    response = client.get("/near/NW1 8QL", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/near/E09000007-NW1")


def test_ten_thousand_characters_are_all_still_there(client):
    words = "I cannot sleep. " * 625
    for url, name in (("/find", "q"), (f"/offer/{DROP_IN}/report", "line")):
        page = client.post(url, data={"near": "NW1", name: words}, headers=HTML).text
        assert words in html.unescape(page)


def test_a_call_for_help_at_the_end_of_too_many_words_is_heard(client):
    for url in ("/find", "/staff"):
        page = client.post(url, data={"near": "NW1", "q": "and then " * 600 + "he hurts me"}, headers=HTML).text
        assert "td-urgent--first" in page
        assert "td-urgent--first" not in client.post(url, data={"near": "NW1", "q": "and then " * 600}).text


def test_places_that_may_be_meant_can_be_chosen_without_typing(client):
    page = client.post("/find", data={"near": "NW1 8Q", "need": "anxiety"}, headers=HTML).text
    assert 'name="instead" type="radio" value="NW1"' in page
    sent = {"near": "NW1 8Q", "instead": "NW1", "need": "anxiety"}
    chosen = client.post("/find", data=sent, follow_redirects=False)
    assert chosen.headers["location"].startswith("/near/E09000007-NW1?s=")


@pytest.mark.parametrize("page", ["0", "-1", "two", "9999", "1e3", "", "7"])
def test_a_page_that_is_none_is_refused_with_a_page(client, page):
    response = client.get(f"/near/E09000007-NW1?page={page}")
    assert response.status_code == 422
    assert has_urgent_help(response)


@pytest.mark.parametrize("url", ["/near/NW1?s=abc", "/near/NW1?s=%00", "/near/NW1?s=" + "A" * 5000])
def test_a_link_that_was_changed_gets_a_page_and_urgent_help(client, url):
    response = client.get(url, follow_redirects=True)
    assert response.status_code == 422
    assert "The end of this link is missing or has been changed" in words_of(response)
    assert has_urgent_help(response)


def test_the_list_shows_what_the_answer_says(client):
    answer = client.get("/search?near=NW1").json()
    shown = words_of(client.get("/near/NW1", follow_redirects=True))
    for result in answer["results"]:
        assert result["service"]["name"] in shown
        for line in (*result["reasons"], *result["asks"]):
            assert line["text"] in shown
    for miss in answer["near_misses"]:
        assert miss["failed"]["text"] in shown
    for relaxed in answer["relaxed"]:
        assert relaxed["text"] in shown


def test_every_number_shown_is_the_number_dialled(client):
    for url in ("/find", "/near/NW1", f"/offer/{DROP_IN}"):
        page = client.get(url, follow_redirects=True).text
        links = re.findall(r'href="(?:tel|sms):([^"]+)">([^<]+)<', page)
        assert links
        for dialled, shown in links:
            assert re.sub(r"\D", "", shown).lstrip("0") == re.sub(r"^\+44|\D", "", dialled).lstrip("0")


def test_urgent_help_stands_before_everything_on_every_page(client, parts):
    lines = urgent_help_json(parts.snapshots.live.urgent_help)
    for url in ("/find", "/near/NW1", f"/offer/{LINE}", f"/offer/{GONE}", "/offer/nothing", "/no/page"):
        page = client.get(url, headers=HTML, follow_redirects=True).text
        assert page.index('id="urgent-help"') < page.index('id="main-content"')
        assert all(line["name"] in page for line in lines)


def test_what_nobody_has_said_is_said_to_be_unknown_with_a_question(client):
    shown = words_of(client.get(f"/offer/{LINE}"))
    for question in (
        "Will my parents know?",
        "Does it cost anything?",
        "When can I reach you?",
        "Which ages do you see?",
    ):
        assert question in shown


def test_an_offer_that_is_gone_says_what_takes_its_place(client):
    response = client.get(f"/offer/{GONE}")
    assert response.status_code == 410
    assert "Gone is no longer listed" in words_of(response)
    assert f'href="/offer/{DROP_IN}"' in response.text


def test_an_address_that_is_none_of_ours_gets_a_page_in_a_browser_and_a_problem_elsewhere(client):
    browser = client.get("/no/such/page", headers=HTML)
    assert (browser.status_code, browser.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert client.get("/no/such/page").headers["content-type"] == "application/problem+json"


def test_while_the_catalogue_is_read_the_page_says_so_and_names_999(parts):
    parts.snapshots.snapshot = None
    with TestClient(create_app(parts)) as client:
        response = client.get("/near/NW1", headers=HTML, follow_redirects=True)
    assert response.status_code == 503
    assert "call 999" in words_of(response)


def test_linked_data_is_json_and_cannot_end_its_script(client):
    page = client.get(f"/offer/{DROP_IN}").text
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    linked = json.loads(found[1])
    assert linked["@type"] == "Service"
    assert linked["name"] == "Drop-in"
    assert "<" not in found[1]
    assert {name for name in linked if name[0] != "@"} <= OF_A_SERVICE


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("NW1", "Help near NW1 (Camden and around)"),
        ("HX7", "Help near HX7 (Calderdale)"),
        ("Hebden Bridge", "Help near Hebden Bridge (Calderdale)"),
        ("Camden", "Help in Camden"),
        ("NW1 8QL", "Help near you in Camden"),
    ],
)
def test_the_heading_names_the_place_as_it_was_said_but_never_a_full_postcode(places, said, heading):
    place = places.resolve(said)
    assert heading_of(place) == heading
    again = places.resolve(place.token)
    assert heading_of(again) == heading


def test_no_place_has_a_heading_of_its_own():
    assert heading_of(None) == "Help by phone, online and around the country"
