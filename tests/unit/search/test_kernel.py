"""The compiled loops say what the loops in numpy say, also of more rows than the random catalogues have."""

from dataclasses import replace
from random import Random
from unittest.mock import patch

import numpy as np
import pytest

from tests.small_world import NOW, offer, query, snapshot
from thrive_directory.index.kept import Kept
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import arrays, kernel
from thrive_directory.search.engine import search

needs_compiled = pytest.mark.skipif(kernel.LIBRARY is None, reason="the loops are not compiled here: run make setup")
# Few sorts of offers, so that rows are counted by way of their kinds; then so many that they are counted one by one.
FEW = {
    "needs": ["anxiety", "eating, sleep"],
    "modes": ["phone", ""],
    "age": ["11-17", "5-25"],
    "areas": ["camden", "uk"],
}
MANY = {
    "needs": ["anxiety", "eating, sleep", "low-mood", "", "autism"],
    "modes": ["phone", "", "video, group", "in-person"],
    "age": ["11-17", "5-25", "16+", None],
    "areas": ["camden", "uk", "england", "haringey", "unknown"],
    "access": ["step-free", ""],
    "cost": ["free", "paid", None],
    "at": [None, "camden + 1 km", ["camden", "camden + 3 km"], [{"spot": "camden", "access": "step-free"}, "haringey"]],
}
QUESTIONS = [
    {},
    {"near": "camden"},
    {"near": "camden", "need": "anxiety", "age": 14},
    {"near": "camden", "need": "autism", "mode": "phone", "free": True},
    {"near": "NW1", "access": "step-free", "limit": 100, "offset": 40},
    {"near": "camden, no point", "age": 8},
    {"near": "haringey", "text": "offer", "sort": "distance"},
    {"near": "camden", "open": "now", "variety": False},
    {"age": "4", "sort": "name", "limit": 50},
]


def catalogue(size: int, pools: dict[str, list[object]]) -> Snapshot:
    random = Random(7)  # noqa: S311
    facts = [{name: random.choice(pool) for name, pool in pools.items()} for _ in range(size)]
    said = [{name: value for name, value in each.items() if value is not None} for each in facts]
    return snapshot(*(offer(f"{number:05d}", **each) for number, each in enumerate(said)))


@needs_compiled
@pytest.mark.parametrize("pools", [FEW, MANY], ids=["few kinds", "many kinds"])
def test_the_answers_are_those_of_the_loops_in_numpy(pools):
    compiled = catalogue(1_500, pools)
    asked = [query(**question) for question in QUESTIONS]
    answers = [search(compiled, each) for each in asked]
    with patch.object(kernel, "LIBRARY", None):
        assert answers == [search(compiled, each) for each in asked]
    assert max(answer.total for answer in answers) == 1_500


@needs_compiled
def test_a_catalogue_of_too_many_kinds_is_answered_all_the_same():
    usual = catalogue(40, FEW)
    wide = replace(usual, kinds=replace(usual.kinds, of=usual.kinds.of.astype(np.uint32)), found=Kept(16))
    for question in QUESTIONS:
        assert search(wide, query(**question)) == search(usual, query(**question))
    assert kernel._serves(usual)
    assert not kernel._serves(wide)


@needs_compiled
def test_code_made_from_another_source_is_not_used(tmp_path):
    here = kernel.HERE
    (tmp_path / "_kernel.so").write_bytes((here / "_kernel.so").read_bytes())
    (tmp_path / "kernel.c").write_bytes((here / "kernel.c").read_bytes())
    assert kernel.load(tmp_path) is not None
    (tmp_path / "kernel.c").write_text("/* changed since */")
    assert kernel.load(tmp_path) is None
    (tmp_path / "_kernel.so").unlink()
    assert kernel.load(tmp_path) is None


@needs_compiled
def test_another_day_is_another_cost():
    """What is kept of a family is set against what is usual that day."""
    compiled = catalogue(60, MANY)
    asked = query(near="camden", need="anxiety", age=14)
    days = [replace(asked, now=NOW.replace(day=day)) for day in (18, 19, 18, 20)]
    answers = [search(compiled, each) for each in days]
    with patch.object(kernel, "LIBRARY", None):
        assert answers == [search(catalogue(60, MANY), each) for each in days]
    assert answers[0] == answers[2] != answers[1]


@pytest.mark.parametrize("library", [kernel.LIBRARY, None], ids=["compiled", "numpy"])
@pytest.mark.parametrize("asked", [{"age": 14}, {"school": "100001"}], ids=lambda asked: next(iter(asked)))
def test_what_is_called_by_its_name_is_a_near_miss_elsewhere_however_many_are_around(library, asked):
    """Out by its area, and for those alone who call it by its name: words that do so spare it the second."""
    for_some = snapshot(offer("a", name="Harbour", areas="haringey", name_only=True), offer("b", name="Anchor"))
    with patch.object(kernel, "LIBRARY", library), patch.object(arrays, "_FEW", 0):
        called = search(for_some, query(near="camden", text="harbour", **asked))
        unnamed = search(for_some, query(near="camden", **asked))
    assert [(miss.offer_id, miss.code) for miss in called.near_misses] == [("a", "area")]
    assert not unnamed.near_misses
