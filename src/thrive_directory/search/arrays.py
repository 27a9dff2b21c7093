"""The inner loops of a search in numpy: what each row costs, which rows are best, how many have each code.

`kernel` does the same in compiled code where there is any, equal to the last bit; whoever reads this knows both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.place import Place
from thrive_directory.index.codes import count_bytes
from thrive_directory.index.columns import Flags, Floats, Ints
from thrive_directory.index.hood import Hoods
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import weights as share
from thrive_directory.search.findings import Findings
from thrive_directory.search.marks import (
    SET_ASIDE,
    Marks,
    cost,
    fitting,
    missing_one,
    refusals,
    refused_once,
    units,
    whole,
)
from thrive_directory.search.memory import Moment, none_refused
from thrive_directory.search.placements import nan_last, others, shared_rows
from thrive_directory.search.rules.area import area_marks, distances
from thrive_directory.search.rules.judgement import Positions
from thrive_directory.search.variety import vary
from thrive_directory.search.weights import VARIETY_MARGIN, VARIETY_PLACES, VARIETY_POOL, Weights

_FEW = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Positions of rows: those that fit, the best of them in order, and the best that one rule of eligibility refuses;
    and how many that fit have each code of the facets, one counted as if its own filter were lifted."""

    fits: Positions
    best: Positions
    missed: Positions
    counts: NDArray[np.int64]


class Seen(NamedTuple):
    """The rows that a question looks at; what each costs by its kinds, its area and its distance; that distance in
    kilometres, None where no place with a point is asked; and the positions of rows whose offer has several."""

    hoods: Hoods
    marks: Marks
    distance_km: Floats | None
    shared: Positions


class Wanted(NamedTuple):
    """So many of the best, `most`, and so many near misses. The best are ranked, or sorted by a `key` before, a number
    a position, lowest first and what is not known last; with `open_now`, of each row of the catalogue, they are
    varied."""

    most: int
    misses: int
    key: Floats | None
    open_now: Flags | None


def look(
    place: Place | None,
    found: Sequence[Findings],
    moment: Moment,
    snapshot: Snapshot,
    weights: Weights,
    *,
    sifted: bool,
) -> Seen:
    """Gather the rows that a question about this place looks at, and weigh them. Where they may be
    `sifted`, some of those out by their area are left out that a family refuses too: they are shown nowhere. Words may
    still spare an offer that they call by its name."""

    def worth_a_look(rows: Ints) -> Ints:
        # Most rows around a place only stand there, so that sifting them saves more than it costs.
        return rows if not sifted or rows.size < _FEW else none_refused(rows, found, moment, snapshot)

    hoods = snapshot.hoods(place, worth_a_look)
    marks = moment.total.take(hoods.rows) + np.where(moment.is_open.take(hoods.rows), 0, moment.not_open)
    kinds = snapshot.kinds.of.take(hoods.rows, axis=0)
    for number, (mine, usual) in enumerate(zip(found, moment.usual, strict=True)):
        if mine is not usual:
            marks += (mine.marks - usual.marks).take(kinds[:, number])
    if place is None:
        return Seen(hoods, marks, None, shared_rows(hoods))
    distance_km = distances(hoods, place)
    marks += area_marks(hoods, weights) + distance_marks(hoods, place, distance_km, weights)
    return Seen(hoods, marks, distance_km, shared_rows(hoods))


def distance_marks(hoods: Hoods, place: Place, distance_km: Floats | None, weights: Weights) -> Marks:
    """What distance costs each row: d / (d + t), t being how far people there usually go. Without a point, an offer of
    the area counts as a usual distance away, and a national one as far away, so that among equals local comes first."""
    marks = np.full(len(hoods), whole(weights.distance * share.TYPICAL_SHARE))
    marks[: len(hoods.block)] = whole(weights.distance * share.REMOTE_SHARE)
    if distance_km is not None:
        shares = distance_km / (distance_km + place.travel_km)
        marks = np.where(np.isnan(shares), marks, units(weights.distance * np.nan_to_num(shares)))
    return marks


