"""Does the offer cover the place, and is it near enough? Distance ranks elsewhere; only `within_km` filters by it."""

import numpy as np

from thrive_directory.geo.grid import distances_km
from thrive_directory.geo.place import EVERYWHERE_CODE, AreaRef, Place
from thrive_directory.index.columns import Floats
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.rules.judgement import (
    Judgement,
    Keys,
    Positions,
    Question,
    Says,
    ThreeValued,
    listed,
    three_valued,
)
from thrive_directory.search.weights import LIKELY_AREA_DOUBT

_SHOWN_AREAS = 4


def judge_area(question: Question) -> Judgement | None:
    """Yes where an area of the offer holds the whole place, unknown where it holds part or no area is known."""
    place = question.query.near
    if place is None or question.hood.area is None:
        return None
    return Judgement(
        "area",
        three_valued(question.hood.area),
        yes=_covers(question, place),
        ask=lambda at: _ask(question, place, at),
        no=lambda at: f"It serves {_names(_areas(question, at))}, not {_name(place)}.",
        doubt=_doubt(question, place),
    )


def distances(question: Question) -> Floats | None:
    """Kilometres from the place to each row, NaN for rows without a point; None when the place has no point."""
    near = question.query.near
    if near is None or near.grid is None:
        return None
    return question.derived("distance", lambda: _measured(question))


def _measured(question: Question) -> Floats:
    hood, near = question.hood, question.query.near
    if hood.kept is not None and not hood.where("has_point").size:
        return hood.kept.get("no point", lambda: np.full(len(hood), np.nan))
    grid = near.grid  # type: ignore[union-attr] # `distances` asks only where there is one

    def measure() -> Floats:
        return distances_km(grid, hood.floats("easting_m"), hood.floats("northing_m"))  # type: ignore[arg-type]

    if hood.kept is None or hood.is_wide:
        return measure()  # a postcode is asked once; what is kept must not make room for it
    return hood.kept.get(("from", grid), measure)


def judge_distance(question: Question) -> Judgement | None:
    """With `within_km` only. Remote offers are at hand everywhere; a local one with no point is unknown."""
    limit_km, distance_km = question.query.within_km, distances(question)
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


def _doubt(question: Question, place: Place) -> Floats | float:
    """Of a place in several areas most lies in one: what serves that one likely serves the person."""
    if not place.likely:
        return 1.0
    likely = np.isin(question.hood.rows, question.snapshot.coverage.covering(place.likely), assume_unique=True)
    return np.where(likely, LIKELY_AREA_DOUBT, 1.0)


def _areas(question: Question, at: int) -> list[AreaRef]:
    coverage = question.snapshot.coverage
    return [coverage.areas[i] for i in coverage.row_areas[question.hood.rows[at]]]


def _covers(question: Question, place: Place) -> Says:
    """An offer may cover a place by several areas: the narrowest is named."""
    coverage, rows = question.snapshot.coverage, question.hood.rows

    def named(at: Positions) -> Keys:
        for row in rows[at].tolist():
            number = _narrowest(question, row, place)
            # Where it is drawn, the sentence names the place.
            is_drawn = number is None or coverage.areas[number].kind == "polygon"
            yield (number, _name(place)) if is_drawn else number

    def reason(at: int) -> Reason:
        number = _narrowest(question, int(rows[at]), place)
        if number is None:
            return Reason("in-area", f"Covers {_name(place)}", {}, "inclusion")
        return _in_area(coverage.areas[number], place)

    return Says(reason, "in-area", named)


def _narrowest(question: Question, row: int, place: Place) -> int | None:
    """The number of the narrowest area by which a row covers the place."""
    coverage = question.snapshot.coverage
    return next((number for number in coverage.row_areas[row] if _is_in(coverage.areas[number], place)), None)


def _is_in(area: AreaRef, place: Place) -> bool:
    return area.kind == "polygon" or area.code in place.covering


def _in_area(area: AreaRef, place: Place) -> Reason:
    return Reason("in-area", _covers_text(area, place), {"code": area.code, "name": area.name}, "inclusion")


def _covers_text(area: AreaRef, place: Place) -> str:
    if area.code == EVERYWHERE_CODE:
        return "Open to anyone in the UK"
    if area.kind == "nation":
        return f"Covers all of {area.name}"
    return f"Covers {_name(place) if area.kind == 'polygon' else area.name}"


def _ask(question: Question, place: Place, at: int) -> Ask:
    areas = [area for area in _areas(question, at) if area.code in place.partial]
    if areas:
        return Ask("area-partly", f"They cover {_names(areas)}: ask whether that takes in your part of {place.label}.")
    if _areas(question, at):
        return Ask("area-partly", f"Ask whether the area they cover takes in your part of {place.label}.")
    return Ask("area-unknown", "Ask them which areas they cover.")


def _name(place: Place) -> str:
    return place.area.name if place.area else place.label


def _names(areas: list[AreaRef]) -> str:
    shown = [area.name for area in areas[:_SHOWN_AREAS]]
    more = len(areas) - len(shown)
    return listed([*shown, f"{more} more"] if more else shown) or "another area"
