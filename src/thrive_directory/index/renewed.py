"""A new version of the index out of the last one and of the offers that changed: the others are not compiled again.

Every part says of itself where its rows go, and nothing of it depends on how it came about: the result is the same as
if all offers had been compiled together, which a test holds it to. Asks no database."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from thrive_directory.index.blob import join_blobs
from thrive_directory.index.build import assembled
from thrive_directory.index.codes import CodeSet, recoded
from thrive_directory.index.columns import CELL_M, Columns, Floats, Ints, order_of
from thrive_directory.index.coverage import Coverage, first_seen, lay_out_coverage
from thrive_directory.index.drawn import join_drawn
from thrive_directory.index.ids import Ids
from thrive_directory.index.particulars import Particulars
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.index.words import join_postings
from thrive_directory.opening import WeekTable

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What lies where in the new version. `offers` and `rows` are positions in the last one or, counted on from its
    end, among the fresh; `numbered` and `moved` are where those offers and rows are now, -1 for what is gone."""

    offers: Places
    rows: Places
    numbered: Places
    moved: Places

    def by_row(self, last: NDArray[Any], fresh: NDArray[Any]) -> NDArray[Any]:
        """A column of both, whose last axis is the row."""
        return np.ascontiguousarray(np.concatenate([last, fresh], axis=-1)[..., self.rows])

    def sparse(self, last: Mapping[int, Any], fresh: Mapping[int, Any], count: int) -> dict[int, Any]:
        """What few rows have, in order of the row; `count` rows had the last version."""
        told = [*last.items(), *((count + row, value) for row, value in fresh.items())]
        found = {int(self.moved[row]): value for row, value in told}
        return {row: found[row] for row in sorted(found) if row >= 0}


def renewed(last: Snapshot, stays: NDArray[np.bool_], fresh: Snapshot) -> Snapshot:
    """The version of `fresh`, which holds the new and changed offers alone, with those of the last version that stay.
    Its JSON is read where it lies in the two, until it is written to a file. Both must have been compiled under the
    same vocabulary."""
    plan = _plan(last, stays, fresh)
    sets = {**fresh.sets, "language": _languages(last, plan, fresh)}
    verifiers, checked = _verifiers(last, plan, fresh)
    columns = _columns(last, plan, fresh, sets, checked)
    moved = np.split(plan.moved, [len(last.columns)])
    return assembled(
        version=fresh.version,
        vocabulary=fresh.vocabulary,
        sets=sets,
        columns=columns,
        coverage=_coverage(last.coverage, plan, fresh.coverage, columns.easting_m, columns.northing_m),
        particulars=_particulars(last, plan, fresh),
        postings=join_postings(len(columns), [(last.postings, moved[0]), (fresh.postings, moved[1])]),
        week_table=_week_table(last.week_table, plan, fresh.week_table),
        offer_ids=_ids(last.offer_ids, fresh.offer_ids, plan.offers),
        verifiers=verifiers,
        cards=join_blobs(last.cards, fresh.cards, plan.offers),
        locations=join_blobs(last.locations, fresh.locations, plan.rows),
        location_ids=_ids(last.location_ids, fresh.location_ids, plan.rows),
        records=join_blobs(last.records, fresh.records, plan.offers),
        urgent_help=fresh.urgent_help,
        tombstones=fresh.tombstones,
        changes=fresh.changes,
        stamps=np.concatenate([last.stamps, fresh.stamps])[plan.offers],
    )


def _plan(last: Snapshot, stays: NDArray[np.bool_], fresh: Snapshot) -> _Plan:
    """Offers in order of id, rows in the order of `columns.placements`."""
    sources = np.flatnonzero(np.append(stays, np.ones(len(fresh.offer_ids), dtype=np.bool_)))
    ids = _ids(last.offer_ids, fresh.offer_ids, sources)
    offers = sources[np.argsort(ids.padded)]
    numbered = _inverse(offers, stays.size + len(fresh.offer_ids))
    parts = (last, fresh)
    offer = numbered[np.concatenate([last.columns.offer, fresh.columns.offer + stays.size])]
    location = np.concatenate([part.columns.location for part in parts])
    cells = [np.concatenate([_cell(getattr(p.columns, name)) for p in parts]) for name in ("easting_m", "northing_m")]
    rows = np.lexsort((location, offer, *reversed(cells), _narrowest(last.coverage, fresh.coverage)))
    rows = rows[offer[rows] >= 0]
    return _Plan(offers, rows, numbered, _inverse(rows, offer.size))


