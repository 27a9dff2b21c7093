"""What reaches the program's log, and what does not."""

import logging

import pytest

from thrive_directory.api.logs import set_up_logs


@pytest.fixture(autouse=True)
def _as_it_was():
    root, own = logging.getLogger(), logging.getLogger("thrive_directory")
    kept = root.handlers[:], root.level, own.level
    yield
    root.handlers[:], level, own_level = kept
    root.setLevel(level)
    own.setLevel(own_level)


def test_libraries_are_heard_from_warnings_on_and_the_program_from_what_it_tells(capsys):
    """A client of HTTP tells every address that it asks for, and one of them has a postcode in it."""
    set_up_logs()
    logging.getLogger("httpx2").info("HTTP Request: GET https://example.org/postcodes/NW18QL")
    logging.getLogger("some_library").warning("careful")
    logging.getLogger("thrive_directory.index").info("told")
    told = capsys.readouterr().err
    assert "NW18QL" not in told
    assert "WARNING some_library: careful" in told
    assert "INFO thrive_directory.index: told" in told
