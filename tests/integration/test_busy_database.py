"""Copies are served from memory: while the database is locked or slow, the feed and the exports answer as ever."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from tests.catalogue_records import plain
from tests.integration.conftest import Take, bundled_vocabulary, register
from tests.unit.api.conftest import lines, parts
from thrive_directory.api.app import create_app
from thrive_directory.api.parts import Parts
from thrive_directory.catalogue.queries import catalogue_version
from thrive_directory.catalogue.session import reading
from thrive_directory.index.compile import compile_catalogue
from thrive_directory.index.holder import Holder

__all__ = ["lines", "parts"]  # fixtures


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Somebody else holds the whole catalogue."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with engine.connect() as connection:
            connection.execute(text("LOCK TABLE service, publication, catalogue_version"))
            yield


def test_the_feed_and_the_exports_answer_while_the_database_is_locked(
    take: Take, catalogue: Engine, parts: Parts
) -> None:
    take(plain("a"), plain("b"))

    def version() -> int:
        with reading(catalogue) as session:
            return catalogue_version(session)

    holder = Holder(lambda: compile_catalogue(catalogue, bundled_vocabulary(), register(), None), version)
    holder.refresh()
    with TestClient(create_app(replace(parts, snapshots=holder))) as client, locked(catalogue):
        page = client.get("/changes").json()
        assert [change["kind"] for change in page["changes"]] == ["created", "created"]
        assert len(client.get("/exports/services.ndjson").content.splitlines()) == 2
