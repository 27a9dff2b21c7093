"""Tables of where facts came from and what became of them. Tables only; no queries."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from thrive_directory.catalogue.column_types import Key, Moment
from thrive_directory.catalogue.tables_base import Seen, Table, primary_key, reference


class Source(Table, table=True):
    """A place that records come from, and on what terms."""

    id: str = primary_key()
    name: str = Field(unique=True)
    licence: str


class StoredRecord(Table, table=True):
    """What a source told, kept as it came (addresses of confidential locations apart), with its fingerprint."""

    __tablename__ = "source_record"
    __table_args__ = (UniqueConstraint("source_id", "record_id"),)

    id: str = primary_key()
    source_id: str = reference("source")
    record_id: str
    service_id: str = reference("service")
    fingerprint: str
    raw: dict[str, Any] = Field(sa_type=JSON)


class ImportRun(Table, table=True):
    """One run of a source, and what it did."""

    __tablename__ = "import_run"

    id: int | None = Field(None, primary_key=True)
    source_id: str = reference("source")
    started_at: datetime = Field(sa_type=Moment)
    finished_at: datetime = Field(sa_type=Moment)
    read: int
    new: int
    changed: int
    unchanged: int
    rejected: list[str] = Field(default_factory=list, sa_type=JSON)
    catalogue_version: int


class Revision(Table, table=True):
    """One change of one resource: who, when, what it was and what it is. `id` gives the order of changes."""

    id: int | None = Field(None, primary_key=True)
    resource_type: str
    resource_id: str = Field(sa_type=Key, index=True)
    action: str
    by: str
    at: datetime = Field(sa_type=Moment)
    before: dict[str, Any] | None = Field(None, sa_type=JSON)
    after: dict[str, Any] | None = Field(None, sa_type=JSON)
    catalogue_version: int = Field(index=True)


class Provenance(Table, Seen, table=True):
    """Where one field of a service or location was seen; the field "record" speaks for all the others."""

    id: str = primary_key()
    service_id: str = reference("service")
    resource_type: str
    resource_id: str = Field(sa_type=Key)
    field: str


class Tombstone(Table, table=True):
    """An offer that is gone and must not come back, so that feeds' readers learn of it and imports refuse it.

    `service_id` is the key it had or would have; `organization_name` None means that the name alone is refused."""

    id: str = primary_key()
    source_id: str = reference("source")
    service_id: str = Field(sa_type=Key, unique=True)
    name: str
    organization_name: str | None = None
    numbers: list[str] = Field(default_factory=list, sa_type=JSON)
    reason: str
    by: str
    withdrawn_on: date
    replaced_by: str | None = Field(None, sa_type=Key)


class CatalogueVersion(Table, table=True):
    """The one counter that moves with every published change."""

    __tablename__ = "catalogue_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True)
    version: int
