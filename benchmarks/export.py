"""The full export of 100,000 offers: memory that does not grow, beside a bare loop that writes the same bytes.

The records are those of the seed over and over, each under an id of its own. The server is a process of its own; the
client takes the bytes and counts them. `.venv/bin/python -m benchmarks.export [OFFERS]` prints a table and writes
benchmarks/results/export.json. It wants some gigabytes of disk for a while.
"""

import json
import multiprocessing
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.served import serving
from tests.places_fixture import shared_postcode_folder
from tests.ready_folder import ready_folder
from thrive_directory.api.app import create_app
from thrive_directory.api.exports.forms import FORM_NAMES
from thrive_directory.api.main import compose
from thrive_directory.index.blob import Blob, build_blob
from thrive_directory.index.snapshot import Snapshot

OFFERS = 100_000
ROUNDS = 3
RESULTS = Path(__file__).parent / "results" / "export.json"
_CHUNK_BYTES = 256 * 1024


class Held:
    """Holds one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.live = snapshot

    def refresh(self) -> None:
        """There is nothing newer."""

    def follow(self, poll_s: float) -> None:
        """There is nothing to follow."""

    def stop(self) -> None:
        """There is nothing to stop."""


def many_records(seed: Blob, count: int, folder: Path) -> Blob:
    """The records of the seed, over and over; every id in a copy starts with the number of the copy."""

    def copies() -> Iterator[bytes]:
        for number in range(count):
            record = seed[number % len(seed)]
            start = record.index(b'"id":"') + 6
            yield record.replace(record[start : start + 8], b"%08x" % (number // len(seed)))

    return build_blob(copies(), folder)


@contextmanager
def bare_loop(blob: Blob) -> Iterator[tuple[int, int]]:
    """(port, process id) of a server that does nothing but write the bytes of the blob, a line each."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                length = int(blob.ends[-1]) + len(blob)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length)
                for run in blob.runs(_CHUNK_BYTES):
                    connection.sendall(b"\n".join((*run, b"")))

    process = multiprocessing.get_context("fork").Process(target=serve)
    process.start()
    try:
        assert process.pid is not None
        yield listener.getsockname()[1], process.pid
    finally:
        process.terminate()
        process.join(5)
        listener.close()


def take(port: int, path: str) -> tuple[float, float, int]:
    """(seconds to the first byte, seconds in all, bytes of the answer) of one download."""
    buffer = bytearray(1 << 20)
    start = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        total, first_s = 0, 0.0
        while (got := connection.recv_into(buffer)) > 0:
            if not total:
                assert buffer.startswith(b"HTTP/1.1 200"), bytes(buffer[:100])
                first_s = time.perf_counter() - start
            total += got
    return first_s, time.perf_counter() - start, total


def resident_mb(pid: int) -> float:
    """Memory of a process, what is mapped from files included."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """The memory of a process, every 10 ms, while the block runs."""
    seen, done = [resident_mb(pid)], threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            seen.append(resident_mb(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def measure(count: int) -> dict[str, Any]:
    """Every form, and the bare loop in turns with the lines."""
    shared_postcode_folder()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = compose(ready_folder(folder))
        parts.snapshots.refresh()
        live = parts.snapshots.live
        blob = many_records(live.records, count, folder)
        app = create_app(replace(parts, snapshots=Held(replace(live, records=blob)), write_line=lambda _line: None))
        with serving(app) as (port, pid), bare_loop(blob) as (bare_port, _):
            _wait(port)
            take(port, "/readyz")
            forms = {form: _form(port, pid, form) for form in FORM_NAMES}
            best_s, bare_s = _in_turns(port, bare_port)
    return {
        "machine": machine(),
        "offers": count,
        "mb": round(int(blob.ends[-1]) / 1e6, 1),
        "forms": forms,
        "ndjson_s": round(best_s, 2),
        "bare_loop_s": round(bare_s, 2),
        "times_the_bare_loop": round(best_s / bare_s, 2),
    }


def _form(port: int, pid: int, form: str) -> dict[str, float]:
    with watched(pid) as seen:
        first_s, total_s, size = take(port, f"/exports/services.{form}")
    return {
        "seconds": round(total_s, 2),
        "first_byte_ms": round(first_s * 1000, 1),
        "mb": round(size / 1e6, 1),
        "rss_before_mb": round(seen[0], 1),
        "rss_growth_mb": round(max(seen) - seen[0], 1),
    }


def _in_turns(port: int, bare_port: int) -> tuple[float, float]:
    best_s = bare_s = float("inf")
    for _ in range(ROUNDS):
        best_s = min(best_s, take(port, "/exports/services.ndjson")[1])
        bare_s = min(bare_s, take(bare_port, "/")[1])
    return best_s, bare_s


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            take(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def main() -> None:
    """Measure, print, keep."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else OFFERS)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(f"{found['offers']:,} offers, {found['mb']:,} MB of records")
    for form, told in found["forms"].items():
        print(
            f"  {form:8} {told['seconds']:7.2f} s  first byte {told['first_byte_ms']:6.1f} ms  {told['mb']:8.1f} MB  "
            f"memory +{told['rss_growth_mb']:.1f} MB"
        )
    print(
        f"  lines {found['ndjson_s']} s, bare loop {found['bare_loop_s']} s: {found['times_the_bare_loop']}× "
        "(target at most 5×, memory at most +50 MB)"
    )


if __name__ == "__main__":
    main()
