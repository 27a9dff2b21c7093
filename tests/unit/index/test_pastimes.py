"""Which offers are something to do and nobody to talk to, by their own words."""

import pytest

from tests.small_world import offer
from thrive_directory.index.pastimes import is_pastime


def general(**said):
    return offer("a", **{"needs": "wellbeing", **said})


@pytest.mark.parametrize(
    "summary",
    [
        "Football for 7 to 16s, beginners welcome.",
        "Pool, music, food and youth workers.",
        "The villages' youth club.",
        "Books about feelings, chosen for children and teenagers, to borrow for nothing.",
        "Play, songs and a cup of tea for parents and under-fives.",
    ],
)
def test_clubs_sport_and_shelves_are(summary):
    assert is_pastime(general(modes="group", summary=summary))


@pytest.mark.parametrize(
    "summary",
    [
        "Evening club with youth workers and a counsellor.",
        "A youth centre with sport, music, cooking, arts and someone to talk to.",
        "Play therapy for young children who have been through a lot.",
        "Boxing gym and a mentor for each boy.",
        "Clubs, trips and one-to-one time.",
    ],
)
def test_something_to_do_with_somebody_to_talk_to_is_not(summary):
    assert not is_pastime(general(modes="group", summary=summary))


def test_a_record_that_does_not_say_is_not():
    assert not is_pastime(general(summary="A project for young people."))


def test_what_can_be_used_from_afar_is_not():
    assert is_pastime(general(modes="group", summary="A games club."))
    assert not is_pastime(general(modes="group, web-chat", summary="A games club."))


def test_the_name_tells_too():
    assert is_pastime(general(name="Earley chess club", summary="For 7 to 16s."))
    assert not is_pastime(general(name="Counselling at the club", summary="For 7 to 16s."))


def test_one_that_names_its_needs_is_for_those():
    assert not is_pastime(general(needs="loneliness", summary="A games club."))
