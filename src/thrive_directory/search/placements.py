"""Of an offer's rows the one that stands for it. Judges nothing."""

import numpy as np

from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hoods
from thrive_directory.search.marks import SET_ASIDE, Marks, refusals
from thrive_directory.search.rules.judgement import Positions


def set_aside(marks: Marks, hoods: Hoods, distance_km: Floats | None) -> Positions:
    """Mark all but one row of each offer: that which fewest rules refuse stands for it, then the nearest, then the
    first. Gives the positions of the rows of offers that have several, most of which have one here."""
    shared = hoods.block.hood.where("has_siblings")
    if hoods.local.rows.size:
        shared = np.concatenate([shared, hoods.local.where("has_siblings") + len(hoods.block)])
    if shared.size:
        marks[others(shared, refusals(marks.take(shared)), hoods, distance_km)] |= SET_ASIDE
    return shared


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
