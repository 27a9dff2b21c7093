"""The fast engine and the slow obvious one agree, offer for offer, on random catalogues and questions."""

import os
from contextlib import ExitStack
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.strategies import VOCABULARY, catalogues, queries, questions_alike
from tests.reference import reference_search
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search

# The heart of the matter gets the most examples, and in a nightly run over ten times those of CI. One example of the
# second test asks some eighty questions.
EXAMPLES = {"dev": 300, "ci": 5_000, "nightly": 50_000}
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "dev")
USUAL: dict[str, float] = {}
EVERY_PLACE_KEPT = {"index.snapshot._MANY": 0, "index.snapshot._LARGE_SHARE": 0}
NEAR_MISSES_SIFTED = {"search.judging._FEW": 0}


@settings(max_examples=EXAMPLES[PROFILE])
@given(catalogues(), queries())
def test_the_engine_answers_as_the_reference_does(offers, query):
    snapshot = build_snapshot(1, offers, VOCABULARY)
    assert_equal(search(snapshot, query), reference_search(offers, VOCABULARY, query))


@settings(max_examples=EXAMPLES[PROFILE] // 20)
@given(catalogues(), questions_alike(), st.sampled_from([USUAL, EVERY_PLACE_KEPT, NEAR_MISSES_SIFTED]))
def test_no_question_is_answered_with_what_was_kept_of_another(offers, queries, sizes):
    """A snapshot that answers many questions keeps what it found for one to serve the next: asked forwards and
    backwards, each has the same answer to the last word, and that of the reference to the last bit. `sizes` make a
    small catalogue be treated as only large ones are."""
    with ExitStack() as patched:
        for name, size in sizes.items():
            patched.enter_context(patch(f"thrive_directory.{name}", size))
        one, other = build_snapshot(1, offers, VOCABULARY), build_snapshot(1, offers, VOCABULARY)
        answers = [search(one, query) for query in queries]
        backwards = [search(other, query) for query in reversed(queries)]
    for answer, again, query in zip(answers, reversed(backwards), queries, strict=True):
        assert answer == again
        assert_equal(answer, reference_search(offers, VOCABULARY, query))


def assert_equal(answer, expected):
    found = [(hit.offer_id, hit.location_id, hit.distance_km, hit.penalty) for hit in answer.hits]
    assert found == [hit[:4] for hit in expected.hits]
    assert [len(hit.asks) for hit in answer.hits] == [len(hit[4]) for hit in expected.hits]
    assert [(miss.offer_id, miss.code) for miss in answer.near_misses] == expected.near_misses
    assert answer.facets == expected.facets
    assert answer.total == expected.total
