"""A data folder that is ready, and a way to call commands over it."""

import pytest
from typer.testing import CliRunner

from tests.ready_folder import ready_folder
from thrive_directory.cli.app import app


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that is ready, used by every test of a file."""
    where = tmp_path_factory.mktemp("cli")
    ready_folder(where)
    return where


@pytest.fixture
def call(folder, monkeypatch):
    """Run a command; its output. Errors of ours are raised, as `main` sees them."""
    monkeypatch.setenv("THRIVE_DATA_DIR", str(folder))

    def run(*arguments):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
