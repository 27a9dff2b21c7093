"""Runs migrations on the connection that the program hands over; a bare `alembic` command opens the configured one."""

from typing import Any

from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection
from sqlmodel import AutoString

from alembic import context
from thrive_directory.catalogue.column_types import Key, Moment, Shape
from thrive_directory.catalogue.session import engine_for
from thrive_directory.catalogue.tables import metadata
from thrive_directory.settings import Settings


def include_object(item: Any, name: str, kind: str, *compared: Any) -> bool:
    """Leave out PostGIS's own tables, and spatial indexes where the database has none."""
    only_on = getattr(item, "info", {}).get("dialect")
    if only_on is not None and only_on != context.get_bind().dialect.name:
        return False
    return bool(alembic_helpers.include_object(item, name, kind, *compared))


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write our column types into migrations by name."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, Key | Moment | Shape):
        autogen.imports.add("from thrive_directory.catalogue.column_types import Key, Moment, Shape")
        return f"Shape({item.geometry_type!r})" if isinstance(item, Shape) else f"{type(item).__name__}()"
    return alembic_helpers.render_item(kind, item, autogen)


def compare_type(_context: Any, _column: Any, _meta: Any, inspected: Any, declared: Any) -> bool | None:
    """Our types by what they are on this database; None leaves other types to alembic."""
    if isinstance(declared, Shape):
        wanted = declared.load_dialect_impl(context.get_bind().dialect)
        return not (
            type(inspected).__name__ in {type(wanted).__name__, "BLOB"}
            and getattr(inspected, "geometry_type", None) == getattr(wanted, "geometry_type", None)
        )
    return None


def migrate_on(connection: Connection) -> None:
    """Run what was asked for in one transaction: SQLite, too, can undo a half-made table."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=render_item,
        compare_type=compare_type,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate_on(handed_over)
else:
    with engine_for(Settings()).begin() as own:
        migrate_on(own)
