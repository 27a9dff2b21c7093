"""Open now, until when, and when next: instants from schedules. Wall-clock times of Europe/London; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.opening.bank_holidays import bank_holiday_name, is_bank_holiday
from thrive_directory.opening.rules import occurs_on, read_rule

LONDON = ZoneInfo("Europe/London")
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From opening (included) to closing (excluded), in UTC."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class DayHours:
    """One row of an opening table: the spans that start on this day, as (opens, closes) wall-clock times.

    A close at or before its open is on the next day; 00:00 to 00:00 is the whole day. `bank_holiday` is its name."""

    day: date
    status: Literal["open", "closed", "unknown"]
    spans: tuple[tuple[time, time], ...]
    bank_holiday: str | None


def is_open(schedules: Sequence[Schedule], at: datetime, nation: str | None) -> bool | None:
    """Whether it is open at a moment (aware). None: no schedule says, or a bank holiday nobody has told us about.

    `nation` (name or ONS code) decides the bank holidays."""
    at = _utc(at)
    today = at.astimezone(LONDON).date()
    if not any(_holds_on(schedule, today) for schedule in schedules):
        return None
    certain, uncertain = _spans(schedules, today - _DAY, today, nation)
    if any(opens <= at < closes for opens, closes in certain):
        return True
    if any(opens <= at < closes for opens, closes in uncertain):
        return None
    return None if any(_says_no_days(schedule, today) for schedule in schedules) else False


def open_until(schedules: Sequence[Schedule], at: datetime, nation: str | None) -> datetime | None:
    """When it next closes, in London time. None where it is not surely open, or will not close within a week."""
    at = _utc(at)
    today = at.astimezone(LONDON).date()
    certain, _ = _spans(schedules, today - _DAY, today + 7 * _DAY, nation)
    for opens, closes in merged(certain):
        if opens <= at < closes:
            return None if closes > at + 7 * _DAY else closes.astimezone(LONDON)
    return None


def next_opening(
    schedules: Sequence[Schedule], after: datetime, nation: str | None, horizon_days: int = 92
) -> datetime | None:
    """When it next opens, strictly after a moment (aware), in London time. None where nothing sure is known of the
    next `horizon_days` days, or where it never closes."""
    after = _utc(after)
    today = after.astimezone(LONDON).date()
    for ahead in range(horizon_days + 1):
        # The day before too: an opening that only continues yesterday's is no opening.
        day = today + ahead * _DAY
        certain, _ = _spans(schedules, day - _DAY, day, nation)
        starts = [opens for opens, _ in merged(certain) if opens > after and opens.astimezone(LONDON).date() >= day]
        if starts:
            return starts[0].astimezone(LONDON)
    return None


def week(schedules: Sequence[Schedule], from_date: date, nation: str | None) -> tuple[DayHours, ...]:
    """Seven rows of an opening table, from a day on."""
    return tuple(_day_hours(schedules, from_date + ahead * _DAY, nation) for ahead in range(7))


def _day_hours(schedules: Sequence[Schedule], day: date, nation: str | None) -> DayHours:
    holding = [schedule for schedule in schedules if _holds_on(schedule, day)]
    certain, uncertain = _spans(holding, day, day, nation)
    spans = tuple((_wall(opens), _wall(closes)) for opens, closes in merged(certain))
    unknown = not holding or uncertain or any(_says_no_days(schedule, day) for schedule in holding)
    status: Literal["open", "closed", "unknown"] = "open" if spans else "unknown" if unknown else "closed"
    return DayHours(day, status, spans, bank_holiday_name(day, nation))


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The same time in order, with spans that touch or overlap made one."""
    current: Span | None = None
    for span in sorted(spans):
        if current is not None and span.opens <= current.closes:
            current = Span(current.opens, max(current.closes, span.closes))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _spans(schedules: Iterable[Schedule], first: date, last: date, nation: str | None) -> tuple[list[Span], list[Span]]:
    """What surely opens, and what may open, on the days from first to last."""
    certain: list[Span] = []
    uncertain: list[Span] = []
    for schedule in schedules:
        rule = read_rule(schedule)
        if rule is None:
            continue
        for ahead in range((last - first).days + 1):
            day = first + ahead * _DAY
            if not occurs_on(rule, day):
                continue
            sure = _opens_despite_bank_holiday(schedule, day, nation)
            if sure is False:
                continue
            span = span_on(schedule, day)
            if span.opens < span.closes:
                (certain if sure and has_hours(schedule) else uncertain).append(span)
    return certain, uncertain


def span_on(schedule: Schedule, day: date) -> Span:
    """The opening that starts on a day. A missing time is taken at its widest: the caller calls it uncertain."""
    opens, closes = schedule.opens_at or time(), closing_time(schedule)
    closing_day = day if closes > opens else day + _DAY
    return Span(instant(day, opens, latest=False), instant(closing_day, closes, latest=True))


def closing_time(schedule: Schedule) -> time:
    """The time it closes; 23:59 is how many systems write midnight."""
    closes = schedule.closes_at or time()
    return time() if (closes.hour, closes.minute) == (23, 59) else closes


def has_hours(schedule: Schedule) -> bool:
    """Whether both times are known."""
    return schedule.opens_at is not None and schedule.closes_at is not None


def instant(day: date, wall: time, *, latest: bool) -> datetime:
    """The moment (UTC) of a London wall-clock time. A time that comes twice in autumn is its first or its latest; one
    that the clocks skip in spring is the moment they change."""
    local = datetime.combine(day, wall.replace(tzinfo=None), LONDON).replace(fold=int(latest))
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)  # UK clocks change at 01:00 UTC (SI 2002/262)
    return moment


def _opens_despite_bank_holiday(schedule: Schedule, day: date, nation: str | None) -> bool | None:
    if schedule.bank_holidays == "open":
        return True
    holiday = is_bank_holiday(day, nation)
    if holiday == "no":
        return True
    return False if holiday == "yes" and schedule.bank_holidays == "closed" else None


def _holds_on(schedule: Schedule, day: date) -> bool:
    """Whether the schedule claims to be right on a day. After `valid_to` it says nothing, not "closed"."""
    return (schedule.valid_from or date.min) <= day <= (schedule.valid_to or date.max)


def _says_no_days(schedule: Schedule, day: date) -> bool:
    return _holds_on(schedule, day) and read_rule(schedule) is None


def _wall(moment: datetime) -> time:
    return moment.astimezone(LONDON).time()


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC)
