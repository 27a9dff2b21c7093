"""Of several needs that the same words speak for, the one that says more of them is meant."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.search.parse import load_lexicon, parse
from thrive_directory.search.parse.need_contest import Named, outdone

LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())


def named(need: str, *at: int, by_frame: bool = True) -> Named:
    return Named(need, frozenset(at), by_frame)


def test_the_wider_of_two_frames_over_the_same_words_wins():
    assert outdone([named("adhd-attention", 2, 3), named("ocd", 2, 4)], frozenset()) == {"adhd-attention"}


def test_a_frame_gives_way_to_a_phrase_over_its_words():
    assert outdone([named("panic", 1, 2), named("physical-health", 2, by_frame=False)], frozenset()) == {"panic"}


def test_frames_over_other_words_stay():
    assert not outdone([named("sleep", 0, 1), named("trauma", 4, 5)], frozenset())


def test_what_a_phrase_names_is_never_outdone():
    assert outdone([named("sleep", 0, by_frame=False), named("ocd", 0, 1, 2)], frozenset()) == {"ocd"}


def test_who_somebody_is_is_never_outdone():
    assert not outdone([named("looked-after", 0, 1), named("sleep", 1, 2, 3)], frozenset({"looked-after"}))


@pytest.mark.parametrize(
    ("q", "needs"),
    [
        ("year 2 pupil screams the place down when mum leaves", {"separation-anxiety"}),
        ("my son aged four won't touch anything but beige food", {"eating"}),
        ("finals are coming and I'm so stressed I can't think", {"exam-stress"}),
        ("pupil with type 1 diabetes, fed up with injecting", {"physical-health"}),
        ("so stressed and fed up", {"anxiety", "low-mood"}),
        ("foster mum, 15, sad all the time", {"looked-after", "low-mood"}),  # being fostered is no trouble of its own
        ("I foster a lad of 14 who bunks off every day", {"looked-after", "school-attendance"}),
        ("anxiety and exams", {"anxiety", "exam-stress"}),
    ],
)
def test_no_need_beside_the_one_meant(q, needs):
    assert set(parse(q, LEXICON, FewTowns(), NOW).needs) == needs
