"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from collections.abc import Mapping
from itertools import compress

import numpy as np

from thrive_directory.index.columns import Flags
from thrive_directory.search.arrays import BY_LOCATION, count_rows
from thrive_directory.search.marks import refusals, refused_once
from thrive_directory.search.placements import others
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions


def count_facets(ranking: Ranking, lifted: Mapping[str, Positions]) -> dict[str, dict[str, int]]:
    """Counts by facet and code, codes with none left out. `lifted` gives, of facets that go by location, the rows that
    fit without the filter."""
    snapshot, counts = ranking.snapshot, ranking.chosen.counts
    slices = snapshot.facet_bits.slices
    for facet, at in lifted.items():
        counts[slices[facet]] = count_rows(snapshot, ranking.rows(at), slices[facet])
    every, sets = counts.tolist(), snapshot.sets
    found = {facet: every[at] for facet, at in slices.items()}
    return {facet: dict(compress(zip(sets[facet].codes, n, strict=True), n)) for facet, n in found.items()}


def lifted_by_location(ranking: Ranking) -> dict[str, Positions]:
    """For each filter in force that may refuse one location of an offer and not another, the rows that fit without."""
    return {
        facet: _fits_without(ranking, number, refused)
        for number, found in enumerate(ranking.found)
        for facet, refused in found.lifts.items()
        if facet in BY_LOCATION
    }


def _fits_without(ranking: Ranking, number: int, refused: Flags) -> Positions:
    """The rows that fit but for the rule of one family. Without it another location may stand for an offer."""
    hoods, marks, kinds = ranking.hoods, ranking.marks, ranking.snapshot.kinds.of
    fits = np.zeros(len(hoods), dtype=np.bool_)
    fits[ranking.chosen.fits] = True
    once = refused_once(marks).nonzero()[0]
    fits[once[refused.take(kinds[ranking.rows(once), number])]] = True
    shared = ranking.shared
    left = refusals(marks.take(shared)) - refused.take(kinds[ranking.rows(shared), number])
    fits[shared] = left == 0
    fits[others(shared, left, hoods, ranking.distance_km)] = False
    return fits.nonzero()[0]
