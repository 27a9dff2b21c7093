"""The search itself: judge, rank, choose, explain. A pure function of a snapshot, a query and the weights."""

from collections.abc import Iterable, Sequence
from functools import partial
from math import isnan

import numpy as np

from thrive_directory.index.columns import Floats
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import penalties as rank
from thrive_directory.search.answer import Answer, Ask, Hit, NearMiss, Reason
from thrive_directory.search.choose import Positions, by_rank, in_order
from thrive_directory.search.facets import count_facets
from thrive_directory.search.judging import fits_without, judge_rows, lifted, near_misses_among
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Judged, Ranking
from thrive_directory.search.rules.judgement import NO, UNKNOWN, YES, Judgement, Question, no_reason
from thrive_directory.search.rules.needs import NeedMatch, match_needs
from thrive_directory.search.text import TextMatch, match_text
from thrive_directory.search.trade import NO_TRAITS, trade, traits_of
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

NEAR_MISSES = 5
UNCONFIRMED = Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that.")


def search(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The offers that fit, best first, with the reasons; near misses; and what each filter would leave."""
    judged, text = _judged(snapshot, query)
    ranking = rank_rows(judged, text, weights)
    more = query.offset + query.limit
    ordered = in_order(ranking, ranking.fits, more)
    fits = judged.chosen & (judged.no_count == 0)
    total = int(np.count_nonzero(fits))
    return Answer(
        hits=tuple(_hits(ranking, ordered[query.offset :], ordered[:1])),
        near_misses=tuple(_near_misses(ranking)),
        facets=count_facets(judged.question, fits, lifted(judged)),
        total=total,
        asks=tuple(_general_asks(judged)),
        next_offset=more if more < total else None,
    )


def _judged(snapshot: Snapshot, query: SearchQuery) -> tuple[Judged, TextMatch | None]:
    question = Question(query, snapshot, snapshot.hood(query.near, partial(near_misses_among, snapshot, query)))
    text = match_text(question)
    return judge_rows(question, text, rank.distances(question)), text


def rank_rows(judged: Judged, text: TextMatch | None, weights: Weights) -> Ranking:
    """Weigh the rows that fit or are near misses. The others, most of all, are never shown."""
    at = np.flatnonzero(judged.chosen & ((judged.no_count == 0) | ((judged.no_count == 1) & ~judged.filtered)))
    whole = judged.question
    question = Question(whole.query, whole.snapshot, whole.hood.pick(at))
    needs = match_needs(question, question.query.needs | question.query.prefer_needs)
    distance_km = None if judged.distance_km is None else judged.distance_km[at]
    judgements = [judgement.of(at) for judgement in judged.judgements]
    penalties = tuple(_weigh(question, needs, text and text.of(at), distance_km, judgements, weights))
    total = np.zeros(at.size)
    for penalty in penalties:
        total += penalty.weight * penalty.values
    return Ranking(judged, at, question, penalties, total, distance_km, judged.no_count[at] == 0)


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
        rank.need_penalty(question, needs, text, weights),
        rank.distance_penalty(question, distance_km, weights),
        rank.grouping_penalty(question, weights),
        rank.unconfirmed_penalty(question, weights),
        rank.circumstance_penalty(question, weights),
        rank.for_others_penalty(question, weights),
        rank.audience_penalty(question, weights),
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


def _hits(ranking: Ranking, page: Positions, best: Positions) -> Iterable[Hit]:
    """The hits of a page, weighed against the best of all. Rule by rule rather than hit by hit, so that arrays are read
    in one go."""
    question, snapshot = ranking.question, ranking.question.snapshot
    places = page.tolist()
    reasons, asks = _said(ranking, page)
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


def _said(ranking: Ranking, page: Positions) -> tuple[list[list[Reason]], list[list[Ask]]]:
    """The reasons and the asks of each hit, in the order of the rules, then of the penalties."""
    judged_at = ranking.at[page]
    places, judged_places = page.tolist(), judged_at.tolist()
    reasons: list[list[Reason]] = [[] for _ in places]
    asks: list[list[Ask]] = [[] for _ in places]
    for judgement in ranking.judged.judgements:
        for i, verdict in enumerate(judgement.verdict[judged_at].tolist()):
            if verdict == YES:
                if reason := judgement.yes(judged_places[i]):
                    reasons[i].append(reason)
            elif verdict == UNKNOWN:
                asks[i].append(judgement.ask(judged_places[i]))
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
    question = ranking.question
    for place in by_rank(ranking, ~ranking.fits, NEAR_MISSES):
        at, row = int(ranking.at[place]), int(question.hood.rows[place])
        failed = next(j for j in ranking.judged.judgements if j.verdict[at] == NO)
        code = failed.rule.replace("_", "-")
        yield NearMiss(row, question.snapshot.offer_id(row), code, failed.no(at))


def _general_asks(judged: Judged) -> Iterable[Ask]:
    """How many more there may be that do not say whether they have the access asked for."""
    for judgement in judged.judgements:
        if judgement.rule == "access":
            question = judged.question
            here = question.snapshot.columns.offer[question.hood.rows[judged.chosen & (judged.no_count == 0)]]
            maybe = question.snapshot.columns.offer[question.hood.rows[fits_without(judged, judgement)]]
            if count := int(np.setdiff1d(maybe, here).size):
                labels = ", ".join(question.label("access", code) for code in sorted(question.query.access))
                yield Ask("access-unknown", f"{count} more may have this, ask them: {labels}.")
