"""From rows to a list in the order asked for. Judges nothing."""

import numpy as np

from thrive_directory.index.columns import UNKNOWN_DAY, Flags, Floats, Ints
from thrive_directory.search.marks import Marks
from thrive_directory.search.placements import nan_last
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions


def in_order(ranking: Ranking, count: int) -> Positions:
    """The first `count` rows that fit in the order asked for, ties by offer id."""
    query, at = ranking.query, ranking.chosen.fits
    if query.sort == "relevance":
        return ranking.chosen.best[:count]
    key, total = _sort_key(ranking, at, ranking.rows(at)), ranking.marks.take(at)
    first = _first_of_two(key, total, count)
    at, total, key = at[first], total[first], key[first]
    return at[np.lexsort((_order(ranking, at), total, key))][:count]


def _first_of_two(key: Floats, total: Marks, count: int) -> Flags | slice:
    """Everything up to the last place by a key and then by the total: very many rows may share the last place's key."""
    if key.size <= count:
        return slice(None)
    last = np.partition(key, count - 1)[count - 1]
    before, tied = key < last, (key == last).nonzero()[0]
    left = count - int(np.count_nonzero(before))
    costs = total.take(tied)
    before[tied[costs <= np.partition(costs, left - 1)[left - 1]]] = True
    return np.asarray(before)


def _order(ranking: Ranking, at: Positions) -> Ints:
    """The order of offers by id, and of an offer's locations."""
    return ranking.snapshot.columns.order.take(ranking.rows(at))


def _sort_key(ranking: Ranking, at: Positions, rows: Ints) -> Floats:
    columns = ranking.snapshot.columns
    if ranking.query.sort == "name":
        return columns.name_rank[rows].astype(np.float64)
    if ranking.query.sort == "freshness":
        verified, seen = columns.verified_day[rows], columns.seen_day[rows]
        # Every verified offer comes before every one that was only read: days are counted backwards from far ahead.
        return np.where(verified != UNKNOWN_DAY, -verified.astype(np.float64), 1e7 - seen)
    km = ranking.distance_km
    return np.zeros(at.size) if km is None else nan_last(km[at])
