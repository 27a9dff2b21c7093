"""Towns that are ordinary words: a place where the sentence shows it, an activity where it does not."""

from datetime import UTC, datetime

import pytest

from tests.spec.test_plain_words import ROOT, FewTowns, FileVocabulary
from thrive_directory.search.parse import load_lexicon, parse

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


@pytest.mark.parametrize(
    ("q", "near"),
    [
        ("camhs number reading", "reading"),
        ("reading counselling 15", "reading"),
        ("someone to talk to tonight reading im 16", "reading"),
        ("my son is anxious, Reading", "Reading"),
        ("youth club Bath for my daughter", "Bath"),
        ("anxiety support sale", "sale"),
        ("Young carers Deal", "Deal"),
        ("my son struggles with reading", None),
        ("he hates reading", None),
        ("wont have a bath", None),
        ("help with maths and reading", None),
        ("his reading age is low", None),
        ("plays rugby", None),
        ("dog wont stop barking", None),
        ("dyslexia help writing reading", None),
        ("things for sale", None),
        ("reading help leeds", "leeds"),
        ("my daughter Kelly is sad", None),
        ("big deal at school", None),
        ("help near reading for a boy who hates reading", "reading"),
        ("support in reading for an anxious teenager", "reading"),
        ("behind in reading at school", None),
        ("he wont settle", None),
    ],
)
def test_a_town_that_is_a_word(q, near):
    assert parse(q, LEXICON, FewTowns(), NOW).near_text == near


@pytest.mark.parametrize(
    ("q", "text", "modes"),
    [
        ("starlng online", "starlng online", ()),
        ("kooth app", "kooth app", ()),
        ("phebes place", "phebes place", ()),
        ("counselling online", "counselling", ("online-self-help", "app", "web-chat", "video")),
        ("starfish proyect", "starfish proyect", ()),
    ],
)
def test_a_name_is_kept_whole_and_as_typed(q, text, modes):
    understood = parse(q, LEXICON, FewTowns(), NOW)
    assert (understood.text, understood.modes) == (text, modes)


@pytest.mark.parametrize(
    ("q", "near"),
    [
        ("counselling near hebdon bridge", "hebdon bridge"),
        ("anxious 14 in hudersfield", "hudersfield"),
        ("son 9, living in wolverhamton, cant sleep", "wolverhamton"),
        ("anxious, hudersfield", "hudersfield"),  # a clause of its own
        ("my daughter 9 is anxious hudersfield", "hudersfield"),  # the last word of all
        ("daughter hudersfield 9", None),  # may be her name
        ("wolverhamton anxiety", "wolverhamton"),
        ("14, sad, Tauntn", "Tauntn"),
        ("my daughter 9 and her wellbing", None),
        ("has anyone used hudersfield", None),
        ("my son gets help with redding, 8", None),
        ("help in hosptal", None),  # a slip of an ordinary word
        ("near breakdown in york", "york"),  # a name that is right comes first
        ("in foundation year", None),
        ("starlng online", None),
    ],
)
def test_a_misspelt_town_is_found_where_places_stand(q, near):
    assert parse(q, LEXICON, FewTowns(), NOW).near_text == near


class Berkshire(FewTowns):
    """With towns whose names are one letter from a word, and one that nobody takes for anything else."""

    names = FewTowns.names | {("earley",), ("woodley",), ("wokingham",)}


@pytest.mark.parametrize(
    ("q", "near", "age"),
    [
        ("im 13 earley", "earley", 13),
        ("im 13 earley and feel really sad all the time", "earley", 13),
        ("im in year 9 and get picked on every single day earley", "earley", None),
        ("need someone to talk to 12 earley", "earley", 12),
        ("15 reading feeling low and cant get out of bed", "reading", 15),
        ("14 anxious wokingham", "wokingham", 14),
        ("my son 9 woodley bullied", "woodley", 9),
        ("girl 12 deal self harm", "deal", 12),
        ("my daughter is 10 street panic attacks", "street", 10),
        ("panic attacks street", "street", None),
        ("im 15 deal with panic badly", None, 15),
        ("14 street gang took my phone", None, 14),
        ("no big deal", None, None),
        ("need to know how to deal", None, None),
        ("he gets up too earley for school", None, None),
    ],
)
def test_a_town_after_an_age_or_at_the_end_is_the_place_and_the_age_stays(q, near, age):
    one = parse(q, LEXICON, Berkshire(), NOW)
    assert one.near_text == near
    if age is not None:
        assert one.ages == ((age, age),)


def test_others_who_are_told_of_after_an_age_are_not_counted_by_it():
    assert parse("im 13 friends left me", LEXICON, FewTowns(), NOW).ages == ((13, 13),)
    assert parse("has 13 friends", LEXICON, FewTowns(), NOW).ages == ()
