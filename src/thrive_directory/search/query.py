"""What is asked: a frozen value with every code already checked. Knows neither HTTP nor plain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from thrive_directory.geo.place import Place

Sort = Literal["relevance", "distance", "name", "freshness"]
UrgentKind = Literal["life", "abuse", "missing"]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One question. Empty and None mean "not asked". OR within a field, AND between fields, but `access` is AND.

    `prefer_needs` and `prefer_access` rank and never exclude: words of danger name a need without asking for a filter.
    `ages` holds (lowest, highest) pairs in years: 14 is ((14, 14),), "6 and 11" is ((6, 6), (11, 11)), year 6 is
    ((10, 11),). `gp_areas` are the codes of the areas that hold the practice `gp`. `wait_weeks` 0 is "now".
    `from_home` takes offers by phone or online that are not known to have what only a building needs.
    `leave_out` holds ids of offers that are not wanted in the answer at all.
    `now` is the moment of asking, with its time zone; nothing here reads a clock.
    """

    now: datetime
    near: Place | None = None
    groupings: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    prefer_needs: frozenset[str] = frozenset()
    ages: tuple[tuple[float, float], ...] = ()
    audiences: frozenset[str] = frozenset()
    text: str = ""
    sectors: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    not_modes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    referral_routes: frozenset[str] = frozenset()
    free: bool | None = None
    access: frozenset[str] = frozenset()
    prefer_access: frozenset[str] = frozenset()
    from_home: bool = False
    open_at: datetime | None = None
    within_km: float | None = None
    wait_weeks: float | None = None
    gender: str | None = None
    gp: str | None = None
    gp_areas: frozenset[str] = frozenset()
    school: str | None = None
    circumstances: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()
    sort: Sort = "relevance"
    variety: bool = True
    explain: bool = False
    limit: int = 20
    offset: int = 0
