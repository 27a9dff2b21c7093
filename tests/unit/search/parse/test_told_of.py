"""Whose age it is, who tells of whom, and what is a part of the story rather than asked for."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.search.parse import load_lexicon, parse

LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


def understood(q: str):
    return parse(q, LEXICON, FewTowns(), NOW)


@pytest.mark.parametrize(
    ("q", "ages"),
    [
        ("my girlfriend is 18 and I'm 22 and we have split up", [22]),
        ("my boyfriend is 19, im 17", [17]),
        ("im 15 and my best mate is 16 and stopped eating", [15]),
        ("my sister is 15 and I'm 20, she will not eat", [15]),
        ("my sister is 9 and i am 16 and i look after her", [16]),
        ("my girlfriend is 14 and cuts herself", [14]),
        ("my girlfriend is 18 and we row all day", []),
        ("moved here at 12, im 15 now", [15]),
        ("16, turning 18 soon", [16]),
        ("son will be 17 in March", [16]),
        ("bullied since year 5, she is 12", [12]),
        ("it went on for three years, im 16", [16]),
        ("twins of 13, one plays up", [13]),
        ("the little one we foster, three, jumps at bangs", [3]),
        ("sibling group of 3, 5 and 6", [3, 5, 6]),
        ("young mum of 17 and low", [17]),
        ("tomorrow at 4 drop in, 15", [15]),
        ("a crash on the M6, son 12", [12]),
    ],
)
def test_ages_are_those_of_the_one_who_needs_help_now(q, ages):
    assert sorted(low for low, high in understood(q).ages if low == high) == ages


@pytest.mark.parametrize(
    ("q", "gender"),
    [
        ("I found her diary. She's 13. I don't want to make it worse", "female"),
        ("He is 7, he bites, I am at the end of my rope", "male"),
        ("He's 12 and I can hear him crying", "male"),
        ("the twins are 9 and we have not slept", None),
    ],
)
def test_who_tells_of_a_child_by_he_or_she_asks_as_a_carer(q, gender):
    one = understood(q)
    assert (one.audiences, one.gender) == (("parent-carer",), gender)


@pytest.mark.parametrize(
    ("q", "audience"),
    [
        ("im worried about my mate hes 14", "young-person"),
        ("I'm a teacher, she's 13 and will not eat", "professional"),
        ("im 13 and he's 15 and he dumped me", "young-person"),
    ],
)
def test_friends_and_staff_who_tell_of_one_are_no_carers(q, audience):
    assert understood(q).audiences == (audience,)


@pytest.mark.parametrize(
    "q",
    [
        "lost it all on a betting app",
        "a man he met online wants money",
        "his dad keeps turning up drunk",
        "left out of the whatsapp group",
        "on that telephone till all hours",
        "everyone else has a group already",
        "not speaking to any adult in school",
    ],
)
def test_a_way_of_meeting_in_the_story_is_not_asked_for(q):
    assert understood(q).modes == ()


@pytest.mark.parametrize(
    ("q", "mode"),
    [
        ("want to talk to someone online", "web-chat"),
        ("is there an app for worry", "app"),
        ("can i just turn up", "drop-in"),
        ("a support group for dads", "group"),
        ("talk to someone in school", "in-school"),
    ],
)
def test_a_way_of_meeting_that_is_asked_for_still_is(q, mode):
    assert mode in understood(q).modes


@pytest.mark.parametrize("q", ["our house is so quiet now", "a quiet boy of 9", "he has gone quiet since then"])
def test_quiet_people_ask_for_no_quiet_room(q):
    assert understood(q).access == ()


def test_no_way_refuses_what_comes_after_it():
    assert understood("no way will he go to anything face to face").not_modes == ("in-person",)
    assert understood("not on a screen please").not_modes != ()


@pytest.mark.parametrize(
    ("q", "routes"), [("do I have to go through the school", ()), ("he won't open the front door", ())]
)
def test_a_way_in_that_is_asked_about_is_no_wish(q, routes):
    assert understood(q).referral_routes == routes


@pytest.mark.parametrize(
    ("q", "near"),
    [
        ("counselling n1", "n1"),
        ("b8 7yo soiling", "b8"),
        ("counselling m14", "m14"),
        ("16F ocd w3", "w3"),
        ("anxious 13F w5 zoom only", "w5"),
        ("never felt this bad b4", None),
        ("told to send pictures", None),
        ("barks in church every single sunday", None),
        ("talks for England at home", None),
        ("she will be 13 in March", None),
    ],
)
def test_a_place_is_where_somebody_is(q, near):
    assert understood(q).near_text == near
