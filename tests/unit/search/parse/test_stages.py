"""Stages of life as ages, and whose they are."""

import pytest

from thrive_directory.search.parse.stages import find_stages


@pytest.mark.parametrize(
    ("sentence", "ages"),
    [
        ("newborn wont feed", [(0, 0)]),
        ("my baby cries", [(0, 1)]),
        ("toddler and teenager", [(1, 3), (13, 18)]),
        ("nursery child", [(2, 4)]),
        ("support in primary school", [(4, 11)]),
        ("secondary pupil", [(11, 16)]),
        ("pre teen", [(9, 12)]),
        ("at college", [(16, 18)]),
        ("uni student", [(18, 25)]),
        ("my baby brother", []),
        ("having a baby", []),
        ("lost her baby", []),
        ("starting secondary school", []),
        ("high anxiety", []),
        ("primary care", []),
        ("when he goes to uni", []),
    ],
)
def test_a_stage_is_an_age_of_the_one_who_is_in_it(sentence, ages):
    assert [found for _, _, found in find_stages(sentence.split())] == ages
