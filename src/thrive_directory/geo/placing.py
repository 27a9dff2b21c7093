"""From something known (a postcode, an outcode, an area, a point, a square) to a `Place`. Reads no text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thrive_directory.errors import OutsideService, PlaceNotFound
from thrive_directory.geo.areas import CROWN_DEPENDENCY_CODES, AreaRegister
from thrive_directory.geo.gazetteer import NamedPlace
from thrive_directory.geo.grid import to_grid, to_point
from thrive_directory.geo.place import EVERYWHERE_CODE, AreaKind, GridPoint, Place, PlaceKind, Point
from thrive_directory.geo.postcode import Postcode
from thrive_directory.geo.postcode_table import Located, PostcodeTable, Spread
from thrive_directory.geo.tokens import LEAST_POSTCODES, Square, square_token

# A point farther than this from every postcode is at sea or abroad. The Highlands have points 15 km from any postcode;
# across the border with Ireland the nearest northern postcode is close, so there the limit is short.
_FARTHEST_KM = 16.0
_FARTHEST_NORTHERN_IRELAND_KM = 2.0
_TYPICAL_TRAVEL_KM = 5.0
_WIDE_TRAVEL_KM = 20.0

NEW_POSTCODE = "This postcode is not in our list. It may be new, or out of use, so we used {outcode} instead."
NO_POSITION = (
    "This postcode has no position on the map: it may be a PO box, or a large organisation's own. "
    "Distances are left out."
)
NO_AREA = "This postcode belongs to no one area, so only help that covers the whole country is certain to reach it."
ENDED = "This postcode went out of use in {month}; we used where it was."
CORRECTED = "We read O and 0, or I, L and 1, the other way round."
OLD_AREA = "This area has been replaced; we used what stands there now."


@dataclass(frozen=True, slots=True)
class Atlas:
    """The register and the postcode table, and how many postcodes a coarse token must hide among."""

    register: AreaRegister
    table: PostcodeTable
    least_postcodes: int = LEAST_POSTCODES


def at_postcode(atlas: Atlas, postcode: Postcode, located: Located) -> Place:
    """The place of a postcode that is in the table. Raises `OutsideService` for the crown dependencies."""
    notes = (CORRECTED,) if postcode.corrected else ()
    if located.ended:
        notes = (*notes, ENDED.format(month=located.ended))
    if located.grid is None or not located.authority:
        _refuse_crown_dependency(located.authority)
        return _without_position(atlas, postcode, notes)
    boards = (located.icb,) if located.icb else None
    return _in_authority(atlas, str(postcode), "postcode", located.authority, located.grid, notes=notes, boards=boards)


def at_new_postcode(atlas: Atlas, postcode: Postcode) -> Place:
    """The place of a postcode not in the table, whose outcode is: the outcode's, under the postcode's label."""
    corrected = (CORRECTED,) if postcode.corrected else ()
    around = at_outcode(atlas, postcode.outcode)
    note = NEW_POSTCODE.format(outcode=postcode.outcode)
    return replace(around, label=str(postcode), kind="postcode", notes=(*corrected, note, *around.notes))


def at_outcode(atlas: Atlas, outcode: str, digit: str = "", *, corrected: bool = False) -> Place:
    """The place of an outcode ("NW1") or, with a digit, of a sector ("NW1 8"). Raises `PlaceNotFound`."""
    spread = atlas.table.spread(outcode, digit)
    if spread is None:
        raise PlaceNotFound("There is no such half of a postcode.")
    notes = (CORRECTED,) if corrected else ()
    label = f"{outcode} {digit}".strip()
    return _over_spread(atlas, label, "sector" if digit else "outcode", spread, notes)


def at_no_place(label: str, token: str, notes: tuple[str, ...]) -> Place:
    """A postcode that is known and lies nowhere (BF1): only the whole UK covers it."""
    return Place(label, "postcode", token, None, None, frozenset({EVERYWHERE_CODE}), notes=notes)


def at_area(atlas: Atlas, code: str) -> Place:
    """The place of any area, by its present or a former code. Raises `UnknownPlace`."""
    register = atlas.register
    current = register.resolve(code)
    ref = register.ref(code) if len(current) > 1 else register.ref(current[0])
    placed = at_areas(atlas, current, ref.name, ref.code)
    return replace(placed, area=ref, notes=() if current == (code,) else (OLD_AREA,))


def at_areas(atlas: Atlas, codes: Sequence[str], label: str, token: str) -> Place:
    """The place that several areas make together (Berkshire): what holds all of them covers it."""
    register = atlas.register
    authorities = frozenset[str]().union(*(_authorities(atlas, code) for code in codes))
    covering, partial = register.extent(authorities)
    if len(codes) == 1 and register.ref(codes[0]).kind == "icb":
        covering, partial = register.covering(codes[0]), covering | partial
    elif len(codes) == 1:
        covering |= register.covering(codes[0])
    boards = sorted({board for code in authorities for board in atlas.table.icbs(code)} - covering)
    covering, partial = with_boards(covering, partial, boards)
    kind = register.ref(codes[0]).kind if len(codes) == 1 else "county"
    grid, travel_km, radius_km = _middle(atlas, kind, label, authorities)
    return Place(
        label=label,
        kind="area",
        token=token,
        area=register.ref(codes[0]) if len(codes) == 1 else None,
        nation=register.nation(covering),
        covering=covering,
        partial=partial - covering,
        point=to_point(grid) if grid else None,
        grid=grid,
        travel_km=travel_km,
        radius_km=radius_km,
    )


def at_name(atlas: Atlas, named: NamedPlace) -> Place:
    """The place of a name: an area, or a settlement in its authority, taken as the point in its middle."""
    if named.point is None:
        single = len(named.areas) == 1
        return at_area(atlas, named.areas[0]) if single else at_areas(atlas, named.areas, named.name, named.token)
    authority = atlas.register.resolve(named.areas[0])[0]
    placed = _in_authority(atlas, named.name, "name", authority, to_grid(named.point))
    return replace(placed, point=named.point, token=named.token)


def at_point(atlas: Atlas, point: Point, label: str = "", kind: PlaceKind = "point") -> Place:
    """The place of a position: its authority is that of the nearest postcode. Raises `OutsideService`."""
    grid = to_grid(point)
    authority = authority_at(atlas.table, grid)
    if authority is None:
        raise OutsideService("That point is outside the United Kingdom, which is all that this directory knows.")
    _refuse_crown_dependency(authority)
    label = label or f"A point in {atlas.register.ref(authority).name}"
    return replace(_in_authority(atlas, label, kind, authority, grid), point=point)


def at_square(atlas: Atlas, square: Square) -> Place:
    """The place of a coarse token: the middle of the square, in the authority it names. Raises `PlaceNotFound` for a
    square that the program would not have made."""
    authority = atlas.register.resolve(square.authority)[0]
    held = atlas.table.count_in_square(authority, square.side_km, square.east_km, square.north_km)
    if held < atlas.least_postcodes:
        raise PlaceNotFound("There is no such place token.")
    label = f"Part of {atlas.register.ref(authority).name}"
    placed = _in_authority(atlas, label, "token", authority, square.centre)
    # The grid is turned against the meridians, by 4° at most: the box that holds the square is that much wider.
    return replace(placed, token=str(replace(square, authority=authority)), radius_km=square.side_km / 2 * 1.07)


def authority_at(table: PostcodeTable, grid: GridPoint) -> str | None:
    """Code of the authority of the nearest postcode, or None at sea and abroad. Looks close by first."""
    for within_km in (0.5, 3.0, _FARTHEST_KM):
        found = table.nearest(grid, within_km)
        if found is not None:
            authority, km = found
            return None if authority.startswith("N") and km > _FARTHEST_NORTHERN_IRELAND_KM else authority
    return None


def _in_authority(
    atlas: Atlas,
    label: str,
    kind: PlaceKind,
    authority: str,
    grid: GridPoint,
    *,
    notes: tuple[str, ...] = (),
    boards: Sequence[str] | None = None,
) -> Place:
    """`boards` are the integrated care boards of the very spot; None: any of the authority's."""
    covering, partial = with_boards(
        atlas.register.covering(authority), frozenset(), atlas.table.icbs(authority) if boards is None else boards
    )
    travel_km = atlas.table.travel_km(authority) or _TYPICAL_TRAVEL_KM
    return Place(
        label=label,
        kind=kind,
        token=square_token(atlas.table, authority, grid, atlas.least_postcodes),
        area=atlas.register.ref(authority),
        nation=atlas.register.nation(covering),
        covering=covering,
        partial=partial,
        point=to_point(grid),
        grid=grid,
        nearby=_nearby(atlas, grid, travel_km, covering | partial),
        travel_km=travel_km,
        notes=notes,
    )


