"""Fixtures shared by the whole suite."""

import pytest

from tests.places_fixture import shared_places
from thrive_directory.geo.resolve import Places


@pytest.fixture(scope="session")
def places() -> Places:
    """Every real postcode and area, opened once."""
    return shared_places()
