"""Writes town.yaml and polygons.geojson: the offers of town_by_hand.yaml, and the crowd around them, spelled out.

`python -m tests.golden.make_town`. The same input always gives the same file. Nothing in it exists: numbers are of the
ranges that Ofcom keeps for drama, pages are of example.org, school and practice numbers are of no register."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent
HEAD = "# The invented town, written by make_town.py: edit what that reads, not this. Nothing here exists.\n"
COLLECTED_ON = "2026-11-20"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA")
AREAS = {
    "R": {"E06000038": "Reading"},
    "W": {"E06000041": "Wokingham"},
    "RW": {"E06000038": "Reading", "E06000041": "Wokingham"},
    "B": {"E06000037": "West Berkshire"},
    "F": {"E06000036": "Bracknell Forest"},
    "O": {"E07000179": "South Oxfordshire"},
    "U": {"K02000001": "UK"},
}
POSTCODES = {
    "R": "RG1 1HA,RG1 1RB,RG1 2BH,RG1 3EY,RG1 3NZ,RG2 0DX,RG2 0LP,RG2 0TE,RG2 6AX,RG2 7AE,RG4 5BE,RG4 5JD,RG4 6GN,"
    "RG4 6QP,RG6 1LR,RG30 1EB,RG30 1LG,RG30 2AP,RG30 2JF,RG30 2TN,RG31 5AE,RG31 5BU,RG31 5JW,RG31 6HJ",
    "W": "RG2 8EJ,RG2 9DT,RG2 9LJ,RG5 3AA,RG5 3BH,RG5 3HB,RG5 3PD,RG5 3RZ,RG6 1ER,RG6 2FX,RG6 2NA,RG6 3DT,RG6 3WG,"
    "RG10 0AA,RG10 0TH,RG10 8DN,RG40 1EN,RG40 1QH,RG40 2BS,RG40 2WE,RG41 1DJ,RG41 1NU,RG41 2FS,RG41 2RE",
    "B": "RG30 3NF,RG30 3SJ,RG31 4SS,RG31 6PE,RG31 7AY,RG7 3DX,RG7 4HS,RG18 3DQ",
    "F": "RG42 1PY,RG42 2BR,RG42 3ST,RG12 1HE,RG12 2HS,RG12 3DL",
    "O": "RG4 9DS,RG4 9LE,RG9 1ES,RG9 1TR,RG9 2JY,RG4 7UP",
}
SPELLED = {
    "g": "groupings",
    "n": "needs",
    "s": "sectors",
    "m": "modes",
    "au": "audiences",
    "r": "referral_routes",
    "x": "access",
    "c": "circumstances",
}
Offer = dict[str, Any]


def main() -> None:
    """Write both files beside this one."""
    for name, text in zip(("town.yaml", "polygons.geojson"), made(), strict=True):
        (HERE / name).write_text(text, encoding="utf-8")


def made() -> tuple[str, str]:
    """The text of town.yaml and of polygons.geojson."""
    chance = Random(2026)  # noqa: S311 - picks postcodes, keeps no secret
    short = _read("town_by_hand.yaml") | dict(crowd(_read("town_crowd.yaml"), chance))
    polygons = {f"town-{key}": offer.pop("polygon") for key, offer in short.items() if "polygon" in offer}
    offers = [spelled_out(key, offer, number) for number, (key, offer) in enumerate(short.items(), start=1)]
    body = yaml.safe_dump(_town(offers), allow_unicode=True, sort_keys=False, width=200)
    return HEAD + body, json.dumps(_features(polygons), indent=1) + "\n"


def _read(name: str) -> Offer:
    read: Offer = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return read


def _town(offers: list[Offer]) -> Offer:
    basis = dict.fromkeys(SPELLED.values(), "invented")
    return {"defaults": {"collected_on": COLLECTED_ON, "by": "the golden town", "basis": basis}, "offers": offers}


def _features(polygons: dict[str, list[list[float]]]) -> Offer:
    """The areas that no code can say: they stand in for `areas` of the offer whose id they carry."""
    features = [
        {"type": "Feature", "id": key, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for key, ring in polygons.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def spelled_out(key: str, short: Offer, number: int) -> Offer:
    """One offer as the seed files spell it."""
    offer = dict(short)
    name = offer.pop("org", offer["name"])
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    page = f"https://example.org/town/{key}"
    full: Offer = {
        "id": f"town-{key}",
        "name": offer.pop("name"),
        "organization": {"source_id": f"town-{slug}", "name": name},
        "seen": {"url": page, "provenance": "own"},
        "summary": offer.pop("says"),
        "url": page,
        "contacts": [{"kind": "phone", "value": f"020 7946 0{number:03d}"}],
    }
    for spelling, field in SPELLED.items():
        if spelling in offer:
            full[field] = _tags(offer.pop(spelling))
    full |= _scopes(offer) | _age(offer) | _volatile(offer)
    full["areas"] = dict(AREAS.get(offer.pop("area", ""), {}))
    full["gp_areas"] = list(AREAS[offer.pop("gp_areas")]) if "gp_areas" in offer else []
    full["locations"] = [_location(place) for place in offer.pop("at", [])]
    full["schedules"] = [_schedule(line) for line in offer.pop("hours", [])]
    if "ver" in offer:
        full |= {"verification": "verified", "verified_by": full["name"], "verified_on": str(offer.pop("ver"))}
    return {field: value for field, value in (full | offer).items() if value not in ([], {})}


def _tags(codes: str | list[str]) -> Offer:
    """`code!` is one that the town's partnership has confirmed."""
    listed = [codes] if isinstance(codes, str) else codes
    confirmed = {"status": "confirmed", "by": "Reading and Wokingham partnership", "on": "2026-10-01"}
    return {code.rstrip("!"): dict(confirmed) if code.endswith("!") else None for code in listed}


