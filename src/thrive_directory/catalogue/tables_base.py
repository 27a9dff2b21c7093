"""What all tables share: one metadata with named constraints, and the columns of a fact's source. No tables."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from thrive_directory.catalogue.column_types import Key

# Named, so that a later migration can change a constraint on either database.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of every table. A row is not validated when made: validate at the edge, with `sources.record`.

    Geometry columns are typed Any, because pydantic knows no shapely; see `column_types.Shape`."""


def primary_key() -> Any:
    """The UUID that names the row; see `keys.key`."""
    return Field(sa_type=Key, primary_key=True)


def reference(table: str, *, optional: bool = False, index: bool = True) -> Any:
    """A key of a row in another table. Nothing cascades: what goes is deleted by name."""
    arguments: dict[str, Any] = {"sa_type": Key, "sa_column_args": [ForeignKey(f"{table}.id")], "index": index}
    return Field(None, nullable=True, **arguments) if optional else Field(nullable=False, **arguments)


class Seen(SQLModel):
    """Where and when a fact was read. Required wherever it is mixed in: no fact of that kind without a source."""

    source_url: str
    provenance: str
    collected_on: date
    source_date: str | None = None
