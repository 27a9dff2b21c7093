"""From rows to a list: one placement an offer, the order asked for, and variety among the first. Judges nothing."""

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import UNKNOWN_DAY, Flags, Floats, Ints
from thrive_directory.index.hood import Hoods
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions
from thrive_directory.search.rules.opening import open_now
from thrive_directory.search.variety import vary
from thrive_directory.search.weights import VARIETY_MARGIN, VARIETY_PLACES, VARIETY_POOL


def best_placements(hoods: Hoods, no_count: NDArray[np.int8], distance_km: Floats | None) -> Flags | None:
    """Of each offer's rows the one that stands for it: that which fewest rules refuse, then the nearest, then the
    first. None where every offer has one row, as most have."""
    block, local = hoods.block.hood, hoods.local
    shared = block.where("has_siblings")
    if local.rows.size:
        shared = np.concatenate([shared, local.where("has_siblings") + block.rows.size])
    if shared.size:
        shared = shared[no_count.take(shared) <= 1]  # what more rules refuse is shown nowhere
    if not shared.size:
        return None
    rows = hoods.rows.take(shared)
    offer, place = hoods.columns.offer.take(rows), hoods.columns.order.take(rows)
    km = np.zeros(shared.size) if distance_km is None else _nan_last(distance_km.take(shared))
    order = np.lexsort((place, km, no_count.take(shared), offer))
    in_order = offer.take(order)
    chosen = np.ones(len(hoods), dtype=np.bool_)
    chosen[shared.take(order[1:][in_order[1:] == in_order[:-1]])] = False
    return chosen


def _nan_last(km: Floats) -> Floats:
    """A copy in which what is not known is farther than anything."""
    return np.where(np.isnan(km), np.inf, km)


def in_order(ranking: Ranking, count: int) -> Positions:
    """The first `count` rows that fit in the order asked for, ties by offer id."""
    query = ranking.query
    if query.sort == "relevance":
        if not query.variety:
            return by_rank(ranking, ranking.fits, count)
        return _varied(ranking, by_rank(ranking, ranking.fits, max(count, VARIETY_POOL)))[:count]
    at = ranking.fits.nonzero()[0]
    rows = ranking.hoods.rows[at]
    key = _sort_key(ranking, at, rows)
    first = _first_of_two(key, ranking.total[at], count)
    at, rows, key = at[first], rows[first], key[first]
    return at[np.lexsort((_order(ranking, rows), ranking.total[at], key))][:count]


def by_rank(ranking: Ranking, kept: Flags, count: int) -> Positions:
    """The best `count` of these rows by the sum of penalties, ties by offer id."""
    at = kept.nonzero()[0]
    total = ranking.total[at]
    first = _first(total, count)
    at, total = at[first], total[first]
    return at[np.lexsort((_order(ranking, ranking.hoods.rows[at]), total))][:count]


def _first(values: Floats, count: int) -> Flags | slice:
    """Everything up to the value of the last place, so that ties at the border are settled later and not by chance."""
    if values.size <= count:
        return slice(None)
    return np.asarray(values <= np.partition(values, count - 1)[count - 1])


def _first_of_two(key: Floats, total: Floats, count: int) -> Flags | slice:
    """The same by a key and then by the total: very many rows may share the last place's key."""
    if key.size <= count:
        return slice(None)
    last = np.partition(key, count - 1)[count - 1]
    before, tied = key < last, (key == last).nonzero()[0]
    before[tied[_first(total[tied], count - int(np.count_nonzero(before)))]] = True
    return np.asarray(before)


def _order(ranking: Ranking, rows: Ints) -> Ints:
    """The order of offers by id, and of an offer's locations."""
    return ranking.snapshot.columns.order[rows]


def _sort_key(ranking: Ranking, at: Positions, rows: Ints) -> Floats:
    columns = ranking.snapshot.columns
    if ranking.query.sort == "name":
        return columns.name_rank[rows].astype(np.float64)
    if ranking.query.sort == "freshness":
        verified, seen = columns.verified_day[rows], columns.seen_day[rows]
        # Every verified offer comes before every one that was only read: days are counted backwards from far ahead.
        return np.where(verified != UNKNOWN_DAY, -verified.astype(np.float64), 1e7 - seen)
    km = ranking.distance_km
    return np.zeros(at.size) if km is None else _nan_last(km[at])


def _varied(ranking: Ranking, ordered: Positions) -> Positions:
    pool, rest = ordered[:VARIETY_POOL], ordered[VARIETY_POOL:]
    places = vary(ranking.total[pool].tolist(), _kinds(ranking, pool).tolist(), VARIETY_PLACES, VARIETY_MARGIN)
    return np.concatenate([pool[places], rest])


def _kinds(ranking: Ranking, at: Positions) -> NDArray[np.int64]:
    """Bit sets of the kinds an offer is of: its sectors, how one meets it, and whether it is there now."""
    rows = ranking.hoods.rows[at]
    now = open_now(ranking.parts[0].question, rows).astype(np.int64)
    return np.asarray((ranking.snapshot.columns.kinds[rows] << 1) | now)
