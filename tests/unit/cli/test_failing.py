"""How the program fails: one clear line, an exit code, nothing long begun."""

import socket

import pytest

from tests.ready_folder import settings_for
from thrive_directory import errors
from thrive_directory.cli.failing import CANNOT, INTERRUPTED, MISUSED, run
from thrive_directory.cli.serve import CannotListen, listen
from thrive_directory.cli.setup import check_data_folder, ensure_ready


def failing(error):
    def command():
        raise error

    return command


TABLE = [
    (
        errors.SettingsError("THRIVE_POLL_S: must be above 0"),
        CANNOT,
        "thrive-directory: THRIVE_POLL_S: must be above 0\n",
    ),
    (errors.BadParameter("age", "age must be 0 to 120", ["120"]), MISUSED, "age must be 0 to 120. Nearest: 120.\n"),
    (errors.UnknownPlace("Not a place."), MISUSED, "near: Not a place.\n"),
    (
        errors.AmbiguousPlace("Two have this name.", [("Newport, Wales", "W06000022")]),
        MISUSED,
        "Choose one: Newport, Wales (W06000022)\n",
    ),
    (errors.ServiceNotFound("No service has this id."), CANNOT, "No service has this id.\n"),
    (SystemExit(2), 2, ""),
    (SystemExit(None), 0, ""),
    (SystemExit(130), INTERRUPTED, "stopped. What was begun is done again at the next start.\n"),
]


@pytest.mark.parametrize(("error", "code", "line"), TABLE)
def test_errors_have_a_line_and_a_code(error, code, line, capsys):
    assert run(failing(error)) == code
    assert capsys.readouterr().err.endswith(line)


def test_what_nobody_foresaw_shows_itself():
    with pytest.raises(ZeroDivisionError):
        run(failing(ZeroDivisionError()))


def test_a_port_in_use_is_found_out_at_once():
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(CannotListen, match=r"Port \d+ of 127\.0\.0\.1 cannot be used: address already in use"):
            listen("127.0.0.1", taken.getsockname()[1])


def test_an_address_that_does_not_exist(monkeypatch):
    def unknown(*_args, **_kwargs):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # no name server is asked in a test
    with pytest.raises(CannotListen, match="no address"):
        listen("nowhere.invalid", 8000)


def test_a_data_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.DataFolderError, match="cannot be written"):
        check_data_folder(tmp_path / "file" / "var")


def test_the_folder_is_looked_at_before_anything_long(tmp_path):
    (tmp_path / "file").write_text("")
    steps = []
    with pytest.raises(errors.DataFolderError):
        ensure_ready(settings_for(tmp_path / "file"), lambda step, _share: steps.append(step))
    assert steps == []


def test_a_database_that_is_not_ours_is_found_out_before_anything_long(tmp_path):
    (tmp_path / "catalogue.sqlite3").write_bytes(b"not a database, though it has this name" * 100)
    steps = []
    with pytest.raises(errors.CatalogueError):
        ensure_ready(settings_for(tmp_path), lambda step, _share: steps.append(step))
    assert steps == []
