"""Which sums may be shown: none under ten, and none to be had by taking one figure from another."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrive_directory.catalogue.figures import LEAST, OTHERS, Key, _groups, figures, rounded

CASES = {
    "ten are shown, nine are not": (
        {("camden", "advice", "14"): 10, ("leeds", "advice", "14"): 9},
        {("camden", "advice", "14"): 10},
    ),
    "to the nearest five": (
        {("a", "", ""): 12, ("b", "", ""): 13, ("c", "", ""): 17, ("d", "", ""): 18, ("e", "", ""): 1004},
        {("a", "", ""): 10, ("b", "", ""): 15, ("c", "", ""): 15, ("d", "", ""): 20, ("e", "", ""): 1005},
    ),
    "small ages go together": (
        {("camden", "advice", "0-4"): 6, ("camden", "advice", "5-10"): 7, ("camden", "advice", "11-15"): 20},
        {("camden", "advice", "*"): 15, ("camden", "advice", "11-15"): 20},
    ),
    "then small kinds of help": (
        {("camden", "advice", "0-4"): 6, ("camden", "help", "5-10"): 7, ("camden", "help", "11-15"): 20},
        {("camden", "*", "*"): 15, ("camden", "help", "11-15"): 20},
    ),
    "then small areas": (
        {("camden", "advice", "0-4"): 6, ("leeds", "help", "5-10"): 7, ("wigan", "help", "11-15"): 20},
        {("*", "*", "*"): 15, ("wigan", "help", "11-15"): 20},
    ),
    "what is left of the whole is not shown": ({("camden", "advice", "0-4"): 6, ("leeds", "help", "5-10"): 3}, {}),
    "nothing at all": ({}, {}),
}


@pytest.mark.parametrize(("sums", "shown"), CASES.values(), ids=CASES.keys())
def test_what_is_shown(sums: dict[Key, int], shown: dict[Key, int]) -> None:
    assert figures(sums) == shown


def some_sums() -> st.SearchStrategy[dict[Key, int]]:
    keys = list(product("abc", "xyz", "123"))
    return st.dictionaries(st.sampled_from(keys), st.integers(1, 25), max_size=len(keys))


def group_of(key: Key, groups: set[Key]) -> Key | None:
    """The narrowest group that takes the key in, as a reader of the figures would look for it."""
    for depth in range(len(key), -1, -1):
        found = key[:depth] + (OTHERS,) * (len(key) - depth)
        if found in groups:
            return found
    return None


@given(some_sums())
def test_every_figure_is_of_ten_or_more_that_no_other_figure_counts(sums: dict[Key, int]) -> None:
    """So that what one figure is without another is never a group of fewer: no two of them overlap."""
    groups, left_out = _groups(sums.items(), 0)
    members: Counter[Key | None] = Counter()
    for key, count in sums.items():
        members[group_of(key, set(groups))] += count
    assert members.pop(None, 0) == left_out
    assert members == groups
    assert all(count >= LEAST for count in groups.values())
    assert left_out < LEAST


@given(some_sums())
def test_no_figure_and_no_total_of_figures_comes_near_what_is_hidden(sums: dict[Key, int]) -> None:
    """Totals are sums of figures, so what is left of a total is figures again: ten or more, in fives."""
    shown = figures(sums)
    for depth in range(4):
        for prefix in {key[:depth] for key in shown}:
            under = [count for key, count in shown.items() if key[:depth] == prefix]
            for one in under:
                rest = sum(under) - one
                assert rest == 0 or rest >= LEAST
    assert all(count >= LEAST and count % 5 == 0 for count in shown.values())


@given(st.integers(LEAST, 10_000))
def test_rounding_is_off_by_two_at_most(count: int) -> None:
    assert abs(rounded(count) - count) <= 2
