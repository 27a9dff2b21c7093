"""Search and places over HTTP beside the static ceiling: the same bytes from a bare route of the same app. Counts only.

The server is a process of its own; the client keeps eight connections busy for a bounded number of requests, in turns
between the contenders. What is compared is the server's own processor time for a request as well as requests a second:
the first does not mind who else uses the machine.
"""

import multiprocessing
import os
import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from thrive_directory.search.query import SearchQuery

CONNECTIONS = 8
_TICKS_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Served:
    """Requests a second, and the server's processor time for one in microseconds."""

    per_s: float
    cpu_us: float


def path_of(query: SearchQuery) -> str:
    """The question as the path of a request."""
    asked = {
        "near": query.near.label if query.near else None,
        "grouping": ",".join(sorted(query.groupings)),
        "need": ",".join(sorted(query.needs)),
        "age": f"{query.ages[0][0]:g}" if query.ages else None,
        "mode": ",".join(sorted(query.modes)),
        "q": query.text,
    }
    return "/search?" + urlencode({name: value for name, value in asked.items() if value})


def with_ceilings(app: FastAPI, paths: Sequence[str], label: str) -> dict[str, str]:
    """Give the app a bare route for each path, which answers with the same bytes; returns their paths by path."""
    client = TestClient(app)
    found = {}
    for number, path in enumerate(paths):
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        found[path] = f"/static-{label}/{number}"
        app.router.add_route(found[path], _static(answer.content))
    return found


def _static(content: bytes):
    async def bare(_: Request) -> Response:
        return Response(content, media_type="application/json")

    return bare


@contextmanager
def serving(app: FastAPI) -> Iterator[tuple[int, int]]:
    """(port, process id) of a server of this app in a process of its own, as `thrive-directory serve` runs it."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, ws="none")
    server = multiprocessing.get_context("fork").Process(target=uvicorn.Server(config).run, args=([listener],))
    server.start()
    try:
        assert server.pid is not None
        yield listener.getsockname()[1], server.pid
    finally:
        server.terminate()
        server.join(5)
        listener.close()


def compared(
    port: int, pid: int, contenders: Mapping[str, Sequence[str]], count: int, rounds: int = 3
) -> dict[str, Served]:
    """The best round of each contender; `count` requests a round, contenders in turn."""
    best = dict.fromkeys(contenders, Served(0.0, float("inf")))
    for _ in range(rounds):
        for name, paths in contenders.items():
            cpu_s, start = _cpu_s(pid), time.perf_counter()
            _fire(port, paths, count)
            taken_s, used_s = time.perf_counter() - start, _cpu_s(pid) - cpu_s
            best[name] = Served(max(best[name].per_s, count / taken_s), min(best[name].cpu_us, used_s / count * 1e6))
    return best


def _cpu_s(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_S


def _fire(port: int, paths: Sequence[str], count: int) -> None:
    """Send the requests over eight connections, each the next as soon as its answer is whole."""
    requests = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for path in paths]
    with selectors.DefaultSelector() as ready:
        for number in range(min(CONNECTIONS, count)):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(requests[number % len(requests)])
        sent, answered = min(CONNECTIONS, count), 0
        while answered < count:
            for key, _ in ready.select(30):
                connection, held = key.fileobj, key.data
                assert isinstance(connection, socket.socket)
                held += connection.recv(1 << 18)
                if not _is_whole(held):
                    continue
                held.clear()
                answered += 1
                if sent < count:
                    connection.sendall(requests[sent % len(requests)])
                    sent += 1
        for key in list(ready.get_map().values()):
            key.fileobj.close()


def _is_whole(held: bytearray) -> bool:
    end = held.find(b"\r\n\r\n")
    if end < 0:
        return False
    assert held.startswith(b"HTTP/1.1 200"), bytes(held[:40])
    at = held.lower().index(b"content-length:", 0, end) + 15
    return len(held) >= end + 4 + int(held[at : held.index(b"\r", at)])
