"""Counting by servers that are processes of their own, as `uvicorn --workers` starts them, one of which dies: on each
database. What was handed on is kept to the last one; what was not is lost, and nothing else with it."""

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import Engine

from tests.integration.test_counts import NOVEMBER, kept
from thrive_directory.catalogue.counts import Counted

_WORKER = """
import os, signal, sys
from datetime import date
from thrive_directory.api.counters import Counters
from thrive_directory.catalogue.counts import add_counts
from thrive_directory.catalogue.session import engine_at, writing

engine = engine_at(sys.argv[1])

def write(sums):
    with writing(engine) as session:
        add_counts(session, sums)
        if sys.argv[2] == "dies writing" and flush == 9:
            os.kill(os.getpid(), signal.SIGKILL)

counters = Counters(write, today=lambda: date(2026, 11, 22))
print("ready", flush=True)
sys.stdin.readline()
for flush in range(10):
    for offer in ("a", "b", "a"):
        counters.count_offer_view(offer)
    if sys.argv[2] == "dies waiting" and flush == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    counters.flush()
"""


def started(database: Engine, how: str) -> subprocess.Popen[str]:
    url = database.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER, url, how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.parametrize("death", ["dies waiting", "dies writing"])
def test_processes_add_up_and_one_that_dies_takes_only_its_last_interval(database: Engine, death: str) -> None:
    workers = [started(database, how) for how in ("lives", death)]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:  # all at once, and not as each comes up
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=60)
    assert [worker.returncode for worker in workers] == [0, -signal.SIGKILL]
    flushes = 10 + 9
    assert kept(database) == {
        Counted(NOVEMBER, "offer-view", "a"): 2 * flushes,
        Counted(NOVEMBER, "offer-view", "b"): flushes,
    }
