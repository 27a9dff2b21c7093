"""Does the offer cover the place, and is it near enough? Distance ranks elsewhere; only `within_km` filters by it."""

import numpy as np

from thrive_directory.geo.grid import distances_km
from thrive_directory.geo.place import EVERYWHERE_CODE, AreaRef, GridPoint, Place
from thrive_directory.index.columns import Floats
from thrive_directory.index.coverage import WIDE_CODES
from thrive_directory.index.hood import Hood, Hoods
from thrive_directory.index.kept import Made
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.marks import REFUSED, Marks, whole
from thrive_directory.search.rules.judgement import UNKNOWN, Judgement, Question, ThreeValued, listed
from thrive_directory.search.weights import LIKELY_AREA_DOUBT, Weights

_SHOWN_AREAS = 4


def area_marks(hoods: Hoods, weights: Weights) -> Marks:
    """What the area costs each row of a question about a place: nothing where an area of the offer holds the whole
    place, a doubt where it holds part or no area is known, a refusal where it does neither."""
    marks = np.zeros(len(hoods), dtype=np.int64)
    if hoods.local.area is not None:
        marks[len(hoods.block) :] = np.array([0, whole(weights.unknown_area), REFUSED]).take(hoods.local.area)
    return marks


def nowhere_marks(snapshot: Snapshot, weights: Weights) -> Marks:
    """What the area costs each row of the catalogue where no place is asked: nothing where it serves a whole nation or
    everyone, else a doubt, since nobody knows whether who asks lives there."""
    marks = np.full(len(snapshot.columns), whole(weights.nowhere))
    marks[snapshot.coverage.covering(WIDE_CODES)] = 0
    return marks


def likely_marks(hoods: Hoods, place: Place, snapshot: Snapshot, weights: Weights) -> Marks:
    """What area costs less than `area_marks` says. Of a place in several areas most lies in one: what serves that one
    likely serves the person."""
    likely = np.isin(hoods.rows, snapshot.coverage.covering(place.likely))
    likely[: len(hoods.block)] = False
    if hoods.local.area is not None:
        likely[len(hoods.block) :] &= hoods.local.area == UNKNOWN
    return np.where(likely, whole(weights.unknown_area * LIKELY_AREA_DOUBT) - whole(weights.unknown_area), 0)


def distances(hoods: Hoods, place: Place | None) -> Floats | None:
    """Kilometres from the place to each row, NaN for rows without a point; None when the place has no point."""
    if place is None or place.grid is None:
        return None
    block, local, grid = hoods.block, hoods.local, place.grid
    km = np.full(len(hoods), np.nan)
    if block.pointless < len(block):
        at = slice(block.pointless, len(block))
        km[at] = distances_km(grid, block.hood.floats("easting_m")[at], block.hood.floats("northing_m")[at])
    km[len(block) :] = _local_km(local, grid)
    return km


def _local_km(local: Hood, grid: GridPoint) -> Floats:
    def measure() -> Floats:
        return distances_km(grid, local.floats("easting_m"), local.floats("northing_m"))

    # Where very many rows are local the place is a whole nation, which is asked for again from the same point.
    return measure() if local.kept is None else local.kept.get(("from", grid), measure)


def judge_distance(question: Question, distance_km: Floats | None) -> Judgement | None:
    """With `within_km` only. Remote offers are at hand everywhere; a local one with no point is unknown."""
    limit_km = question.query.within_km
    if limit_km is None or distance_km is None:
        return None
    placed = ~np.isnan(distance_km)
    near = placed & (distance_km <= limit_km)
    at_hand = ~placed & question.hood.flags("remote")
    return Judgement(
        "within_km",
        ThreeValued(near | at_hand, ~placed & ~at_hand),
        ask=lambda _: Ask("distance-unknown", "Ask them where they see people: we have no address."),
        is_filter=True,
    )


def covers(snapshot: Snapshot, place: Place) -> Made[int, tuple[Reason]]:
    """How a row of some set of areas (`Coverage.sets`) covers the place: the narrowest of them is named. Where it is
    drawn, the place is."""
    table, sets, covering, name = snapshot.coverage.areas, snapshot.coverage.sets, place.covering, _name(place)

    def say(named: int) -> tuple[Reason]:
        area = next((table[number] for number in sets[named] if _is_in(table[number], covering)), None)
        if area is None:
            return (Reason("in-area", f"Covers {name}", {}, "inclusion"),)
        return (Reason("in-area", _covers_text(area, name), {"code": area.code, "name": area.name}, "inclusion"),)

    return snapshot.told.get(("in-area", covering, name), lambda: Made(say))


def _is_in(area: AreaRef, covering: frozenset[str]) -> bool:
    return area.kind == "polygon" or area.code in covering


def _covers_text(area: AreaRef, name: str) -> str:
    if area.code == EVERYWHERE_CODE:
        return "Open to anyone in the UK"
    if area.kind == "nation":
        return f"Covers all of {area.name}"
    return f"Covers {name if area.kind == 'polygon' else area.name}"


def area_ask(snapshot: Snapshot, place: Place, row: int) -> Ask:
    """What to ask of a row that may cover the place."""
    named = snapshot.coverage.areas_of(row)
    areas = [area for area in named if area.code in place.partial]
    if areas:
        return Ask("area-partly", f"They cover {_names(areas)}: ask whether that takes in your part of {place.label}.")
    if named:
        return Ask("area-partly", f"Ask whether the area they cover takes in your part of {place.label}.")
    return Ask("area-unknown", "Ask them which areas they cover.")


def area_no(snapshot: Snapshot, place: Place, row: int) -> str:
    """Why a row does not cover the place."""
    coverage, name = snapshot.coverage, _name(place)

    def say(named: int) -> str:
        return f"It serves {_names([coverage.areas[number] for number in coverage.sets[named]])}, not {name}."

    told: Made[int, str] = snapshot.told.get(("not in area", name), lambda: Made(say))
    return told[int(coverage.set_of[row])]


def _name(place: Place) -> str:
    return place.area.name if place.area else place.label


def _names(areas: list[AreaRef]) -> str:
    shown = [area.name for area in areas[:_SHOWN_AREAS]]
    more = len(areas) - len(shown)
    return listed([*shown, f"{more} more"] if more else shown) or "another area"
