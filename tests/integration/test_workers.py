"""Two processes over one data folder, as `uvicorn --workers 2` starts them: each follows the catalogue, and both count.

Slow: it starts the real program."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx

from tests.ready_folder import ready_folder
from tests.running_server import Server, serving
from thrive_directory.catalogue.counts import counts_between
from thrive_directory.catalogue.session import engine_for, reading, writing
from thrive_directory.catalogue.withdraw import withdraw

PAGE = {"accept": "text/html"}


def workers_of(server: Server) -> list[int]:
    """The processes that answer: those that the server has started and that listen."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def halted(pid: int) -> Iterator[None]:
    """One of the processes stands still, so that the other answers."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def wait_for_both(server: Server, within_s: float = 60) -> None:
    """Until each has said that it is up: one that stands still before that would be taken for dead."""
    until = time.monotonic() + within_s
    while server.stderr.read_text().count("Application startup complete") < 2:
        assert time.monotonic() < until, server.stderr.read_text()
        time.sleep(0.1)


def test_a_withdrawal_reaches_each_within_a_second_and_what_each_counts_adds_up(tmp_path: Path) -> None:
    settings = ready_folder(tmp_path / "data")
    with serving(settings.storage.data_dir, tmp_path / "logs", workers=2) as server:
        wait_for_both(server)
        workers = workers_of(server)
        assert len(workers) == 2
        gone, seen = (offer["id"] for offer in httpx.get(f"{server.url}/services?per_page=2").json()["contents"])
        with writing(engine_for(settings)) as session:
            withdraw(session, gone, "a number that rings somebody else", by="test")
        time.sleep(1)
        for pid in workers:
            with halted(pid):
                assert httpx.get(f"{server.url}/services/{gone}").status_code == 410
                assert httpx.get(f"{server.url}/offer/{seen}", headers=PAGE).status_code == 200
        server.stop()
    with reading(engine_for(settings)) as session:
        counts = counts_between(session, date(2000, 1, 1), date(3000, 1, 1))
    assert {key.subject: count for key, count in counts.items() if key.kind == "offer-view"} == {seen: 2}
