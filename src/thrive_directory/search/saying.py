"""What is said of the offers on a page: reasons, asks and trades. Chooses none of them."""

from collections.abc import Iterator

import numpy as np

from thrive_directory.search.answer import Ask, Hit, Reason
from thrive_directory.search.each_row import distance_reason
from thrive_directory.search.explain import costs
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.area import area_ask, covers
from thrive_directory.search.rules.judgement import UNKNOWN, Positions, known
from thrive_directory.search.rules.opening import open_now, open_reason
from thrive_directory.search.text import text_reason
from thrive_directory.search.trade import trade, traits_of

UNCONFIRMED = Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that.")


def hits(ranking: Ranking, page: Positions, best: Positions) -> tuple[Hit, ...]:
    """The hits of a page, weighed against the best of all."""
    if not page.size:
        return ()
    snapshot, rows = ranking.snapshot, ranking.rows(page)
    kms: list[float | None] = (
        [None] * page.size if ranking.distance_km is None else known(ranking.distance_km.take(page))
    )
    first, *traits = traits_of(ranking, np.concatenate([best, page]))
    traded = [trade(first, own) for own in traits]
    if page[0] == best[0]:
        traded[0] = None
    explained = costs(ranking, page) if ranking.query.explain else [None] * page.size
    ids = [snapshot.offer_ids[offer] for offer in snapshot.columns.offer.take(rows).tolist()]
    each = zip(
        rows.tolist(), ids, kms, ranking.cost(page).tolist(), _said(ranking, page, kms), traded, explained, strict=True
    )
    return tuple(
        [
            Hit(row, offer_id, snapshot.location_ids[row], km, cost, reasons, asks, traded, explained)
            for row, offer_id, km, cost, (reasons, asks), traded, explained in each
        ]
    )


def _kms(ranking: Ranking, page: Positions) -> list[float | None]:
    distance_km = ranking.distance_km
    return [None] * page.size if distance_km is None else known(distance_km.take(page))


def _said(
    ranking: Ranking, page: Positions, kms: list[float | None]
) -> Iterator[tuple[tuple[Reason, ...], tuple[Ask, ...]]]:
    """The reasons and the asks of each hit: of the rules, of what was asked for, of the offer itself."""
    snapshot, rows = ranking.snapshot, ranking.rows(page)
    speaking = [(number, found) for number, found in enumerate(ranking.found) if found.speaks]
    kinds = snapshot.kinds.of.take(rows, axis=1).T.tolist()
    is_open = _open_now(ranking, page)
    unconfirmed = snapshot.columns.unconfirmed.take(rows).tolist()
    for hit, (at, row, own, km) in enumerate(zip(page.tolist(), rows.tolist(), kinds, kms, strict=True)):
        notes = [found.note(own[number]) for number, found in speaking]
        reasons, asks = _of_the_area(ranking, at, row)
        for note in notes:
            reasons += note.reasons
            asks += note.asks
        _of_the_row(ranking, at, row, km, reasons, asks)
        for note in notes:
            reasons += note.later
        if is_open[hit]:
            reasons.append(open_reason(ranking.query, snapshot, row, ranking.query.now))
        if unconfirmed[hit]:
            asks.append(UNCONFIRMED)
        asks += [Ask("provider", text) for text in snapshot.particulars.asks.get(row, ())]
        yield tuple(reasons), tuple(asks)


def _open_now(ranking: Ranking, page: Positions) -> list[bool]:
    if ranking.query.open_at is not None:
        return [False] * page.size  # open at another time was asked for
    opened: list[bool] = open_now(ranking.query, ranking.snapshot, ranking.rows(page)).tolist()
    return opened


def _of_the_area(ranking: Ranking, at: int, row: int) -> tuple[list[Reason], list[Ask]]:
    place, area, wide = ranking.query.near, ranking.hoods.local.area, len(ranking.hoods.block)
    if place is None:
        return [], []
    if area is not None and at >= wide and area[at - wide] == UNKNOWN:
        return [], [area_ask(ranking.snapshot, place, row)]
    return [covers(ranking.snapshot, place, row)], []


def _of_the_row(ranking: Ranking, at: int, row: int, km: float | None, reasons: list[Reason], asks: list[Ask]) -> None:
    """Add what goes by the row itself."""
    for judgement in ranking.each_row.judgements:
        if judgement.verdict.unknown[at]:
            asks.append(judgement.ask(at))
        elif judgement.yes is not None and (reason := judgement.yes(at)) is not None:
            reasons.append(reason)
    match = ranking.each_row.text
    if match is not None and (reason := text_reason(ranking.query, ranking.snapshot, match, row)) is not None:
        reasons.append(reason)
    if km is not None:
        reasons.append(distance_reason(ranking.snapshot, km))
