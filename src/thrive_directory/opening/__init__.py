"""When an offer is open, from its schedules: pure, in Europe/London, with unknown as a third value. Reads no clock."""

from thrive_directory.opening.hours import DayHours, is_open, next_opening, open_until, week
from thrive_directory.opening.week_table import WeekTable

__all__ = ["DayHours", "WeekTable", "is_open", "next_opening", "open_until", "week"]
