"""Many offers' opening in one table, tested at once. Plain weekly hours as arrays; the rest is asked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.opening.bank_holidays import is_bank_holiday
from thrive_directory.opening.hours import LONDON, closing_time, has_hours, instant, is_open
from thrive_directory.opening.rules import Rule, read_rule

YES, UNKNOWN, NO = 0, 1, 2  # the order of `geo.coverage.Verdict`
_CLOSED, _OPEN, _UNSAID, _HOURS_UNKNOWN = 0, 1, 2, 4  # on bank holidays; the last is a bit of its own


@dataclass(frozen=True, slots=True, eq=False)
class WeekTable:
    """Many offers keep the same hours: `alike` gives each offer's row among the `sets` of schedules. Each
    further array has one entry per weekday of a weekly schedule: that row, the weekday (0 Monday), minutes from
    midnight of that day (a close may pass 1440), ordinals of the first and last day it recurs, and of those for which
    it claims to be right, and `kind`: bank holidays, and whether the hours are known. `irregular` holds the other
    rows."""

    alike: NDArray[np.int32]
    sets: tuple[tuple[Schedule, ...], ...]
    row: NDArray[np.int32]
    weekday: NDArray[np.int8]
    opens_min: NDArray[np.int16]
    closes_min: NDArray[np.int16]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    valid_from: NDArray[np.int32]
    valid_to: NDArray[np.int32]
    kind: NDArray[np.int8]
    irregular: tuple[int, ...]

    @classmethod
    def build(cls, offers: Sequence[Sequence[Schedule]]) -> Self:
        """From the schedules of each offer, in order. A set of which any is not plainly weekly is irregular."""
        sets: dict[tuple[Schedule, ...], int] = {}
        alike = np.array([sets.setdefault(tuple(schedules), len(sets)) for schedules in offers], dtype=np.int32)
        entries: list[tuple[int, ...]] = []
        irregular = []
        for schedules, row in sets.items():
            rules = [read_rule(schedule) for schedule in schedules]
            if all(map(_is_plain, schedules, rules)):
                for schedule, rule in zip(schedules, rules, strict=True):
                    entries += _entries(row, schedule, rule) if rule else ()
            else:
                irregular.append(row)
        table = np.array(entries, dtype=np.int32).reshape(-1, 9)
        rows, weekday, opens, closes, first, last, valid_from, valid_to, kind = (table[:, n] for n in range(9))
        return cls(
            alike,
            tuple(sets),
            rows,
            weekday.astype(np.int8),
            opens.astype(np.int16),
            closes.astype(np.int16),
            first,
            last,
            valid_from,
            valid_to,
            kind.astype(np.int8),
            tuple(irregular),
        )

    def status(self, at: datetime, nation: str | None) -> NDArray[np.int8]:
        """For each offer YES, UNKNOWN or NO at a moment (aware): what `is_open` says, for all at once."""
        today = at.astimezone(LONDON).date()
        result = np.full(len(self.sets), UNKNOWN, dtype=np.int8)
        ordinal = today.toordinal()
        holds = (self.valid_from <= ordinal) & (ordinal <= self.valid_to)
        result[self.row[holds]] = NO
        moment_s = int(at.timestamp())
        maybe, sure = [], []
        for day in (today - timedelta(days=1), today):
            hits = self._open_entries(day, moment_s)
            unsure = self._is_unsure(hits, is_bank_holiday(day, nation))
            if is_bank_holiday(day, nation) == "yes":
                closed = self.kind[hits] & 3 == _CLOSED
                hits, unsure = hits[~closed], unsure[~closed]
            maybe.append(self.row[hits[unsure]])
            sure.append(self.row[hits[~unsure]])
        known = result == NO
        for rows in maybe:
            result[rows] = UNKNOWN
        for rows in sure:
            result[rows[known[rows]]] = YES
        for row in self.irregular:
            verdict = is_open(self.sets[row], at, nation)
            result[row] = UNKNOWN if verdict is None else YES if verdict else NO
        return np.asarray(result.take(self.alike))

    def _open_entries(self, day: date, moment_s: int) -> NDArray[np.intp]:
        ordinal = day.toordinal()
        (candidates,) = np.nonzero((self.weekday == day.weekday()) & (self.first <= ordinal) & (ordinal <= self.last))
        opens_s, closes_s = _instants(day)
        starts = opens_s[self.opens_min[candidates]]
        ends = closes_s[self.closes_min[candidates]]
        return candidates[(starts <= moment_s) & (moment_s < ends)]

    def _is_unsure(self, entries: NDArray[np.intp], holiday: str) -> NDArray[np.bool_]:
        kinds = self.kind[entries]
        unsure: NDArray[np.bool_] = kinds & _HOURS_UNKNOWN != 0
        if holiday != "no":
            unsure |= kinds & 3 == _UNSAID
        if holiday == "maybe":
            unsure |= kinds & 3 == _CLOSED
        return unsure


def _entries(row: int, schedule: Schedule, rule: Rule) -> list[tuple[int, ...]]:
    opens, closes = _minute(schedule.opens_at or time()), _minute(closing_time(schedule))
    kind = {"closed": _CLOSED, "open": _OPEN}.get(schedule.bank_holidays or "", _UNSAID)
    validity = (schedule.valid_from or date.min).toordinal(), (schedule.valid_to or date.max).toordinal()
    bounds = rule.first.toordinal(), rule.last.toordinal()
    closes += 1440 if closes <= opens else 0
    kind |= 0 if has_hours(schedule) else _HOURS_UNKNOWN
    return [(row, weekday, opens, closes, *bounds, *validity, kind) for _, weekday in sorted(rule.bydays)]


def _is_plain(schedule: Schedule, rule: Rule | None) -> bool:
    seconds = [wall.second for wall in (schedule.opens_at, closing_time(schedule)) if wall]
    return rule is not None and rule.is_plain_week and not any(seconds)


def _minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute


@lru_cache(maxsize=16)
def _instants(day: date) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Seconds since 1970 of each wall-clock minute of a day and the next, as openings and as closings."""
    walls = [(day + timedelta(days=m // 1440), time(m % 1440 // 60, m % 60)) for m in range(2881)]
    opens = [int(instant(d, wall, latest=False).timestamp()) for d, wall in walls]
    closes = [int(instant(d, wall, latest=True).timestamp()) for d, wall in walls]
    return np.array(opens, dtype=np.int64), np.array(closes, dtype=np.int64)
