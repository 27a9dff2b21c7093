"""Made-up offers at real postcodes: as many as asked, the same each time. Makes values; measures nothing.

Two thirds stand at a point and cover its authority, a quarter cover one to five neighbouring authorities (half of them
from a point), 5% the nation or everyone, 3% a drawn area 2 to 15 km across; the few that are left name no area. How
often a fact is known follows the seed where the seed is large enough to tell. Values that many offers share (tags,
areas, ages, hours, contacts) are made once, so that a million offers stay within a few gigabytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from itertools import accumulate
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from thrive_directory.catalogue.offer import Age, Capacity, Contact, Offer, OfferLocation, Schedule, Tag, Verification
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.place import EVERYWHERE_CODE, NATION_CODES, AreaRef, GridPoint, Point
from thrive_directory.geo.postcode_build import NO_POINT
from thrive_directory.geo.resolve import Places

SEED = 20_261_122
TODAY = date(2026, 11, 18)
WORDS = 5_000
_CHUNK = 10_000
_POOL = 512  # distinct sets of tags a field
_LISTED, _NATIONAL, _DRAWN, _NOWHERE = 0.667, 0.917, 0.967, 0.997  # where each kind of coverage begins
_ZIPF = np.cumsum(1 / np.arange(1, WORDS + 1)) / np.sum(1 / np.arange(1, WORDS + 1))  # the nth word is 1/n as common
_TO_DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
_SYLLABLES = "ba be bi bo bu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru ta te ti to tu"
_SUFFIXES = ("", "n", "r", "l", "s", "m")


def words() -> list[str]:
    """The made-up words of the texts, the commonest first."""
    syllables = _SYLLABLES.split()
    random = np.random.default_rng(SEED)
    found: dict[str, None] = {}
    while len(found) < WORDS:
        parts = [syllables[i] for i in random.integers(0, len(syllables), random.integers(2, 5))]
        found["".join(parts) + _SUFFIXES[random.integers(0, len(_SUFFIXES))]] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class Spots:
    """Random postcodes of England: row of its authority in `codes`, metres on the grid, degrees, and the postcode."""

    authority: list[str]
    easting_m: list[float]
    northing_m: list[float]
    lon: list[float]
    lat: list[float]
    postcode: list[str]


def spots(places: Places, random: np.random.Generator, count: int) -> Spots:
    """Postcodes drawn at random, those without a position and those outside England apart."""
    table = places.table
    inward, area, easting, northing = (np.asarray(table._columns[c]) for c in ("inward", "area", "easting", "northing"))  # noqa: SLF001
    english = np.array([code.startswith("E") for code in table.codes])
    rows = np.empty(0, dtype=np.int64)
    while rows.size < count:
        drawn = random.integers(0, inward.size, count * 2)
        rows = np.concatenate([rows, drawn[(easting[drawn] != NO_POINT) & english[area[drawn]]]])
    rows = rows[:count]
    names = list(table.outcodes)
    starts = np.array([table.outcodes[name][0] for name in names])
    outcodes = np.searchsorted(starts, rows, side="right") - 1
    x, y = easting[rows].astype(np.float64), northing[rows].astype(np.float64)
    lon, lat = _TO_DEGREES.transform(x, y)
    return Spots(
        authority=[table.codes[i] for i in area[rows].tolist()],
        easting_m=x.tolist(),
        northing_m=y.tolist(),
        lon=lon.round(6).tolist(),
        lat=lat.round(6).tolist(),
        postcode=[f"{names[o]} {_inward(p)}" for o, p in zip(outcodes.tolist(), inward[rows].tolist(), strict=True)],
    )


def _inward(packed: int) -> str:
    return f"{packed // 676}{chr(65 + packed // 26 % 26)}{chr(65 + packed % 26)}"


@dataclass(frozen=True, slots=True)
class _Shared:
    """What offers share, each a list to draw from."""

    tags: dict[str, list[tuple[Tag, ...]]]
    ages: list[Age]
    schedules: list[tuple[Schedule, ...]]
    contacts: list[tuple[Contact, ...]]
    verifications: list[Verification]
    capacities: list[Capacity]
    areas: dict[str, list[tuple[ServiceArea, ...]]]
    wide: list[tuple[ServiceArea, ...]]
    languages: list[frozenset[str]]
    organizations: list[tuple[str, str]]
    words: np.ndarray[Any, Any]


_TAGS = {
    "groupings": ("grouping", (0.1, 0.6, 0.3)),
    "needs": ("need", (0.2, 0.35, 0.25, 0.1, 0.1)),
    "sectors": ("sector", (0.05, 0.9, 0.05)),
    "modes": ("mode", (0.1, 0.5, 0.25, 0.15)),
    "audiences": ("audience", (0.1, 0.5, 0.4)),
    "access": ("access", (0.5, 0.2, 0.2, 0.1)),
    "referral_routes": ("referral_route", (0.25, 0.4, 0.2, 0.15)),
    "circumstances": ("circumstance", (0.85, 0.1, 0.05)),
}
"""Field of an offer: its taxonomy, and how often an offer has none, one, two … of its terms."""


def offers(count: int, places: Places, vocabulary: Vocabulary) -> Iterator[Offer]:
    """`count` offers in order of id."""
    random = np.random.default_rng(SEED)
    shared = _shared(random, places, vocabulary)
    for start in range(0, count, _CHUNK):
        yield from _chunk(start, min(_CHUNK, count - start), random, places, shared)


def _shared(random: np.random.Generator, places: Places, vocabulary: Vocabulary) -> _Shared:
    known = words()
    return _Shared(
        tags={field: _tag_pool(random, vocabulary, *spread) for field, spread in _TAGS.items()},
        ages=_ages(random),
        schedules=_schedules(random),
        contacts=_contacts(random),
        verifications=_verifications(random),
        capacities=[
            Capacity(TODAY, TODAY + timedelta(days=int(d)), float(w), None if w % 3 else bool(w % 2))
            for d, w in zip(random.integers(-20, 60, 64), random.integers(0, 52, 64), strict=True)
        ],
        areas=_authority_lists(places),
        wide=_wide(places),
        languages=[frozenset(), *(frozenset({"en", code}) for code in ("ar", "bn", "cy", "pl", "so", "tr", "ur"))],
        organizations=[
            (f"org-{i}", " ".join(known[j].title() for j in random.integers(0, WORDS, 2))) for i in range(4000)
        ],
        words=np.array(known, dtype=object),
    )


def _tag_pool(
    random: np.random.Generator, vocabulary: Vocabulary, taxonomy: str, spread: tuple[float, ...]
) -> list[tuple[Tag, ...]]:
    codes = vocabulary.codes(taxonomy)
    weights = 1 / np.arange(1, len(codes) + 1) ** 0.7
    either = {(code, sure): Tag(code, sure) for code in codes for sure in (False, True)}
    pool = []
    for many in random.choice(len(spread), _POOL, p=spread):
        drawn = random.choice(len(codes), min(int(many), len(codes)), replace=False, p=weights / weights.sum())
        pool.append(tuple(either[codes[i], bool(random.random() < 0.4)] for i in drawn))
    return pool


def _ages(random: np.random.Generator) -> list[Age]:
    bounds = [(11, 17), (0, 17), (5, 17), (16, 25), (11, 25), (0, 4), (13, 19), (4, 11), (0, 25), (18, 25), (10, 18)]
    made = [Age(float(low), float(high), high + 1.0) for low, high in bounds]
    known = [made[i] for i in random.integers(0, len(made), 60)]
    some = [Age(a.minimum, a.maximum, a.until, None, (("send", 26.0),)) for a in known[:4]]
    return [*known, *some, *([Age()] * 20), *([Age(16.0)] * 3), *([Age(None, 17.0, 18.0)] * 3)]


def _schedules(random: np.random.Generator) -> list[tuple[Schedule, ...]]:
    days = ("MO,TU,WE,TH,FR", "MO,WE", "TU,TH", "MO,TU,WE,TH,FR,SA,SU", "SA", "WE", "MO,TU,WE,TH")
    made = [
        (Schedule(byday=days[d], opens_at=time(o), closes_at=time(o + n), bank_holidays="closed"),)
        for d, o, n in zip(
            random.integers(0, 7, 60), random.integers(8, 13, 60), random.integers(2, 10, 60), strict=True
        )
    ]
    monthly = (Schedule(freq="MONTHLY", byday="1TU", opens_at=time(10), closes_at=time(12)),)
    return [*made, monthly]


def _contacts(random: np.random.Generator) -> list[tuple[Contact, ...]]:
    made: list[tuple[Contact, ...]] = [()] * 8
    for i in range(200):
        tel = f"+44208{random.integers(1_000_000, 9_999_999)}"
        seen = {"source_url": f"https://offer-{i}.example/contact", "provenance": "own", "collected_on": TODAY}
        phone = Contact("phone", f"0208 {tel[6:9]} {tel[9:]}", tel, None, **seen)
        made.append((phone, Contact("web", f"https://offer-{i}.example", None, "Website", **seen)))
    return made


def _verifications(random: np.random.Generator) -> list[Verification]:
    kinds = ("sourced", "verified", "verified", "sourced", "verified", "sourced", "sourced", "unconfirmed")
    by = [f"Checker {i}" for i in range(40)]
    return [
        Verification(kinds[i % 8], by[i % 40], TODAY - timedelta(days=int(days)))
        for i, days in enumerate(random.integers(0, 720, 800))
    ]


def _authority_lists(places: Places) -> dict[str, list[tuple[ServiceArea, ...]]]:
    """For each authority of England, itself alone and with its one to four nearest neighbours."""
    centres = {c: g for c in places.table.codes if c.startswith("E") and (g := places.table.centre(c)) is not None}
    codes = list(centres)
    at = np.array([(g.easting_m, g.northing_m) for g in centres.values()])
    area = {code: ServiceArea(places.register.ref(code)) for code in codes}
    found = {}
    for code, here in zip(codes, at, strict=True):
        near = [codes[i] for i in np.argsort(((at - here) ** 2).sum(axis=1))[:5]]
        found[code] = [tuple(area[c] for c in near[: n + 1]) for n in range(5)]
    return found


def _wide(places: Places) -> list[tuple[ServiceArea, ...]]:
    codes = (*[NATION_CODES["England"]] * 4, EVERYWHERE_CODE)
    return [(ServiceArea(places.register.ref(code)),) for code in codes]


def _chunk(start: int, count: int, random: np.random.Generator, places: Places, shared: _Shared) -> Iterator[Offer]:
    """The draws are made for many offers at once; the values one by one."""
    where = spots(places, random, count)
    draw = {
        name: random.random(count).tolist() for name in ("kind", "sure", "second", "hours", "wait", "free", "scope")
    }
    pick = {name: random.integers(0, 2**30, count).tolist() for name in (*_TAGS, "shared")}
    lengths = random.integers(20, 41, count)
    text = shared.words[np.searchsorted(_ZIPF, random.random(int(lengths.sum())))]
    ends = list(accumulate(lengths.tolist()))
    names = shared.words[random.integers(0, WORDS, (count, 2))]
    for at in range(count):
        one = partial(_choice, pick["shared"][at])
        organization_id, organization_name = one(shared.organizations, 1)
        kind = draw["kind"][at]
        tags = {field: shared.tags[field][pick[field][at] % _POOL] for field in _TAGS}
        limits = _limits(draw["scope"][at], draw["sure"][at], where.authority[at], tags)
        yield Offer(
            id=f"{start + at:08d}",
            name=f"{names[at, 0].title()} {names[at, 1].title()}",
            organization_id=organization_id,
            organization_name=organization_name,
            verification=one(shared.verifications, 3),
            summary=" ".join(text[ends[at] - lengths[at] : ends[at] - lengths[at] + 8]),
            description=" ".join(text[ends[at] - lengths[at] + 8 : ends[at]]),
            **tags,
            **limits,
            languages=one(shared.languages, 5) if draw["second"][at] < 0.2 else frozenset(),
            age=one(shared.ages, 7),
            cost="free" if draw["free"][at] < 0.46 else "paid" if draw["free"][at] < 0.55 else None,
            areas=_areas(kind, one, where, at, shared),
            locations=_locations(kind, draw["second"][at], where, at, f"{start + at:08d}"),
            contacts=one(shared.contacts, 11),
            schedules=one(shared.schedules, 13) if draw["hours"][at] < 0.3 else (),
            capacity=one(shared.capacities, 17) if draw["wait"][at] < 0.15 else None,
        )


def _choice(number: int, pool: list[Any], stride: int) -> Any:
    """One of a pool, from one random number an offer: each pool with a stride of its own."""
    return pool[number // stride % len(pool)]


def _limits(draw: float, sure: float, authority: str, tags: dict[str, tuple[Tag, ...]]) -> dict[str, Any]:
    """Whom an offer is kept to: one in five lists its needs, fewer a circumstance, a GP practice or schools."""
    limits: dict[str, Any] = {}
    if draw < 0.2 and tags["needs"]:
        limits["needs_scope"] = "listed"
    elif draw < 0.32 and tags["circumstances"]:
        limits["circumstances_scope"] = "listed"
    elif 0.4 < draw < 0.42:
        limits["gp_areas"] = frozenset({authority})
    elif 0.5 < draw < 0.51:
        limits["schools"] = frozenset({str(100_000 + int(sure * 50_000))})
    elif 0.6 < draw < 0.601:
        limits["found_by_name_only"] = True
    return limits


def _areas(kind: float, one: Any, where: Spots, at: int, shared: _Shared) -> tuple[ServiceArea, ...]:
    if kind < _LISTED:
        return shared.areas[where.authority[at]][0]
    if kind < _NATIONAL:
        return one(shared.areas[where.authority[at]], 19)
    if kind < _DRAWN:
        return one(shared.wide, 19)
    if kind < _NOWHERE:
        across_m = 2_000 + 13_000 * (kind - _DRAWN) / (_NOWHERE - _DRAWN)
        return (ServiceArea(AreaRef(f"drawn-{at}", "Drawn area", "polygon"), _drawn(where, at, across_m)),)
    return ()


def _drawn(where: Spots, at: int, across_m: float) -> shapely.Polygon:
    """An uneven ring of 24 corners around the spot; degrees are near enough even at this size."""
    turn = np.arange(24) * (2 * np.pi / 24)
    radius = across_m / 2 * (1 + 0.2 * np.sin(3 * turn + at)) / 111_200
    lon, lat = where.lon[at], where.lat[at]
    ring = np.column_stack([lon + radius * np.cos(turn) / np.cos(np.radians(lat)), lat + radius * np.sin(turn)])
    return shapely.Polygon(ring)


def _locations(kind: float, second: float, where: Spots, at: int, offer_id: str) -> tuple[OfferLocation, ...]:
    """A point for most; none for half of the lists and for everything national; one offer in thirty has two."""
    if _DRAWN > kind >= (_LISTED + _NATIONAL) / 2 or kind >= _NOWHERE:
        return ()
    here = OfferLocation(
        id=f"{offer_id}-0",
        postcode=where.postcode[at],
        point=Point(where.lon[at], where.lat[at]),
        grid=GridPoint(where.easting_m[at], where.northing_m[at]),
    )
    return (here,) if second < 0.965 or kind >= _LISTED else (here, _next_door(here, f"{offer_id}-1"))


def _next_door(first: OfferLocation, location_id: str) -> OfferLocation:
    """A second site about a kilometre to the north-east."""
    assert first.point is not None
    assert first.grid is not None
    grid = GridPoint(first.grid.easting_m + 700, first.grid.northing_m + 700)
    return OfferLocation(location_id, point=Point(first.point.lon + 0.01, first.point.lat + 0.0063), grid=grid)