def _scopes(offer: Offer) -> Offer:
    """Whether the needs and circumstances named are the only ones."""
    scopes: Offer = {"needs_scope": "listed" if offer.pop("only", False) else "open"}
    return scopes | ({"circumstances_scope": "listed"} if offer.pop("c_only", False) else {})


def _age(offer: Offer) -> Offer:
    bounds, later = offer.pop("age", None), offer.pop("to", {})
    if bounds is None:
        return {}
    first, last = str(bounds).split("-")
    age: Offer = {"minimum": int(first)}
    if last:
        age["maximum"] = int(last)
    return {"age": age | ({"exceptions": later} if later else {})}


def _volatile(offer: Offer) -> Offer:
    """The wait, or that it is closed, with the day it was told and the last day it holds."""
    if "wait" in offer:
        weeks, told, holds = offer.pop("wait")
        known = {"wait_weeks": weeks, "open_to_referrals": True}
        return {"capacity": known | {"as_of": str(told), "expires_on": str(holds)}}
    if "closed" in offer:
        told, holds = offer.pop("closed")
        return {"capacity": {"open_to_referrals": False, "as_of": str(told), "expires_on": str(holds)}}
    return {}


def _location(place: str | Offer) -> Offer:
    if isinstance(place, dict):
        return {"city": "Reading"} | place
    outcode, inward, *access = place.split()
    return {"city": "Reading", "postcode": f"{outcode} {inward}"} | ({"access": access} if access else {})


def _schedule(line: str) -> Offer:
    days, times, *bank = line.split()
    opens, closes = times.split("-")
    kept = {"bh+": "open", "bh-": "closed"}
    return {"byday": days, "opens_at": opens, "closes_at": closes} | ({"bank_holidays": kept[bank[0]]} if bank else {})


def crowd(families: Mapping[str, Offer], chance: Random) -> Iterator[tuple[str, Offer]]:
    """Each family's offers in the short spelling, with the keys that follow `town-` in their ids."""
    for key, family in families.items():
        for area in family["in"]:
            for number, name in enumerate(family["names"].split(", "), start=1):
                suffix = f"-{area.lower()}" if len(family["in"]) > 1 else ""
                yield f"{key}{suffix}-{number:02d}", _member(family, area, number, name, chance)


def _member(family: Offer, area: str, number: int, name: str, chance: Random) -> Offer:
    filling = {"name": name, "place": next(iter(AREAS[area].values())), "day": DAYS[number % len(DAYS)]}
    offer = deepcopy(family["offer"])
    for field in ("name", "says"):
        text = offer[field].format(**filling)
        offer[field] = text[0].upper() + text[1:]
    if "hours" in offer:
        offer["hours"] = [line.format(**filling) for line in offer["hours"]]
    if "schools" in family:
        offer["schools"] = [str(family["schools"][area] + number)]
    doors = family.get("doors", [area])
    postcode = chance.choice(POSTCODES[doors[number % len(doors)]].split(","))
    return offer | {"area": area, "at": [postcode]}


if __name__ == "__main__":
    main()
