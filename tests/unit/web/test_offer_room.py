"""Room and waiting go stale: each is told with its day, and past its last day it is not known."""

from datetime import date
from types import SimpleNamespace

import pytest

from thrive_directory.catalogue.assemble import TAKES_REFERRALS, WAITING_WEEKS
from thrive_directory.catalogue.hsds import _capacity, not_known_after
from thrive_directory.web.offer_room import room_lines


def told(name: str, count: float) -> dict[str, object]:
    return {
        "capacities": [
            {
                "unit": {"name": name},
                "available": count,
                "updated": "2026-11-01T00:00:00+00:00",
                "description": "Not known after 2026-12-31.",
            }
        ]
    }


@pytest.mark.parametrize(
    ("name", "count", "says"),
    [
        (WAITING_WEEKS, 6, "About 6 weeks to wait"),
        (WAITING_WEEKS, 0, "No wait"),
        (TAKES_REFERRALS, 1, "Takes referrals"),
        (TAKES_REFERRALS, 0, "Takes no referrals at the moment"),
        ("places free", 3, "places free: 3"),
    ],
)
def test_it_is_told_in_words_with_its_days(name: str, count: float, says: str) -> None:
    (line,) = room_lines(told(name, count), date(2026, 12, 31))
    assert line == f"{says} (told on 1 November 2026; after 31 December 2026 ask again)"


def test_past_its_last_day_it_is_not_known() -> None:
    assert list(room_lines(told(WAITING_WEEKS, 6), date(2027, 1, 1))) == []


def test_the_last_day_is_read_back_as_the_record_says_it() -> None:
    row = SimpleNamespace(
        id="a",
        service_id="b",
        unit_id="c",
        unit_name=WAITING_WEEKS,
        available=6,
        as_of=date(2026, 11, 1),
        expires_on=date(2026, 12, 31),
    )
    assert not_known_after(_capacity(row)) == row.expires_on
