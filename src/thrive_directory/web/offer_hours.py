"""When an offer is open, as its page shows it: now, and the days of this week. From its schedules, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import orjson

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.opening import DayHours, is_open, next_opening, open_until, week
from thrive_directory.web.language import gettext as _

LONDON = ZoneInfo("Europe/London")
_MIDNIGHT = time(0, 0)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening of one place (or of an offer without one): a sentence for now, and (day, times) for seven days."""

    place: str | None
    now: str
    days: tuple[tuple[str, str], ...]


def hours_of(snapshot: Snapshot, index: int, at: datetime, nation: str | None) -> tuple[Hours, ...]:
    """The hours of every place of an offer, each kind of hours once; empty where no schedule is known."""
    found: dict[tuple[tuple[str, str], ...], Hours] = {}
    for row in snapshot.rows_of(index).tolist():
        schedules = snapshot.schedules(row)
        if not schedules:
            continue
        local = at.astimezone(LONDON)
        days = tuple(_day(each) for each in week(schedules, local.date(), nation))
        location = orjson.loads(snapshot.location(row))
        said = _now(schedules, at, nation)
        found.setdefault(days, Hours(location and location["name"], said, days))
    return tuple(found.values())


def _now(schedules: Sequence[Schedule], at: datetime, nation: str | None) -> str:
    is_it = is_open(schedules, at, nation)
    if is_it is None:
        return _("We are not sure whether they are open now: ask, or try.")
    if is_it:
        until = open_until(schedules, at, nation)
        return _("Open now, until %s.") % _clock(until.time()) if until else _("Open now, day and night.")
    opens = next_opening(schedules, at, nation)
    if opens is None:
        return _("Closed now.")
    is_soon = opens - at < timedelta(days=6)
    name = f"{opens:%A}" if is_soon else f"{opens:%A} {opens.day} {opens:%B}"
    return _("Closed now. Opens %(day)s at %(time)s.") % {"day": name, "time": _clock(opens.time())}


def _day(hours: DayHours) -> tuple[str, str]:
    name = f"{hours.day:%A} {hours.day.day} {hours.day:%B}"
    if hours.bank_holiday:
        name = f"{name} ({hours.bank_holiday})"
    spans = [
        _("day and night") if opens == closes else f"{_clock(opens)} to {_clock(closes)}"
        for opens, closes in hours.spans
    ]
    return name, ", ".join(spans) or _("closed")


def _clock(wall: time) -> str:
    """A time as people say it: 9am, 3.30pm, midnight."""
    if wall == _MIDNIGHT:
        return _("midnight")
    hour = wall.hour % 12 or 12
    minutes = f".{wall.minute:02}" if wall.minute else ""
    return f"{hour}{minutes}{'am' if wall.hour < 12 else 'pm'}"