def _without_position(atlas: Atlas, postcode: Postcode, notes: tuple[str, ...]) -> Place:
    """A postcode without a position is somewhere in its outcode, if its outcode is anywhere."""
    spread = atlas.table.spread(postcode.outcode)
    if spread is None or not spread.authorities:
        hidden = spread is not None and spread.postcodes >= atlas.least_postcodes
        token = postcode.outcode if hidden else EVERYWHERE_CODE
        return at_no_place(str(postcode), token, (*notes, NO_POSITION, NO_AREA))
    around = _over_spread(atlas, postcode.outcode, "outcode", spread, ())
    return replace(around, label=str(postcode), kind="postcode", point=None, grid=None, notes=(*notes, NO_POSITION))


def _over_spread(atlas: Atlas, label: str, kind: PlaceKind, spread: Spread, notes: tuple[str, ...]) -> Place:
    codes = [code for code, _ in spread.authorities]
    if not codes:
        token = label.replace(" ", "-") if spread.postcodes >= atlas.least_postcodes else EVERYWHERE_CODE
        return replace(at_no_place(label, token, (*notes, NO_AREA)), kind=kind)
    _refuse_crown_dependency(codes[0])
    covering, partial = with_boards(*atlas.register.extent(codes), spread.icbs)
    fine = spread.postcodes >= atlas.least_postcodes
    travel_km = atlas.table.travel_km(codes[0]) or _TYPICAL_TRAVEL_KM
    return Place(
        label=label,
        kind=kind,
        token=label.replace(" ", "-")
        if fine
        else square_token(atlas.table, codes[0], spread.centre, atlas.least_postcodes),
        area=atlas.register.ref(codes[0]),
        nation=atlas.register.nation(covering),
        covering=covering,
        partial=partial,
        point=to_point(spread.centre) if spread.centre else None,
        grid=spread.centre,
        nearby=_nearby(atlas, spread.centre, travel_km + spread.radius_km, covering | partial),
        travel_km=travel_km,
        notes=notes,
        radius_km=spread.radius_km,
        likely=partial & atlas.register.covering(codes[0]),
    )


