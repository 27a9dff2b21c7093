"""The bounds of variety: the best stays first, nobody is lost, and nobody passes one better by more than the margin."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.strategies import VOCABULARY, catalogues, queries
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.columns import MODE_KINDS
from thrive_directory.search.engine import search
from thrive_directory.search.variety import vary
from thrive_directory.search.weights import VARIETY_MARGIN

A, B, C = 1, 2, 4
"""Three kinds of help."""
ranked = st.lists(st.tuples(st.floats(0, 3), st.integers(0, 31)), max_size=40).map(sorted)


@pytest.mark.parametrize(
    ("penalty", "kinds", "order"),
    [
        ([], [], []),
        ([1.0], [A], [0]),
        ([1.0, 1.1, 1.15], [A, A, B], [0, 2, 1]),
        ([1.0, 1.1, 1.31], [A, A, B], [0, 1, 2]),
        ([1.0, 1.5, 1.7], [A, A, B], [0, 2, 1]),
        ([1.0, 1.1, 1.15], [A, B, C], [0, 1, 2]),
        ([1.0, 1.1, 1.15], [A, B, B | C], [0, 2, 1]),
        ([1.0, 1.1, 1.15], [A | B, A, B], [0, 1, 2]),
        ([1.0, 1.0, 1.0, 1.0], [A, A, B, C], [0, 2, 3, 1]),
        ([1.0, 1.1, 1.2], [0, 0, 0], [0, 1, 2]),
        ([1.0, 1.1, 1.15, 1.2], [0, A, B, C], [0, 1, 2, 3]),
    ],
    ids=[
        "nothing",
        "one",
        "another kind moves up",
        "not past an offer better by more than the margin",
        "the margin is measured from the best still waiting",
        "equal gains keep their rank",
        "the one that adds two kinds before the one that adds one",
        "all kinds seen, plain order",
        "each kind once, then rank",
        "no kinds known",
        "an offer of no known kind may be the best",
    ],
)
def test_order(penalty, kinds, order):
    assert vary(penalty, kinds, places=20, margin=0.2) == order


@given(ranked, st.integers(1, 25), st.floats(0, 1))
@settings(max_examples=100)
def test_the_bounds(offers, places, margin):
    penalty, kinds = [p for p, _ in offers], [k for _, k in offers]
    order = vary(penalty, kinds, places, margin)
    assert sorted(order) == list(range(len(offers)))
    assert order[:1] == [0] * min(1, len(offers))
    shown = [penalty[at] for at in order]
    assert all(ahead <= min(behind) + margin for ahead, behind in zip(shown, tails(shown), strict=False))
    assert order[places:] == sorted(order[places:])


def tails(values: list[float]) -> list[list[float]]:
    return [values[at + 1 :] for at in range(len(values) - 1)]


@given(ranked)
@settings(max_examples=50)
def test_without_a_margin_only_equals_change_places(offers):
    penalty = [p for p, _ in offers]
    order = vary(penalty, [k for _, k in offers], places=20, margin=0.0)
    assert [penalty[at] for at in order] == penalty


@given(catalogues(), queries())
@settings(max_examples=60)
def test_a_search_keeps_the_bounds(offers, query):
    """With real penalties: the same offers, the same first, and none passed by one that is worse by more."""
    snapshot = build_snapshot(1, offers, VOCABULARY)
    whole = replace(query, sort="relevance", limit=100, offset=0)
    plain = search(snapshot, replace(whole, variety=False)).hits
    varied = search(snapshot, replace(whole, variety=True)).hits
    assert {hit.offer_id for hit in varied} == {hit.offer_id for hit in plain}
    assert [hit.offer_id for hit in varied[:1]] == [hit.offer_id for hit in plain[:1]]
    shown = [hit.penalty for hit in varied]
    assert all(ahead <= min(behind) + VARIETY_MARGIN for ahead, behind in zip(shown, tails(shown), strict=False))


def test_every_way_of_meeting_is_of_one_kind():
    """Someone to see, to call, to write to, or something to do alone: a new mode must be put in one of them."""
    placed = [mode for kind in MODE_KINDS for mode in kind]
    assert sorted(placed) == sorted(VOCABULARY.codes("mode"))
