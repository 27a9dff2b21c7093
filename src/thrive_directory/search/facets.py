"""How many offers each filter value would leave, as if that filter alone were lifted. Counts; shows nothing."""

from thrive_directory.index.columns import Flags
from thrive_directory.search.arrays import BY_LOCATION, count_rows
from thrive_directory.search.marks import refusals
from thrive_directory.search.placements import others, shared_rows
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.judgement import Positions


def count_facets(ranking: Ranking) -> dict[str, dict[str, int]]:
    """Counts by facet and code, codes with none left out."""
    snapshot, counts = ranking.snapshot, ranking.chosen.counts
    slices = snapshot.facet_bits.slices
    for facet in sorted(BY_LOCATION):
        if any(facet in found.lifts for found in ranking.found):
            counts[slices[facet]] = count_rows(snapshot, ranking.rows(fits_without(ranking, facet)))[slices[facet]]
    every = counts.tolist()
    return {
        facet: {code: n for code, n in zip(snapshot.sets[facet].codes, every[at], strict=True) if n}
        for facet, at in slices.items()
    }


def fits_without(ranking: Ranking, facet: str) -> Positions:
    """The rows that fit but for the rule of one facet. Without it another location may stand for an offer."""
    number, refused = next((n, found.lifts[facet]) for n, found in enumerate(ranking.found) if facet in found.lifts)
    left = refusals(ranking.marks) - refused.take(ranking.snapshot.kinds.of[ranking.hoods.rows, number])
    fits: Flags = left == 0
    shared = shared_rows(ranking.hoods)
    fits[others(shared, left.take(shared), ranking.hoods, ranking.distance_km)] = False
    return fits.nonzero()[0]
