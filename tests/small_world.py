"""A few places, and offers and questions spelled in a line each, so that a rule can be shown by an example.

`tests/spec/search/README.md` says how each field is spelled. A field that is misspelled is an error, not nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import shapely

from thrive_directory.catalogue.offer import Age, Capacity, Contact, Offer, OfferLocation, Schedule, Tag, Verification
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.grid import to_point
from thrive_directory.geo.place import AreaRef, GridPoint, Place
from thrive_directory.index.build import build_snapshot
from thrive_directory.opening.hours import LONDON
from thrive_directory.search.query import SearchQuery

VOCABULARY = load_vocabulary(Path(__file__).parents[1] / "data" / "vocabulary.yaml")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
"""Wednesday morning: what "now" and "today" are in every example."""
TODAY = NOW.date()
AREAS = {
    area.name.lower(): area
    for area in (
        AreaRef("K02000001", "UK", "everywhere"),
        AreaRef("E92000001", "England", "nation"),
        AreaRef("W92000004", "Wales", "nation"),
        AreaRef("E12000007", "London", "region"),
        AreaRef("E54000028", "North Central London", "icb"),
        AreaRef("E10000015", "Hertfordshire", "county"),
        AreaRef("E47000001", "Greater Manchester", "combined-authority"),
        AreaRef("E09000007", "Camden", "local-authority"),
        AreaRef("E09000014", "Haringey", "local-authority"),
        AreaRef("E09000033", "Westminster", "local-authority"),
        AreaRef("E07000242", "East Hertfordshire", "local-authority"),
        AreaRef("E07000243", "Stevenage", "local-authority"),
        AreaRef("E08000006", "Salford", "local-authority"),
        AreaRef("W06000015", "Cardiff", "local-authority"),
    )
}
_MIDDLES = {
    "camden": (529_000, 183_000),
    "haringey": (532_000, 189_000),
    "westminster": (527_000, 181_000),
    "stevenage": (524_000, 224_000),
    "salford": (378_000, 398_000),
    "cardiff": (318_000, 176_000),
}


def _place(
    label: str,
    kind: Any,
    middle: str | None,
    area: str,
    covering: str,
    *,
    partial: str = "",
    likely: str = "",
    nearby: str = "",
    travel_km: float = 5.0,
    radius_km: float = 0.0,
) -> Place:
    grid = None if middle is None else GridPoint(*map(float, _MIDDLES[middle]))
    held = _area_codes(f"{area}, {covering}, uk") - _area_codes(partial)
    nation = "Wales" if "wales" in covering else "England" if "england" in f"{area} {covering}" else None
    return Place(
        label=label,
        kind=kind,
        token=label,
        area=AREAS[area],
        nation=nation,
        covering=held,
        partial=_area_codes(partial),
        point=to_point(grid) if grid else None,
        grid=grid,
        nearby=_area_codes(nearby),
        travel_km=travel_km,
        radius_km=radius_km,
        likely=_area_codes(likely),
    )


def words(text: object) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in str(text).split(",") if word.strip()]


def _area_codes(names: str) -> frozenset[str]:
    return frozenset(AREAS[name.lower()].code for name in words(names))


_LONDON = "north central london, london, england"
PLACES = {
    "camden": _place("NW1 8QL", "postcode", "camden", "camden", _LONDON, nearby="haringey, westminster"),
    "haringey": _place("N15 4AA", "postcode", "haringey", "haringey", _LONDON, nearby="camden"),
    "salford": _place("M6 5WW", "postcode", "salford", "salford", "greater manchester, england"),
    "stevenage": _place("SG1 1AA", "postcode", "stevenage", "stevenage", "hertfordshire, england", travel_km=12.0),
    "cardiff": _place("CF10 1AA", "postcode", "cardiff", "cardiff", "wales"),
    "NW1": _place(
        "NW1",
        "outcode",
        "camden",
        "camden",
        "london, england",
        partial="camden, westminster",
        likely="camden",
        radius_km=2.0,
    ),
    "hertfordshire": _place(
        "Hertfordshire", "area", None, "hertfordshire", "england", partial="east hertfordshire, stevenage"
    ),
    "camden, no point": _place("Camden", "area", None, "camden", _LONDON),
    "england": _place("England", "area", None, "england", "", partial="camden, salford, hertfordshire, london"),
}


# --- offers ----------------------------------------------------------------------------------------------------------

_TAGS = {
    "groupings": "grouping",
    "needs": "need",
    "sectors": "sector",
    "modes": "mode",
    "audience": "audience",
    "access": "access",
    "routes": "referral_route",
}
_PLAIN = {"name", "summary", "description", "url", "cost_text", "coverage_text"}


def offer(key: str, **said: Any) -> Offer:
    """An offer from its compact spelling. What is not said is unknown, save that it covers Camden, can be phoned and
    was checked today."""
    made = Offer(
        id=key,
        name=f"Offer {key}",
        organization_id="trust",
        organization_name="Example Trust",
        verification=_verification(str(said.pop("checked", "today"))),
        areas=_areas(said.pop("areas", "camden")),
        contacts=() if said.pop("contact", None) == "none" else (PHONE,),
        capacity=_capacity(said),
        locations=_locations(key, said.pop("at", None)),
    )
    return replace(made, **{name: value for field, said_of in said.items() for name, value in _fact(field, said_of)})


def _fact(field: str, value: Any) -> list[tuple[str, Any]]:
    if field in _PLAIN:
        return [(field, value)]
    if field in _TAGS:
        return [(_RENAMED.get(field, field), _tags(_TAGS[field], value))]
    if field in ("only_needs", "only_for"):
        name, taxonomy = ("needs", "need") if field == "only_needs" else ("circumstances", "circumstance")
        return [(name, _tags(taxonomy, value)), (f"{name}_scope", "listed")]
    if field == "gp_areas":
        return [("gp_areas", _area_codes(value))]
    facts = {
        "age": lambda: ("age", _age(str(value))),
        "cost": lambda: ("cost", value),
        "genders": lambda: ("genders", frozenset(words(value))),
        "languages": lambda: ("languages", frozenset(words(value))),
        "gp_practices": lambda: ("gp_practices", frozenset(words(value))),
        "schools": lambda: ("schools", frozenset(words(value))),
        "hours": lambda: ("schedules", _hours(value)),
        "name_only": lambda: ("found_by_name_only", bool(value)),
        "organization": lambda: ("organization_name", value),
        "asks": lambda: ("asks", (value,)),
        "made_with": lambda: ("circumstances", _tags("circumstance", value)),
    }
    return [facts[field]()]


_RENAMED = {"audience": "audiences", "routes": "referral_routes"}
PHONE = Contact("phone", "020 7946 0000", "+442079460000", None, "https://example.org/", "own", TODAY)


def _tags(taxonomy: str, value: object) -> tuple[Tag, ...]:
    found = []
    for word in words(value):
        code, _, status = word.partition(" ")
        assert status in ("", "(confirmed)"), word
        found.append(Tag(VOCABULARY.term(taxonomy, code).code, bool(status)))
    return tuple(found)


def _areas(value: object) -> tuple[ServiceArea, ...]:
    return () if value == "unknown" else tuple(_area(name) for name in words(value))


def _area(name: str) -> ServiceArea:
    """A named area, or a square outline: "within 3 km of camden + 2 km"."""
    if not name.startswith("within"):
        return ServiceArea(AREAS[name.lower()])
    size, where = re.fullmatch(r"within ([\d.]+) km of (.+)", name).groups()
    grid, reach_m = spot(where), float(size) * 1000
    low = to_point(GridPoint(grid.easting_m - reach_m, grid.northing_m - reach_m))
    high = to_point(GridPoint(grid.easting_m + reach_m, grid.northing_m + reach_m))
    return ServiceArea(AreaRef(f"outline {name}", "an outline", "polygon"), shapely.box(*_xy(low), *_xy(high)))


def _xy(point: Any) -> tuple[float, float]:
    return point.lon, point.lat


def spot(text: str) -> GridPoint:
    """A spot on the ground: "camden", or "camden + 2 km", which is two kilometres east of it."""
    name, _, east = text.partition("+")
    easting_m, northing_m = _MIDDLES[name.strip()]
    km = float(east.replace("km", "")) if east else 0.0
    return GridPoint(easting_m + km * 1000, float(northing_m))


def _locations(key: str, value: Any) -> tuple[OfferLocation, ...]:
    if value is None:
        return ()
    several = value if isinstance(value, list) else [value]
    return tuple(_location(f"{key}{number}", said) for number, said in enumerate(several, start=1))


def _location(location_id: str, said: Any) -> OfferLocation:
    fields = {"spot": said} if isinstance(said, str) else dict(said)
    where = fields.pop("spot")
    grid = None if where == "hidden" else spot(where)
    areas = fields.pop("areas", None)
    made = OfferLocation(
        id=location_id,
        name=fields.pop("name", None),
        grid=grid,
        point=to_point(grid) if grid else None,
        confidential=where == "hidden",
        access=frozenset(words(fields.pop("access", ""))),
        areas=None if areas is None else _areas(areas),
        schedules=_hours(fields.pop("hours", "unknown")),
    )
    assert not fields, f"not a fact of a location: {sorted(fields)}"
    return made


def _age(text: str) -> Age:
    """ "11-17", "16+", "until 18", "0-4, with send until 25"."""
    bounds, *later = words(text)
    exceptions = []
    for part in later:
        code, until = re.fullmatch(r"with ([a-z-]+) until ([\d.]+)", part).groups()
        exceptions.append((VOCABULARY.term("circumstance", code).code, float(until)))
    span = re.fullmatch(r"([\d.]+)-([\d.]+)", bounds)
    if span:
        return Age(float(span[1]), float(span[2]), float(span[2]) + 1, exceptions=tuple(exceptions))
    if bounds.endswith("+"):
        return Age(minimum=float(bounds[:-1]))
    first, last = re.fullmatch(r"(?:from ([\d.]+) )?until ([\d.]+)", bounds).groups()
    low, until = float(first) if first else None, float(last)
    return Age(low, ceil(until) - 1.0, until, exceptions=tuple(exceptions))


def _hours(text: str) -> tuple[Schedule, ...]:
    """ "MO-FR 09:00-17:00; SA 10:00-12:00", "always", "unknown"."""
    if text == "unknown":
        return ()
    if text == "always":
        every = "MO,TU,WE,TH,FR,SA,SU"
        return (Schedule(byday=every, opens_at=time(0), closes_at=time(0), bank_holidays="open"),)
    return tuple(_schedule(part) for part in text.split(";"))


def _schedule(text: str) -> Schedule:
    days, hours = text.split()
    week = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    first, _, last = days.partition("-")
    named = week[week.index(first) : week.index(last or first) + 1]
    opens, closes = (time.fromisoformat(hour) for hour in hours.split("-"))
    return Schedule(byday=",".join(named), opens_at=opens, closes_at=closes)


def _verification(text: str) -> Verification:
    """ "today", "30 days ago", "sourced 30 days ago", "unconfirmed today"."""
    status, _, when = text.partition(" ")
    if status not in ("sourced", "unconfirmed"):
        status, when = "verified", text
    days = 0 if when == "today" else int(when.removesuffix(" ago").removesuffix(" days"))
    return Verification(status, "a steward", TODAY - timedelta(days=days))


def _capacity(said: dict[str, Any]) -> Capacity | None:
    """From `wait` in weeks, `referrals` open or closed, and `holds_until`, a day."""
    weeks, referrals = said.pop("wait", None), said.pop("referrals", None)
    until = said.pop("holds_until", TODAY + timedelta(days=30))
    if weeks is None and referrals is None:
        return None
    is_open = {None: None, "open": True, "closed": False}[referrals]
    return Capacity(TODAY - timedelta(days=7), _day(until), None if weeks is None else float(weeks), is_open)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


# --- questions -------------------------------------------------------------------------------------------------------

_CODES = {
    "grouping": "groupings",
    "need": "needs",
    "audience": "audiences",
    "sector": "sectors",
    "mode": "modes",
    "not_mode": "not_modes",
    "language": "languages",
    "referral_route": "referral_routes",
    "access": "access",
    "prefer_access": "prefer_access",
    "prefer_need": "prefer_needs",
    "circumstance": "circumstances",
}
_AS_IT_IS = {"from_home", "text", "free", "within_km", "gender", "gp", "sort", "limit", "offset", "explain"}


def query(**said: Any) -> SearchQuery:
    """A question from its compact spelling. Variety is off unless it is asked for, so that order is plain rank."""
    fields = dict(said)
    found: dict[str, Any] = {"now": _moment(fields.pop("now", NOW)), "variety": fields.pop("variety", False)}
    for name, value in fields.items():
        found.update(_asked(name, value))
    if found.get("open_at") == "now":
        found["open_at"] = found["now"]
    return SearchQuery(**found)


def _asked(name: str, value: Any) -> dict[str, Any]:
    if name in _CODES:
        codes = frozenset(words(value))
        taxonomy = {"not_mode": "mode", "prefer_access": "access", "prefer_need": "need"}.get(name, name)
        if taxonomy != "language":
            assert codes <= set(VOCABULARY.codes(taxonomy)), value
        return {_CODES[name]: codes}
    if name in _AS_IT_IS:
        return {name: value}
    special = {
        "near": lambda: ("near", PLACES[value]),
        "age": lambda: ("ages", tuple(_asked_age(part) for part in words(value))),
        "open": lambda: ("open_at", value if value == "now" else _moment(value)),
        "wait": lambda: ("wait_weeks", 0.0 if value == "now" else float(value)),
        "gp_areas": lambda: ("gp_areas", _area_codes(value)),
        "school": lambda: ("school", str(value)),
    }
    return dict([special[name]()])


def _asked_age(text: str) -> tuple[float, float]:
    low, _, high = text.partition("-")
    return float(low), float(high or low)


def _moment(value: datetime | str) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def catalogue(said: Mapping[str, Mapping[str, Any] | None]) -> list[Offer]:
    """Offers by key, in order of key."""
    return [offer(key, **(facts or {})) for key, facts in sorted(said.items())]


def snapshot(*offers: Offer):
    """A compiled catalogue of these offers."""
    return build_snapshot(1, sorted(offers, key=lambda made: made.id), VOCABULARY)