def _cell(metres: Floats) -> Floats:
    return np.where(np.isnan(metres), -1.0, metres // CELL_M)


def _narrowest(last: Coverage, fresh: Coverage) -> NDArray[np.intp]:
    """The code of the narrowest area of each row, as a number that sorts like it."""
    codes = [[of.areas[areas[0]].code if areas else "" for areas in of.sets] for of in (last, fresh)]
    number = np.unique(np.array([*codes[0], *codes[1]], dtype=str), return_inverse=True)[1]
    return np.asarray(number[np.concatenate([last.set_of, fresh.set_of + len(last.sets)])])


def _inverse(places: Places, count: int) -> Places:
    found = np.full(count, -1, dtype=np.intp)
    found[places] = np.arange(places.size)
    return found


def _ids(last: Ids, fresh: Ids, places: Places) -> Ids:
    return Ids(np.concatenate([last.padded, fresh.padded])[places])


def _languages(last: Snapshot, plan: _Plan, fresh: Snapshot) -> CodeSet:
    """Those that an offer names, as in `columns.code_sets`."""
    stay = plan.rows[plan.rows < len(last.columns)]
    named = np.bitwise_or.reduce(last.columns.words["language"][:, stay], axis=1)
    own = last.sets["language"].unpack(named.tolist())
    return CodeSet.of(sorted({*own, *fresh.sets["language"].codes}))


def _verifiers(last: Snapshot, plan: _Plan, fresh: Snapshot) -> tuple[tuple[str, ...], Ints]:
    """Everyone who checked an offer, in order of name, and who of them checked each row."""
    names = [*last.verifiers, *fresh.verifiers]
    by = plan.by_row(last.columns.verifier, fresh.columns.verifier + len(last.verifiers))
    found = sorted({names[at] for at in np.unique(by)})
    place = np.array([bisect_left(found, name) for name in names], dtype=np.int32)
    return tuple(found), place[by]


def _columns(last: Snapshot, plan: _Plan, fresh: Snapshot, sets: Mapping[str, CodeSet], verifier: Ints) -> Columns:
    old, new = last.columns, fresh.columns
    offer = plan.numbered[plan.by_row(old.offer, new.offer + len(last.offer_ids))].astype(np.int32)
    location = plan.by_row(old.location, new.location)
    coded = {
        field: [recoded(of.columns.words[field], of.sets[name], sets[name]) for of in (last, fresh)]
        for field in old.words
        for name in [field.removesuffix("_confirmed")]
    }
    told: dict[str, Any] = {
        "words": {field: plan.by_row(*words) for field, words in coded.items()},
        "offer": offer,
        "order": order_of(offer, location),
        "name_rank": _name_rank(last, plan, fresh)[offer],
        "verifier": verifier,
    }
    rest = [field.name for field in fields(Columns) if field.name not in told]
    return Columns(**told | {name: plan.by_row(getattr(old, name), getattr(new, name)) for name in rest})


def _name_rank(last: Snapshot, plan: _Plan, fresh: Snapshot) -> Ints:
    """The rank by name of each offer: those that stay are in order already, and the others find their places."""
    ranks = last.columns.name_rank[last.rows_by_offer[last.offer_starts[:-1]]]
    in_order = np.argsort(ranks)
    in_order = in_order[plan.numbered[in_order] >= 0]
    told = sorted((_name(fresh, at), at + ranks.size) for at in range(len(fresh.offer_ids)))
    places = [bisect_left(in_order, name, key=lambda at: _name(last, int(at))) for name, _ in told]
    ranked = plan.numbered[np.insert(in_order, places, [at for _, at in told])]
    return _inverse(ranked, plan.offers.size).astype(np.int32)


def _name(of: Snapshot, offer: int) -> tuple[str, str]:
    return orjson.loads(of.cards[offer])["name"].casefold(), of.offer_ids[offer]


def _coverage(last: Coverage, plan: _Plan, fresh: Coverage, easting_m: Floats, northing_m: Floats) -> Coverage:
    sets = [tuple(of.areas[number] for number in areas) for of in (last, fresh) for areas in of.sets]
    number = plan.by_row(last.set_of, fresh.set_of + len(last.sets))
    moved = np.split(plan.moved, [len(last.set_of)])
    drawn = join_drawn((last.drawn, fresh.drawn), moved)
    return lay_out_coverage((sets, number), drawn, easting_m, northing_m)


def _particulars(last: Snapshot, plan: _Plan, fresh: Snapshot) -> Particulars:
    old, new, count = last.particulars, fresh.particulars, len(last.columns)
    names = ("gp", "schools", "age_exceptions", "asks")
    found = {name: plan.sparse(getattr(old, name), getattr(new, name), count) for name in names}
    return Particulars(gp_codes=frozenset(code for _, areas in found["gp"].values() for code in areas), **found)


def _week_table(last: WeekTable, plan: _Plan, fresh: WeekTable) -> WeekTable:
    sets: Sequence[Any] = [*last.sets, *fresh.sets]
    seen, nth = first_seen(plan.by_row(last.alike, fresh.alike + len(last.sets)))
    table = WeekTable.build([sets[number] for number in seen.tolist()])
    return replace(table, alike=table.alike[nth])
