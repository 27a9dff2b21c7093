"""The search itself: judge, rank, choose, explain. A pure function of a snapshot, a query and the weights."""

from collections.abc import Iterable, Mapping

from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer, Ask, NearMiss
from thrive_directory.search.choose import in_order
from thrive_directory.search.facets import count_facets, lifted_by_location
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Ranking, rank_rows
from thrive_directory.search.rules.area import area_no
from thrive_directory.search.rules.judgement import NO, Judgement, Positions
from thrive_directory.search.saying import hits
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

NEAR_MISSES = 5


def search(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The offers that fit, best first, with the reasons; near misses; and what each filter would leave."""
    ranking = rank_rows(snapshot, query, weights, misses=NEAR_MISSES)
    more = query.offset + query.limit
    ordered = in_order(ranking, more)
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
    at = ranking.chosen.missed
    rows = ranking.rows(at)
    kinds = ranking.snapshot.kinds.of.take(rows, axis=0).T.tolist()
    refusing = [
        (found.refused, own) for found, own in zip(ranking.found, kinds, strict=True) if found.refused is not None
    ]
    for miss, (position, row) in enumerate(zip(at.tolist(), rows.tolist(), strict=True)):
        code, text = _failed(ranking, position, row, [(refused[own[miss]], own[miss]) for refused, own in refusing])
        yield NearMiss(row, ranking.snapshot.offer_id(row), code, text)


def _failed(ranking: Ranking, position: int, row: int, kinds: list[tuple[Judgement | None, int]]) -> tuple[str, str]:
    """The one rule that a row fails, and why."""
    place, area, wide = ranking.query.near, ranking.hoods.local.area, len(ranking.hoods.block)
    if place is not None and area is not None and position >= wide and area[position - wide] == NO:
        return "area", area_no(ranking.snapshot, place, row)
    judged, kind = next((judged, kind) for judged, kind in kinds if judged is not None)
    return judged.rule.replace("_", "-"), judged.no(kind)


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
