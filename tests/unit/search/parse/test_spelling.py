"""Words written as they sound are read; what is a word, or only near one, stays as it stands."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.search.parse import load_lexicon, parse
from thrive_directory.search.parse.sounds import sound
from thrive_directory.search.parse.spelling import Speller

LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())
SPELLER = Speller.of(["voices", "nightmares", "refuse", "refusal", "brother", "weed", "phobia", "areas", "homeless"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("voises", "voices"),
        ("nitemares", "nightmares"),
        ("refusel", "refusal"),
        ("brotha", "brother"),
        ("weeed", "weed"),
        ("fobia", "phobia"),
    ],
)
def test_a_word_written_as_it_sounds_is_read(written, meant):
    assert SPELLER.nearest(written) == meant


@pytest.mark.parametrize("word", ["arrears", "harmless", "vices", "bother", "wed"])
def test_a_word_of_another_sound_is_not(word):
    assert SPELLER.nearest(word) not in ("areas", "homeless", "weed") or word == "weed"


def test_words_of_one_sound_share_a_key():
    assert sound("urdoo") == sound("urdu")
    assert sound("exsam") == sound("exam")
    assert sound("depreshun") == sound("depression")
    assert sound("chart") != sound("chat")


def test_two_words_written_as_one_are_read_and_nothing_is_corrected_into_them():
    assert parse("homevisit norwich 14", LEXICON, FewTowns(), NOW).modes == ("home-visit",)
    assert [
        LEXICON.corrected(word) for word in ("override", "readline", "designer")
    ] == "override readline designer".split()


@pytest.mark.parametrize(
    ("q", "meant"), [("my sun is 7 and wets the bed", "male"), ("sits in the sun all day, 7 years old", None)]
)
def test_a_slip_that_is_a_word_is_read_by_the_word_before_it(q, meant):
    assert parse(q, LEXICON, FewTowns(), NOW).gender == meant
