"""What is told of each thing understood, and what the lexicon refuses."""

from datetime import UTC, datetime

import pytest

from tests.spec.test_plain_words import ROOT, FewTowns, FileVocabulary
from thrive_directory.errors import SourceError
from thrive_directory.search.parse import load_lexicon, parse

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 10, tzinfo=UTC)
LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


def understood(q: str, now: datetime = NOW):
    return parse(q, LEXICON, FewTowns(), now)


def test_every_term_says_which_words_gave_it():
    terms = understood("Anxeity help for my 14 yo near NW1 8QL, step free, not online").terms
    assert [(term.words, term.field, term.code) for term in terms if term.field != "not_mode"] == [
        ("Anxeity", "need", "anxiety"),
        ("my", "audience", "parent-carer"),
        ("14 yo", "age", "14"),
        ("NW1 8QL", "near", ""),
        ("step free", "access", "step-free"),
    ]
    assert {term.words for term in terms if term.field == "not_mode"} == {"online"}
    assert next(term.label for term in terms if term.code == "anxiety") == "Anxiety and worry"


def test_words_no_rule_knows_are_text_and_listed():
    one = understood("camhs zebra workshops quokka")
    assert one.text == "camhs zebra quokka"
    assert one.unused == ("zebra", "quokka")


def test_needs_that_only_danger_named_are_told_apart():
    one = understood("my daughter is anxious and suicidal")
    assert one.needs == ("suicidal-thoughts", "anxiety")
    assert one.urgent_needs == ("suicidal-thoughts",)


def test_circumstances_are_never_read_from_words():
    assert understood("young carer in care, deaf, refugee, LGBT, EHCP").circumstances == ()


@pytest.mark.parametrize(
    ("q", "urgent"),
    [
        ("not suicidal just sad", False),
        ("no suicidal thoughts", False),
        ("denies suicidal ideation", False),
        ("not really suicidal", True),
        ("not suicidal yet", True),
        ("not currently suicidal", True),
        ("i dont think shes suicidal", True),
        ("not suicidal but wants to die", True),
        ("suicidal? no", True),
        ("she was suicidal last year", True),
    ],
)
def test_only_a_clear_no_takes_the_flag_away(q, urgent):
    assert understood(q).urgent is urgent


def test_the_weekend_is_now_when_it_is_the_weekend():
    assert understood("open this weekend", SATURDAY).open_at == SATURDAY
    assert understood("open this weekend").open_at == datetime(2026, 11, 21, 11, tzinfo=UTC)


def test_an_ordinary_word_is_never_corrected_into_another():
    assert understood("colour painting aware foster carer").text.split()[0] == "colour"
    assert LEXICON.corrected("overcome") == "overcome"
    assert LEXICON.corrected("overdoze") == "overdose"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("  anxiety: anxiety;", "  anxietyy: anxiety;", "need.anxietyy"),
        ('negatable: "true"', "negatable: perhaps", "danger.0.negatable"),
        ("kind: missing", "kind: lost", "danger"),
        ("free: >-\n", "free: >-\n  {nobody} pays;\n", "nobody"),
    ],
)
def test_a_broken_lexicon_names_the_entry(tmp_path, old, new, named):
    text = (ROOT / "data/lexicon.yaml").read_text()
    assert old in text
    broken = tmp_path / "lexicon.yaml"
    broken.write_text(text.replace(old, new, 1))
    with pytest.raises(SourceError, match=named):
        load_lexicon(broken, FileVocabulary())


def test_a_missing_lexicon_is_a_clear_error(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        load_lexicon(tmp_path / "none.yaml", FileVocabulary())
