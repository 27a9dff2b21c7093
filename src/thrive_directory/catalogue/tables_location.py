"""Tables of where an offer happens and of the areas there are. Tables only; no queries."""

from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from thrive_directory.catalogue.column_types import Shape
from thrive_directory.catalogue.tables_base import Table, primary_key, reference


class Location(Table, table=True):
    """Somewhere. A confidential one has no point, no grid reference and no address row.

    The grid reference (EPSG:27700, metres) is kept beside the point: the postcode table gives it exactly."""

    __table_args__ = (Index("ix_location_point", "point", postgresql_using="gist", info={"dialect": "postgresql"}),)

    id: str = primary_key()
    source_id: str = reference("source")
    name: str | None = None
    location_type: str
    confidential: bool
    point: Any | None = Field(None, sa_type=Shape("POINT"))
    easting_m: float | None = None
    northing_m: float | None = None


class Address(Table, table=True):
    """The address of a location that is not confidential; only what the source told."""

    id: str = primary_key()
    location_id: str = reference("location")
    address_1: str | None = None
    city: str | None = None
    postal_code: str | None = None


class ServiceAtLocation(Table, table=True):
    """One service at one location."""

    __tablename__ = "service_at_location"

    id: str = primary_key()
    service_id: str = reference("service")
    location_id: str = reference("location")
    position: int


class Area(Table, table=True):
    """An area of the register, with its outline where one has been imported."""

    __table_args__ = (Index("ix_area_outline", "outline", postgresql_using="gist", info={"dialect": "postgresql"}),)

    code: str = Field(primary_key=True)
    name: str
    kind: str
    outline: Any | None = Field(None, sa_type=Shape)
