"""The fast engine and the slow obvious one agree, offer for offer, on random catalogues and questions."""

import os
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from tests.property.alike import EXAMPLES, PROFILE, assert_equal
from tests.property.strategies import VOCABULARY, catalogues, queries
from tests.reference import reference_search
from thrive_directory.index.build import build_snapshot
from thrive_directory.search import kernel
from thrive_directory.search.engine import search


@settings(max_examples=EXAMPLES[PROFILE])
@given(catalogues(), queries())
def test_the_engine_answers_as_the_reference_does(offers, query):
    """Compiled and not compiled: the answers are the same to the last word, and the reference's to the last bit."""
    snapshot = build_snapshot(1, offers, VOCABULARY)
    answer = search(snapshot, query)
    assert_equal(answer, reference_search(offers, VOCABULARY, query))
    with patch.object(kernel, "LIBRARY", None):
        assert search(snapshot, query) == answer


def test_the_loops_are_compiled():
    if kernel.LIBRARY is None and os.environ.get("CI") != "true":
        pytest.skip("the loops of the search are not compiled here: run make setup")
    assert kernel.LIBRARY is not None
