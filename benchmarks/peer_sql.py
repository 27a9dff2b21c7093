"""One plain SQL statement that gives the same twenty offers, on PostGIS or SQLite: the peer that search is held to.

It knows the main job: a place with a position, a grouping, needs, an age. It lets in the same offers and weighs nearly
all that the engine weighs (see `WEIGHTS`). It gives ids and facets, each facet as if its own filter were lifted, or ids
alone: no reasons or near misses, so what it takes is the least that SQL would take. Columns are laid out in its favour:
codes as bits, everything in one table with a row for each area a placement covers, in the order of the areas.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np
import psycopg
import shapely

from thrive_directory.geo.grid import CENTRAL_EASTING_M, CENTRAL_SCALE, CURVATURE
from thrive_directory.geo.place import Place
from thrive_directory.index.columns import UNKNOWN_DAY
from thrive_directory.index.coverage import WIDE_CODES
from thrive_directory.index.pastimes import GENERAL_NEED
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import weights as share
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.needs import related_needs
from thrive_directory.search.weights import DEFAULT_WEIGHTS

# Left out of rank on both sides: ease, which asks what is open this minute, whom an offer has in mind, and doubts, each
# of which has a rule of its own. Who is let in stays whole.
WEIGHTS = replace(
    DEFAULT_WEIGHTS,
    ease_referral=0.0,
    ease_cost=0.0,
    ease_open=0.0,
    for_others=0.0,
    unknown_limit=0.0,
    unknown_asked=0.0,
)
UNKNOWN_AREA, DRAWN = "unknown", "drawn"
_COLUMNS = {
    "code": "text",
    "place": "integer",
    "offer": "integer",
    "siblings": "integer",
    "easting_m": "double precision",
    "northing_m": "double precision",
    "groupings": "bigint",
    "confirmed": "bigint",
    "needs": "bigint",
    "needs_listed": "integer",
    "specialist": "integer",
    "front_door": "integer",
    "pastime": "integer",
    "age_minimum": "double precision",
    "age_until": "double precision",
    "age_exception": "double precision",
    "paid": "integer",
    "by_name_only": "integer",
    "wait_weeks": "double precision",
    "expires_day": "integer",
    "referrals": "integer",
    "verified_day": "integer",
    "seen_day": "integer",
    "unconfirmed": "integer",
    "codes": "smallint[]",
    "drawn": "bytea",
}
_NEAR = {
    "postgis": """
        SELECT {columns} FROM placement WHERE code = ANY(:codes)
        UNION ALL SELECT {columns} FROM placement
        WHERE ST_Covers(shape, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326))""",
    "sqlite": """
        SELECT {columns} FROM placement WHERE code IN (SELECT value FROM json_each(:codes))
        UNION ALL SELECT {columns} FROM placement
        WHERE place IN (
            SELECT id FROM box WHERE west <= :lon AND east >= :lon AND south <= :lat AND north >= :lat
        ) AND holds(drawn, :lon, :lat)""",
}
_STATEMENT = """
WITH near AS ({near}),
judged AS (
    SELECT *,
        sqrt((easting_m - :x) * (easting_m - :x) + (northing_m - :y) * (northing_m - :y)) / (1000 * ({scale}
            * (1 + ((:ax) * (:ax) + (:ax) * (easting_m - {false}) + (easting_m - {false}) * (easting_m - {false}))
                * :curvature))) AS km,
        CASE WHEN groupings & :groupings <> 0 THEN 0 WHEN groupings = 0 THEN 1 ELSE 2 END AS grouping_verdict,
        {need_verdict} AS need_verdict,
        CASE WHEN coalesce(age_minimum > :age, 1=0)
                OR (age_until <= :age AND coalesce(age_exception <= :age, 1=1)) THEN 2
            WHEN age_minimum IS NULL AND age_until IS NULL OR age_until <= :age THEN 1 ELSE 0 END AS age_verdict,
        CASE WHEN expires_day >= :today THEN wait_weeks END AS weeks,
        CASE WHEN verified_day IS NULL THEN seen_day ELSE verified_day END AS checked_day
    FROM near
    WHERE by_name_only = 0 AND NOT (expires_day >= :today AND referrals = 0)
),
weighed AS (
    SELECT place, offer, siblings, km, codes, grouping_verdict, need_verdict,
        CASE WHEN grouping_verdict = 2 THEN 1 ELSE 0 END + CASE WHEN need_verdict = 2 THEN 1 ELSE 0 END
            + CASE WHEN age_verdict = 2 THEN 1 ELSE 0 END AS refused,
        {need_penalty}
        + {w.distance} * coalesce(km / (km + :travel), CASE WHEN code IN ({wide}) THEN {s.REMOTE_SHARE}
            ELSE {s.TYPICAL_SHARE} END)
        + {w.grouping} * CASE WHEN confirmed & :groupings <> 0 THEN 0.0
            WHEN grouping_verdict = 0 THEN {s.SUGGESTED_SHARE} ELSE 1.0 END
        + {w.unconfirmed} * unconfirmed
        + {w.paid} * paid
        + {w.age_fit} * CASE WHEN age_until IS NULL THEN CASE WHEN age_minimum IS NULL THEN 0.5 ELSE 1.0 END
            ELSE (age_until - coalesce(age_minimum, 0)) / ((age_until - coalesce(age_minimum, 0))
                + {s.AGE_SPAN_YEARS}) END
        + {w.wait} * coalesce(weeks / (weeks + {s.HALF_WAIT_WEEKS}), 0.5)
        + {w.freshness} * CASE WHEN verified_day IS NOT NULL THEN {decay}
            ELSE {s.SOURCED_SHARE} + (1 - {s.SOURCED_SHARE}) * ({decay}) END
        + {w.unknown_area} * CASE WHEN code = '{unknown}' THEN 1 ELSE 0 END AS penalty
    FROM judged {eligible}
),
nearest AS (
    SELECT {told}, row_number() OVER (PARTITION BY offer ORDER BY refused, km, place) AS at
    FROM weighed WHERE siblings = 1 AND refused < 2
),
one_each AS (
    SELECT {told} FROM weighed WHERE siblings = 0 AND refused < 2
    UNION ALL SELECT {told} FROM nearest WHERE at = 1
)
"""
_ELIGIBLE = "WHERE grouping_verdict < 2 AND need_verdict < 2 AND age_verdict < 2"
_TOLD = "place, penalty, refused, codes, grouping_verdict, need_verdict"
_IDS = "SELECT place FROM one_each ORDER BY penalty, place LIMIT 20"
_BEST = "SELECT place FROM one_each WHERE refused = 0 ORDER BY penalty, place LIMIT 20"
_LIFTED = {
    "all": "refused = 0",
    "grouping": "refused = 1 AND grouping_verdict = 2",
    "need": "refused = 1 AND need_verdict = 2",
}
_WITH_FACETS = {
    "postgis": (
        "SELECT ARRAY({best})",
        (
            "(SELECT json_object_agg(code, rows) FROM (SELECT unnest(codes) AS code, count(*) AS rows"
            " FROM one_each WHERE {lifted} GROUP BY 1) AS counted)"
        ),
    ),
    "sqlite": (
        "SELECT (SELECT json_group_array(place) FROM ({best}))",
        (
            "(SELECT json_group_object(code, rows) FROM (SELECT value AS code, count(*) AS rows"
            " FROM one_each, json_each(codes) WHERE {lifted} GROUP BY 1))"
        ),
    ),
}
_DECAY = (
    "(CASE WHEN :today > checked_day THEN :today - checked_day ELSE 0 END * 1.0)"
    " / (CASE WHEN :today > checked_day THEN :today - checked_day ELSE 0 END + {s.HALF_FRESH_DAYS})"
)
_NEED_VERDICT = (
    "CASE WHEN needs = 0 THEN 1 WHEN needs & :needs <> 0 OR needs & :related <> 0 OR needs_listed = 0 THEN 0 ELSE 2 END"
)
_NEED_PENALTY = (
    "{w.need} * CASE WHEN needs & :needs <> 0 THEN 0.0 WHEN needs & :related <> 0 THEN {s.RELATED_NEED_SHARE}"
    " WHEN needs = 0 THEN 1.0 WHEN needs & :general <> 0 AND front_door = 1 THEN {s.FRONT_DOOR_SHARE}"
    " WHEN needs & :general <> 0 AND pastime = 1 THEN {s.PASTIME_NEED_SHARE}"
    " WHEN needs & :general <> 0 THEN :general_share ELSE {s.OPEN_NEED_SHARE} END"
)

Ask = Callable[[SearchQuery], Any]
"""What the database gives: rows of the snapshot, best first; with facets, as `read` takes it."""
Answer = tuple[list[int], dict[str, dict[str, int]]]


def read(snapshot: Snapshot, given: Any) -> Answer:
    """The rows, best first, and the facets as the engine has them, from what a statement with facets gives."""
    best, *counted = (json.loads(each) if isinstance(each, str) else each for each in given)
    every, *lifted = ({int(code): rows for code, rows in (each or {}).items()} for each in counted)
    facets = {}
    for facet, at in snapshot.facet_bits.slices.items():
        more = dict(zip(("grouping", "need"), lifted, strict=True)).get(facet, {})
        rows = [every.get(bit, 0) + more.get(bit, 0) for bit in range(at.start, at.stop)]
        facets[facet] = {code: n for code, n in zip(snapshot.sets[facet].codes, rows, strict=True) if n}
    return best, facets


def statement(dialect: str, *, with_needs: bool, with_facets: bool) -> str:
    """The statement, with `:name` for each parameter."""
    first, counted = _WITH_FACETS[dialect]
    with_counts = ", ".join([first.format(best=_BEST), *(counted.format(lifted=rule) for rule in _LIFTED.values())])
    names = {"w": WEIGHTS, "s": share}
    double = "::float8" if dialect == "postgis" else ""
    text = _STATEMENT.format(
        **names,
        near=_NEAR[dialect].format(columns=", ".join(_COLUMNS)),
        need_verdict=_NEED_VERDICT if with_needs else "0",
        need_penalty=(_NEED_PENALTY if with_needs else "{w.specialist} * specialist").format(**names),
        decay=_DECAY.format(**names),
        wide=", ".join(f"'{code}'" for code in sorted(WIDE_CODES)),
        unknown=UNKNOWN_AREA,
        false=CENTRAL_EASTING_M,
        scale=CENTRAL_SCALE,
        eligible="" if with_facets else _ELIGIBLE,
        told=_TOLD,
    )
    text += with_counts if with_facets else _IDS
    # PostgreSQL reads 0.35 as an exact decimal: without a cast it would add in another, slower arithmetic.
    return re.sub(r"(?<![\w:.])(\d+\.\d+)", rf"\1{double}", text)


def parameters(snapshot: Snapshot, query: SearchQuery) -> dict[str, Any]:
    """What the statement is asked with."""
    place = query.near
    assert place is not None
    assert place.grid is not None
    assert place.point is not None
    related = related_needs(snapshot.vocabulary, query.needs)
    found = {
        "x": place.grid.easting_m,
        "y": place.grid.northing_m,
        "ax": place.grid.easting_m - CENTRAL_EASTING_M,
        "curvature": CURVATURE,
        "lon": place.point.lon,
        "lat": place.point.lat,
        "travel": place.travel_km,
        "age": query.ages[0][0],
        "today": query.now.date().toordinal(),
        "groupings": snapshot.sets["grouping"].pack(query.groupings)[0],
    }
    if query.needs:
        bits = snapshot.sets["need"].pack
        terms = [snapshot.vocabulary.term("need", code) for code in query.needs]
        skilled = all(term.specialist for term in terms)
        found |= {
            "needs": bits(query.needs)[0],
            "related": bits(related)[0],
            "general": bits([GENERAL_NEED])[0],
            "general_share": share.GENERAL_FOR_SPECIALIST_SHARE if skilled else share.GENERAL_NEED_SHARE,
        }
    return found


def postgis(connection: psycopg.Connection, snapshot: Snapshot) -> dict[bool, Ask]:
    """Load a database of PostGIS, which must be empty, and give what asks it, with facets and without. The connection
    commits by itself."""
    connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    connection.execute(f"CREATE TABLE placement ({columns})")
    with connection.cursor() as cursor, cursor.copy(f"COPY placement ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        for row in _rows(snapshot):
            copy.write_row(row)
    connection.execute("ALTER TABLE placement ADD COLUMN shape geometry(Polygon, 4326)")
    connection.execute("UPDATE placement SET shape = ST_GeomFromWKB(drawn, 4326), drawn = NULL WHERE drawn IS NOT NULL")
    connection.execute("CREATE INDEX by_code ON placement (code)")
    connection.execute("CREATE INDEX by_shape ON placement USING gist (shape) WHERE shape IS NOT NULL")
    connection.execute("CLUSTER placement USING by_code")
    connection.execute("VACUUM ANALYZE placement")
    connection.execute("SET jit = off")
    connection.execute("SET max_parallel_workers_per_gather = 0")

    def ask(query: SearchQuery, *, with_facets: bool) -> Any:
        given = parameters(snapshot, query) | {"codes": _codes(query.near)}
        text = _placed(with_needs=bool(query.needs), with_facets=with_facets)
        rows = connection.execute(text, given, prepare=True).fetchall()
        return rows[0] if with_facets else [row[0] for row in rows]

    return {each: partial(ask, with_facets=each) for each in (True, False)}


@cache
def _placed(*, with_needs: bool, with_facets: bool) -> str:
    """The statement as psycopg takes it."""
    text = statement("postgis", with_needs=with_needs, with_facets=with_facets)
    return re.sub(r"(?<!:):(\w+)", r"%(\1)s", text)


def sqlite(connection: sqlite3.Connection, snapshot: Snapshot) -> dict[bool, Ask]:
    """Load an empty database of SQLite, and give what asks it, with facets and without. Drawn areas are tested by
    shapely, as a function."""
    connection.create_function("holds", 3, _holds, deterministic=True)
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    connection.execute(f"CREATE TABLE placement ({columns})")
    connection.execute("CREATE VIRTUAL TABLE box USING rtree (id, west, east, south, north)")
    marks = ", ".join("?" * len(_COLUMNS))
    laid_out = ((*row[:-2], json.dumps(row[-2]), row[-1]) for row in _rows(snapshot))
    connection.executemany(f"INSERT INTO placement VALUES ({marks})", sorted(laid_out, key=lambda row: row[0]))
    boxes = shapely.bounds(snapshot.coverage.drawn.polygons).tolist()
    rows = zip(snapshot.coverage.drawn.rows.tolist(), boxes, strict=True)
    connection.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?)", ((at, b[0], b[2], b[1], b[3]) for at, b in rows))
    connection.execute("CREATE INDEX by_code ON placement (code)")
    connection.execute("CREATE INDEX by_place ON placement (place) WHERE drawn IS NOT NULL")
    connection.execute("ANALYZE")
    texts = {(a, b): statement("sqlite", with_needs=a, with_facets=b) for a in (True, False) for b in (True, False)}

    def ask(query: SearchQuery, *, with_facets: bool) -> Any:
        given = parameters(snapshot, query) | {"codes": json.dumps(_codes(query.near))}
        rows = connection.execute(texts[bool(query.needs), with_facets], given).fetchall()
        return rows[0] if with_facets else [row[0] for row in rows]

    return {each: partial(ask, with_facets=each) for each in (True, False)}


def _holds(shape: bytes | None, lon: float, lat: float) -> bool:
    return shape is not None and bool(shapely.covers(shapely.from_wkb(shape), shapely.Point(lon, lat)))


def _codes(place: Place | None) -> list[str]:
    assert place is not None
    return [*sorted(place.covering), UNKNOWN_AREA]


def _rows(snapshot: Snapshot) -> Iterator[tuple[Any, ...]]:
    """A row for each placement and area, in the order of `_COLUMNS`."""
    columns, coverage = snapshot.columns, snapshot.coverage
    shapes = dict(zip(coverage.drawn.rows.tolist(), shapely.to_wkb(coverage.drawn.polygons).tolist(), strict=True))
    exceptions = snapshot.particulars.age_exceptions
    told = zip(
        range(len(columns)),
        columns.offer.tolist(),
        columns.has_siblings.astype(int).tolist(),
        *(_known(values) for values in (columns.easting_m, columns.northing_m)),
        *(columns.words[name][0].astype(np.int64).tolist() for name in ("grouping", "grouping_confirmed", "need")),
        columns.needs_listed.astype(int).tolist(),
        (columns.needs_listed | columns.needs_special).astype(int).tolist(),
        columns.front_door.astype(int).tolist(),
        columns.pastime.astype(int).tolist(),
        *(_known(values) for values in (columns.age_minimum, columns.age_until)),
        [max(bound for _, bound in exceptions[at]) if at in exceptions else None for at in range(len(columns))],
        *(values.astype(int).tolist() for values in (columns.paid, columns.by_name_only)),
        _known(columns.wait_weeks),
        *(_days(days) for days in (columns.capacity_expires_day,)),
        (~columns.says_closed).astype(int).tolist(),
        *(_days(days) for days in (columns.verified_day, columns.seen_day)),
        columns.unconfirmed.astype(int).tolist(),
        [row.nonzero()[0].tolist() for row in np.unpackbits(snapshot.facet_bytes, axis=1, bitorder="little")],
        strict=True,
    )
    for row in told:
        areas = [area.code for area in coverage.areas_of(row[0])]
        drawn = shapes.get(row[0])
        for code in [DRAWN] if drawn is not None else areas or [UNKNOWN_AREA]:
            yield code, *row, drawn


def _known(values: Any) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _days(days: Any) -> list[int | None]:
    return [None if day == UNKNOWN_DAY else day for day in days.tolist()]
