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
        ("anxious, hudersfield", None),  # nothing leads to a place
        ("help in hosptal", None),  # a slip of an ordinary word
        ("near breakdown in york", "york"),  # a name that is right comes first
        ("in foundation year", None),
        ("starlng online", None),
    ],
)
def test_a_misspelt_town_is_found_after_a_word_that_leads_to_places(q, near):
    assert parse(q, LEXICON, FewTowns(), NOW).near_text == near
