"""The search itself: judge, rank, choose, explain. A pure function of a snapshot, a query and the weights."""

from collections.abc import Iterable, Sequence
from math import isnan

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Floats
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import penalties as rank
from thrive_directory.search.answer import Answer, Ask, Hit, NearMiss, Reason
from thrive_directory.search.choose import Positions, best_placements, by_rank, in_order
from thrive_directory.search.facets import count_facets
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.age import judge_age
from thrive_directory.search.rules.area import judge_area, judge_distance
from thrive_directory.search.rules.judgement import NO, UNKNOWN, YES, Judgement, Question, no_reason
from thrive_directory.search.rules.left_out import judge_left_out
from thrive_directory.search.rules.needs import NeedMatch, judge_grouping, judge_need, match_needs
from thrive_directory.search.rules.opening import judge_open
from thrive_directory.search.rules.people import judge_circumstance, judge_gender, judge_gp, judge_school
from thrive_directory.search.rules.tags import judge_access, judge_free, judge_language, judge_not_mode, judge_tags
from thrive_directory.search.rules.waiting import judge_open_to_referrals, judge_wait
from thrive_directory.search.text import TextMatch, judge_name_only, judge_text, match_text
from thrive_directory.search.trade import NO_TRAITS, trade, traits_of
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

NEAR_MISSES = 5
UNCONFIRMED = Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that.")


