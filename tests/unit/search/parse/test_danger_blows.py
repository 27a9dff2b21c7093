"""Who may strike whom without its being danger: a small child alone, and never a grown-up."""

from pathlib import Path

import pytest

from thrive_directory.search.parse.danger_blows import find_blows, is_a_small_childs
from thrive_directory.search.parse.danger_score_file import load_danger_score

SAID = load_danger_score(Path(__file__).parents[4] / "data/danger_score.yaml").blows

CLASSES = {
    "kin": frozenset({"son", "daughter"}),
    "children": frozenset({"child", "boy", "girl", "toddler"}),
    "children_of_mine": frozenset({"teenager", "boy", "girl", "one"}),
    "partners": frozenset({"boyfriend"}),
    "doers": frozenset({"dad", "mum", "brother", "partner"}),
    "gran": frozenset({"nan", "grandad"}),
    "male": frozenset({"son", "boy"}),
    "female": frozenset({"daughter", "girl"}),
    "not_age_after": frozenset({"months"}),
}


@pytest.mark.parametrize(
    "sentence",
    [
        "i lost my temper and hit my little boy",
        "my son 5 hits me and i hit him back",
        "the childminder smacked my two year old",
        "my son is hit by his brother",
        "son 6 gets hit by nan",
        "my son 13 punches me",
        "my son 14 hits his little sister",
        "my son 6 hit me with a hammer",
        "my daughter 9 kicks me and i ended up in a and e",
    ],
)
def test_blows_that_are_danger(sentence):
    assert list(find_blows(sentence.split(), CLASSES, SAID))


@pytest.mark.parametrize(
    "sentence",
    [
        "my son 5 hits me",
        "should i smack my toddler",
        "i hurt her feelings",
        "i shook his hand",
        "i kicked him out of the group chat",
        "dad beat him at chess",
        "mum hit her head",
        "my son 9 got hit by another child",
        "my son was hit by his little brother",
        "my son got hit by a ball",
        "my girl 14 hits the ball",
        "i hit a wall",
    ],
)
def test_blows_that_are_none_or_no_danger(sentence):
    assert not list(find_blows(sentence.split(), CLASSES, SAID))


@pytest.mark.parametrize(
    ("sentence", "is_so"),
    [
        ("my son 5 hits me", True),
        ("my 4 year old hits me", True),
        ("four year old hits me", True),
        ("my toddler hits me", True),
        ("my son 18 months hits my toddler and me", True),
        ("my son 12 hits me", False),
        ("my son hits me", False),
        ("my daughter 5 says he hits me", False),
        ("i have a 4 year old and he hits me", False),
        ("my son 5 hits me i am scared", False),
        ("my son 5 hits me with a hammer", False),
        ("my son 5 hits me and my dad too", False),
        ("my son 5 is hit by my sister", False),
        ("i am 9 and dad hits me", False),
    ],
)
def test_a_small_childs_blows_alone_are_a_need(sentence, is_so):
    words = sentence.split()
    assert is_a_small_childs(words, 0, len(words), CLASSES, SAID) == is_so
