"""Fixtures shared by the whole suite."""

import pytest

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


@pytest.fixture(scope="session")
def places() -> Places:
    """Every real postcode and area, opened once."""
    return shared_places()
