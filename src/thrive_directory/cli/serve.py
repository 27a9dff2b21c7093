"""`serve`: set up what is missing, then answer over HTTP until stopped."""

import socket
import sys
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from thrive_directory.api.app import create_app
from thrive_directory.api.logs import set_up_logs
from thrive_directory.api.main import compose, ready
from thrive_directory.cli.progress import progress
from thrive_directory.cli.setup import ensure_ready
from thrive_directory.errors import DirectoryError
from thrive_directory.settings import Settings

EXAMPLE = "/search?near=NW1+8QL&grouping=getting-advice"


class CannotListen(DirectoryError):
    """The address or port cannot be had."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
) -> None:
    """Serve the API. On an empty data folder it sets everything up first (about half a minute)."""
    settings = Settings()
    set_up_logs()
    with listen(host, port) as listener:
        url = _own_url(settings, host, port)
        with progress() as report:
            engine = ensure_ready(settings, report)
            report("Compiling the catalogue", 0.0)
            parts = ready(compose(settings, engine))
        print(f"Serving on {url} · try {url}{EXAMPLE} · read {url}/docs", file=sys.stderr, flush=True)  # noqa: T201
        _run(create_app(parts), listener)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, taken before any long work. Raises `CannotListen`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise CannotListen(f"There is no address {host} to listen on; choose another with --host.") from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        reason = (error.strerror or "it cannot be had").lower()
        raise CannotListen(f"Port {port} of {host} cannot be used: {reason}; choose another with --port.") from None
    return listener


def _own_url(settings: Settings, host: str, port: int) -> str:
    """The address to show; links in answers start with it too, unless the settings give another."""
    url = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104  # a comparison
    if "public_url" not in settings.server.model_fields_set:
        settings.server = settings.server.model_copy(update={"public_url": url})
    return url


def _run(app: FastAPI, listener: socket.socket) -> None:
    """Serve until a signal. The server's own logs are off: its access log would hold what people asked."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=5,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
    except OSError as error:
        raise CannotListen(f"The server cannot listen: {error.strerror}.") from None
