"""What was understood, told back term by term so that a person can correct it: the `understood` of an answer."""

from collections.abc import Sequence
from typing import Any

from thrive_directory.api.merge import asked_for
from thrive_directory.geo.place import Place
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.query import SearchQuery


def account(words: Understood, query: SearchQuery, unused: Sequence[str]) -> dict[str, Any]:
    """Every part of the query as it will be searched; what was not asked is null or an empty list. `unused` are the
    words that no rule and no offer knows."""
    return {
        "near": place_json(query.near) if query.near else None,
        "grouping": sorted(query.groupings),
        "need": sorted(query.needs | query.prefer_needs),
        "age": age_json(query.ages),
        "audience": _one_or_many(_said(words, query)),
        "sector": sorted(query.sectors),
        "mode": sorted(query.modes),
        "not_mode": sorted(query.not_modes),
        "language": sorted(query.languages),
        "referral_route": sorted(query.referral_routes),
        "access": sorted(query.access),
        "prefer_access": sorted(query.prefer_access),
        "free": query.free,
        "open": _moment(query),
        "within_km": query.within_km,
        "wait": query.wait_weeks,
        "gender": query.gender,
        "gp": query.gp,
        "school": query.school,
        "circumstance": sorted(query.circumstances),
        "text": query.text,
        "urgent": words.urgent,
        "urgent_kinds": list(words.urgent_kinds),
        "unused": list(unused),
    }


def place_json(place: Place) -> dict[str, Any]:
    """A place as answers show it. `place` is the coarse token to carry in links."""
    area = {"code": place.area.code, "name": place.area.name} if place.area else None
    return {"label": place.label, "kind": place.kind, "place": place.token, "area": area}


def age_json(ages: tuple[tuple[float, float], ...]) -> Any:
    """14, [6, 11] or {"min": 10, "max": 11}; ranges and numbers may stand together in a list."""
    told = [_plain(low) if low == high else {"min": _plain(low), "max": _plain(high)} for low, high in ages]
    return told[0] if len(told) == 1 else told or None


def _plain(years: float) -> float:
    return int(years) if years == int(years) else years


def _said(words: Understood, query: SearchQuery) -> frozenset[str]:
    """The audience as it was said: "my son" is a parent who asks, though offers to the son are accepted too."""
    said = frozenset(words.audiences)
    return said if said and query.audiences == asked_for(words) else query.audiences


def _one_or_many(codes: frozenset[str]) -> str | list[str] | None:
    found = sorted(codes)
    return found[0] if len(found) == 1 else found or None


def _moment(query: SearchQuery) -> str | None:
    if query.open_at is None:
        return None
    return "now" if query.open_at == query.now else query.open_at.isoformat(timespec="minutes")
