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


def test_a_frame_that_explains_the_words_of_another_need_stands_instead_of_it():
    explains = Named("eating", frozenset({0, 4}), True, ("anger-behaviour",))
    assert outdone([explains, named("anger-behaviour", 2, by_frame=False)], frozenset()) == {"anger-behaviour"}
    elsewhere = named("anger-behaviour", 7, by_frame=False)
    assert not outdone([explains, elsewhere], frozenset())
    assert not outdone([explains, named("anger-behaviour", 2), elsewhere], frozenset())


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
        ("year 13 student, worrying herself sick about A levels", {"exam-stress"}),
        ("anxiety and exams", {"anxiety", "exam-stress"}),
    ],
)
def test_no_need_beside_the_one_meant(q, needs):
    assert set(parse(q, LEXICON, FewTowns(), NOW).needs) == needs


@pytest.mark.parametrize(
    ("q", "modes"),
    [
        ("telephone appointments only, 15", ("phone",)),
        ("an appointment with somebody, 15", ("in-person",)),
        ("where can I just walk in, 15", ("drop-in",)),
    ],
)
def test_an_appointment_is_face_to_face_unless_another_way_is_named(q, modes):
    assert parse(q, LEXICON, FewTowns(), NOW).modes == modes


@pytest.mark.parametrize(
    ("q", "ages"),
    [
        ("child 4, night terrors", ((4, 4),)),
        ("my granddaughter's thirteen and cuts class", ((13, 13),)),
        ("my son of nine keeps blinking", ((9, 9),)),
        ("dont know who 2 tell, 14", ((14, 14),)),
        ("in care till I was 17, I'm 22", ((22, 22),)),
        ("granddaughter lost her mam, only 6, we're in Halifax", ((6, 6),)),
    ],
)
def test_ages_that_words_around_them_make(q, ages):
    assert parse(q, LEXICON, FewTowns(), NOW).ages == ages


@pytest.mark.parametrize(
    ("q", "audience"),
    [
        ("TA in Luton, how can I support a girl who is lonely", "professional"),
        ("Milton Keynes, youth worker, how do I help kids whose parents split up", "professional"),
        ("how do I help my son, his teacher is no use", "parent-carer"),
        ("they shared my photos round the whole school", "young-person"),
        ("I foster two sisters, neither of them sleeps", "parent-carer"),
        ("my nana passed away, 15", "young-person"),
    ],
)
def test_who_asks(q, audience):
    assert parse(q, LEXICON, FewTowns(), NOW).audiences == (audience,)
