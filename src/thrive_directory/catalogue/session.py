"""The door to the database: engines, transactions, migration. Holds no query and no table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session

from alembic import command
from thrive_directory.errors import CatalogueError
from thrive_directory.settings import Settings, bundled

# Any number, the same in every process: two that start together must not migrate at once.
_MIGRATION_LOCK = 2_026_11_22


def engine_for(settings: Settings) -> Engine:
    """The engine of the configured catalogue; by default `catalogue.sqlite3` in the data folder, which is made.

    Connects to nothing yet. Raises `CatalogueError` when the address names no database that we can use."""
    url = settings.storage.database_url
    if url is not None:
        return engine_at(url)
    folder = settings.storage.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogueError(f"The data folder {folder} cannot be made: {error.strerror}.") from None
    return engine_at(f"sqlite:///{folder / 'catalogue.sqlite3'}")


def engine_at(url: str) -> Engine:
    """The engine of a database address: `sqlite:///…` or `postgresql+psycopg://…`. Raises `CatalogueError`."""
    try:
        engine = create_engine(url, json_serializer=_to_json, json_deserializer=orjson.loads)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        raise CatalogueError(
            "THRIVE_DATABASE_URL is not an address such as postgresql+psycopg://user@host/name."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name != "postgresql":
        raise CatalogueError("THRIVE_DATABASE_URL must name a SQLite or a PostgreSQL database.")
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the catalogue from its first query to its last, and cannot change it."""
    options: dict[str, Any] = {"sqlite_begin": "READ"}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _clear_errors(engine), Session(engine.execution_options(**options)) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose whole work is kept at the end, or nothing of it when an error leaves the block."""
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with _clear_errors(engine), Session(writer) as session, session.begin():
        yield session


def migrate(engine: Engine) -> None:
    """Bring the database to this version's tables, in one transaction; does nothing when it is there already.

    Raises `CatalogueError` for a database that is unreachable, newer than this program, or not ours."""
    config = alembic_config()
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with _clear_errors(engine), writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        if _is_current(connection, ScriptDirectory.from_config(config)):
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def alembic_config() -> Config:
    """Alembic's configuration with the migrations that ship with the program."""
    config = Config(str(bundled("alembic.ini")))
    config.set_main_option("script_location", str(bundled("alembic")))
    return config


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        if "service" in inspect(connection).get_table_names():
            raise CatalogueError("The database holds tables of another program; give the catalogue one of its own.")
        return False
    if revision not in {script.revision for script in scripts.walk_revisions()}:
        raise CatalogueError("The database was made by another version of thrive-directory; run that one or a newer.")
    return revision == scripts.get_current_head()


@contextmanager
def _clear_errors(engine: Engine) -> Iterator[None]:
    """A failing connection as one line that names the database and never its password."""
    try:
        yield
    except DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True).partition("?")[0]
        reason = str(error.orig).strip().partition("\n")[0]
        if error.connection_invalidated or _is_about_the_database(error):
            raise CatalogueError(f"The database {where} cannot be used: {reason}.") from None
        raise


def _is_about_the_database(error: DBAPIError) -> bool:
    """Whether the database itself is at fault, rather than a statement of ours."""
    return type(error).__name__ in {"OperationalError", "DatabaseError", "NotSupportedError"}


def _to_json(value: Any) -> str:
    """JSON columns through orjson: the standard library takes six times as long to read them."""
    return orjson.dumps(value).decode()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions by itself: `_begin_sqlite` does
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin for real, also for reads; a writer takes its lock at once instead of failing half-way."""
    kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if kind == 'READ' else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if kind == "READ" else f"BEGIN {kind}")
