"""Contacts for a phone: what we write, a reader that is not ours reads back."""

import orjson
import pytest
import vobject

from tests.unit.api.conftest import DROP_IN, LINE
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.web.vcard import contacts_of

SITE = "https://help.example.org"


@pytest.fixture
def card(parts):
    live = parts.snapshots.live
    return orjson.loads(live.cards[live.offer_index[DROP_IN]])


@pytest.fixture
def urgent(parts):
    return urgent_help_json(parts.snapshots.live.urgent_help)


def test_a_contact_holds_the_ways_in_the_page_the_check_and_urgent_help(card, urgent):
    text = contacts_of([card], urgent, SITE, discreet=False)
    read = vobject.readOne(text)
    assert read.fn.value == "Drop-in"
    assert read.org.value == ["Drop-in Trust"]
    assert read.tel.value == "+442079460000"
    assert read.url.value == f"{SITE}/offer/{DROP_IN}"
    assert "Details read on public pages by The editors on 1 November 2026" in read.note.value
    assert "If it is urgent: " in read.note.value
    assert read.version.value == "3.0"
    read.validate()


def test_signs_that_mean_something_are_escaped_and_come_back(card, urgent):
    name = "Crèche; play, talk \\ rest\nand BEGIN:VCARD " + "ŵ" * 60
    text = contacts_of([{**card, "name": name}], urgent, SITE, discreet=False)
    assert vobject.readOne(text).fn.value == name
    assert len(list(vobject.readComponents(text))) == 1


def test_no_line_is_longer_than_75_octets_or_ends_within_a_letter(card, urgent):
    text = contacts_of([{**card, "summary": "ŵ€😀" * 80}], urgent, SITE, discreet=False)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "ŵ€😀" * 80 in vobject.readOne(text).note.value
    assert text.endswith("END:VCARD\r\n")


def test_each_kind_of_contact_is_what_it_is(card, urgent):
    (phone,) = card["contacts"]
    contacts = [
        {**phone, "label": "parents"},
        {**phone, "kind": "text", "value": "85258", "tel": "85258"},
        {**phone, "kind": "email", "value": "a@b.example", "tel": None},
        {**phone, "kind": "web", "value": "https://b.example/a?b=c&d=e:f", "tel": None},
        {**phone, "kind": "relay", "value": "18001 020 7946 0000", "tel": None},
    ]
    read = vobject.readOne(contacts_of([{**card, "contacts": contacts}], urgent, SITE, discreet=False))
    assert [each.value for each in read.contents["tel"]] == ["+442079460000", "85258"]
    assert read.contents["tel"][1].params["TYPE"] == ["MSG"]
    assert read.email.value == "a@b.example"
    assert [each.value for each in read.contents["url"]] == ["https://b.example/a?b=c&d=e:f", f"{SITE}/offer/{DROP_IN}"]
    assert "020 7946 0000: parents" in read.note.value
    assert "Relay UK 18001 020 7946 0000" in read.note.value


def test_a_discreet_contact_is_a_number_and_no_more(card, parts, urgent):
    live = parts.snapshots.live
    other = orjson.loads(live.cards[live.offer_index[LINE]])
    (phone,) = card["contacts"]
    desk = {**phone, "tel": "+442079460009", "label": "Drop-in team desk, for professionals"}
    text = contacts_of([{**card, "contacts": [phone, desk]}, other], urgent, SITE, discreet=True)
    first, second = vobject.readComponents(text)
    assert (first.fn.value, second.fn.value) == ("Number 1", "Number 2")
    assert [each.value for each in first.contents["tel"]] == ["+442079460000"]
    for word in ("Drop", "Trust", "Line", "help.example", "mental"):
        assert word not in text
