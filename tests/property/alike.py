"""How many examples the engine is tried on, and what it means that it answers as the reference does."""

import os

# The heart of the matter gets the most examples, and in a nightly run over ten times those of CI. One example of the
# second test asks some eighty questions.
EXAMPLES = {"dev": 300, "ci": 5_000, "nightly": 50_000}
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "dev")


def assert_equal(answer, expected):
    found = [(hit.offer_id, hit.location_id, hit.distance_km, hit.penalty) for hit in answer.hits]
    assert found == [hit[:4] for hit in expected.hits]
    assert [len(hit.asks) for hit in answer.hits] == [len(hit[4]) for hit in expected.hits]
    assert [(miss.offer_id, miss.code) for miss in answer.near_misses] == expected.near_misses
    assert answer.facets == expected.facets
    assert answer.total == expected.total
