"""Which rows are open on a weekday and between two times, by the hours that hold today. Unknown hours are kept."""

from collections.abc import Collection
from datetime import date, time

import numpy as np
from numpy.typing import NDArray

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.index.columns import Flags
from thrive_directory.opening import WeekTable
from thrive_directory.opening.hours import closing_time
from thrive_directory.opening.rules import read_rule

_DAY_MIN = 24 * 60
EVERY_DAY = range(7)


def open_rows(table: WeekTable, days: Collection[int], start: time | None, end: time | None, today: date) -> Flags:
    """Per offer: open at some time after `start` and before `end` on one of the days (0 Monday; none is any), or with
    no hours that hold today."""
    days = days or EVERY_DAY
    span = (_minute(start) if start else 0, _minute(end) if end else _DAY_MIN)
    ordinal = today.toordinal()
    holds = (table.valid_from <= ordinal) & (ordinal <= table.valid_to)
    is_open = holds & (table.last >= ordinal) & _meets(table.weekday, table.opens_min, table.closes_min, days, span)
    found = np.ones(len(table.sets), dtype=np.bool_)
    found[table.row[holds]] = False
    found[table.row[is_open]] = True
    for row in table.irregular:
        found[row] = _may_be_open(table.sets[row], days, span, today)
    return np.asarray(found.take(table.alike))  # many offers keep the same hours


def _meets(
    weekday: NDArray[np.int8],
    opens_min: NDArray[np.int16],
    closes_min: NDArray[np.int16],
    days: Collection[int],
    span: tuple[int, int],
) -> Flags:
    """Whether an opening shares a minute with the span on one of the days; it may run into the day after."""
    start, end = span
    is_asked = np.isin(EVERY_DAY, list(days))
    asked = is_asked[weekday] & (opens_min < end) & (closes_min > start)
    after = np.roll(is_asked, -1)[weekday] & (closes_min - _DAY_MIN > start)
    return np.asarray(asked | after)


def _may_be_open(schedules: Collection[Schedule], days: Collection[int], span: tuple[int, int], today: date) -> bool:
    """The same of schedules that are not plainly weekly: an opening on some of these weekdays counts."""
    holding = [each for each in schedules if (each.valid_from or date.min) <= today <= (each.valid_to or date.max)]
    return not holding or any(_opens_then(each, days, span, today) for each in holding)


def _opens_then(schedule: Schedule, days: Collection[int], span: tuple[int, int], today: date) -> bool:
    rule = read_rule(schedule)
    if rule is None:
        return True
    opens, closes = _minute(schedule.opens_at or time()), _minute(closing_time(schedule))
    closes += _DAY_MIN if closes <= opens else 0
    weekdays = np.array([weekday for _, weekday in rule.bydays] or EVERY_DAY, dtype=np.int8)
    each = np.full(weekdays.size, opens, dtype=np.int16), np.full(weekdays.size, closes, dtype=np.int16)
    return rule.last >= today and bool(_meets(weekdays, *each, days, span).any())


def _minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute
