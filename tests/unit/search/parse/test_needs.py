"""Needs in words that no phrase lists: frames of words, and hints that add up. And the forms of verbs that both use."""

import pytest

from tests.spec.test_plain_words import NOW, ROOT, FewTowns, FileVocabulary
from thrive_directory.errors import SourceError
from thrive_directory.search.parse import load_lexicon, parse
from thrive_directory.search.parse.inflect import forms
from thrive_directory.search.parse.lexicon_file import HintEntry, NeedFrameEntry
from thrive_directory.search.parse.need_frames import compile_frames, find_needs
from thrive_directory.search.parse.need_hints import compile_hints, find_hinted

LEXICON = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())
WORDS = {"refuse": ("refuse~", "wont"), "school": ("school", "lessons"), "all": ("{school}", "college")}
ENTRIES = (
    NeedFrameEntry(needs="school-attendance", within=4, of="{refuse} {all}", unless="counselling"),
    NeedFrameEntry(needs="sleep", within=2, of="tired|yawn~ bed", ordered=False, weak=True),
)


def needs(q: str) -> tuple[str, ...]:
    return parse(q, LEXICON, FewTowns(), NOW).needs


def test_punctuation_parts_a_frame_save_one_that_goes_across_it():
    words, breaks = ["happy", "one", "day", "crying", "the", "next"], [False, False, False, True, False, False]
    for across in (False, True):
        entry = NeedFrameEntry(needs="mood-swings", within=6, of="happy crying", across=across)
        found = list(find_needs(words, breaks, lambda _: True, compile_frames((entry,), {})))
        assert bool(found) is across


@pytest.mark.parametrize(
    ("told_of_things", "told_of_somebody"),
    [
        ("he goes down the park with his mates most evenings now", "he has been so down at the park lately since may"),
        ("our house is empty all day because both of us have jobs", "she says that she is empty and has no tears left"),
        (
            "the broadband at our farm is hopeless so nothing by video",
            "he is hopeless about it all since the new year came",
        ),
    ],
)
def test_words_for_how_somebody_is_say_nothing_of_things(told_of_things, told_of_somebody):
    assert "low-mood" not in needs(told_of_things)
    assert "low-mood" in needs(told_of_somebody)


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("stop~", "stop stops stopped stopping"),
        ("refuse~", "refuse refuses refused refusing"),
        ("cry~", "cry cries cried crying"),
        ("die~", "die dies died dying"),
        ("visit~", "visit visits visited visiting"),
        ("play~", "play plays played playing"),
        ("school", "school"),
    ],
)
def test_a_marked_verb_has_every_regular_form(verb, expected):
    assert forms(verb) == tuple(expected.split())


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("he wont even go to school", [("school-attendance",)]),
        ("refusing college", [("school-attendance",)]),
        ("school he refuses", []),  # in order
        ("wont get up and put on his things for school", []),  # too far apart
        ("wont go to counselling at school", []),  # spoilt
        ("tired in bed", [("sleep",)]),
        ("bed so tired", [("sleep",)]),  # either way round
    ],
)
def test_a_frame_is_its_words_in_order_and_near_each_other(sentence, found):
    words = sentence.split()
    frames = compile_frames(ENTRIES, WORDS)
    assert [one.needs for one in find_needs(words, [False] * len(words), lambda at: True, frames)] == found


def test_a_frame_crosses_no_punctuation_and_uses_no_word_that_is_taken():
    words, frames = ["wont", "talk", "school"], compile_frames(ENTRIES, WORDS)
    assert not list(find_needs(words, [False, False, True], lambda at: True, frames))
    assert not list(find_needs(words, [False] * 3, lambda at: at != 2, frames))


def test_hints_add_up_once_for_each_word_and_the_most_wins():
    hints = compile_hints({"eating": HintEntry(two="scales", one="food; bin"), "anger-behaviour": HintEntry(one="bin")})
    words = "food food in the bin".split()
    hinted = find_hinted(words, hints, bytes(5), enough=2)
    assert hinted is not None
    assert (hinted.need, hinted.at) == ("eating", (0, 4))
    assert find_hinted(["food", "food"], hints, bytes(2), enough=2) is None
    assert find_hinted(["scales"], hints, b"\x01", enough=2) is None


@pytest.mark.parametrize(
    ("q", "need"),
    [
        ("gets to the school gate and turns round every single morning", "school-attendance"),
        ("she chucks her packed lunch in the bin", "eating"),
        ("dad walked out on us and they argue about money for us kids", "family-relationships"),
        ("he has a head like a sieve", "adhd-attention"),
        ("sits on her own every lunchtime", "loneliness"),
    ],
)
def test_everyday_wordings_that_no_phrase_lists_name_the_need(q, need):
    assert need in needs(q)


def test_a_question_for_a_kind_of_help_names_no_need():
    assert needs("advice line for parents, weekday mornings") == ()
    assert needs("can i see someone on my own without my mum, 16") == ()


def test_a_weak_frame_gives_way_to_a_need_that_is_named():
    assert "low-mood" in needs("my lad just lies on his bed staring at the ceiling")
    assert needs("she just lies on her bed since her nan died") == ("bereavement",)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{refuse} {go} {school}", "{refuses} {go} {school}", "{refuses} is no class of frame_words"),
        ("need_frames:\n  - {needs: school-attendance", "need_frames:\n  - {needs: school", "'school' is no need code"),
        ("need_hints:\n  anxiety:", "need_hints:\n  angst:", "'angst' is no need code"),
    ],
)
def test_a_broken_frame_or_hint_is_named(tmp_path, old, new, named):
    text = (ROOT / "data/lexicon.yaml").read_text()
    assert old in text
    (tmp_path / "lexicon.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(SourceError, match=named.replace("{", r"\{").replace("}", r"\}")):
        load_lexicon(tmp_path / "lexicon.yaml", FileVocabulary())