def _nearby(atlas: Atlas, grid: GridPoint | None, within_km: float, known: frozenset[str]) -> frozenset[str]:
    """Authorities that begin within the distance, with their counties; not those that the place touches anyway."""
    if grid is None:
        return frozenset()
    around = atlas.table.neighbours(grid, within_km)
    counties = atlas.register.county_of
    return (around | {counties[code] for code in around if code in counties}) - known


def _middle(
    atlas: Atlas, kind: AreaKind, label: str, authorities: frozenset[str]
) -> tuple[GridPoint | None, float, float]:
    """(middle, ordinary travel in km, radius in km) of an area. A nation or region has no middle worth measuring from;
    London has."""
    table = atlas.table
    if kind in ("everywhere", "nation") or (kind == "region" and label != "London"):
        return None, _WIDE_TRAVEL_KM, 0.0
    centres = {code: centre for code in sorted(authorities) if (centre := table.centre(code)) is not None}
    people = {code: atlas.register.areas[code].population or 1 for code in centres}
    total = sum(people.values())
    if not total:
        return None, _TYPICAL_TRAVEL_KM, 0.0
    x = sum(people[code] * centre.easting_m for code, centre in centres.items()) / total
    y = sum(people[code] * centre.northing_m for code, centre in centres.items()) / total
    travel = sum(people[code] * (table.travel_km(code) or _TYPICAL_TRAVEL_KM) for code in centres) / total
    reach = (
        max(abs(centre.easting_m - x), abs(centre.northing_m - y)) / 1000 + table.radius_km(code)
        for code, centre in centres.items()
    )
    return GridPoint(x, y), round(travel, 2), round(max(reach), 3)


def with_boards(
    covering: frozenset[str], partial: frozenset[str], boards: Sequence[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """(covering, partial) with integrated care boards added: one board holds the whole place, several hold parts."""
    if len(boards) == 1:
        return covering | {boards[0]}, partial
    return covering, partial | frozenset(boards)


def _authorities(atlas: Atlas, code: str) -> frozenset[str]:
    """Authorities that an area is made of; of an integrated care board, those with postcodes in it."""
    if atlas.register.ref(code).kind == "icb":
        return frozenset(a for a in atlas.table.codes if code in atlas.table.icbs(a))
    return atlas.register.authorities(code)


def _refuse_crown_dependency(authority: str) -> None:
    name = CROWN_DEPENDENCY_CODES.get(authority)
    if name is not None:
        raise OutsideService(f"{name}: outside this directory, which serves the United Kingdom.")
