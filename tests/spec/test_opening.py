"""Every oddity of `opening.yaml`, and what it must give."""

from datetime import datetime, time
from pathlib import Path

import pytest
import yaml

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.opening import is_open, next_opening, open_until
from thrive_directory.opening.hours import LONDON

ROWS = yaml.load(Path(__file__).with_name("opening.yaml").read_text(), yaml.BaseLoader)  # noqa: S506 -- strings only
DATES = ("dtstart", "until", "valid_from", "valid_to")


def _schedule(row: dict[str, str]) -> Schedule:
    fields = {name: value for name, value in row.items() if name not in ("opens", "closes", "interval", *DATES)}
    fields |= {name: datetime.fromisoformat(row[name]).date() for name in DATES if name in row}
    fields |= {f"{name}_at": time.fromisoformat(row[name]) for name in ("opens", "closes") if name in row}
    return Schedule(interval=int(row.get("interval", 1)), **fields)


def _moment(text: str) -> datetime | None:
    if text == "null":
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_opening(row):
    schedules = [_schedule(schedule) for schedule in row["schedules"]]
    nation = None if row.get("nation") == "null" else row.get("nation", "England")
    at = _moment(row["at"])
    assert is_open(schedules, at, nation) == {"yes": True, "no": False, "unknown": None}[row["open"]]
    if "until" in row:
        assert open_until(schedules, at, nation) == _moment(row["until"])
    if "next" in row:
        assert next_opening(schedules, at, nation) == _moment(row["next"])
