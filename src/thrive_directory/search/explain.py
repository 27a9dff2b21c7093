"""What each penalty cost each hit, by name, for whoever asks why an offer stands where it stands. Ranks nothing."""

from collections.abc import Iterator, Mapping

import numpy as np

from thrive_directory.search.arrays import distance_marks
from thrive_directory.search.each_row import text_weight
from thrive_directory.search.findings import doubts
from thrive_directory.search.marks import UNITS, units
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.area import area_marks, likely_marks, nowhere_marks
from thrive_directory.search.rules.judgement import Positions
from thrive_directory.search.rules.opening import is_in_danger, open_now, shut_marks
from thrive_directory.search.text import text_marks


def costs(ranking: Ranking, page: Positions) -> list[Mapping[str, float]]:
    """For each hit of a page, what it was charged; their sum is its penalty."""
    kinds = ranking.snapshot.kinds.of.take(ranking.rows(page), axis=0).tolist()
    each = zip(page.tolist(), kinds, _by_row(ranking, page), strict=True)
    return [{**by_row, **dict(_by_kind(ranking, at, own))} for at, own, by_row in each]


def _by_kind(ranking: Ranking, at: int, kinds: list[int]) -> Iterator[tuple[str, float]]:
    text = ranking.each_row.text
    is_called = text is not None and bool(text.in_name[at])
    for found, kind in zip(ranking.found, kinds, strict=True):
        yield from found.charged[kind, is_called]


def _by_row(ranking: Ranking, page: Positions) -> Iterator[dict[str, float]]:
    query, weights, row_by_row = ranking.query, ranking.weights, ranking.each_row
    charged = {}
    if query.near is not None:
        charged["distance"] = distance_marks(ranking.hoods, query.near, ranking.distance_km, weights).take(page)
        area = area_marks(ranking.hoods, weights)
        if query.near.likely:
            area += likely_marks(ranking.hoods, query.near, ranking.snapshot, weights)
        charged["unknown_area"] = area.take(page)
    else:
        charged["nowhere"] = nowhere_marks(ranking.snapshot, weights).take(ranking.rows(page))
    if row_by_row.text is not None:
        charged["text"] = text_marks(row_by_row.text, text_weight(query, weights), page)
    if query.open_at is None:
        shut = ~open_now(query, ranking.snapshot).take(ranking.rows(page))
        charged["ease_open"] = units(np.multiply(shut, weights.ease_open))
    if is_in_danger(query):
        charged["shut_in_danger"] = shut_marks(query, ranking.snapshot, ranking.rows(page), weights)
    for judgement in row_by_row.judgements:
        charged[f"unknown_{judgement.rule}"] = doubts(judgement, weights).take(page)
    for hit in range(page.size):
        found = {name: int(marks[hit]) for name, marks in charged.items()}
        yield {n: cost / UNITS for n, cost in found.items() if cost or not n.startswith("unknown_")}
