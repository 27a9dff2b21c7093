"""What the engine keeps of one question never shows in the answer to another."""

from contextlib import ExitStack
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.alike import EXAMPLES, PROFILE, assert_equal
from tests.property.strategies import VOCABULARY, catalogues, questions_alike
from tests.reference import reference_search
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search

USUAL: dict[str, object] = {}
NOT_COMPILED = {"search.kernel.LIBRARY": None}
EVERY_PLACE_KEPT = {**NOT_COMPILED, "index.snapshot._MANY": 0, "index.snapshot._LARGE_SHARE": 0}
NEAR_MISSES_SIFTED = {**NOT_COMPILED, "search.arrays._FEW": 0}


@settings(max_examples=EXAMPLES[PROFILE] // 20)
@given(catalogues(), questions_alike(), st.sampled_from([USUAL, NOT_COMPILED, EVERY_PLACE_KEPT, NEAR_MISSES_SIFTED]))
def test_no_question_is_answered_with_what_was_kept_of_another(offers, queries, ways):
    """A snapshot that answers many questions keeps what it found for one to serve the next: asked forwards and
    backwards, each has the same answer to the last word, and that of the reference to the last bit. `ways` make a
    small catalogue be treated as only large ones are, or as one is without compiled code."""
    with ExitStack() as patched:
        for name, value in ways.items():
            patched.enter_context(patch(f"thrive_directory.{name}", value))
        one, other = build_snapshot(1, offers, VOCABULARY), build_snapshot(1, offers, VOCABULARY)
        answers = [search(one, query) for query in queries]
        backwards = [search(other, query) for query in reversed(queries)]
    for answer, again, query in zip(answers, reversed(backwards), queries, strict=True):
        assert answer == again
        assert_equal(answer, reference_search(offers, VOCABULARY, query))
