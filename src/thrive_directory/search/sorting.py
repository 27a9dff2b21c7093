"""What a question is sorted by where it is not ranked. Judges nothing."""

import numpy as np

from thrive_directory.index.columns import UNKNOWN_DAY, Floats
from thrive_directory.search.arrays import Seen
from thrive_directory.search.query import SearchQuery


def sort_key(query: SearchQuery, seen: Seen) -> Floats | None:
    """By position the number by which rows are sorted before what they cost, lowest first, NaN last; None where they go
    by that alone."""
    columns, rows = seen.hoods.columns, seen.hoods.rows
    if query.sort == "name":
        return columns.name_rank.take(rows).astype(np.float64)
    if query.sort == "freshness":
        verified, days = columns.verified_day.take(rows), columns.seen_day.take(rows)
        # Every verified offer comes before every one that was only read: days are counted backwards from far ahead.
        return np.where(verified != UNKNOWN_DAY, -verified.astype(np.float64), 1e7 - days)
    return seen.distance_km if query.sort == "distance" else None
