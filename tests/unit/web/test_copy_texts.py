"""What is copied to be handed over: every text can be traced, dated, and carries urgent help."""

import orjson
import pytest

from tests.unit.api.conftest import DAY, DROP_IN, LINE
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.web.copy_texts import copies_of, message_text, number_of
from thrive_directory.web.offer_facts import facts_of
from thrive_directory.web.page import environment
from thrive_directory.web.text_message import length_of

SITE = "https://help.example.org"


@pytest.fixture
def live(parts):
    return parts.snapshots.live


def copied(live, offer_id, **changes):
    index = live.offer_index[offer_id]
    card, record = orjson.loads(live.cards[index]), orjson.loads(live.records[index])
    texts = copies_of({**card, **changes}, facts_of(card, record, DAY), urgent_help_json(live.urgent_help), SITE)
    return {each.kind: each for each in texts}


def test_the_record_names_the_way_in_who_checked_when_and_where_it_was_read(live):
    lines = copied(live, DROP_IN)["record"].text.split("\n")
    assert lines[0] == "Drop-in (Drop-in Trust)"
    assert "Phone: 020 7946 0000" in lines
    assert "Details read on public pages by The editors on 1 November 2026, not checked with them." in lines
    assert "Sources: https://example.org/ (1 November 2026)" in lines
    assert f"Our page: {SITE}/offer/{DROP_IN}" in lines
    assert "THRIVE: Getting Advice and Signposting" in lines
    assert lines[-1].startswith("If it is urgent: ")


def test_what_is_not_known_is_said_to_be_unknown(live):
    unknown = next(line for line in copied(live, DROP_IN)["record"].text.split("\n") if line.startswith("Not known"))
    assert "Ages" in unknown
    assert "Consent" in unknown
    assert "What it helps with" not in unknown


def test_a_message_is_short_plain_dated_and_holds_urgent_help(live):
    found = copied(live, DROP_IN)["message"]
    first, address, dated, urgent = found.text.split("\n")
    assert first == "Drop-in: 020 7946 0000"
    assert address == f"{SITE}/offer/{DROP_IN}"
    assert dated == "Read on public pages on 1 November 2026, not checked with them."
    assert "999" in urgent
    length = length_of(found.text)
    assert length.fits_gsm
    assert found.note == f"{length.parts} text messages, {length.characters} characters"


def test_a_curly_quote_in_a_name_makes_a_message_no_dearer(live):
    assert length_of(copied(live, DROP_IN, name="Young People’s Drop–in")["message"].text).fits_gsm


def test_a_letter_that_no_phone_has_is_said_to_cost_more(live):
    assert "phones send less of at a time" in copied(live, DROP_IN, name="Tŷ Ifanc")["message"].note


def test_the_number_keeps_what_it_is_for(live):
    card = orjson.loads(live.cards[live.offer_index[DROP_IN]])
    assert number_of(card) == "020 7946 0000"
    (phone,) = card["contacts"]
    assert number_of({"contacts": [{**phone, "label": "not for referrals"}]}) == "020 7946 0000 (not for referrals)"


def test_a_number_that_is_not_for_newcomers_is_not_handed_over_alone(live):
    card = orjson.loads(live.cards[live.offer_index[DROP_IN]])
    (phone,) = card["contacts"]
    web = {**phone, "kind": "web", "value": "https://www.refer.example/here", "label": None}
    site = {**phone, "label": "site number, not for new referrals"}
    for contacts, leads_on in (([site, web], True), ([phone, web], False), ([site, phone, web], False)):
        assert ("refer.example" in message_text(({**card, "contacts": contacts},), [], SITE)) is leads_on


def test_an_offer_without_a_number_has_none_to_copy(live):
    assert set(copied(live, LINE)) == {"record", "message"}


def test_of_several_offers_the_oldest_day_and_the_weakest_check_are_named(live):
    card = orjson.loads(live.cards[live.offer_index[DROP_IN]])
    newer = {**card, "verification": {"status": "verified", "by": "A", "on": "2026-11-20"}}
    assert "not checked with them" in message_text((newer, card), [], SITE)
    assert "1 November 2026" in message_text((newer, card), [], SITE)
    assert "Checked with them on 20 November 2026." in message_text((newer,), [], SITE)


def test_the_macro_shows_every_text_with_a_name_of_its_own(live):
    texts = tuple(copied(live, DROP_IN).values())
    html = str(environment().get_template("parts/copy.html").module.copies(texts, [DROP_IN], "1", "A & B"))
    for each in texts:
        assert f'id="copy-1-{each.kind}"' in html
        assert f'for="copy-1-{each.kind}"' in html
    assert f'data-offers="{DROP_IN}"' in html
    assert "A &amp; B" in html
    assert 'role="status"' in html
