"""Column types that mean the same on SQLite and PostgreSQL: keys, geometries, moments. No tables."""

from datetime import UTC, datetime
from typing import Any

import shapely
from geoalchemy2 import Geometry
from shapely.geometry.base import BaseGeometry
from sqlalchemy import CHAR, DateTime, Dialect, LargeBinary
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.types import TypeDecorator, TypeEngine

WGS84_SRID = 4326


class Key(TypeDecorator[str]):
    """A UUID, handed over as its usual 36 characters: native on PostgreSQL, CHAR(36) on SQLite."""

    impl = CHAR(36)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # noqa: D102
        return dialect.type_descriptor(UUID(as_uuid=False) if dialect.name == "postgresql" else CHAR(36))


class Shape(TypeDecorator[BaseGeometry]):
    """A shapely geometry in lon, lat (WGS 84): PostGIS `geometry` on PostgreSQL, WKB bytes on SQLite.

    Its spatial index is declared with the table that holds it."""

    impl = LargeBinary
    cache_ok = True
    spatial_index = False  # asked by GeoAlchemy2 when it makes a table

    def __init__(self, geometry_type: str = "GEOMETRY") -> None:
        super().__init__()
        self.geometry_type = geometry_type

    def load_dialect_impl(self, dialect: Dialect | None) -> TypeEngine[Any]:  # noqa: D102
        if dialect is None or dialect.name == "postgresql":  # GeoAlchemy2 asks with None while it makes a table
            return Geometry(self.geometry_type, WGS84_SRID, spatial_index=False)
        return LargeBinary()

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> str | bytes | None:  # noqa: D102
        if value is None:
            return None
        if dialect.name == "postgresql":
            return shapely.to_wkb(shapely.set_srid(value, WGS84_SRID), hex=True, include_srid=True)
        return shapely.to_wkb(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> BaseGeometry | None:  # noqa: D102
        if value is None:
            return None
        shape: BaseGeometry = shapely.from_wkb(value.data if dialect.name == "postgresql" else value)
        return shape


class Moment(TypeDecorator[datetime]):
    """An instant, always handed over in UTC with its time zone; one without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
