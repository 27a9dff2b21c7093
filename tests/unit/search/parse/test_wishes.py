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


@pytest.mark.parametrize(
    "q",
    [
        "wont come in in person",
        "cant do face to face",
        "he will not go anywhere in person",
        "not able to come in person",
        "wont see anybody face to face",
        "cant face seeing someone in person",
    ],
)
def test_a_refusal_some_words_away_is_one(q):
    one = understood(q)
    assert (one.modes, one.not_modes) == ((), ("in-person",))


def test_a_refusal_to_talk_reaches_the_way_of_talking():
    one = understood("dont want to talk to someone on the phone")
    assert (one.modes, one.not_modes) == ((), ("phone",))


@pytest.mark.parametrize(
    "q",
    [
        "not online, face to face",
        "cant cope need to see someone in person",
        "dont know anyone, want to meet people in person",
        "cant wait want in person",
    ],
)
def test_a_wish_after_a_no_to_something_else_stays_a_wish(q):
    one = understood(q)
    assert one.modes == ("in-person",)
    assert "in-person" not in one.not_modes


@pytest.mark.parametrize(
    ("q", "language"),
    [
        ("speaks arabic", "ar"),
        ("only speak polish", "pl"),
        ("mum speaks urdu", "ur"),
        ("he only speaks farsi and has nightmares", "fa"),
        ("dad only talks punjabi", "pa"),
    ],
)
def test_what_somebody_speaks_is_no_trouble_with_speech(q, language):
    one = understood(q)
    assert one.languages == (language,)
    assert "speech-language" not in one.needs


def test_trouble_with_speech_stays_one_where_a_language_is_named_too():
    assert understood("barely speaks at nursery, we are polish").needs == ("speech-language",)


@pytest.mark.parametrize(
    "q",
    [
        "from syria",
        "he is from sudan and on his own here",
        "we came from afghanistan",
        "came here as refugees",
        "asylum",
        "fled iraq with my kids",
    ],
)
def test_who_came_from_a_war_may_use_what_is_there_for_refugees(q):
    one = understood(q)
    assert "refugee-asylum" in one.circumstances
    assert one.text in ("", "refugee")


def test_where_a_parent_was_born_is_no_flight():
    assert understood("my dad is from syria and i get called names").circumstances == ()


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("EHCP appeal", "ehcp tribunal sendiass"),
        ("send tribunal", "ehcp tribunal sendiass"),
        ("school wont give an EHCP", "ehcp sendiass"),
        ("refused to assess for ehcp", "ehcp sendiass"),
        ("SENDIASS", "sendiass"),
    ],
)
def test_words_of_the_law_on_special_needs_find_who_advises_on_it(q, text):
    one = understood(q)
    assert (one.circumstances, one.text) == (("send",), text)


@pytest.mark.parametrize("q", ["IPSEA", "tribunal", "pip tribunal"])
def test_a_name_or_any_other_tribunal_says_nothing_of_special_needs(q):
    assert understood(q).circumstances == ()


@pytest.mark.parametrize(
    "q",
    [
        "parents kicked me out",
        "parents have chucked me out",
        "parents told me to leave",
        "parents say i have to move out",
    ],
)
def test_whose_parents_turn_them_out_is_the_young_person(q):
    assert understood(q).audiences == ("young-person",)
    assert understood("parents worried about our son").audiences == ("parent-carer",)


@pytest.mark.parametrize(
    "q",
    [
        "no waiting list",
        "without a wait",
        "without having to wait",
        "can be seen straight away",
        "seen within days",
        "not months of waiting",
    ],
)
def test_no_wait_is_asked_for_in_many_ways_and_is_no_restlessness(q):
    assert understood(q).wait_weeks == 0
    assert understood("cant wait months for help").needs == ()


@pytest.mark.parametrize(
    "q",
    [
        "lad 14, low mood",
        "pupil in yr 9 cutting",
        "YP, 16, self harm",
        "pt 15 anxiety",
        "child 8 nightmares",
        "year 9 girl bullied by boys",
    ],
)
def test_who_tells_of_somebody_may_be_a_parent_or_work_with_them(q):
    one = understood(q)
    assert one.is_told_of
    assert one.audiences in (("young-person",), ("child",)), "what was said stays said"
    assert asked(q).audiences == frozenset(), "and shuts out nobody's offers"


@pytest.mark.parametrize(
    "q",
    [
        "im 14 and sad",
        "girl 15, cant tell my mum",
        "support for young people",
        "groups for teens",
        "a club for girls",
        "student 19 anxious",
    ],
)
def test_who_asks_for_themselves_or_for_offers_to_the_young_is_shown_those(q):
    assert not understood(q).is_told_of
    assert "young-person" in asked(q).audiences
