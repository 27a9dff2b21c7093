"""What stands on the slip: numbers first, who checked, urgent help; on a discreet one nothing that tells anything."""

import orjson
import pytest

from tests.unit.api.conftest import DROP_IN, LINE
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.web.discreet import discreet_numbers, neutral
from thrive_directory.web.slip import Way, picture_of, slip_of

ADDRESS = "https://help.example.org/list?id=1"


@pytest.fixture
def cards(parts):
    live = parts.snapshots.live
    return [orjson.loads(live.cards[live.offer_index[each]]) for each in (DROP_IN, LINE)]


@pytest.fixture
def urgent(parts):
    return urgent_help_json(parts.snapshots.live.urgent_help)


def contact(kind, value, label=None):
    return {"kind": kind, "value": value, "tel": value, "label": label}


def test_numbers_stand_first_and_what_is_not_known_is_said(cards, urgent):
    slip = slip_of(cards, urgent, ADDRESS, discreet=False)
    first, second = slip.pages[0]
    assert (first.number, first.name, first.ways) == (1, "Drop-in", (Way("020 7946 0000"),))
    assert first.facts == ("Ages: not known, ask", "Hours: not known, ask", "How to get it: not known, ask")
    assert first.checked.startswith("Details read on public pages by The editors on 1 November 2026")
    assert second.ways == (Way("How to reach them: scan the code"),)
    assert slip.urgent.startswith("If it is urgent: ")


def test_a_web_address_is_for_where_there_is_nothing_else(cards, urgent):
    both = {**cards[0], "contacts": [contact("web", "https://www.a.example/"), contact("text", "85258", "text HI")]}
    only = {**cards[0], "contacts": [contact("web", "https://www.a.example/")]}
    first, second = slip_of([both, only], urgent, ADDRESS, discreet=False).pages[0]
    assert first.ways == (Way("Text 85258", "text HI"),)
    assert second.ways == (Way("a.example"),)


def test_a_web_address_is_there_too_where_the_number_is_not_for_newcomers(cards, urgent):
    site = contact("phone", "0113 496 0000", "site number, not for new referrals")
    card = {**cards[0], "contacts": [contact("web", "https://www.a.example/"), site]}
    ((entry,),) = slip_of([card], urgent, ADDRESS, discreet=False).pages
    assert entry.ways == (Way("0113 496 0000", "site number, not for new referrals"), Way("a.example"))


def test_how_to_refer_is_on_it_where_that_is_told_and_never_on_a_discreet_one(cards, urgent):
    how = {cards[0]["id"]: "By the form on their page."}
    first, second = slip_of(cards, urgent, ADDRESS, discreet=False, how=how).pages[0]
    assert first.facts[-1] == "By the form on their page"
    assert second.facts[-1].startswith("How to get it")
    much = {cards[0]["id"]: "Ask the school, " * 20}
    assert slip_of(cards, urgent, ADDRESS, discreet=False, how=much) == slip_of(cards, urgent, ADDRESS, discreet=False)
    assert slip_of(cards, urgent, ADDRESS, discreet=True, how=how) == slip_of(cards, urgent, ADDRESS, discreet=True)


def test_four_go_to_a_page(cards, urgent):
    pages = slip_of(cards * 4, urgent, ADDRESS, discreet=False).pages
    assert [[entry.number for entry in page] for page in pages] == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_the_picture_can_hold_a_list_of_eight():
    ids = "&".join("id=00000000-0000-5000-8000-000000000001" for _ in range(8))
    assert "<path" in picture_of(f"https://a-rather-long-name.of-a-council.example.gov.uk/list?{ids}&names=no")


def test_a_discreet_slip_has_numbers_and_days_alone(cards, urgent):
    telling = {**cards[0], "opening_hours": "Monday to Friday 9am to 5pm"}
    slip = slip_of([telling, cards[1]], urgent, ADDRESS, discreet=True)
    first, second = slip.pages[0]
    assert (first.name, first.ways, first.facts) == (None, (Way("020 7946 0000"),), ("Monday to Friday 9am to 5pm",))
    assert first.checked == "Details of 1 November 2026"
    assert second.ways == (Way("No number: scan the code"),)
    assert slip.heading == "Numbers to keep"
    assert slip.urgent == "If it is urgent: 999, 111, 116123"


@pytest.mark.parametrize(
    ("contacts", "shown"),
    [
        ([("phone", "1", None)], ["1"]),
        ([("phone", "1", "evenings and weekends")], ["1 (evenings and weekends)"]),
        ([("phone", "1", "CAMHS duty desk"), ("phone", "2", None)], ["2"]),
        ([("phone", "1", "not for new referrals")], ["1 (look it up first)"]),
        ([("text", "85258", "text SHOUT")], ["text 85258 (look it up first)"]),
        ([("web", "https://kooth.com", None), ("email", "a@mind.example", None)], []),
    ],
)
def test_a_number_whose_label_would_tell_too_much_is_not_passed_off_as_for_everybody(contacts, shown):
    assert list(discreet_numbers({"contacts": [contact(*each) for each in contacts]})) == shown


@pytest.mark.parametrize(
    "telling",
    ["CAMHS crisis line", "Wellbeing drop-in", "self-referral form", "Web chat on Monday", "Counselling, evenings"],
)
def test_words_that_tell_what_a_number_is_for_are_left_out(telling):
    assert neutral(telling) is None


def test_plain_hours_stay():
    for plain in ("Monday to Thursday 8.45am to 5pm", "24/7", "office hours", "textphone: dial 18001 first"):
        assert neutral(plain) == plain
