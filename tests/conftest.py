"""Fixtures shared by the whole suite, and how hard its property tests look."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.database_fixtures import (
    _migrated_postgis,
    _no_other_database,
    database,
    empty_postgis,
    postgis_server,
)
from tests.places_fixture import shared_places
from thrive_directory.geo.resolve import Places

__all__ = ["_migrated_postgis", "_no_other_database", "database", "empty_postgis", "places", "postgis_server"]

# No deadline: a busy machine must not turn a right answer into a failure. Speed is measured in benchmarks/.
_SHARED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("dev", max_examples=150, **_SHARED)
settings.register_profile("ci", max_examples=300, print_blob=True, **_SHARED)
settings.register_profile("nightly", max_examples=20_000, print_blob=True, **_SHARED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "dev"))


@pytest.fixture(scope="session")
def places() -> Places:
    """Every real postcode and area, opened once."""
    return shared_places()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The two longest tests begin first, so that the many short ones fill the other cores meanwhile."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/property/"))
