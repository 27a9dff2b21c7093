"""What is said of the offers on a page: reasons, asks and trades. Chooses none of them."""

from collections.abc import Iterable, Iterator
from functools import partial
from operator import add
from typing import NamedTuple, TypeVar

from thrive_directory.geo.place import Place
from thrive_directory.index.columns import Ints
from thrive_directory.search.answer import Ask, Hit, Reason
from thrive_directory.search.each_row import distance_reasons
from thrive_directory.search.explain import costs
from thrive_directory.search.ranking import Ranking
from thrive_directory.search.rules.area import area_ask, covers
from thrive_directory.search.rules.judgement import UNKNOWN, Positions, known
from thrive_directory.search.rules.opening import open_now, open_reasons
from thrive_directory.search.text import text_reason
from thrive_directory.search.trade import CAPACITY, Option, known_weeks, trades

T = TypeVar("T")


class _Page(NamedTuple):
    """The hits of a page: where they stand in the ranking, their rows (`each` as a list), their kinds by family,
    kilometres, whether each is open now, its traits and weeks of waiting, and whether its area is in doubt."""

    at: Positions
    rows: Ints
    each: list[int]
    kinds: list[list[int]]
    kms: list[float | None]
    is_open: list[bool]
    traits: list[int]
    weeks: list[float | None]
    is_unsure: list[bool]

    def options(self) -> Iterator[Option]:
        """What the hits are told apart by."""
        return map(_option, zip(self.kms, self.weeks, self.is_open, self.traits, strict=True))


def hits(ranking: Ranking, page: Positions, best: Positions) -> tuple[Hit, ...]:
    """The hits of a page, weighed against the best of all."""
    if not page.size:
        return ()
    snapshot, shown = ranking.snapshot, _page_of(ranking, page)
    is_first = page[0] == best[0]
    traded = trades(next((shown if is_first else _page_of(ranking, best)).options()), shown.options())
    if is_first:
        traded[0] = None
    explained = costs(ranking, page) if ranking.query.explain else [None] * page.size
    ids = snapshot.offer_ids.of(snapshot.columns.offer.take(shown.rows))
    places = [each or None for each in snapshot.location_ids.of(shown.rows)]
    cost, reasons, asks = ranking.cost(page).tolist(), _reasons(ranking, shown), _asks(ranking, shown)
    fields = zip(shown.each, ids, places, shown.kms, cost, reasons, asks, traded, explained, strict=True)
    return tuple(map(_hit, fields))


def _page_of(ranking: Ranking, at: Positions) -> _Page:
    """The hits at some positions of the ranking."""
    snapshot, rows, km = ranking.snapshot, ranking.rows(at), ranking.distance_km
    kinds, weeks = snapshot.kinds.of.take(rows, axis=0).T.tolist(), known_weeks(ranking.query, snapshot)
    return _Page(
        at,
        rows,
        rows.tolist(),
        kinds,
        [None] * at.size if km is None else known(km.take(at)),
        open_now(ranking.query, snapshot).take(rows).tolist(),
        snapshot.columns.traits.take(rows).tolist(),
        list(map(weeks.__getitem__, kinds[CAPACITY])),
        ranking.is_of_area(at, UNKNOWN),
    )


# As `Hit._make` and `Option._make`, which take three times as long.
_hit, _option = partial(tuple.__new__, Hit), partial(tuple.__new__, Option)


def _reasons(ranking: Ranking, page: _Page) -> Iterable[tuple[Reason, ...]]:
    """The reasons of each hit: of the rules, of what was asked for, of the offer itself. Family by family rather than
    hit by hit, so that each look-up and each addition is one step."""
    each = list(zip(ranking.found, page.kinds, strict=True))
    parts: list[Iterable[tuple[Reason, ...]]] = []
    if ranking.query.near is not None:
        parts.append(_of_the_area(ranking, page, ranking.query.near))
    parts += [map(said.__getitem__, own) for found, own in each if (said := found.reasons) is not None]
    parts += _of_the_row(ranking, page)
    parts += [map(said.__getitem__, own) for found, own in each if (said := found.later) is not None]
    if ranking.query.open_at is None:  # else open at another time was asked for
        parts.append(_open_now(ranking, page))
    return _added(parts, page.at.size)


def _added(parts: Iterable[Iterable[tuple[T, ...]]], count: int) -> Iterable[tuple[T, ...]]:
    """What the parts say of each of `count` hits, one after the other."""
    said: Iterable[tuple[T, ...]] = [()] * count
    for part in parts:
        said = map(add, said, part)
    return said


def _of_the_area(ranking: Ranking, page: _Page, place: Place) -> Iterable[tuple[Reason, ...]]:
    """How each row covers the place, unless that is not sure. Many rows cover it by the same areas."""
    said = map(covers(ranking.snapshot, place).__getitem__, ranking.snapshot.coverage.set_of.take(page.rows).tolist())
    if True not in page.is_unsure:
        return said
    return [() if is_unsure else reason for reason, is_unsure in zip(said, page.is_unsure, strict=True)]


def _of_the_row(ranking: Ranking, page: _Page) -> Iterator[list[tuple[Reason, ...]]]:
    """What goes by the row itself: opening, words, distance."""
    for judged in ranking.each_row.judgements:
        if judged.yes is not None:
            sure = [None if judged.verdict.unknown[at] else judged.yes(at) for at in page.at.tolist()]
            yield [() if reason is None else (reason,) for reason in sure]
    match = ranking.each_row.text
    if match is not None:
        places = zip(page.at.tolist(), page.each, strict=True)
        found = [text_reason(ranking.query, ranking.snapshot, match, at, row) for at, row in places]
        yield [() if reason is None else (reason,) for reason in found]
    if ranking.distance_km is not None:
        said = distance_reasons(ranking.snapshot)
        yield [() if km is None else said[round(km, 2)] for km in page.kms]


def _open_now(ranking: Ranking, page: _Page) -> list[tuple[Reason, ...]]:
    said = open_reasons(ranking.query, ranking.snapshot, ranking.query.now)
    return [(said[row],) if is_open else () for row, is_open in zip(page.each, page.is_open, strict=True)]


def _asks(ranking: Ranking, page: _Page) -> Iterable[tuple[Ask, ...]]:
    """What to ask of each hit: what the rules could not tell, what nobody confirmed, what the offer's own asks are."""
    place = ranking.query.near
    parts: list[Iterable[tuple[Ask, ...]]] = []
    if place is not None and True in page.is_unsure:
        parts.append(_area_asks(ranking, page, place))
    each = zip(ranking.found, page.kinds, strict=True)
    parts += [map(said.__getitem__, own) for found, own in each if (said := found.asks) is not None]
    for judged in ranking.each_row.judgements:
        unknown = judged.verdict.unknown.take(page.at).tolist()
        parts.append([(judged.ask(at),) if ask else () for at, ask in zip(page.at.tolist(), unknown, strict=True)])
    own_asks = ranking.snapshot.particulars.asks
    if own_asks:
        parts.append([tuple(Ask("provider", text) for text in own_asks.get(row, ())) for row in page.each])
    return _added(parts, page.at.size)


def _area_asks(ranking: Ranking, page: _Page, place: Place) -> list[tuple[Ask, ...]]:
    unsure = zip(page.each, page.is_unsure, strict=True)
    return [(area_ask(ranking.snapshot, place, row),) if is_unsure else () for row, is_unsure in unsure]
