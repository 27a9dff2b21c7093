"""The search itself: judge, rank, choose, explain. A pure function of a snapshot, a query and the weights."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.coverage import Verdict
from thrive_directory.index.columns import Floats
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import penalties as rank
from thrive_directory.search.answer import Answer, Ask, Hit, NearMiss, Reason
from thrive_directory.search.choose import best_placements, by_rank, in_order
from thrive_directory.search.facets import count_facets
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.age import judge_age
from thrive_directory.search.rules.area import judge_area, judge_distance
from thrive_directory.search.rules.judgement import Judgement, Question
from thrive_directory.search.rules.needs import NeedMatch, judge_grouping, judge_need, match_needs
from thrive_directory.search.rules.opening import judge_open
from thrive_directory.search.rules.people import judge_circumstance, judge_gender, judge_gp, judge_school
from thrive_directory.search.rules.tags import judge_access, judge_free, judge_language, judge_not_mode, judge_tags
from thrive_directory.search.rules.waiting import judge_open_to_referrals, judge_wait
from thrive_directory.search.text import TextMatch, judge_name_only, judge_text, match_text
from thrive_directory.search.trade import Traits, trade, traits_of
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

NEAR_MISSES = 5


def search(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The offers that fit, best first, with the reasons; near misses; and what each filter would leave."""
    ranking = rank_rows(snapshot, query, weights)
    fits = ranking.chosen & (ranking.no_count == 0)
    more = query.offset + query.limit
    ordered = in_order(ranking, fits, more)
    total = int(fits.sum())
    best = traits_of(ranking, int(ordered[0])) if total else None
    return Answer(
        hits=tuple(_hit(ranking, int(at), best if at != ordered[0] else None) for at in ordered[query.offset :]),
        near_misses=tuple(_near_misses(ranking)),
        facets=count_facets(ranking.question, fits, _without(ranking)),
        total=total,
        asks=tuple(_general_asks(ranking)),
        next_offset=more if more < total else None,
    )


def rank_rows(snapshot: Snapshot, query: SearchQuery, weights: Weights) -> Ranking:
    """Judge and weigh every row that the question looks at."""
    question = Question(query, snapshot, snapshot.hood(query.near))
    needs, text = match_needs(question), match_text(question)
    distance_km = rank.distances(question)
    judgements = tuple(_judge(question, needs, text, distance_km))
    penalties = tuple(_weigh(question, needs, text, distance_km, judgements, weights))
    total = np.zeros(len(question.hood))
    for penalty in penalties:
        total += penalty.weight * penalty.values
    no_count = np.zeros(len(question.hood), dtype=np.int8)
    filtered = np.zeros(len(question.hood), dtype=np.bool_)
    for judgement in judgements:
        no = judgement.verdict == Verdict.NO
        no_count += no
        if judgement.is_filter:
            filtered |= no
    chosen = best_placements(question, no_count, distance_km)
    return Ranking(question, judgements, penalties, total, distance_km, no_count, filtered, chosen)


def _judge(
    question: Question, needs: NeedMatch | None, text: TextMatch | None, distance_km: Floats | None
) -> Iterable[Judgement]:
    """Every rule that the question asks, or that limits an offer unasked. The order is that of the reasons."""
    found = (
        judge_area(question),
        judge_grouping(question),
        judge_need(question, needs),
        judge_age(question),
        judge_circumstance(question),
        judge_gender(question),
        judge_gp(question),
        judge_school(question),
        judge_wait(question),
        judge_open_to_referrals(question),
        judge_not_mode(question),
        judge_language(question),
        judge_free(question),
        judge_access(question),
        judge_open(question),
        judge_distance(question, distance_km),
        judge_text(question, text),
        judge_name_only(question, text),
    )
    yield from (judgement for judgement in found if judgement is not None)
    yield from judge_tags(question)


def _weigh(
    question: Question,
    needs: NeedMatch | None,
    text: TextMatch | None,
    distance_km: Floats | None,
    judgements: Sequence[Judgement],
    weights: Weights,
) -> Iterable[Penalty]:
    """Every penalty, in the order in which they are added: the sum is the same to the last bit each time."""
    found = (
        rank.text_penalty(question, text, weights),
        rank.need_penalty(question, needs, weights),
        rank.distance_penalty(question, distance_km, weights),
        rank.grouping_penalty(question, weights),
        rank.unconfirmed_penalty(question, weights),
        rank.preferred_access_penalty(question, weights),
        rank.age_fit_penalty(question, weights),
        rank.wait_penalty(question, weights),
        rank.freshness_penalty(question, weights),
    )
    yield from (penalty for penalty in found if penalty is not None)
    yield from rank.ease_penalties(question, weights)
    yield from rank.unknown_penalties(judgements, weights)


def _without(ranking: Ranking) -> dict[str, NDArray[np.bool_]]:
    """For each facet whose filter is in force, the rows that would fit if it were lifted."""
    return {
        judgement.facet: ranking.chosen & (ranking.no_count - (judgement.verdict == Verdict.NO) == 0)
        for judgement in ranking.judgements
        if judgement.facet is not None
    }


def _hit(ranking: Ranking, at: int, best: Traits | None) -> Hit:
    question = ranking.question
    row = int(question.hood.rows[at])
    km = None if ranking.distance_km is None else float(ranking.distance_km[at])
    return Hit(
        row=row,
        offer_id=question.snapshot.offer_id(row),
        location_id=question.snapshot.location_ids[row],
        distance_km=None if km is None or np.isnan(km) else km,
        penalty=float(ranking.total[at]),
        reasons=tuple(_reasons(ranking, at)),
        asks=tuple(_asks(ranking, at, row)),
        trade=None if best is None else trade(best, traits_of(ranking, at)),
        penalties={p.name: float(p.weight * p.values[at]) for p in ranking.penalties}
        if question.query.explain
        else None,
    )


def _reasons(ranking: Ranking, at: int) -> Iterable[Reason]:
    for judgement in ranking.judgements:
        if judgement.verdict[at] == Verdict.YES and (reason := judgement.yes(at)):
            yield reason
    for penalty in ranking.penalties:
        if reason := penalty.reason(at):
            yield reason


def _asks(ranking: Ranking, at: int, row: int) -> Iterable[Ask]:
    for judgement in ranking.judgements:
        if judgement.verdict[at] == Verdict.UNKNOWN:
            yield judgement.ask(at)
    for text in ranking.question.snapshot.particulars.asks.get(row, ()):
        yield Ask("provider", text)


def _near_misses(ranking: Ranking) -> Iterable[NearMiss]:
    """The best few that fail one rule of eligibility and no filter."""
    missed = ranking.chosen & (ranking.no_count == 1) & ~ranking.filtered
    question = ranking.question
    for at in by_rank(ranking, missed, NEAR_MISSES):
        failed = next(j for j in ranking.judgements if j.verdict[at] == Verdict.NO)
        row = int(question.hood.rows[at])
        code = failed.rule.replace("_", "-")
        yield NearMiss(row, question.snapshot.offer_id(row), code, failed.no(int(at)))


def _general_asks(ranking: Ranking) -> Iterable[Ask]:
    """How many more there may be that do not say whether they have the access asked for."""
    for judgement in ranking.judgements:
        if judgement.rule == "access":
            lacking = ranking.chosen & (ranking.no_count == 1) & (judgement.verdict == Verdict.NO)
            if count := int(lacking.sum()):
                question = ranking.question
                labels = ", ".join(question.label("access", code) for code in sorted(question.query.access))
                yield Ask("access-unknown", f"{count} more may have this, ask them: {labels}.")
