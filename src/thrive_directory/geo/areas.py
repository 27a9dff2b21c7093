"""The register of areas: codes, names, kinds, parents, successors. Refuses to guess a code."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from thrive_directory.errors import BadRecord, DataFolderError, UnknownPlace
from thrive_directory.geo.place import EVERYWHERE_CODE, NATION_CODES, AreaKind, AreaRef

# ONS codes of the English regions (Register of Geographic Codes, Open Government Licence v3.0).
REGION_CODES = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}
# Crown dependencies: known to the postcode directory under these codes, and outside the service.
CROWN_DEPENDENCY_CODES = {"L99999999": "Channel Islands", "M99999999": "Isle of Man"}
_KINDS: Mapping[str, AreaKind] = {
    "county": "county",
    "combined-authority": "combined-authority",
    "strategic-authority": "combined-authority",
    **dict.fromkeys(
        (
            "district",
            "unitary",
            "metropolitan",
            "london-borough",
            "scottish-unitary",
            "welsh-unitary",
            "ni-district",
        ),
        "local-authority",
    ),
}


@dataclass(frozen=True, slots=True)
class Area:
    """One area, current or past. `successors` is empty for a current one; `population` is of 2020."""

    code: str
    name: str
    kind: AreaKind
    parents: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    population: int = 0
    lon: float | None = None
    lat: float | None = None

    @property
    def ref(self) -> AreaRef:
        """The area as answers show it."""
        return AreaRef(self.code, self.name, self.kind)


def normal_name(text: str) -> str:
    """A name as it is compared: no accents, case or punctuation, "&" as "and", "Saint" as "st".

    >>> normal_name("King's Lynn & St. Ives")
    'kings lynn and st ives'
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[.'`]", "", plain.replace("&", " and "))
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join("st" if word == "saint" else word for word in words)


@dataclass(frozen=True)
class AreaRegister:
    """Every area by its code. Old codes are known and lead to their successors. `version` changes with its file."""

    areas: Mapping[str, Area]
    former_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = ""

    def resolve(self, code: str) -> tuple[str, ...]:
        """The current codes that stand for this one: itself, or its successors. Raises `UnknownPlace`."""
        area = self.areas.get(code)
        if area is not None and not area.successors:
            return (code,)
        after = area.successors if area is not None else self.former_codes.get(code, ())
        if not after:
            raise UnknownPlace("There is no area with this code.", self._near_codes(code))
        return tuple(dict.fromkeys(current for successor in after for current in self.resolve(successor)))

    def ref(self, code: str) -> AreaRef:
        """Code, name and kind of an area, current or past. Raises `UnknownPlace`."""
        if code in self.areas:
            return self.areas[code].ref
        return self.areas[self.resolve(code)[0]].ref

    def covering(self, code: str) -> frozenset[str]:
        """Codes of every area that contains this one, itself and the UK among them. Takes old codes."""
        if code in self._ancestors:
            return self._ancestors[code]
        return frozenset.intersection(*(self._ancestors[current] for current in self.resolve(code)))

    def parts(self, code: str) -> frozenset[str]:
        """Codes of every current area that lies wholly within this one, itself not among them."""
        found = frozenset[str]().union(*(self._descendants.get(c, frozenset()) for c in self.resolve(code)))
        return found | (frozenset(self.resolve(code)) - {code})

    def authorities(self, code: str) -> frozenset[str]:
        """Codes of the current local authorities that make up this area; of one authority, itself."""
        whole = self.parts(code) | frozenset(self.resolve(code))
        return frozenset(c for c in whole if self.areas[c].kind == "local-authority")

    def extent(self, authorities: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """(covering, partial) of a place that spreads over these authorities: the areas that hold all of them, and
        those that hold some."""
        held = [self._ancestors[code] for code in authorities]
        if not held:
            return frozenset({EVERYWHERE_CODE}), frozenset()
        covering = frozenset.intersection(*held)
        return covering, frozenset().union(*held) - covering

    def named(self, name: str) -> tuple[Area, ...]:
        """Areas with exactly this name or alias, accents, case and punctuation apart; current and larger ones first."""
        return self._by_name.get(normal_name(name), ())

    def nation(self, covering: frozenset[str]) -> str | None:
        """Name of the nation among these codes."""
        return next((name for name, code in NATION_CODES.items() if code in covering), None)

    def current(self) -> tuple[Area, ...]:
        """Every area in force, by code."""
        return tuple(area for _, area in sorted(self.areas.items()) if not area.successors)

    def with_areas(self, more: Iterable[Area]) -> "AreaRegister":
        """The register and these areas beside it (ICBs and wards of a full postcode directory)."""
        return AreaRegister({**self.areas, **{area.code: area for area in more}}, self.former_codes, self.version)

    def _near_codes(self, code: str) -> list[str]:
        return [known for known in sorted(self.areas) if known[:3] == code[:3]][:3]

    @cached_property
    def county_of(self) -> Mapping[str, str]:
        """Code of the county that each authority lies in, for those that lie in one."""
        return {
            code: above
            for code, ancestors in self._ancestors.items()
            for above in ancestors - {code}
            if self.areas[above].kind == "county"
        }

    @cached_property
    def _ancestors(self) -> Mapping[str, frozenset[str]]:
        return {area.code: self._climb(area.code) for area in self.current()}

    def _climb(self, code: str) -> frozenset[str]:
        parents = (now for parent in self.areas[code].parents for now in self._in_force(parent))
        return frozenset({code, EVERYWHERE_CODE}).union(*(self._climb(parent) for parent in parents))

    def _in_force(self, code: str) -> tuple[str, ...]:
        """A parent that was abolished into several areas contains nothing any more."""
        current = self.resolve(code)
        return current if len(current) == 1 else ()

    @cached_property
    def _descendants(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, set[str]] = {}
        for code, ancestors in self._ancestors.items():
            for ancestor in ancestors - {code}:
                below.setdefault(ancestor, set()).add(code)
        return {code: frozenset(codes) for code, codes in below.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Area, ...]]:
        found: dict[str, list[Area]] = {}
        for area in self.areas.values():
            for key in {normal_name(name) for name in (area.name, *area.aliases)}:
                found.setdefault(key, []).append(area)
        return {
            key: tuple(sorted(areas, key=lambda a: (bool(a.successors), -a.population, a.code)))
            for key, areas in found.items()
        }


def load_areas(path: Path) -> AreaRegister:
    """The register in a CSV laid out as `data/areas.csv`. Raises `DataFolderError`, or `BadRecord` with the line."""
    if not path.is_file():
        raise DataFolderError(f"The register of areas, {path.name}, is missing.")
    areas: dict[str, Area] = {area.code: area for area in _above_authorities()}
    former: dict[str, list[str]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        for row in rows:
            areas[row["code"]] = _area(row, rows.line_num)
            for old in row["former_codes"].split():
                former.setdefault(old, []).append(row["code"])
    _check_links(areas)
    version = sha256(path.read_bytes()).hexdigest()[:12]
    return AreaRegister(areas, {old: tuple(new) for old, new in former.items()}, version)


def _above_authorities() -> Iterable[Area]:
    """The UK, its nations and the English regions, which the CSV names but does not list."""
    yield Area(EVERYWHERE_CODE, "UK", "everywhere", aliases=("United Kingdom", "Everywhere"), population=67_081_000)
    for name, code in NATION_CODES.items():
        yield Area(code, name, "nation", (EVERYWHERE_CODE,), aliases=_NATION_ALIASES.get(name, ()))
    for name, code in REGION_CODES.items():
        yield Area(code, name, "region", (NATION_CODES["England"],), aliases=_REGION_ALIASES.get(name, ()))


_NATION_ALIASES = {"Wales": ("Cymru",), "Scotland": ("Alba",), "Northern Ireland": ("Ulster", "NI")}
_REGION_ALIASES = {
    "Yorkshire and The Humber": ("Yorkshire and Humber",),
    "East of England": ("East England", "East Anglia"),
    "South East": ("South East England",),
    "South West": ("South West England",),
    "North East": ("North East England",),
    "North West": ("North West England",),
}


def _area(row: Mapping[str, str], line: int) -> Area:
    kind = _KINDS.get(row["kind"])
    if kind is None:
        raise BadRecord(row["code"], "kind", f"not one of {', '.join(sorted(_KINDS))}", line)
    above = REGION_CODES.get(row["region"]) or NATION_CODES.get(row["nation"])
    if above is None:
        raise BadRecord(row["code"], "nation", f"not one of {', '.join(NATION_CODES)}", line)
    names = dict.fromkeys([row["official_name"], *filter(None, row["also_known_as"].split("|"))])
    return Area(
        code=row["code"],
        name=row["name"].strip(),
        kind=kind,
        parents=(*row["parents"].split(), above),
        successors=tuple(row["replaced_by"].split()) if row["current"] == "no" else (),
        aliases=tuple(name.strip() for name in names if name.strip() != row["name"].strip()),
        population=int(row["population_2020"] or 0),
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
    )


def _check_links(areas: Mapping[str, Area]) -> None:
    for area in areas.values():
        for column, codes in (("parents", area.parents), ("replaced_by", area.successors)):
            for code in codes:
                if code not in areas:
                    raise BadRecord(area.code, column, f"no area has the code {code}")
