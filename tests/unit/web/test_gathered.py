"""Putting offers on a list by links alone: every address on the way carries the list, and nothing else keeps it."""

import re

import pytest

from tests.unit.api.conftest import DROP_IN, GONE, LINE
from tests.unit.web.test_chosen import NINE, get, ids_of, links
from tests.unit.web.test_pages import HTML, has_urgent_help, words_of
from thrive_directory.web.codes import Asked, encode
from thrive_directory.web.gathered import gathered_of, ids_in, toggle_of


@pytest.fixture
def results(client):
    def at(url):
        return client.get(url, headers=HTML, follow_redirects=True)

    return at


def test_from_the_results_to_a_list_and_a_comparison(results):
    one = results(links(results("/near/NW1"))["+ Put on my list: Drop-in"])
    assert "Your list holds 1 option." in words_of(one)
    two = results(links(one)["+ Put on my list: Line"])
    found = links(two)
    assert ids_of(found["See it, print it or send it"]) == [DROP_IN, LINE]
    assert ids_of(found["Compare them"]) == [DROP_IN, LINE]
    less = results(found["Take off: Drop-in"])
    assert ids_of(links(less)["See it, print it or send it"]) == [LINE]


def test_a_link_comes_back_to_the_option_it_was_on(results):
    page = results("/near/NW1")
    assert links(page)["+ Put on my list: Line"].endswith("#option-2")
    assert 'id="option-2"' in page.text


def test_the_list_stays_while_the_question_changes(client, results):
    page = results(links(results("/near/NW1"))["+ Put on my list: Drop-in"])
    for text in ("A to Z", "Open now"):
        assert "Your list holds 1 option." in words_of(results(links(page)[text]))
    codes = re.search(r'name="s" value="([^"]+)"', page.text)[1]
    moved = client.post("/find", data={"near": "NW1", "s": codes}, headers=HTML)
    assert "Your list holds 1 option." in words_of(moved)
    offer = results(links(page)["Line"])
    assert "See your list of 1" not in words_of(offer)
    added = results(links(offer)["+ Put on my list: Line"])
    assert "See your list of 2" in words_of(added)
    assert "Your list holds 2 options." in words_of(results(links(added)["Back to the list"]))


def test_what_is_found_next_joins_the_list(client):
    form = client.get(f"/find?id={LINE}&id=nonsense", headers=HTML)
    assert f'<input type="hidden" name="id" value="{LINE}">' in form.text
    assert "nonsense" not in form.text
    assert form.headers["cache-control"] == "no-store"
    wrong = client.post("/find", data={"near": "nowhere", "id": LINE}, headers=HTML)
    assert f'<input type="hidden" name="id" value="{LINE}">' in wrong.text
    found = client.post("/find", data={"near": "NW1", "id": LINE}, headers=HTML)
    assert "Your list holds 1 option." in words_of(found)


def test_an_offer_that_was_found_by_its_own_link_starts_a_list(client):
    found = links(client.get(f"/offer/{LINE}", headers=HTML))
    assert found["+ Put on my list: Line"] == f"/list?id={LINE}"
    assert found["Save it in my phone’s contacts"] == f"/offer/{LINE}.vcf"


def test_a_full_list_takes_no_more_and_says_so(results):
    asked = Asked(kept=tuple(NINE[:8]))
    assert toggle_of(asked.kept, LINE, str).href is None
    assert "Your list is full." in words_of(results(f"/near/NW1?s={encode(asked)}"))


def test_two_to_four_can_be_compared():
    assert gathered_of(()) is None
    assert [bool(gathered_of(NINE[:n]).compare) for n in range(1, 6)] == [False, True, True, True, False]


def test_of_an_address_only_what_can_be_an_id_is_read():
    assert ids_in([NINE[0], NINE[0], "x", NINE[0].replace("-", ""), "FF" + DROP_IN[2:]]) == (
        NINE[0],
        "ff" + DROP_IN[2:],
    )
    assert len(ids_in(NINE)) == 8


def test_a_comparison_of_what_is_not_there_leads_to_the_list_that_explains_it(client):
    response = get(client, LINE, NINE[0], path="/compare")
    assert response.status_code == 404
    assert links(response)["See these as a list, and what became of each"] == f"/list?id={LINE}&id={NINE[0]}"


def test_a_comparison_with_what_has_gone_is_410_as_it_is_for_programs(client):
    response = get(client, LINE, GONE, path="/compare")
    assert response.status_code == 410 == client.get("/compare", params={"id": [LINE, GONE]}).status_code
    assert links(response)["See these as a list, and what became of each"] == f"/list?id={LINE}&id={GONE}"
    assert has_urgent_help(response)


def test_a_comparison_shows_each_offer_whole_with_blanks_and_room_to_write(client):
    response = get(client, LINE, DROP_IN, path="/compare")
    shown = words_of(response)
    assert shown.index("Line What kind of help") < shown.index("Drop-in What kind of help")
    assert shown.count("Not known. You could ask: “Which ages do you see?”") == 2
    assert 'href="tel:+442079460000"' in response.text
    assert "Details read on public pages by The editors on 1 November 2026, not checked with them." in shown
    assert "it is not sent anywhere and not kept" in shown
    room = re.search(r"<textarea[^>]*>", response.text)[0]
    assert "name=" not in room  # a field without a name is in no form
    assert "<form" not in response.text[response.text.index('id="main-content"') :]
    assert ids_of(links(response)["Make this a list to print, send or save"]) == [LINE, DROP_IN]
