"""Do the migrations give exactly the tables in code? On a fresh SQLite file, and on PostGIS where it is installed."""

import io
import os
import sys
import tempfile
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import Engine

from alembic import command
from tests import postgis
from thrive_directory.catalogue.session import alembic_config, engine_at, migrate


def check(engine: Engine) -> None:
    """Migrate from nothing, then let alembic look for differences. Raises `CommandError` that lists them."""
    migrate(engine)
    config = alembic_config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        config.stdout = io.StringIO()  # alembic's own word for "no difference"; ours names the database
        command.check(config)


def main() -> int:
    """0 when there is no difference."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            check(engine_at(f"sqlite:///{Path(folder) / 'check.sqlite3'}"))
        sys.stdout.write("alembic check: SQLite, no difference\n")
        where = postgis.binaries()
        if where is None:
            sys.stdout.write("alembic check: PostGIS is not installed, not checked\n")
            return 1 if os.environ.get("CI") == "true" else 0
        with postgis.server(where) as url, postgis.database(url, "alembic_check") as address:
            engine = engine_at(address)
            check(engine)
            engine.dispose()
        sys.stdout.write("alembic check: PostGIS, no difference\n")
    except CommandError as error:
        sys.stderr.write(f"alembic check: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
