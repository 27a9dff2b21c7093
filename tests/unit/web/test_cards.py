"""What is kept of a card is the same for everybody, never stale, and bounded."""

import re

import orjson
import pytest

from thrive_directory.web.cards import KEPT, same_for_all
from thrive_directory.web.page import usual_block

CARD = {
    "id": "1",
    "name": "Drop-in",
    "organization": {"id": "2", "name": "The <Trust>"},
    "modes": ["drop-in"],
    "minimum_age": 11,
    "maximum_age": 17,
    "age_text": None,
    "cost": "free",
    "contacts": [{"kind": "phone", "value": "020 7946 0000", "tel": "+442079460000", "label": None}],
    "no_contact_advice": None,
    "url": "https://example.org/",
    "groupings": [{"code": "getting-advice", "status": "suggested"}],
}


def without_nonces(html: str) -> str:
    return re.sub(r'nonce="[^"]+"', "", html)


@pytest.mark.parametrize("url", ["/near/NW1", "/near/anywhere", "/compare"])
def test_a_page_is_the_same_whether_its_cards_were_kept_or_not(client, url):
    same_for_all.cache_clear()
    first = client.get(url, headers={"accept": "text/html"}, follow_redirects=True).text
    again = client.get(url, headers={"accept": "text/html"}, follow_redirects=True).text
    assert without_nonces(first) == without_nonces(again)


def test_what_is_kept_depends_on_no_question_so_two_questions_share_it(client):
    same_for_all.cache_clear()
    client.get("/near/NW1", follow_redirects=True)
    made = same_for_all.cache_info().misses
    assert made
    client.post("/find", data={"near": "NW1", "q": "anxious", "age": "14-15"})
    client.get("/near/anywhere")
    assert same_for_all.cache_info().misses == made


def test_a_card_that_changed_is_shown_as_it_is_now():
    before = same_for_all(orjson.dumps(CARD))
    moved = CARD | {"contacts": [CARD["contacts"][0] | {"value": "020 7946 0999", "tel": "+442079460999"}]}
    assert "+442079460000" in before.contact
    assert "+442079460999" in same_for_all(orjson.dumps(moved)).contact


def test_what_a_card_says_is_escaped():
    assert "The &lt;Trust&gt;" in same_for_all(orjson.dumps(CARD)).about


def test_in_a_frame_links_lead_out_of_it_and_elsewhere_they_do_not():
    web = orjson.dumps(CARD | {"contacts": []})
    assert 'target="_blank"' in same_for_all(web, framed=True).contact
    assert 'target="_blank"' not in same_for_all(web).contact


def test_who_cannot_phone_reads_first_what_they_can_use():
    web = {"kind": "web", "value": "https://example.org/chat", "tel": None, "label": "Chat"}
    card = orjson.dumps(CARD | {"contacts": [*CARD["contacts"], web]})
    for phone_last in (False, True):
        shown = same_for_all(card, phone_last=phone_last).contact
        assert (shown.index("tel:") > shown.index("example.org/chat")) == phone_last


def test_what_somebody_in_danger_is_shown_is_never_kept(client):
    usual_block.cache_clear()
    client.get("/near/NW1", follow_redirects=True)
    kept = usual_block.cache_info().currsize
    page = client.post("/find", data={"near": "NW1", "q": "he hurts me"}, headers={"accept": "text/html"}).text
    assert "td-urgent--first" in page
    assert usual_block.cache_info().currsize == kept


def test_urgent_help_that_changed_is_shown_as_it_is_now():
    line = {"kind": "life", "name": "999", "phone": "999", "tel": "999", "sms": None, "url": None, "text": "Call."}
    first, then = (orjson.dumps([line | {"text": text}]) for text in ("Call now.", "Call at once."))
    assert "Call now." in usual_block(first, framed=False)
    assert "Call at once." in usual_block(then, framed=False)


def test_it_keeps_so_many_and_no_more():
    for number in range(KEPT + 10):
        same_for_all(orjson.dumps(CARD | {"id": str(number)}))
    assert same_for_all.cache_info().currsize == KEPT
