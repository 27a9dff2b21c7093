"""Offers as columns: one row per offer and location, neighbours side by side. Shapes and compilation; no questions.

A row is a *placement*: an offer at one of its locations, or the offer alone where it has none. Everything that may
differ by location (point, area, access, opening) is then a plain column, and "the nearest eligible location" is a
choice among rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrive_directory.catalogue.offer import Age, Offer, OfferLocation, Tag
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.place import AreaRef
from thrive_directory.index.codes import CodeSet, Words, has_any, pack_rows
from thrive_directory.index.pastimes import REMOTE_MODES, is_pastime

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

TAXONOMIES = ("grouping", "need", "sector", "mode", "audience", "access", "referral_route", "circumstance")
FACET_FIELDS = ("grouping", "need", "sector", "mode", "audience", "access", "referral_route", "language", "cost")
COSTS = ("free", "paid")
GENDERS = ("female", "male", "non-binary")
MODE_KINDS = (
    frozenset({"in-person", "drop-in", "home-visit", "group", "in-school"}),
    frozenset({"phone"}),
    frozenset({"text-message", "web-chat", "video", "email"}),
    frozenset({"online-self-help", "app"}),
)
"""Someone to see, someone to call, someone to write to or see on a screen, and something to do alone."""
# From the smallest kind of area to the widest: the smallest that covers a place is the one worth naming.
AREA_WIDTHS = ("polygon", "local-authority", "county", "icb", "combined-authority", "region", "nation", "everywhere")
CELL_M = 5_000
"""The side of the squares by which places are found."""
PROFESSIONAL_ROUTES = ("school", "gp", "social-care", "professional")
"""Ways in that only a professional can open: such an offer is one to professionals, whomever it helps."""
FRONT_DOOR_ROUTES = ("single-point-of-access",)
NO_QUEUE_MODES = ("phone", "text-message", "web-chat", "online-self-help", "app", "drop-in")
FREE_BIT, PAID_BIT = 1 << len(MODE_KINDS), 2 << len(MODE_KINDS)
UNKNOWN_DAY = -(2**31)  # int32's lowest: no date is that old


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of every placement; the last axis is always the row. NaN and zero words mean unknown.

    `words[field]` has shape (words, rows). Ages, weeks and grid metres are float64, days are ordinals
    (`date.toordinal`). `gp` and `school` say whether the offer is kept to some practices or schools."""

    words: dict[str, Words]
    offer: Ints
    order: Ints  # by id of the offer, then by location
    location: Ints  # index into the offer's locations, -1 for none
    easting_m: Floats
    northing_m: Floats
    has_point: Flags
    age_minimum: Floats
    age_until: Floats
    age_has_exceptions: Flags
    age_latest: Floats  # the highest age it may reach, excluded, exceptions (SEND, care leavers) counted
    needs_listed: Flags
    needs_special: Flags  # every need it names takes a specialist
    front_door: Flags  # the way in to an area's specialists
    pastime: Flags  # something to do, with nobody to talk to by its own words
    for_children: Flags
    has_interpreter: Flags
    takes_professionals: Flags  # a professional can refer
    no_queue: Flags  # met in a way that seldom has one
    circumstances_listed: Flags
    free: Flags
    paid: Flags
    gp_limited: Flags
    school_limited: Flags
    by_name_only: Flags
    remote: Flags
    has_contact: Flags
    wait_weeks: Floats
    says_closed: Flags  # to referrals, at the time it was said
    capacity_expires_day: Ints
    verified_day: Ints
    seen_day: Ints
    unconfirmed: Flags
    has_siblings: Flags  # the offer has other rows
    name_rank: Ints  # position by name, then id
    sorts: NDArray[np.int64]  # bit sets: sectors, above the `MODE_KINDS` of its modes
    traits: NDArray[np.uint8]  # bit sets: the `MODE_KINDS` of its modes, free or paid
    verifier: Ints  # index into the snapshot's table of those who checked

    def __len__(self) -> int:
        return int(self.offer.size)

    def take(self, rows: NDArray[np.int32]) -> "Columns":
        """The same columns for some rows, copied so that they lie together in memory."""
        picked = {name: np.ascontiguousarray(getattr(self, name)[..., rows]) for name in self.__slots__[1:]}
        words = {field: np.ascontiguousarray(words[:, rows]) for field, words in self.words.items()}
        return Columns(words=words, **picked)


@dataclass(frozen=True, slots=True)
class Placement:
    """An offer at one of its locations, or alone."""

    offer: Offer
    offer_index: int
    location: OfferLocation | None
    location_index: int


