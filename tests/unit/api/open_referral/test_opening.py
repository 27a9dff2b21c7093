"""Days and times of the lists: which openings share a minute with what is asked, and which hours are not known."""

from datetime import date, time

import pytest

from thrive_directory.api.open_referral.opening import open_rows
from thrive_directory.catalogue.offer import Schedule
from thrive_directory.opening import WeekTable

TODAY = date(2026, 11, 24)
MO, TU, WE, SA, SU = 0, 1, 2, 5, 6
OFFICE = Schedule(byday="MO,TU", opens_at=time(9), closes_at=time(17))
NIGHT = Schedule(byday="SA", opens_at=time(22), closes_at=time(2))
ALWAYS = Schedule(byday="MO,TU,WE,TH,FR,SA,SU", opens_at=time(), closes_at=time())
MONTHLY = Schedule(freq="MONTHLY", byday="1SA", opens_at=time(10), closes_at=time(12))
EXPIRED = Schedule(byday="WE", opens_at=time(9), closes_at=time(17), valid_to=date(2026, 1, 1))
ENDED = Schedule(byday="MO", opens_at=time(9), closes_at=time(17), until=date(2026, 1, 1))
NO_HOURS = Schedule(byday="MO")
UNREADABLE = Schedule(byday="whenever")


@pytest.mark.parametrize(
    ("schedules", "days", "start", "end", "is_open"),
    [
        ([OFFICE], [MO], None, None, True),
        ([OFFICE], [WE], None, None, False),
        ([OFFICE], [WE, TU], None, None, True),
        ([OFFICE], [], time(8), time(10), True),
        ([OFFICE], [MO], time(8), time(9), False),  # it opens as the time asked ends
        ([OFFICE], [MO], time(17), None, False),
        ([OFFICE], [MO], time(16, 59), None, True),
        ([OFFICE], [MO], None, time(9, 1), True),
        ([NIGHT], [SA], time(23), None, True),
        ([NIGHT], [SU], None, time(1), True),  # Saturday night runs into Sunday
        ([NIGHT], [SU], time(2), None, False),
        ([ALWAYS], [SU], time(3), time(4), True),
        ([MONTHLY], [SA], None, None, True),
        ([MONTHLY], [SU], None, None, False),
        ([NO_HOURS], [MO], time(3), time(4), True),  # the hours are not known, the day is
        ([NO_HOURS], [TU], time(3), time(4), False),
        ([ENDED], [MO], None, None, False),
        ([], [MO], None, None, True),
        ([EXPIRED], [MO], None, None, True),  # what is out of date says nothing
        ([UNREADABLE], [MO], None, None, True),
        ([UNREADABLE, OFFICE], [WE], None, None, True),
    ],
)
def test_openings_and_unknown_hours(schedules, days, start, end, is_open):
    table = WeekTable.build([[OFFICE], schedules, [OFFICE], schedules])
    found = open_rows(table, days, start, end, TODAY).tolist()
    assert found[1:] == [is_open, found[0], is_open]
