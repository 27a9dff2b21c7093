"""The program as people run it: a real process with a real port, its output kept in files."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and where its output goes."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    stdout: Path
    stderr: Path

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    """This environment with a data folder of its own and no other setting of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THRIVE_")}
    return {**kept, "THRIVE_DATA_DIR": str(folder)}


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from thrive_directory.cli import main; main()", *arguments]


def with_workers(workers: int, port: int) -> list[str]:
    """The same program as an operator's own server starts it, in several processes (docs/operations.md)."""
    server = [sys.executable, "-m", "uvicorn", "--factory", "thrive_directory.api.main:app", "--no-access-log"]
    return [*server, "--workers", str(workers), "--port", str(port)]


@contextmanager
def serving(folder: Path, logs: Path, ready_within_s: float = 90, workers: int | None = None) -> Iterator[Server]:
    """Serve a data folder until the block ends; with so many `workers`, one that has been set up."""
    logs.mkdir(parents=True, exist_ok=True)
    port = free_port()
    stdout, stderr = logs / "stdout", logs / "stderr"
    with stdout.open("wb") as out, stderr.open("wb") as err:
        command = program("serve", "--port", str(port)) if workers is None else with_workers(workers, port)
        process = subprocess.Popen(
            command, stdout=out, stderr=err, env=environment(folder), cwd=logs, start_new_session=True
        )
    server = Server(f"http://127.0.0.1:{port}", port, process, stdout, stderr)
    try:
        _wait(server, time.monotonic() + ready_within_s)
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # and whatever it has started
            process.wait(10)


def _wait(server: Server, until: float) -> None:
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{server.stderr.read_text()}")
        try:
            if httpx.get(f"{server.url}/readyz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the server was not ready in time:\n{server.stderr.read_text()}")
