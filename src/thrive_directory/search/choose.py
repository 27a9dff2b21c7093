"""From rows to a list: one placement an offer, the order asked for, and variety among the first. Judges nothing."""

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import has_any
from thrive_directory.index.columns import UNKNOWN_DAY, Floats
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Question
from thrive_directory.search.rules.opening import is_open_now
from thrive_directory.search.variety import MODE_KINDS, vary
from thrive_directory.search.weights import VARIETY_MARGIN, VARIETY_PLACES, VARIETY_POOL

Positions = NDArray[np.intp]


def best_placements(question: Question, no_count: NDArray[np.int8], distance_km: Floats | None) -> NDArray[np.bool_]:
    """Of each offer's rows the one that stands for it: that which fewest rules refuse, then the nearest, then the
    first. Most offers have one row and need no choice."""
    offer = question.hood.ints("offer")
    chosen = np.ones(offer.size, dtype=np.bool_)
    shared = np.flatnonzero(question.hood.flags("has_siblings"))
    if not shared.size:
        return chosen
    km = np.zeros(shared.size) if distance_km is None else np.nan_to_num(distance_km[shared], nan=np.inf)
    order = shared[np.lexsort((question.hood.rows[shared], km, no_count[shared], offer[shared]))]
    chosen[order[1:][offer[order[1:]] == offer[order[:-1]]]] = False
    return chosen


def in_order(ranking: Ranking, rows: NDArray[np.bool_], count: int) -> Positions:
    """The first `count` of these rows in the order asked for, ties by offer id."""
    query = ranking.question.query
    if query.sort == "relevance":
        if not query.variety:
            return by_rank(ranking, rows, count)
        ordered = by_rank(ranking, rows, max(count, VARIETY_POOL))
        return _varied(ranking, ordered)[:count]
    at = np.flatnonzero(rows)
    return at[np.lexsort((ranking.question.hood.rows[at], ranking.total[at], _sort_key(ranking, query)[at]))][:count]


def by_rank(ranking: Ranking, rows: NDArray[np.bool_], count: int) -> Positions:
    """The best `count` of these rows by the sum of penalties, ties by offer id."""
    at = np.flatnonzero(rows)
    total = ranking.total[at]
    if at.size > count:
        # Everything up to the last place's penalty, so that ties at the border are settled by id and not by chance.
        kept = total <= np.partition(total, count - 1)[count - 1]
        at, total = at[kept], total[kept]
    return at[np.lexsort((ranking.question.hood.rows[at], total))][:count]


def _sort_key(ranking: Ranking, query: SearchQuery) -> Floats:
    hood = ranking.question.hood
    if query.sort == "name":
        return hood.ints("name_rank").astype(np.float64)
    if query.sort == "freshness":
        verified, seen = hood.ints("verified_day"), hood.ints("seen_day")
        # Every verified offer comes before every one that was only read: days are counted backwards from far ahead.
        return np.where(verified != UNKNOWN_DAY, -verified.astype(np.float64), 1e7 - seen)
    km = ranking.distance_km
    return np.zeros(len(hood)) if km is None else np.nan_to_num(km, nan=np.inf)


def _varied(ranking: Ranking, ordered: Positions) -> Positions:
    pool, rest = ordered[:VARIETY_POOL], ordered[VARIETY_POOL:]
    places = vary(ranking.total[pool].tolist(), _kinds(ranking, pool).tolist(), VARIETY_PLACES, VARIETY_MARGIN)
    return np.concatenate([pool[places], rest])


def _kinds(ranking: Ranking, at: Positions) -> NDArray[np.int64]:
    """Bit sets of the kinds an offer is of: its sectors, how one meets it, and whether it is there now."""
    question = ranking.question
    sectors = question.hood.words("sector")[0, at].astype(np.int64)
    now = is_open_now(question)[at].astype(np.int64)
    return np.asarray((sectors << (len(MODE_KINDS) + 1)) | (mode_kinds(question, at) << 1) | now)


def mode_kinds(question: Question, at: Positions) -> NDArray[np.int64]:
    """Bit sets of `MODE_KINDS`: which ways of meeting the offers have."""
    words, modes = question.hood.words("mode")[:, at], question.snapshot.sets["mode"]
    found = [has_any(words, modes.pack(kind)).astype(np.int64) << bit for bit, kind in enumerate(MODE_KINDS)]
    return np.asarray(sum(found))
