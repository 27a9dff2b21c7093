"""Which days are bank holidays in which nation, from the `holidays` library. Says "maybe" rather than guess."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

import holidays

from thrive_directory.geo.place import NATION_CODES

Answer = Literal["yes", "no", "maybe"]

_SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
_BY_NATION = _SUBDIVISIONS | {code: _SUBDIVISIONS[name] for name, code in NATION_CODES.items()}


@lru_cache(maxsize=64)
def _of_year(subdivision: str, year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("GB", subdiv=subdivision, years=year))


def bank_holiday_name(day: date, nation: str | None) -> str | None:
    """The name of the bank holiday, or None. `nation` is its name or ONS code; unknown: any nation's counts."""
    known = _BY_NATION.get(nation or "")
    for subdivision in (known,) if known else ("ENG", "SCT", "NIR"):
        if name := _of_year(subdivision, day.year).get(day):
            return name
    return None


def is_bank_holiday(day: date, nation: str | None) -> Answer:
    """Yes or no where the nation is known; without one, maybe on a day that only some nations keep."""
    if known := _BY_NATION.get(nation or ""):
        return "yes" if day in _of_year(known, day.year) else "no"
    kept = [day in _of_year(subdivision, day.year) for subdivision in ("ENG", "SCT", "NIR")]
    if all(kept):
        return "yes"
    return "maybe" if any(kept) else "no"