def placements(offers: Sequence[Offer]) -> list[Placement]:
    """Every placement, neighbours side by side: by the narrowest area it covers, then by where it stands, then by offer
    and location. What one question looks at then lies together in memory. Offers must come in order of id."""
    return sorted(_each(offers), key=_whereabouts)


def _each(offers: Sequence[Offer]) -> Iterator[Placement]:
    for index, offer in enumerate(offers):
        if not offer.locations:
            yield Placement(offer, index, None, -1)
        for at, location in enumerate(offer.locations):
            yield Placement(offer, index, location, at)


def _whereabouts(row: Placement) -> tuple[str, float, float, int, int]:
    area = min((area.area for area in areas_of(row)), key=narrowest, default=None)
    grid = row.location.grid if row.location else None
    cell = (grid.easting_m // CELL_M, grid.northing_m // CELL_M) if grid else (-1.0, -1.0)
    return area.code if area else "", *cell, row.offer_index, row.location_index


def areas_of(row: Placement) -> tuple[ServiceArea, ...]:
    """The areas that hold for a placement: its location's own where it has any, else the offer's."""
    own = row.location.areas if row.location else None
    return row.offer.areas if own is None else own


def narrowest(area: AreaRef) -> tuple[int, str, str]:
    """What sorts areas from the narrowest kind to the widest."""
    return AREA_WIDTHS.index(area.kind), area.name, area.code


def code_sets(vocabulary: Vocabulary, offers: Sequence[Offer]) -> dict[str, CodeSet]:
    """The code set of every field; languages are those that some offer names."""
    sets = {name: CodeSet.of(term.code for term in vocabulary.terms(name)) for name in TAXONOMIES}
    sets["language"] = CodeSet.of(sorted({code for offer in offers for code in offer.languages}))
    sets["gender"] = CodeSet.of(GENDERS)
    sets["cost"] = CodeSet.of(COSTS)
    return sets


def build_columns(
    rows: Sequence[Placement], sets: dict[str, CodeSet], verifiers: Sequence[str], specialists: frozenset[str]
) -> Columns:
    """Compile placements into columns; `verifiers` names everyone who checked an offer, by position, and `specialists`
    are the needs that take one."""
    by = {name: at for at, name in enumerate(verifiers)}
    of = [row.offer for row in rows]
    capacity = [offer.capacity for offer in of]
    grids = [row.location.grid if row.location else None for row in rows]
    words = _words(rows, sets)
    offer = np.array([row.offer_index for row in rows], dtype=np.int32)
    location = np.array([row.location_index for row in rows], dtype=np.int32)
    return Columns(
        words=words,
        offer=offer,
        order=order_of(offer, location),
        location=location,
        easting_m=_floats(grid.easting_m if grid else None for grid in grids),
        northing_m=_floats(grid.northing_m if grid else None for grid in grids),
        has_point=_flags(grid is not None for grid in grids),
        age_minimum=_floats(offer.age.minimum for offer in of),
        age_until=_floats(offer.age.until for offer in of),
        age_has_exceptions=_flags(offer.age.exceptions for offer in of),
        age_latest=_floats(_latest(offer.age) for offer in of),
        needs_listed=_flags(offer.needs_scope == "listed" for offer in of),
        needs_special=_flags(offer.needs and specialists.issuperset(_codes(offer.needs)) for offer in of),
        front_door=has_any(words["referral_route"], sets["referral_route"].pack(FRONT_DOOR_ROUTES)),
        pastime=_flags(map(is_pastime, of)),
        for_children=has_any(words["audience"], sets["audience"].pack(("child", "young-person"))),
        has_interpreter=has_any(words["access"], sets["access"].pack(("interpreter",))),
        takes_professionals=has_any(words["referral_route"], sets["referral_route"].pack(PROFESSIONAL_ROUTES)),
        no_queue=has_any(words["mode"], sets["mode"].pack(NO_QUEUE_MODES)),
        circumstances_listed=_flags(offer.circumstances_scope == "listed" and offer.circumstances for offer in of),
        free=_flags(offer.cost == "free" for offer in of),
        paid=_flags(offer.cost == "paid" for offer in of),
        gp_limited=_flags(offer.gp_practices or offer.gp_areas for offer in of),
        school_limited=_flags(is_school_limited(offer) for offer in of),
        by_name_only=_flags(offer.found_by_name_only for offer in of),
        remote=_flags(REMOTE_MODES & {tag.code for tag in offer.modes} for offer in of),
        has_contact=_flags(offer.contacts or offer.url for offer in of),
        wait_weeks=_floats(c.wait_weeks if c else None for c in capacity),
        says_closed=_flags(c is not None and c.open_to_referrals is False for c in capacity),
        capacity_expires_day=_days(c.expires_on.toordinal() if c else None for c in capacity),
        verified_day=_days(o.verification.on.toordinal() if o.verification.status == "verified" else None for o in of),
        seen_day=_days(offer.verification.on.toordinal() for offer in of),
        unconfirmed=_flags(offer.verification.status == "unconfirmed" for offer in of),
        has_siblings=_flags(len(offer.locations) > 1 for offer in of),
        name_rank=_name_rank(of),
        sorts=_sorts(words, sets["mode"]),
        traits=traits_of(words, sets),
        verifier=np.array([by[offer.verification.by] for offer in of], dtype=np.int32),
    )


def order_of(offer: Ints, location: Ints) -> Ints:
    """The position of each row by offer, then by location."""
    order = np.empty(offer.size, dtype=np.int32)
    order[np.lexsort((location, offer))] = np.arange(offer.size, dtype=np.int32)
    return order


def _sorts(words: dict[str, Words], modes: CodeSet) -> NDArray[np.int64]:
    return np.asarray(words["sector"][0].astype(np.int64) << len(MODE_KINDS) | _mode_kinds(words, modes))


def _mode_kinds(words: dict[str, Words], modes: CodeSet) -> NDArray[np.uint8]:
    kinds = np.zeros(words["mode"].shape[1], dtype=np.uint8)
    for bit, codes in enumerate(MODE_KINDS):
        kinds |= has_any(words["mode"], modes.pack(codes)).astype(np.uint8) << bit
    return kinds


def traits_of(words: dict[str, Words], sets: dict[str, CodeSet]) -> NDArray[np.uint8]:
    """How one meets each row and whether it costs, as bits: what a person weighs one option against another by."""
    traits = _mode_kinds(words, sets["mode"])
    for code, bit in zip(COSTS, (FREE_BIT, PAID_BIT), strict=True):
        traits[has_any(words["cost"], sets["cost"].pack([code]))] |= bit
    return traits


def _latest(age: Age) -> float | None:
    return None if age.until is None else max([age.until, *(bound for _, bound in age.exceptions)])


def is_school_limited(offer: Offer) -> bool:
    """Kept to named schools: it lists some, or happens in schools and nowhere else."""
    return bool(offer.schools) or {tag.code for tag in offer.modes} == {"in-school"}


def _words(rows: Sequence[Placement], sets: dict[str, CodeSet]) -> dict[str, Words]:
    count = len(rows)
    fields: dict[str, Iterable[Iterable[str]]] = {
        "grouping": [_codes(row.offer.groupings) for row in rows],
        "grouping_confirmed": [[t.code for t in row.offer.groupings if t.confirmed] for row in rows],
        "need": [_codes(row.offer.needs) for row in rows],
        "sector": [_codes(row.offer.sectors) for row in rows],
        "mode": [_codes(row.offer.modes) for row in rows],
        "audience": [_codes(row.offer.audiences) for row in rows],
        "access": [access_of(row) for row in rows],
        "referral_route": [_codes(row.offer.referral_routes) for row in rows],
        "circumstance": [_codes(row.offer.circumstances) for row in rows],
        "language": [row.offer.languages for row in rows],
        "gender": [row.offer.genders for row in rows],
        "cost": [[row.offer.cost] if row.offer.cost else [] for row in rows],
    }
    return {field: pack_rows(sets[field.removesuffix("_confirmed")], values, count) for field, values in fields.items()}


def access_of(row: Placement) -> frozenset[str]:
    """Access features of the offer together with those of this location."""
    return frozenset(_codes(row.offer.access)) | (row.location.access if row.location else frozenset())


def _name_rank(offers: Sequence[Offer]) -> Ints:
    """Position of each row's offer by name, case apart, then by id."""
    keys = sorted({(offer.name.casefold(), offer.id) for offer in offers})
    rank = {key: at for at, key in enumerate(keys)}
    return np.array([rank[offer.name.casefold(), offer.id] for offer in offers], dtype=np.int32)


def _codes(tags: Sequence[Tag]) -> list[str]:
    return [tag.code for tag in tags]


def _floats(values: Iterator[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _flags(values: Iterator[object]) -> Flags:
    return np.array([bool(value) for value in values], dtype=np.bool_)


def _days(values: Iterator[int | None]) -> Ints:
    return np.array([UNKNOWN_DAY if value is None else value for value in values], dtype=np.int32)