def choose(seen: Seen, found: Sequence[Findings], snapshot: Snapshot, wanted: Wanted) -> Chosen:
    """Set all but one row of each offer aside, in `marks`; then the rows that fit, the best of them, the best near
    misses, and counts by code."""
    hoods, marks, distance_km, shared = seen
    marks[others(shared, refusals(marks.take(shared)), hoods, distance_km)] |= SET_ASIDE
    fits = fitting(marks).nonzero()[0]
    counts = count_rows(snapshot, hoods.rows.take(fits))
    once = hoods.rows.take(refused_once(marks).nonzero()[0])
    kinds = snapshot.kinds.of.take(once, axis=0)
    for number, facet, refused in lifts(found):
        at = snapshot.facet_bits.slices[facet]
        counts[at] += count_rows(snapshot, once[refused.take(kinds[:, number])], at)
    missed = missing_one(marks).nonzero()[0]
    first = best(hoods, marks, fits, wanted.most, wanted.key)
    if wanted.open_now is not None:
        first = _varied(first, hoods, marks, wanted.open_now)
    return Chosen(fits, first, best(hoods, marks, missed, wanted.misses), counts)


def _varied(ordered: Positions, hoods: Hoods, marks: Marks, open_now: Flags) -> Positions:
    pool = ordered[:VARIETY_POOL]
    rows = hoods.rows.take(pool)
    # What sorts of help it is: its sectors, how one meets it, and whether it is there now.
    sorts = (hoods.columns.sorts.take(rows) << 1) | open_now.take(rows)
    places = vary(cost(marks.take(pool)).tolist(), sorts.tolist(), VARIETY_PLACES, VARIETY_MARGIN)
    return np.concatenate([pool[places], ordered[VARIETY_POOL:]])


BY_LOCATION = frozenset({"access", "language"})
"""Facets whose filter may refuse one location of an offer and not another: counted by themselves."""


def lifts(found: Sequence[Findings]) -> Iterator[tuple[int, str, NDArray[np.bool_]]]:
    """The facets whose filter is in force and goes by the offer: family, facet, and the kinds that are refused."""
    for number, findings in enumerate(found):
        for facet, refused in findings.lifts.items():
            if facet not in BY_LOCATION:
                yield number, facet, refused


def best(hoods: Hoods, marks: Marks, at: Positions, count: int, key: Floats | None = None) -> Positions:
    """The best `count` of some rows by a key, then by what they cost, ties by offer id. As many rules refuse each."""
    keys = np.zeros(at.size) if key is None else nan_last(key.take(at))
    costs = marks.take(at)
    if at.size > count:
        first = _first_of_two(keys, costs, count)
        at, costs, keys = at.take(first), costs.take(first), keys.take(first)
    order = hoods.columns.order.take(hoods.rows.take(at))
    return at.take(np.lexsort((order, costs, keys)))[:count]


def _first_of_two(keys: Floats, costs: Marks, count: int) -> Positions:
    """Everything up to the value of the last place by a key and then by the cost, so that ties at the border are
    settled later and not by chance: very many rows may share the last place's key."""
    if count == 0:
        return np.zeros(0, np.intp)
    last = np.partition(keys, count - 1)[count - 1]
    before, tied = keys < last, (keys == last).nonzero()[0]
    left = count - int(np.count_nonzero(before))
    of_tied = costs.take(tied)
    before[tied[of_tied <= np.partition(of_tied, left - 1)[left - 1]]] = True
    return np.asarray(before.nonzero()[0])


_EVERY_CODE = slice(None)


def count_rows(snapshot: Snapshot, rows: Ints, codes: slice = _EVERY_CODE) -> NDArray[np.int64]:
    """How many rows have each code of the facets, or of one of them."""
    if codes is _EVERY_CODE:
        return count_bytes(snapshot.facet_bytes.take(rows, axis=0))
    own = slice(codes.start // 8, -(-codes.stop // 8))
    return count_bytes(snapshot.facet_bytes[rows, own])[: codes.stop - codes.start]
