"""A code that the register no longer knows is an unknown area, not a failure and not everywhere."""

import logging

import pytest

from tests.catalogue_records import CAMDEN
from thrive_directory.catalogue.assemble import AreaReader
from thrive_directory.geo.areas import Area, AreaRegister


def test_unknown_codes_become_no_area_and_are_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    reader = AreaReader(AreaRegister({CAMDEN: Area(CAMDEN, "Camden", "local-authority")}))
    with caplog.at_level(logging.WARNING):
        assert [reader["E99999999"], reader["E99999999"]] == [(), ()]
    assert [area.area.name for area in reader[CAMDEN]] == ["Camden"]
    assert len(caplog.records) == 1
