"""Databases for tests: made here, migrated by alembic, thrown away. No test can be pointed at any other database."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from tests import postgis
from thrive_directory.catalogue.session import alembic_config, engine_at, migrate
from thrive_directory.catalogue.tables import metadata

MISSING = "PostGIS is not installed (apt-get install postgresql postgresql-15-postgis-3): nothing is tested on it"
_numbers = count(1)


@pytest.fixture(scope="session")
def postgis_server() -> Iterator[str]:
    """The address of a private PostGIS server, started once; skips where none is installed, fails where CI=true."""
    where = postgis.binaries()
    if where is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    with postgis.server(where) as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_postgis(postgis_server: str) -> Iterator[str]:
    """The address of one migrated database for all tests, each of which empties it: a new one takes half a second."""
    with postgis.database(postgis_server, "test_catalogue") as url:
        engine = engine_at(url)
        migrate(engine)
        engine.dispose()
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated catalogue of the test's own: a SQLite file, then PostGIS."""
    if request.param == "sqlite":
        engine = engine_at(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}")
        migrate(engine)
    else:
        engine = engine_at(request.getfixturevalue("_migrated_postgis"))
        _empty(engine)
    yield engine
    engine.dispose()


def _empty(engine: Engine) -> None:
    """As a migration leaves it."""
    names = ", ".join(f'"{name}"' for name in metadata.tables)
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        connection.execute(text("INSERT INTO catalogue_version (id, version) VALUES (1, 0)"))
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})


@pytest.fixture
def empty_postgis(postgis_server: str) -> Iterator[Engine]:
    """An empty database on the PostGIS server, not migrated."""
    with postgis.database(postgis_server, f"test_{next(_numbers)}") as url:
        engine = engine_at(url)
        yield engine
        engine.dispose()


@pytest.fixture(autouse=True, scope="session")
def _no_other_database() -> Iterator[None]:
    """Tests read no database address from outside."""
    given = os.environ.pop("THRIVE_DATABASE_URL", None)
    yield
    if given is not None:
        os.environ["THRIVE_DATABASE_URL"] = given
