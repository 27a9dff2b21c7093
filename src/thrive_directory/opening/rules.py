"""On which days a schedule recurs (RFC 5545 as HSDS 3.1 uses it). Days only; hours are in `hours`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from thrive_directory.catalogue.offer import Schedule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A readable recurrence. `bydays` are (ordinal, weekday) pairs with ordinal 0 for "every"; empty sets do not
    restrict. `start` anchors the interval."""

    freq: Literal["WEEKLY", "MONTHLY"]
    interval: int
    bydays: frozenset[tuple[int, int]]
    monthdays: frozenset[int]
    weeknos: frozenset[int]
    start: date | None
    first: date
    last: date

    @property
    def is_plain_week(self) -> bool:
        """True when every week is like every other: weekdays alone decide."""
        return self.freq == "WEEKLY" and self.interval == 1 and not self.monthdays and not self.weeknos


@lru_cache(maxsize=65536)
def read_rule(schedule: Schedule) -> Rule | None:
    """The schedule's recurrence, or None where it does not say which days (or says it unreadably)."""
    try:
        bydays, monthdays, weeknos = _bydays(schedule), _integers(schedule.bymonthday), _integers(schedule.byweekno)
    except ValueError:
        return None
    if not bydays and not monthdays:
        if schedule.dtstart is None:
            return None
        if schedule.freq == "WEEKLY":
            bydays = frozenset({(0, schedule.dtstart.weekday())})
        else:
            monthdays = frozenset({schedule.dtstart.day})
    if schedule.interval != 1 and schedule.dtstart is None:
        return None  # every second week, but counted from when?
    return Rule(
        schedule.freq,
        schedule.interval,
        bydays,
        monthdays,
        weeknos,
        schedule.dtstart,
        first=max(schedule.valid_from or date.min, schedule.dtstart or date.min),
        last=min(schedule.valid_to or date.max, schedule.until or date.max),
    )


def occurs_on(rule: Rule, day: date) -> bool:
    """Whether an opening starts on this day, bank holidays aside."""
    return (
        rule.first <= day <= rule.last
        and _in_interval(rule, day)
        and (not rule.bydays or any(_is_byday(day, ordinal, weekday) for ordinal, weekday in rule.bydays))
        and (not rule.monthdays or _is_monthday(day, rule.monthdays))
        and (not rule.weeknos or _is_weekno(day, rule.weeknos))
    )


def _bydays(schedule: Schedule) -> frozenset[tuple[int, int]]:
    pairs = set()
    for part in _parts(schedule.byday):
        match = _BYDAY.fullmatch(part)
        if not match:
            raise ValueError("unreadable byday")
        ordinal = int(match[1] or 0)
        if ordinal and schedule.freq == "WEEKLY":
            raise ValueError("a numbered weekday needs a month")  # RFC 5545, 3.3.10
        pairs.add((ordinal, WEEKDAYS.index(match[2])))
    return frozenset(pairs)


def _integers(text: str | None) -> frozenset[int]:
    return frozenset(int(part) for part in _parts(text))


def _parts(text: str | None) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", (text or "").upper()) if part]


def _in_interval(rule: Rule, day: date) -> bool:
    if rule.interval == 1 or rule.start is None:
        return True
    if rule.freq == "MONTHLY":
        return ((day.year - rule.start.year) * 12 + day.month - rule.start.month) % rule.interval == 0
    return (_monday(day) - _monday(rule.start)).days // 7 % rule.interval == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_byday(day: date, ordinal: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if ordinal > 0:
        return (day.day - 1) // 7 + 1 == ordinal
    return ordinal == 0 or (_days_in_month(day) - day.day) // 7 + 1 == -ordinal


def _is_monthday(day: date, monthdays: frozenset[int]) -> bool:
    return day.day in monthdays or day.day - _days_in_month(day) - 1 in monthdays


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _is_weekno(day: date, weeknos: frozenset[int]) -> bool:
    year, week, _ = day.isocalendar()
    weeks_in_year = date(year, 12, 28).isocalendar().week  # 28 December is always in the last ISO week
    return week in weeknos or week - weeks_in_year - 1 in weeknos
