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

USUAL: dict[str, float] = {}
EVERY_PLACE_KEPT = {"index.snapshot._MANY": 0, "index.snapshot._LARGE_SHARE": 0}
NEAR_MISSES_SIFTED = {"search.arrays._FEW": 0}


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
