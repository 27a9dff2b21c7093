"""Opening hours against dateutil, the slow and obvious way, and the table of many against the function of one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.opening import WeekTable, is_open, next_opening, open_until, week
from thrive_directory.opening.hours import LONDON
from thrive_directory.opening.rules import occurs_on, read_rule

DAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
days = st.dates(date(2025, 9, 1), date(2027, 1, 31))
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
weekly_bydays = st.lists(st.sampled_from(list(DAYS)), min_size=1, max_size=4, unique=True).map(",".join)
# Never "MO,1TU": dateutil wants both to hold of one day, RFC 5545 either ("a COMMA-separated list of days").
monthly_bydays = weekly_bydays | st.lists(
    st.tuples(st.sampled_from(["1", "2", "4", "5", "-1", "-2"]), st.sampled_from(list(DAYS))).map("".join),
    min_size=1,
    max_size=3,
    unique=True,
).map(",".join)
monthdays = st.lists(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=3).map(
    lambda numbers: ",".join(map(str, numbers))
)
weeknos = st.lists(st.integers(1, 53) | st.integers(-3, -1), min_size=1, max_size=20).map(
    lambda numbers: ",".join(map(str, numbers))
)
any_bounds = {
    "dtstart": days,
    "until": st.none() | days,
    "opens_at": times,
    "closes_at": times,
    "bank_holidays": st.just("open"),
}
schedules = st.one_of(
    st.builds(
        Schedule, freq=st.just("WEEKLY"), interval=st.integers(1, 4), byday=st.none() | weekly_bydays, **any_bounds
    ),
    st.builds(Schedule, byday=weekly_bydays, byweekno=weeknos, **any_bounds),
    st.builds(
        Schedule,
        freq=st.just("MONTHLY"),
        interval=st.integers(1, 3),
        byday=st.none() | monthly_bydays,
        bymonthday=st.none() | monthdays,
        **any_bounds,
    ),
)
plain_weeks = st.builds(
    Schedule,
    byday=weekly_bydays,
    opens_at=st.none() | times,
    closes_at=st.none() | times,
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    until=st.none() | days,
    bank_holidays=st.sampled_from(["open", "closed", None]),
)


awkward_moments = st.builds(  # both changes of the clocks, Christmas, and a holiday that only Scotland keeps
    lambda day, minutes: datetime.combine(day, time(), UTC) + timedelta(minutes=minutes),
    st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 25), date(2026, 8, 3)]),
    st.integers(-120, 240) | st.integers(-120, 1680),
)


def _weekday(part: str):
    ordinal, day = part[:-2], DAYS[part[-2:]]
    return day(int(ordinal)) if ordinal else day


def _numbers(text: str | None) -> list[int] | None:
    return [int(number) for number in text.split(",")] if text else None


def reference_days(schedule: Schedule, last: date) -> list[date]:
    """Every day it opens, up to a last one, as dateutil has it."""
    rule = rrule(
        {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}[schedule.freq],
        dtstart=datetime.combine(schedule.dtstart, time()),
        interval=schedule.interval,
        byweekday=[_weekday(part) for part in schedule.byday.split(",")] if schedule.byday else None,
        bymonthday=_numbers(schedule.bymonthday),
        byweekno=_numbers(schedule.byweekno),
        until=datetime.combine(min(last, schedule.until or last), time()),
        wkst=MO,
    )
    return [moment.date() for moment in rule]


def reference_is_open(schedule: Schedule, wall: datetime) -> bool:
    for day in reference_days(schedule, wall.date()):
        opens = datetime.combine(day, schedule.opens_at)
        closes = datetime.combine(day, schedule.closes_at)
        if closes <= opens:
            closes += timedelta(days=1)
        if opens <= wall < closes:
            return True
    return False


@given(schedules, days)
@settings(max_examples=100, deadline=None)
def test_recurs_on_the_days_that_dateutil_gives(schedule, first):
    wanted = {day for day in reference_days(schedule, first + timedelta(days=40)) if day >= first}
    found = {day for day in (first + timedelta(days=n) for n in range(41)) if occurs_on(read_rule(schedule), day)}
    assert found == wanted


@given(schedules, days, times)
@settings(max_examples=100, deadline=None)
def test_open_when_dateutil_says_so(schedule, day, at):
    wall = datetime.combine(day, at)
    assert is_open([schedule], wall.replace(hour=max(at.hour, 3), tzinfo=LONDON), "England") == reference_is_open(
        schedule, wall.replace(hour=max(at.hour, 3))
    )


@given(st.lists(schedules, min_size=1, max_size=3), days, times)
@settings(max_examples=100, deadline=None)
def test_next_opening_is_a_moment_that_it_opens(offer, day, at):
    after = datetime.combine(day, at, LONDON)
    opening = next_opening(offer, after, "England", horizon_days=40)
    if opening is None:
        return
    assert opening > after
    assert is_open(offer, opening, "England")
    just_before = (opening.astimezone(UTC) - timedelta(seconds=1)).astimezone(LONDON)
    assert not is_open(offer, just_before, "England")


@given(st.lists(schedules, min_size=1, max_size=3), days, times)
@settings(max_examples=100, deadline=None)
def test_open_until_is_the_first_moment_that_it_is_shut(offer, day, at):
    now = datetime.combine(day, at, LONDON)
    closing = open_until(offer, now, "England")
    if closing is None:
        return
    assert is_open(offer, now, "England")
    assert not is_open(offer, closing, "England")
    assert is_open(offer, (closing.astimezone(UTC) - timedelta(seconds=1)).astimezone(LONDON), "England")


@given(
    st.lists(st.lists(plain_weeks | schedules, max_size=3), max_size=12),
    st.builds(lambda day, at: datetime.combine(day, at, LONDON), days, times) | awkward_moments,
    st.sampled_from(["England", "S92000003", None]),
)
@settings(max_examples=100, deadline=None)
def test_the_table_of_many_says_what_the_function_of_one_says(offers, at, nation):
    codes = {True: 0, None: 1, False: 2}
    assert WeekTable.build(offers).status(at, nation).tolist() == [
        codes[is_open(offer, at, nation)] for offer in offers
    ]


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        is_open([Schedule(byday="MO")], datetime.combine(date(2026, 1, 5), time(10)), "England")


def test_the_opening_table_starts_at_the_day_asked_for():
    rows = week([Schedule(byday="MO", opens_at=time(9), closes_at=time(12))], date(2026, 11, 18), "England")
    assert [row.day for row in rows] == [date(2026, 11, 18) + timedelta(days=n) for n in range(7)]
    assert [row.status for row in rows] == ["closed"] * 5 + ["open", "closed"]
    assert rows[5].spans == ((time(9), time(12)),)