def search(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The offers that fit, best first, with the reasons; near misses; and what each filter would leave."""
    ranking = rank_rows(snapshot, query, weights)
    fits = ranking.chosen & (ranking.no_count == 0)
    more = query.offset + query.limit
    ordered = in_order(ranking, fits, more)
    total = int(fits.sum())
    return Answer(
        hits=tuple(_hits(ranking, ordered[query.offset :], ordered[:1])),
        near_misses=tuple(_near_misses(ranking)),
        facets=count_facets(ranking.question, fits, _without(ranking)),
        total=total,
        asks=tuple(_general_asks(ranking)),
        next_offset=more if more < total else None,
    )


def rank_rows(snapshot: Snapshot, query: SearchQuery, weights: Weights) -> Ranking:
    """Judge and weigh every row that the question looks at."""
    question = Question(query, snapshot, snapshot.hood(query.near))
    needs, text = match_needs(question, query.needs | query.prefer_needs), match_text(question)
    distance_km = rank.distances(question)
    judgements = tuple(_judge(question, text, distance_km))
    penalties = tuple(_weigh(question, needs, text, distance_km, judgements, weights))
    total = np.zeros(len(question.hood))
    for penalty in penalties:
        total += penalty.weight * penalty.values
    no_count = np.zeros(len(question.hood), dtype=np.int8)
    filtered = np.zeros(len(question.hood), dtype=np.bool_)
    for judgement in judgements:
        no = judgement.verdict == NO
        no_count += no
        if judgement.is_filter:
            filtered |= no
    chosen = best_placements(question, no_count, distance_km)
    return Ranking(question, judgements, penalties, total, distance_km, no_count, filtered, chosen)


def _judge(question: Question, text: TextMatch | None, distance_km: Floats | None) -> Iterable[Judgement]:
    """Every rule that the question asks, or that limits an offer unasked. The order is that of the reasons."""
    found = (
        judge_area(question),
        judge_grouping(question),
        judge_need(question),
        judge_age(question),
        judge_circumstance(question),
        judge_gender(question),
        judge_gp(question),
        judge_school(question),
        judge_wait(question),
        judge_open_to_referrals(question),
        judge_left_out(question),
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
        rank.circumstance_penalty(question, weights),
        rank.school_penalty(question, weights),
        rank.paid_penalty(question, weights),
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
        judgement.facet: _fits_without(ranking, judgement)
        for judgement in ranking.judgements
        if judgement.facet is not None
    }


def _fits_without(ranking: Ranking, judgement: Judgement) -> NDArray[np.bool_]:
    """The rows that fit but for one rule. Without it another location may stand for an offer."""
    no_count = ranking.no_count - (judgement.verdict == NO)
    return np.asarray(best_placements(ranking.question, no_count, ranking.distance_km) & (no_count == 0))


def _hits(ranking: Ranking, page: Positions, best: Positions) -> Iterable[Hit]:
    """The hits of a page, weighed against the best of all. Rule by rule rather than hit by hit, so that arrays are read
    in one go."""
    question, snapshot = ranking.question, ranking.question.snapshot
    places = page.tolist()
    reasons, asks = _said(ranking, page, places)
    rows = question.hood.rows[page].tolist()
    totals = ranking.total[page].tolist()
    kms = [None] * len(places) if ranking.distance_km is None else ranking.distance_km[page].tolist()
    first, *traits = traits_of(ranking, np.concatenate([best, page])) if places else (NO_TRAITS,)
    for i, (at, row, km) in enumerate(zip(places, rows, kms, strict=True)):
        if snapshot.columns.unconfirmed[row]:
            asks[i].append(UNCONFIRMED)
        asks[i] += [Ask("provider", text) for text in snapshot.particulars.asks.get(row, ())]
        yield Hit(
            row=row,
            offer_id=snapshot.offer_id(row),
            location_id=snapshot.location_ids[row],
            distance_km=None if km is None or isnan(km) else km,
            penalty=totals[i],
            reasons=tuple(reasons[i]),
            asks=tuple(asks[i]),
            trade=None if at == best[0] else trade(first, traits[i]),
            penalties=_explained(ranking, at) if question.query.explain else None,
        )


def _said(ranking: Ranking, page: Positions, places: list[int]) -> tuple[list[list[Reason]], list[list[Ask]]]:
    """The reasons and the asks of each hit, in the order of the rules, then of the penalties."""
    reasons: list[list[Reason]] = [[] for _ in places]
    asks: list[list[Ask]] = [[] for _ in places]
    for judgement in ranking.judgements:
        for i, verdict in enumerate(judgement.verdict[page].tolist()):
            if verdict == YES:
                if reason := judgement.yes(places[i]):
                    reasons[i].append(reason)
            elif verdict == UNKNOWN:
                asks[i].append(judgement.ask(places[i]))
    for penalty in ranking.penalties:
        if penalty.reason is not no_reason:
            for i, at in enumerate(places):
                if reason := penalty.reason(at):
                    reasons[i].append(reason)
    return reasons, asks


def _explained(ranking: Ranking, at: int) -> dict[str, float]:
    return {penalty.name: float(penalty.weight * penalty.values[at]) for penalty in ranking.penalties}


def _near_misses(ranking: Ranking) -> Iterable[NearMiss]:
    """The best few that fail one rule of eligibility and no filter."""
    missed = ranking.chosen & (ranking.no_count == 1) & ~ranking.filtered
    question = ranking.question
    for at in by_rank(ranking, missed, NEAR_MISSES):
        failed = next(j for j in ranking.judgements if j.verdict[at] == NO)
        row = int(question.hood.rows[at])
        code = failed.rule.replace("_", "-")
        yield NearMiss(row, question.snapshot.offer_id(row), code, failed.no(int(at)))


def _general_asks(ranking: Ranking) -> Iterable[Ask]:
    """How many more there may be that do not say whether they have the access asked for."""
    for judgement in ranking.judgements:
        if judgement.rule == "access":
            question = ranking.question
            here = question.snapshot.columns.offer[question.hood.rows[ranking.chosen & (ranking.no_count == 0)]]
            maybe = question.snapshot.columns.offer[question.hood.rows[_fits_without(ranking, judgement)]]
            if count := int(np.setdiff1d(maybe, here).size):
                labels = ", ".join(question.label("access", code) for code in sorted(question.query.access))
                yield Ask("access-unknown", f"{count} more may have this, ask them: {labels}.")
