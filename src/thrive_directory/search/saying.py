"""What is said of the offers on a page: reasons, asks and trades. Chooses none of them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import add
from typing import NamedTuple, TypeVar

import numpy as np

from thrive_directory.geo.place import Place
from thrive_directory.search.answer import Ask, Hit, Reason
from thrive_directory.search.each_row import distance_reasons
from thrive_directory.search.explain import costs
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.area import area_ask, covers
from thrive_directory.search.rules.judgement import UNKNOWN, Positions, known
from thrive_directory.search.rules.opening import open_now, open_reasons
from thrive_directory.search.text import text_reason
from thrive_directory.search.trade import CAPACITY, known_weeks, trades

T = TypeVar("T")


class _Page(NamedTuple):
    """The hits of a page: where they stand in the ranking, their rows, their kinds by family, kilometres, whether each
    is open now, and whether its area is in doubt."""

    at: Positions
    rows: list[int]
    kinds: list[list[int]]
    kms: list[float | None]
    is_open: list[bool]
    is_unsure: list[bool]


def hits(ranking: Ranking, page: Positions, best: Positions) -> tuple[Hit, ...]:
    """The hits of a page, weighed against the best of all."""
    if not page.size:
        return ()
    snapshot, at = ranking.snapshot, np.concatenate([best, page])
    rows, columns = ranking.rows(at), snapshot.columns
    kms = known(np.full(at.size, np.nan) if ranking.distance_km is None else ranking.distance_km.take(at))
    is_open: list[bool] = open_now(ranking.query, snapshot).take(rows).tolist()
    kinds, weeks_of = snapshot.kinds.of.take(rows, axis=0).T.tolist(), known_weeks(ranking.query, snapshot)
    weeks = [weeks_of[kind] for kind in kinds[CAPACITY]]
    traded = trades(kms, weeks, is_open, columns.traits.take(rows).tolist())
    if page[0] == best[0]:
        traded[0] = None
    shown = _Page(
        page, rows[1:].tolist(), [own[1:] for own in kinds], kms[1:], is_open[1:], ranking.is_of_area(page, UNKNOWN)
    )
    explained = costs(ranking, page) if ranking.query.explain else [None] * page.size
    offer_ids, location_ids = snapshot.offer_ids, snapshot.location_ids
    ids = [offer_ids[offer] for offer in columns.offer.take(rows[1:]).tolist()]
    places = [location_ids[row] for row in shown.rows]
    cost, reasons, asks = ranking.cost(page).tolist(), _reasons(ranking, shown), _asks(ranking, shown)
    fields = zip(shown.rows, ids, places, shown.kms, cost, reasons, asks, traded, explained, strict=True)
    return tuple(map(_hit, fields))


_hit = partial(tuple.__new__, Hit)  # as `Hit._make`, which takes three times as long


def _reasons(ranking: Ranking, page: _Page) -> Iterable[tuple[Reason, ...]]:
    """The reasons of each hit: of the rules, of what was asked for, of the offer itself. Family by family rather than
    hit by hit, so that each look-up and each addition is one step."""
    each = list(zip(ranking.found, page.kinds, strict=True))
    parts: list[list[tuple[Reason, ...]]] = []
    if ranking.query.near is not None:
        parts.append(_of_the_area(ranking, page, ranking.query.near))
    parts += [[said[kind] for kind in own] for found, own in each if (said := found.reasons) is not None]
    parts += _of_the_row(ranking, page)
    parts += [[said[kind] for kind in own] for found, own in each if (said := found.later) is not None]
    if ranking.query.open_at is None:  # else open at another time was asked for
        parts.append(_open_now(ranking, page))
    return _added(parts, len(page.rows))


def _added(parts: Iterable[Sequence[tuple[T, ...]]], count: int) -> Iterable[tuple[T, ...]]:
    """What the parts say of each of `count` hits, one after the other."""
    said: Iterable[tuple[T, ...]] = [()] * count
    for part in parts:
        said = map(add, said, part)
    return said


def _of_the_area(ranking: Ranking, page: _Page, place: Place) -> list[tuple[Reason, ...]]:
    """How each row covers the place, unless that is not sure. Many rows cover it by the same areas."""
    area_of, said = ranking.snapshot.coverage.row_areas, covers(ranking.snapshot, place)
    return [() if is_unsure else said[area_of[row]] for row, is_unsure in zip(page.rows, page.is_unsure, strict=True)]


def _of_the_row(ranking: Ranking, page: _Page) -> Iterator[list[tuple[Reason, ...]]]:
    """What goes by the row itself: opening, words, distance."""
    for judged in ranking.each_row.judgements:
        if judged.yes is not None:
            sure = [None if judged.verdict.unknown[at] else judged.yes(at) for at in page.at.tolist()]
            yield [() if reason is None else (reason,) for reason in sure]
    match = ranking.each_row.text
    if match is not None:
        places = zip(page.at.tolist(), page.rows, strict=True)
        found = [text_reason(ranking.query, ranking.snapshot, match, at, row) for at, row in places]
        yield [() if reason is None else (reason,) for reason in found]
    if ranking.distance_km is not None:
        said = distance_reasons(ranking.snapshot)
        yield [() if km is None else said[round(km, 2)] for km in page.kms]


def _open_now(ranking: Ranking, page: _Page) -> list[tuple[Reason, ...]]:
    said = open_reasons(ranking.query, ranking.snapshot, ranking.query.now)
    return [(said[row],) if is_open else () for row, is_open in zip(page.rows, page.is_open, strict=True)]


def _asks(ranking: Ranking, page: _Page) -> Iterable[tuple[Ask, ...]]:
    """What to ask of each hit: what the rules could not tell, what nobody confirmed, what the offer's own asks are."""
    place = ranking.query.near
    parts = [_area_asks(ranking, page, place)] if place is not None and any(page.is_unsure) else []
    for found, own in zip(ranking.found, page.kinds, strict=True):
        if found.asks is not None:
            parts.append([found.asks[kind] for kind in own])
    for judged in ranking.each_row.judgements:
        unknown = judged.verdict.unknown.take(page.at).tolist()
        parts.append([(judged.ask(at),) if ask else () for at, ask in zip(page.at.tolist(), unknown, strict=True)])
    own_asks = ranking.snapshot.particulars.asks
    if own_asks:
        parts.append([tuple(Ask("provider", text) for text in own_asks.get(row, ())) for row in page.rows])
    return _added(parts, len(page.rows))


def _area_asks(ranking: Ranking, page: _Page, place: Place) -> list[tuple[Ask, ...]]:
    unsure = zip(page.rows, page.is_unsure, strict=True)
    return [(area_ask(ranking.snapshot, place, row),) if is_unsure else () for row, is_unsure in unsure]
