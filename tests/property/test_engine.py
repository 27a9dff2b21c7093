"""The fast engine and the slow obvious one agree, offer for offer, on random catalogues and questions."""

from hypothesis import given, settings

from tests.property.alike import EXAMPLES, PROFILE, assert_equal
from tests.property.strategies import VOCABULARY, catalogues, queries
from tests.reference import reference_search
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search


@settings(max_examples=EXAMPLES[PROFILE])
@given(catalogues(), queries())
def test_the_engine_answers_as_the_reference_does(offers, query):
    snapshot = build_snapshot(1, offers, VOCABULARY)
    assert_equal(search(snapshot, query), reference_search(offers, VOCABULARY, query))
