"""The search itself: judge, rank, choose, explain. A pure function of a snapshot, a query and the weights."""

from collections.abc import Iterable, Mapping

from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer, Ask, NearMiss
from thrive_directory.search.facets import count_facets, lifted_by_location
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Ranking, rank_rows
from thrive_directory.search.rules.area import area_no
from thrive_directory.search.rules.judgement import NO, Positions
from thrive_directory.search.saying import hits
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

NEAR_MISSES = 5


def search(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The offers that fit, best first, with the reasons; near misses; and what each filter would leave."""
    ranking = rank_rows(snapshot, query, weights, misses=NEAR_MISSES)
    more = query.offset + query.limit
    ordered = ranking.chosen.best[:more]
    total = ranking.chosen.fits.size
    lifted = lifted_by_location(ranking)
    return Answer(
        hits=hits(ranking, ordered[query.offset :], ordered[:1]),
        near_misses=tuple(_near_misses(ranking)),
        facets=count_facets(ranking, lifted),
        total=total,
        asks=tuple(_general_asks(ranking, lifted)),
        next_offset=more if more < total else None,
    )


def _near_misses(ranking: Ranking) -> Iterable[NearMiss]:
    """The best few that fail one rule of eligibility and no filter."""
    snapshot, at, place = ranking.snapshot, ranking.chosen.missed, ranking.query.near
    if not at.size:
        return
    rows = ranking.rows(at)
    refusing = [(found.refused, number) for number, found in enumerate(ranking.found) if found.refused is not None]
    each = zip(rows.tolist(), ranking.is_of_area(at, NO), snapshot.kinds.of.take(rows, axis=0).tolist(), strict=True)
    for row, is_out, kinds in each:
        if is_out and place is not None:
            code, text = "area", area_no(snapshot, place, row)
        else:
            code, text = next(said for refused, number in refusing if (said := refused[kinds[number]]) is not None)
        yield NearMiss(row, snapshot.offer_id(row), code, text)


def _general_asks(ranking: Ranking, lifted: Mapping[str, Positions]) -> Iterable[Ask]:
    """How many more there may be that do not say whether they have the access asked for."""
    asked = ranking.query.access
    if not asked:
        return
    # Each offer stands once among those that fit without the rule, and all that fit with it are among them.
    if count := lifted["access"].size - ranking.chosen.fits.size:
        vocabulary = ranking.snapshot.vocabulary
        labels = ", ".join(vocabulary.term("access", code).label for code in sorted(asked))
        yield Ask("access-unknown", f"{count} more may have this, ask them: {labels}.")
