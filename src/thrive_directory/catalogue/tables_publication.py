"""Tables of what the public has been told: when each offer last changed, and whose account that is. No queries."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from thrive_directory.catalogue.column_types import Key, Moment
from thrive_directory.catalogue.tables_base import Table


class Publication(Table, table=True):
    """What has become of one service in public: one row for each that ever was, or that a tombstone names.

    `changed_in` is the catalogue version in which what is published of it last changed, `published_in` the one in which
    it last became public, None while it is not. Versions, not a sequence: they grow in the order of commits."""

    service_id: str = Field(sa_type=Key, primary_key=True)
    changed_in: int = Field(index=True)
    changed_at: datetime = Field(sa_type=Moment)
    published_in: int | None = None


class Feed(Table, table=True):
    """The one feed of changes. `epoch` names this run of versions: another database, or one restored from a backup,
    counts anew. Departures up to version `forgotten_to` are no longer told."""

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True)
    epoch: str = Field(sa_type=Key)
    forgotten_to: int
