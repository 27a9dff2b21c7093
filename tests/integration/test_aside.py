"""A large catalogue is compiled in a process of its own, once, and mapped by whoever serves it."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.catalogue_records import plain
from tests.integration.conftest import Take, bundled_vocabulary, register
from thrive_directory.errors import CatalogueError, DataFolderError
from thrive_directory.geo.swap import current_folder
from thrive_directory.index import aside
from thrive_directory.index.compile import compile_catalogue
from thrive_directory.index.snapshot import Snapshot


class Runs:
    """Counts the processes that were started, and starts them."""

    def __init__(self, run) -> None:
        self.run, self.count = run, 0

    def __call__(self, *given) -> None:
        self.count += 1
        self.run(*given)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setattr(aside, "MANY_OFFERS", 2)
    counted = Runs(aside._run)
    monkeypatch.setattr(aside, "_run", counted)
    return counted


@pytest.fixture
def runs_here(monkeypatch: pytest.MonkeyPatch, runs: Runs) -> Runs:
    """The same without a process for each: what it does is done here."""
    runs.run = aside.compile_to
    return runs


def compiled(catalogue: Engine, folder: Path) -> Snapshot:
    return aside.compiled(catalogue, bundled_vocabulary(), register(), folder)


def test_what_another_process_compiled_is_what_this_one_would_have(
    take: Take, catalogue: Engine, tmp_path: Path, runs: Runs
) -> None:
    take(plain("a"), plain("b"))
    found = compiled(catalogue, tmp_path)
    own = compile_catalogue(catalogue, bundled_vocabulary(), register(), None)
    assert runs.count == 1
    assert not found.columns.offer.flags.owndata
    assert list(found.offer_ids) == list(own.offer_ids)
    assert [found.record(each) for each in found.offer_ids] == [own.record(each) for each in own.offer_ids]
    assert (found.version, found.urgent_help, found.changes.end()) == (own.version, own.urgent_help, own.changes.end())


def test_the_next_start_finds_the_file_and_a_change_makes_another(
    take: Take, catalogue: Engine, tmp_path: Path, runs_here: Runs
) -> None:
    take(plain("a"), plain("b"))
    first, again = compiled(catalogue, tmp_path), compiled(catalogue, tmp_path)
    assert runs_here.count == 1
    take(plain("c"))
    changed = compiled(catalogue, tmp_path)
    assert runs_here.count == 2
    assert [len(each.offer_ids) for each in (first, again, changed)] == [2, 2, 3]
    assert [path for path in (tmp_path / "index").iterdir() if path.is_dir()] == [current_folder(tmp_path / "index")]


def test_a_spoilt_file_is_made_again(
    take: Take, catalogue: Engine, tmp_path: Path, runs_here: Runs, caplog: pytest.LogCaptureFixture
) -> None:
    take(plain("a"), plain("b"))
    compiled(catalogue, tmp_path)
    kept = current_folder(tmp_path / "index")
    assert kept
    (kept / "snapshot").write_bytes(b"cut short")
    assert len(compiled(catalogue, tmp_path).offer_ids) == 2
    assert runs_here.count == 2
    assert "it is made again" in caplog.text


def test_another_program_does_not_read_what_this_one_wrote(
    take: Take, catalogue: Engine, tmp_path: Path, runs_here: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(plain("a"), plain("b"))
    compiled(catalogue, tmp_path)
    monkeypatch.setattr(aside, "_program", lambda: "a later one")
    compiled(catalogue, tmp_path)
    assert runs_here.count == 2


def test_of_several_that_start_at_once_one_compiles(
    take: Take, catalogue: Engine, tmp_path: Path, runs_here: Runs
) -> None:
    take(plain("a"), plain("b"))
    found: list[Snapshot] = []
    threads = [threading.Thread(target=lambda: found.append(compiled(catalogue, tmp_path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert runs_here.count == 1
    assert [len(each.offer_ids) for each in found] == [2] * 4


def test_a_process_that_fails_is_told_and_leaves_nothing_to_be_served(
    take: Take, catalogue: Engine, tmp_path: Path, runs: Runs
) -> None:
    take(plain("a"), plain("b"))
    with pytest.raises(CatalogueError, match="ended with 1"):
        aside._run("sqlite:////nowhere/catalogue.sqlite3", bundled_vocabulary(), register(), tmp_path, None)
    assert current_folder(tmp_path / "index") is None


def test_a_folder_that_cannot_be_written_is_named(take: Take, catalogue: Engine, tmp_path: Path, runs: Runs) -> None:
    take(plain("a"), plain("b"))
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderError, match=r"cannot be written to .*file/index: Not a directory"):
        compiled(catalogue, tmp_path / "file")


def test_a_few_offers_are_compiled_where_they_are_asked_for(
    take: Take, catalogue: Engine, tmp_path: Path, runs: Runs
) -> None:
    take(plain("a"))
    assert len(compiled(catalogue, tmp_path).offer_ids) == 1
    assert runs.count == 0
    assert not (tmp_path / "index").exists()
