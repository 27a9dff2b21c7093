"""The fast engine and the slow obvious one agree, offer for offer, on random catalogues and questions."""

import os

from hypothesis import given, settings

from tests.property.strategies import VOCABULARY, catalogues, queries
from tests.reference import reference_search
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search

# The heart of the matter gets the most examples: 5,000 in CI, and in a nightly run ten times that.
EXAMPLES = {"dev": 300, "ci": 5_000, "nightly": 50_000}


@settings(
    max_examples=EXAMPLES[os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "dev")]
)
@given(catalogues(), queries())
def test_the_engine_answers_as_the_reference_does(offers, query):
    snapshot = build_snapshot(1, offers, VOCABULARY)
    answer = search(snapshot, query)
    expected = reference_search(offers, VOCABULARY, query)

    found = [(hit.offer_id, hit.location_id, hit.distance_km, hit.penalty) for hit in answer.hits]
    assert found == [hit[:4] for hit in expected.hits]
    assert [len(hit.asks) for hit in answer.hits] == [len(hit[4]) for hit in expected.hits]
    assert [(miss.offer_id, miss.code) for miss in answer.near_misses] == expected.near_misses
    assert answer.facets == expected.facets
    assert answer.total == expected.total
