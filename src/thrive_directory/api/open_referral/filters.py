"""Which rows of the index a list holds. Every filter is a mask over the rows; a list holds what all let through.

A blank never excludes: an offer that does not say its ages, hours or area is not left out by asking about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from thrive_directory.api.open_referral.codes import organizations_of, taxonomies_of, terms_of
from thrive_directory.api.open_referral.opening import open_rows
from thrive_directory.api.open_referral.params import OrganizationParams, PlacedParams
from thrive_directory.api.parts import Resolve
from thrive_directory.errors import BadParameter
from thrive_directory.geo.coverage import Verdict
from thrive_directory.geo.grid import distances_km
from thrive_directory.geo.place import Place
from thrive_directory.index.codes import has_any
from thrive_directory.index.columns import Flags
from thrive_directory.index.registry import Registry, microseconds
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.words import Postings, is_in
from thrive_directory.search.text import look_up

_POSTCODES = frozenset({"postcode", "sector", "outcode"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a list is answered from: the lists of the live snapshot, how a place is understood, and the day."""

    registry: Registry
    resolve: Resolve
    today: date

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot of the registry."""
        return self.registry.snapshot


def rows_of(params: PlacedParams, scene: Scene) -> Flags:
    """The rows that every parameter lets through. Raises `BadParameter` for what cannot be used."""
    _check_together(params)
    every = np.ones(len(scene.snapshot.columns), dtype=np.bool_)
    return reduce(np.logical_and, _masks(params, scene), every)


def _check_together(params: PlacedParams) -> None:
    low, high = params.minimum_age, params.maximum_age
    if low is not None and high is not None and low > high:
        raise BadParameter("minimum_age", "minimum_age must not be above maximum_age", [f"{high:g}"])
    if params.proximity is not None and params.postcode is None:
        raise BadParameter("proximity", "proximity needs a postcode to measure from")
    start, end = params.start_time, params.end_time
    if start and end and start >= end:
        raise BadParameter("start_time", "start_time must be before end_time")


def _masks(params: PlacedParams, scene: Scene) -> Iterator[Flags]:
    """One mask for each thing asked."""
    registry, snapshot = scene.registry, scene.snapshot
    if params.search:
        yield with_words(snapshot.postings, params.search, len(snapshot.columns))
    if params.taxonomy_term_id or params.taxonomy_id:
        yield from with_terms(params, registry)
    if params.organization_id:
        asked = np.array(organizations_of(params.organization_id, registry), dtype=np.int32)
        yield np.isin(registry.organization, asked)[snapshot.columns.offer]
    if params.modified_after is not None:
        yield (registry.modified_us >= microseconds(params.modified_after))[snapshot.columns.offer]
    if params.minimum_age is not None or params.maximum_age is not None:
        yield of_age(params, registry)
    if params.day or params.start_time or params.end_time:
        yield open_rows(snapshot.week_table, params.day, params.start_time, params.end_time, scene.today)
    if params.postcode is not None:
        place = place_of(params.postcode, scene.resolve)
        yield covering(place, snapshot)
        if params.proximity is not None:
            yield within(place, params.proximity, snapshot)


def with_words(postings: Postings, text: str, count: int) -> Flags:
    """Positions that hold every word; a word that nothing holds is read as the nearest one that something does."""
    every = np.arange(count, dtype=np.int32)
    found = np.ones(count, dtype=np.bool_)
    for word in look_up(postings, text):
        found &= is_in(every, postings.anywhere.get(word.found) if word.found else None)
    return found


def with_terms(params: PlacedParams | OrganizationParams, registry: Registry) -> Iterator[Flags]:
    """Rows with any of the terms; rows with a term of any of the taxonomies."""
    words, sets = registry.snapshot.columns.words, registry.snapshot.sets
    if params.taxonomy_term_id:
        terms = terms_of(params.taxonomy_term_id, registry, "taxonomy_term_id")
        yield _any(has_any(words[name], sets[name].pack([code])) for name, code in terms)
    if params.taxonomy_id:
        names = taxonomies_of(params.taxonomy_id, "taxonomy_id")
        yield _any((words[name] != 0).any(axis=0) for name in names)


def _any(masks: Iterator[NDArray[np.bool_]]) -> Flags:
    return reduce(np.logical_or, masks)


def of_age(params: PlacedParams, registry: Registry) -> Flags:
    """Rows whose ages meet the ages asked, the upper bound excluded."""
    columns, until = registry.snapshot.columns, registry.latest_until
    found = np.ones(len(columns), dtype=np.bool_)
    if params.minimum_age is not None:
        found &= np.isnan(until) | (until > params.minimum_age)
    if params.maximum_age is not None:
        found &= np.isnan(columns.age_minimum) | (columns.age_minimum <= params.maximum_age)
    return found


def place_of(postcode: str, resolve: Resolve) -> Place:
    """The place of a postcode or of half of one. Raises `BadParameter` for anything else."""
    refusal = BadParameter("postcode", "postcode must be a postcode or the first half of one, such as NW1 8QL or NW1")
    if not any(letter.isdigit() for letter in postcode):
        raise refusal
    place = resolve(postcode, "postcode")
    if place.kind not in _POSTCODES:
        raise refusal
    return place


def covering(place: Place, snapshot: Snapshot) -> Flags:
    """Rows whose area holds the place or part of it, and rows that name no area."""
    hoods = snapshot.hoods(place)
    found = np.zeros(len(snapshot.columns), dtype=np.bool_)
    if hoods.area is not None:
        found[hoods.rows[hoods.area != Verdict.NO]] = True
    return found


def within(place: Place, metres: float, snapshot: Snapshot) -> Flags:
    """Rows with a location no further than so many metres from the middle of the place."""
    if place.grid is None:
        raise BadParameter("proximity", "proximity cannot be measured: this postcode has no known position")
    columns = snapshot.columns
    return np.asarray(distances_km(place.grid, columns.easting_m, columns.northing_m) * 1000 <= metres)
