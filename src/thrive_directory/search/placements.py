"""Of an offer's rows the one that stands for it. Judges nothing."""

import numpy as np

from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hoods
from thrive_directory.search.marks import Marks
from thrive_directory.search.rules.judgement import Positions


def shared_rows(hoods: Hoods) -> Positions:
    """The positions of the rows of offers that have several, most of which have one here."""
    wide = hoods.block.hood.where("has_siblings")
    if not hoods.local.rows.size:
        return wide
    return np.concatenate([wide, hoods.local.where("has_siblings") + len(hoods.block)])


def others(shared: Positions, refused: Marks, hoods: Hoods, distance_km: Floats | None) -> Positions:
    """Those of the shared rows that do not stand for their offer. What two rules refuse is shown nowhere and stays."""
    at = (refused <= 1).nonzero()[0]
    shared, refused = shared.take(at), refused.take(at)
    rows = hoods.rows.take(shared)
    offer, place = hoods.columns.offer.take(rows), hoods.columns.order.take(rows)
    km = np.zeros(shared.size) if distance_km is None else nan_last(distance_km.take(shared))
    order = np.lexsort((place, km, refused, offer))
    in_order = offer.take(order)
    return np.asarray(shared.take(order[1:][in_order[1:] == in_order[:-1]]))


def nan_last(km: Floats) -> Floats:
    """A copy in which what is not known is farther than anything."""
    return np.where(np.isnan(km), np.inf, km)
