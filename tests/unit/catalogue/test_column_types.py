"""A moment without its time zone is refused, and comes back in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from thrive_directory.catalogue.column_types import Moment

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=1)))


def test_a_moment_is_kept_in_utc() -> None:
    stored = Moment().process_bind_param(NOON, SQLiteDialect())
    assert stored == datetime(2026, 11, 22, 11, tzinfo=UTC)
    assert Moment().process_result_value(datetime(2026, 11, 22, 11), SQLiteDialect()) == NOON  # noqa: DTZ001


def test_a_moment_without_its_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 11, 22), SQLiteDialect())  # noqa: DTZ001
