"""What is said of the offers on a page: reasons, asks, trades, and what each penalty cost. Chooses none of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from thrive_directory.index.columns import Ints
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Ask, Hit, Reason
from thrive_directory.search.ranking import Part, Ranking
from thrive_directory.search.rules.judgement import Positions, Says, known
from thrive_directory.search.trade import trade, traits_of

UNCONFIRMED = Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that.")


def hits(ranking: Ranking, page: Positions, best: Positions) -> tuple[Hit, ...]:
    """The hits of a page, weighed against the best of all."""
    if not page.size:
        return ()
    snapshot, rows = ranking.snapshot, ranking.hoods.rows[page]
    kms = [None] * page.size if ranking.distance_km is None else known(ranking.distance_km[page])
    reasons, asks = _said(ranking, page, rows)
    first, *traits = traits_of(ranking, np.concatenate([best, page]))
    traded = [trade(first, own) for own in traits]
    if page[0] == best[0]:
        traded[0] = None
    explained = _explained(ranking, page) if ranking.query.explain else [None] * page.size
    ids = [snapshot.offer_ids[offer] for offer in snapshot.columns.offer[rows].tolist()]
    places = [snapshot.location_ids[row] for row in rows.tolist()]
    totals = ranking.total[page].tolist()
    each = zip(rows.tolist(), ids, places, kms, totals, reasons, asks, traded, explained, strict=True)
    return tuple(
        [
            Hit(row, offer_id, place, km, total, tuple(said), tuple(asked), said_trade, costs)
            for row, offer_id, place, km, total, said, asked, said_trade, costs in each
        ]
    )


def _said(ranking: Ranking, page: Positions, rows: Ints) -> tuple[list[list[Reason]], list[list[Ask]]]:
    """The reasons and the asks of each hit: of the rules, of what was asked for, of the offer itself. Rule by rule
    rather than hit by hit, so that arrays are read in one go."""
    snapshot = ranking.snapshot
    reasons: list[list[Reason]] = [[] for _ in rows]
    asks: list[list[Ask]] = [[] for _ in rows]
    start = 0
    for part in ranking.parts:
        size = len(part)
        here = [hit for hit, place in enumerate(page.tolist()) if start <= place < start + size]
        if here:
            _judged(part, page.take(here) - start, [reasons[hit] for hit in here], [asks[hit] for hit in here])
        start += size
    for weighed in ranking.plain.weighed:
        _add(reasons, weighed.penalty.reason, rows.astype(np.intp), snapshot)
    for row, unconfirmed, own in zip(rows.tolist(), snapshot.columns.unconfirmed[rows].tolist(), asks, strict=True):
        if unconfirmed:
            own.append(UNCONFIRMED)
        own += [Ask("provider", text) for text in snapshot.particulars.asks.get(row, ())]
    return reasons, asks


def _judged(part: Part, at: Positions, reasons: list[list[Reason]], asks: list[list[Ask]]) -> None:
    """Add what the rules and the penalties by what was asked say of some rows of a part."""
    snapshot = part.question.snapshot
    for finding in part.findings.values():
        judgement = finding.judgement
        if finding.cost is None:  # no doubts, and a hit is not refused: yes for each
            _add(reasons, judgement.yes, at, snapshot)
            continue
        doubtful = judgement.verdict.unknown.take(at).tolist()
        fine = [hit for hit, is_doubtful in enumerate(doubtful) if not is_doubtful]
        _add([reasons[hit] for hit in fine], judgement.yes, at.take(fine) if fine else at[:0], snapshot)
        for hit, is_doubtful in enumerate(doubtful):
            if is_doubtful:
                asks[hit].append(judgement.ask(int(at[hit])))
    for weighed in part.penalties:
        _add(reasons, weighed.penalty.reason, at, snapshot)


def _add(reasons: Sequence[list[Reason]], says: Says | None, at: Positions, snapshot: Snapshot) -> None:
    if says is not None and reasons:
        for own, reason in zip(reasons, says.of(at, snapshot), strict=True):
            if reason is not None:
                own.append(reason)


def _explained(ranking: Ranking, page: Positions) -> list[Mapping[str, float]]:
    """What each penalty cost each hit, by name."""
    rows = ranking.hoods.rows[page].tolist()
    return [_costs(ranking, part, at, row) for (part, at), row in zip(ranking.places(page), rows, strict=True)]


def _costs(ranking: Ranking, part: Part, at: int, row: int) -> Mapping[str, float]:
    plain = {weighed.penalty.name: float(weighed.cost[row]) for weighed in ranking.plain.weighed}
    asked = {weighed.penalty.name: float(weighed.cost[at]) for weighed in part.penalties}
    costs = {rule: finding.cost for rule, finding in part.findings.items()}
    doubts = {f"unknown_{rule}": float(cost[at]) for rule, cost in costs.items() if cost is not None}
    return plain | asked | doubts
