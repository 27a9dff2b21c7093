"""What is turned down, what is only liked, whose trouble it is, and what may be a name."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.api.merge import query_of
from thrive_directory.api.params import SearchParams
from thrive_directory.search.parse import load_lexicon, parse
from thrive_directory.search.query import SearchQuery

LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


def understood(q: str):
    return parse(q, LEXICON, FewTowns(), NOW)


def asked(q: str, **given: str) -> SearchQuery:
    return query_of(SearchParams.read(given), understood(q), None, now=NOW, limit=20, offset=0)


@pytest.mark.parametrize(
    "q",
    [
        "dont want anyone ringing my mum",
        "please dont phone my parents",
        "without anyone calling home",
        "he doesnt want school nurses texting his dad",
    ],
)
def test_a_call_that_nobody_should_make_is_no_wish_for_the_phone(q):
    one = understood(q)
    assert (one.modes, one.not_modes, one.needs) == ((), (), ())


@pytest.mark.parametrize(
    "q",
    [
        "doesnt want camhs",
        "not camhs again",
        "anything but camhs",
        "sick of camhs",
        "no more camhs please",
        "she refuses to go back to camhs",
        "wont see camhs or a counsellor",
        "somewhere other than camhs",
    ],
)
def test_what_is_turned_down_is_not_searched_for(q):
    assert understood(q).text == ""


@pytest.mark.parametrize("q", ["cant get camhs", "on the waiting list for camhs", "camhs wont see him, he is 9"])
def test_what_somebody_cannot_get_is_still_searched_for(q):
    assert understood(q).text == "camhs"


@pytest.mark.parametrize(
    ("q", "gender"),
    [
        ("dont want her to see a man", None),
        ("she is 12 and wont see a male counsellor", "female"),
        ("my son would like a female therapist", "male"),
        ("17 year old male, anxious", "male"),
    ],
)
def test_the_gender_of_who_should_help_is_not_the_young_persons(q, gender):
    assert understood(q).gender == gender


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("parents group, autism", "group"),
        ("somewhere to meet others", "group"),
        ("anxiety workshop", "workshop"),
        ("evening course for parents", "evening"),
        ("saturday club, autism", "activities saturday"),
    ],
)
def test_a_sort_of_offer_is_looked_for_and_shuts_nothing_out(q, text):
    query = asked(q)
    assert (query.modes, query.open_at) == (frozenset(), None)
    assert query.text == text


@pytest.mark.parametrize("q", ["group therapy", "in a group", "only groups", "groups only please"])
def test_a_group_that_is_plainly_asked_for_filters(q):
    assert asked(q).modes == {"group"}


def test_a_way_or_a_time_that_is_plainly_asked_for_filters():
    assert asked("by phone only").modes == {"phone"}
    assert asked("a group that is open on saturday").open_at is not None
    assert asked("parents group", mode="group").modes == {"group"}, "a parameter is always meant"
    assert asked("not a group").not_modes == {"group"}


@pytest.mark.parametrize(
    ("q", "needs"),
    [
        ("my mum has ms and i am 14", ("young-carer",)),
        ("girl 9 whose dad is depressed", ("young-carer",)),
        ("my husband drinks", ("family-relationships",)),
        ("my mum drinks too much", ("drugs-alcohol",)),
        ("i am a mum with depression", ("low-mood",)),
        ("mum with a depressed son", ("low-mood",)),
        ("mum is worried my son is depressed", ("low-mood",)),
    ],
)
def test_a_parents_or_partners_trouble_is_not_the_childs(q, needs):
    assert understood(q).needs == needs


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("starling", "starling"),
        ("second skin", "second skin"),
        ("is there something called starling", "starling"),
        ("starling for a 15 year old", "starling"),
    ],
)
def test_a_name_stays_text_though_it_is_near_another_word(q, text):
    one = understood(q)
    assert (one.text, one.needs) == (text, ())


def test_a_slip_of_a_small_word_in_a_sentence_is_still_put_right():
    assert understood("my son is anxious and he is strugling at school a lot").text == ""
