"""The search itself: judge, rank, choose, explain. A pure function of a snapshot, a query and the weights."""

from collections.abc import Iterable
from functools import partial

import numpy as np

from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hood, Kept
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer, Ask, NearMiss
from thrive_directory.search.choose import best_placements, by_rank, in_order
from thrive_directory.search.facets import count_facets
from thrive_directory.search.judging import (
    Rule,
    counts,
    fits_without,
    judge_rows,
    lifted,
    near_misses_among,
    rules_asked,
)
from thrive_directory.search.penalties import Plain
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Part, Ranking
from thrive_directory.search.rules.area import distances
from thrive_directory.search.rules.judgement import Question
from thrive_directory.search.saying import hits
from thrive_directory.search.text import Word, look_up, match_text
from thrive_directory.search.weighing import asked_penalties, plain_penalties
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

NEAR_MISSES = 5


def search(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The offers that fit, best first, with the reasons; near misses; and what each filter would leave."""
    ranking = rank_rows(snapshot, query, weights)
    more = query.offset + query.limit
    ordered = in_order(ranking, more)
    total = int(np.count_nonzero(ranking.fits))
    return Answer(
        hits=hits(ranking, ordered[query.offset :], ordered[:1]),
        near_misses=tuple(_near_misses(ranking)),
        facets=count_facets(ranking, lifted(ranking)),
        total=total,
        asks=tuple(_general_asks(ranking)),
        next_offset=more if more < total else None,
    )


def rank_rows(snapshot: Snapshot, query: SearchQuery, weights: Weights) -> Ranking:
    """Judge and weigh every row that the query looks at, part after part."""
    hoods = snapshot.hoods(query.near, partial(near_misses_among, snapshot, query))
    words = look_up(snapshot.postings, query.text) if query.text else ()
    whole = Question(query, snapshot, snapshot.everything.hood)
    plain = plain_penalties(whole, _kept(whole.hood, weights), weights)
    asked = rules_asked(query)
    parts = tuple([_part(asked, Question(query, snapshot, hood), words, plain, weights) for hood in hoods.parts])
    counted = [counts(part) for part in parts]
    no_count = np.concatenate([no for no, _ in counted])
    distance_km = _distances(parts)
    chosen = best_placements(hoods, no_count, distance_km)
    fits = no_count == 0
    return Ranking(
        query=query,
        snapshot=snapshot,
        hoods=hoods,
        parts=parts,
        plain=plain,
        no_count=no_count,
        filtered=np.concatenate([filtered for _, filtered in counted]),
        chosen=chosen,
        fits=fits if chosen is None else fits & chosen,
        total=np.concatenate([part.total for part in parts]),
        distance_km=distance_km,
    )


def _kept(hood: Hood, weights: Weights) -> Kept | None:
    """What is kept of these rows under these weights."""
    kept = hood.kept
    return None if kept is None else kept.get(weights, lambda: Kept(kept.most))


def _part(
    asked: list[tuple[int, Rule]], question: Question, words: tuple[Word, ...], plain: Plain, weights: Weights
) -> Part:
    kept = _kept(question.hood, weights)
    text = match_text(question, words)
    findings = judge_rows(asked, question, text, kept, weights)
    penalties = tuple(asked_penalties(question, text, kept, weights))
    total = plain.total(question.hood, kept)
    for penalty in penalties:
        total += penalty.cost
    for finding in findings.values():
        if finding.cost is not None:
            total += finding.cost
    return Part(question, findings, penalties, total)


def _distances(parts: tuple[Part, ...]) -> Floats | None:
    found = [km for part in parts if (km := distances(part.question)) is not None]
    return np.concatenate(found) if found else None


def _near_misses(ranking: Ranking) -> Iterable[NearMiss]:
    """The best few that fail one rule of eligibility and no filter."""
    missed = (ranking.no_count == 1) & ~ranking.filtered
    best = by_rank(ranking, missed if ranking.chosen is None else missed & ranking.chosen, NEAR_MISSES)
    rows = ranking.hoods.rows[best].tolist()
    for row, (part, at) in zip(rows, ranking.places(best), strict=True):
        failed = next(f.judgement for f in part.findings.values() if f.no is not None and f.no[at])
        code = failed.rule.replace("_", "-")
        yield NearMiss(row, ranking.snapshot.offer_id(row), code, failed.no(at))


def _general_asks(ranking: Ranking) -> Iterable[Ask]:
    """How many more there may be that do not say whether they have the access asked for."""
    if not ranking.query.access:
        return
    offer = ranking.snapshot.columns.offer
    here = offer[ranking.hoods.rows[ranking.fits]]
    maybe = offer[ranking.hoods.rows[fits_without(ranking, "access")]]
    if count := int(np.setdiff1d(maybe, here).size):
        question = ranking.parts[0].question
        labels = ", ".join(question.label("access", code) for code in sorted(ranking.query.access))
        yield Ask("access-unknown", f"{count} more may have this, ask them: {labels}.")
