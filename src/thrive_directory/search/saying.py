"""What is said of the offers on a page: reasons, asks and trades. Chooses none of them."""

from collections.abc import Iterator
from itertools import chain

from thrive_directory.index.columns import Ints
from thrive_directory.search.answer import Ask, Hit, Reason
from thrive_directory.search.each_row import distance_reason
from thrive_directory.search.explain import costs
from thrive_directory.search.findings import Made
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.area import area_ask, covers
from thrive_directory.search.rules.judgement import UNKNOWN, Positions, known
from thrive_directory.search.rules.opening import open_now, open_reason
from thrive_directory.search.text import text_reason
from thrive_directory.search.trade import trades_of

_UNCONFIRMED = (Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that."),)


def hits(ranking: Ranking, page: Positions, best: Positions) -> tuple[Hit, ...]:
    """The hits of a page, weighed against the best of all."""
    if not page.size:
        return ()
    snapshot, rows = ranking.snapshot, ranking.rows(page)
    kinds = snapshot.kinds.of.take(rows, axis=0).T.tolist()
    kms = _kms(ranking, page)
    reasons, asks = _reasons(ranking, page, kinds, kms), _asks(ranking, page, kinds)
    traded = trades_of(ranking, best, page)
    if page[0] == best[0]:
        traded[0] = None
    explained = costs(ranking, page) if ranking.query.explain else [None] * page.size
    ids = [snapshot.offer_ids[offer] for offer in snapshot.columns.offer.take(rows).tolist()]
    places = [snapshot.location_ids[row] for row in rows.tolist()]
    cost = ranking.cost(page).tolist()
    return tuple(
        map(Hit._make, zip(rows.tolist(), ids, places, kms, cost, reasons, asks, traded, explained, strict=True))
    )


def _kms(ranking: Ranking, page: Positions) -> list[float | None]:
    distance_km = ranking.distance_km
    return [None] * page.size if distance_km is None else known(distance_km.take(page))


def _reasons(
    ranking: Ranking, page: Positions, kinds: list[list[int]], kms: list[float | None]
) -> Iterator[tuple[Reason, ...]]:
    """The reasons of each hit: of the rules, of what was asked for, of the offer itself. Family by family rather than
    hit by hit, so that each look-up is one step."""
    each = list(zip(ranking.found, kinds, strict=True))
    first = [[found.reasons[kind] for kind in own] for found, own in each if found.reasons is not None]
    later = [[found.later[kind] for kind in own] for found, own in each if found.later is not None]
    rows = ranking.rows(page)
    parts = [_of_the_area(ranking, page, rows), *first, *_of_the_row(ranking, page, rows, kms), *later]
    if ranking.query.open_at is None:  # else open at another time was asked for
        parts.append(_open_now(ranking, rows))
    return map(tuple, map(chain.from_iterable, zip(*parts, strict=True)))


def _of_the_area(ranking: Ranking, page: Positions, rows: Ints) -> list[tuple[Reason, ...]]:
    """How each row covers the place, unless that is not sure. Many rows cover it by the same areas."""
    place, snapshot = ranking.query.near, ranking.snapshot
    if place is None:
        return [()] * page.size
    area_of = snapshot.coverage.row_areas
    by_areas = Made[tuple[int, ...], tuple[Reason]](lambda areas: (covers(snapshot, place, areas),))
    said = [by_areas[area_of[row]] for row in rows.tolist()]
    return [() if is_unsure else own for own, is_unsure in zip(said, _unsure(ranking, page), strict=True)]


def _unsure(ranking: Ranking, page: Positions) -> list[bool]:
    """Which rows may cover the place and may not."""
    area, wide = ranking.hoods.local.area, len(ranking.hoods.block)
    if area is None or not area.size:
        return [False] * page.size
    unsure: list[bool] = ((page >= wide) & (area.take(page - wide, mode="clip") == UNKNOWN)).tolist()
    return unsure


def _of_the_row(
    ranking: Ranking, page: Positions, rows: Ints, kms: list[float | None]
) -> Iterator[list[tuple[Reason, ...]]]:
    """What goes by the row itself: opening, words, distance."""
    snapshot = ranking.snapshot
    for judged in ranking.each_row.judgements:
        if judged.yes is not None:
            sure = [None if judged.verdict.unknown[at] else judged.yes(at) for at in page.tolist()]
            yield [() if reason is None else (reason,) for reason in sure]
    match = ranking.each_row.text
    if match is not None:
        found = [text_reason(ranking.query, snapshot, match, row) for row in rows.tolist()]
        yield [() if reason is None else (reason,) for reason in found]
    if ranking.distance_km is not None:
        told = snapshot.told_of("distance")
        yield [() if km is None else distance_reason(told, km) for km in kms]


def _open_now(ranking: Ranking, rows: Ints) -> list[tuple[Reason, ...]]:
    query, snapshot = ranking.query, ranking.snapshot
    opened = open_now(query, snapshot, rows).tolist()
    return [
        (open_reason(query, snapshot, row, query.now),) if is_open else ()
        for row, is_open in zip(rows.tolist(), opened, strict=True)
    ]


def _asks(ranking: Ranking, page: Positions, kinds: list[list[int]]) -> Iterator[tuple[Ask, ...]]:
    """What to ask of each hit: what the rules could not tell, what nobody confirmed, what the offer's own asks are."""
    each = zip(ranking.found, kinds, strict=True)
    parts = [_area_asks(ranking, page), *([f.asks[kind] for kind in own] for f, own in each if f.asks is not None)]
    for judged in ranking.each_row.judgements:
        unknown = judged.verdict.unknown.take(page).tolist()
        parts.append([(judged.ask(at),) if ask else () for at, ask in zip(page.tolist(), unknown, strict=True)])
    rows, own_asks = ranking.rows(page), ranking.snapshot.particulars.asks
    parts.append([_UNCONFIRMED if each else () for each in ranking.snapshot.columns.unconfirmed.take(rows).tolist()])
    if own_asks:
        parts.append([tuple(Ask("provider", text) for text in own_asks.get(row, ())) for row in rows.tolist()])
    return map(tuple, map(chain.from_iterable, zip(*parts, strict=True)))


def _area_asks(ranking: Ranking, page: Positions) -> list[tuple[Ask, ...]]:
    place, rows = ranking.query.near, ranking.rows(page).tolist()
    if place is None:
        return [()] * page.size
    unsure = zip(rows, _unsure(ranking, page), strict=True)
    return [(area_ask(ranking.snapshot, place, row),) if is_unsure else () for row, is_unsure in unsure]
