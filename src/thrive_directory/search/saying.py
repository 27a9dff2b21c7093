"""What is said of the offers on a page: reasons, asks, trades, and what each penalty cost. Chooses none of them."""

from collections.abc import Iterable, Mapping
from math import isnan

import numpy as np

from thrive_directory.search.answer import Ask, Hit, Reason
from thrive_directory.search.penalties import Weighed
from thrive_directory.search.ranking import Part, Positions, Ranking
from thrive_directory.search.rules.judgement import UNKNOWN, YES, no_reason
from thrive_directory.search.trade import trade, traits_of

UNCONFIRMED = Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that.")


def hits(ranking: Ranking, page: Positions, best: Positions) -> tuple[Hit, ...]:
    """The hits of a page, weighed against the best of all."""
    if not page.size:
        return ()
    rows = ranking.hoods.rows[page].tolist()
    totals = ranking.total[page].tolist()
    kms = [None] * page.size if ranking.distance_km is None else ranking.distance_km[page].tolist()
    first, *traits = traits_of(ranking, np.concatenate([best, page]))
    traded = [trade(first, own) for own in traits]
    if page[0] == best[0]:
        traded[0] = None
    each = zip(ranking.places(page), rows, kms, totals, traded, strict=True)
    return tuple([_hit(ranking, part, at, row, km, total, said) for (part, at), row, km, total, said in each])


def _hit(ranking: Ranking, part: Part, at: int, row: int, km: float | None, total: float, traded: str | None) -> Hit:
    snapshot = ranking.snapshot
    reasons, asks = _judged(part, at)
    _add_reasons(reasons, part.penalties, at)
    _add_reasons(reasons, ranking.plain.weighed, row)
    if snapshot.columns.unconfirmed[row]:
        asks.append(UNCONFIRMED)
    asks += [Ask("provider", text) for text in snapshot.particulars.asks.get(row, ())]
    return Hit(
        row=row,
        offer_id=snapshot.offer_id(row),
        location_id=snapshot.location_ids[row],
        distance_km=None if km is None or isnan(km) else km,
        penalty=total,
        reasons=tuple(reasons),
        asks=tuple(asks),
        trade=traded,
        penalties=_explained(ranking, part, at, row) if ranking.query.explain else None,
    )


def _judged(part: Part, at: int) -> tuple[list[Reason], list[Ask]]:
    """The reasons and the asks of the rules, in their order."""
    reasons: list[Reason] = []
    asks: list[Ask] = []
    for finding in part.findings.values():
        judgement = finding.judgement
        verdict = judgement.verdict[at]
        if verdict == YES:
            if judgement.yes is not no_reason and (reason := judgement.yes(at)):
                reasons.append(reason)
        elif verdict == UNKNOWN:
            asks.append(judgement.ask(at))
    return reasons, asks


def _add_reasons(reasons: list[Reason], penalties: Iterable[Weighed], at: int) -> None:
    for weighed in penalties:
        say = weighed.penalty.reason
        if say is not no_reason and (reason := say(at)):
            reasons.append(reason)


def _explained(ranking: Ranking, part: Part, at: int, row: int) -> Mapping[str, float]:
    """What each penalty cost a row, by name."""
    plain = {weighed.penalty.name: float(weighed.cost[row]) for weighed in ranking.plain.weighed}
    asked = {weighed.penalty.name: float(weighed.cost[at]) for weighed in part.penalties}
    costs = {rule: finding.cost for rule, finding in part.findings.items()}
    doubts = {f"unknown_{rule}": float(cost[at]) for rule, cost in costs.items() if cost is not None}
    return plain | asked | doubts
