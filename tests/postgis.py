"""A private PostgreSQL + PostGIS server for tests, on a free port and in its own folder. Touches no other."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER = "postgres"


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that has PostGIS, or None when there is none."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: -int(f.parent.name)):
        extension = Path("/usr/share/postgresql") / folder.parent.name / "extension" / "postgis.control"
        if (folder / "initdb").exists() and extension.exists():
            return folder
    return None


@contextmanager
def server(where: Path) -> Iterator[str]:
    """A running server, stopped and removed at the end; yields the address of its `postgres` database."""
    folder = Path(tempfile.mkdtemp(prefix="thrive-postgis-"))
    port = _free_port()
    data = folder / "data"
    try:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            account = pwd.getpwnam(OWNER)
            os.chown(folder, account.pw_uid, account.pw_gid)
        _run(where / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        # Durability off: a test's data need not survive the machine.
        options = f"-p {port} -h 127.0.0.1 -k {folder} -F -c synchronous_commit=off -c full_page_writes=off"
        _run(where / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run(where / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server_url: str, name: str) -> Iterator[str]:
    """A new empty database on that server, dropped at the end; yields its address."""
    plain = server_url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield server_url.rpartition("/")[0] + "/" + name
    finally:
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(program: Path, *arguments: object) -> None:
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_owner, str(program), *map(str, arguments)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # not a pipe: the server would hold it open
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program.name} failed with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
