"""The benchmark in about three minutes: cold start, a search at 100,000 offers, a postcode, beside SQL and the ceiling.

Run: make bench-quick. Writes benchmarks/results/quick.json and the tables of docs/benchmarks.md, and prints them.
"""

import argparse
import gc
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import psycopg

from benchmarks import peer_sql
from benchmarks.mapped import mapped
from benchmarks.material import Material, app_of, data_folder, material, snapshot_of
from benchmarks.measure import interleaved, machine, once_s, summary
from benchmarks.postcodes import sample
from benchmarks.questions import questions
from benchmarks.report import write
from benchmarks.served import compared, path_of, serving, with_ceilings
from benchmarks.start import changed, cold_start, filled, plain_read_s
from tests import postgis
from thrive_directory.geo.postcode_table import Located
from thrive_directory.index.file import write_snapshot
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.engine import search
from thrive_directory.search.query import SearchQuery
from thrive_directory.settings import Settings

OFFERS = 100_000


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=OFFERS)
    offers = parser.parse_args().offers
    given = material()
    found: dict[str, Any] = {"offers": offers, "machine": machine()}
    with data_folder() as (folder, settings):
        _say(f"compiling {offers:,} offers")
        build_s, snapshot = once_s(lambda: snapshot_of(offers, given, folder))
        write_snapshot(snapshot, folder / "snapshot")
        found["index"] = {"generate_and_build_s": round(build_s, 2), **mapped(folder / "snapshot")}
        gc.freeze()
        _say("searching")
        found["search"] = searched(snapshot, given)
        _say("asking SQL the same")
        found["sql"] = beside_sql(snapshot, given)
        _say("looking up postcodes")
        found["postcode"] = postcodes(given)
        _say("over HTTP, beside the static ceiling")
        found["http"] = over_http(snapshot, given, settings)
    _say(f"filling a database with {offers:,} offers")
    found["start"] = started(offers, given)
    write("quick", found)


def searched(snapshot: Snapshot, given: Material) -> dict[str, Any]:
    """The mix of questions with every feature on, in process."""
    asked = questions(500, given.places, given.vocabulary)
    times = interleaved({"search": lambda query: search(snapshot, query)}, asked, 3)["search"]
    return summary(times)


def beside_sql(snapshot: Snapshot, given: Material) -> dict[str, Any]:
    """The main job, every feature on, beside the one statement that gives the same twenty, and the same facets; each
    answer is compared."""
    with_needs = questions(60, given.places, given.vocabulary, only=("groupings", "ages", "needs"))
    without = questions(60, given.places, given.vocabulary, only=("groupings", "ages"))
    asked = [replace(q, variety=False) for q in (*with_needs, *without) if q.near and q.near.grid]

    def ours(query: SearchQuery) -> peer_sql.Answer:
        answer = search(snapshot, query, peer_sql.WEIGHTS)
        return [hit.row for hit in answer.hits], dict(answer.facets)

    with _peers(snapshot) as found:
        peers = {
            name if facets else f"{name}, ids alone": ask
            for name, both in found.items()
            for facets, ask in both.items()
        }
        answers = [ours(query) for query in asked]
        differ = {
            name: sum(
                answer != peer_sql.read(snapshot, ask(query)) if name in found else answer[0] != ask(query)
                for query, answer in zip(asked, answers, strict=True)
            )
            for name, ask in peers.items()
        }
        times = interleaved({"search": ours, **peers}, asked, 3)
    ratios = {name: round(float(np.median(times[name] / times["search"])), 2) for name in peers}
    return {
        "questions": len(asked),
        "answers_that_differ": differ,
        "p50_us": {name: summary(taken)["p50_us"] for name, taken in times.items()},
        "p99_us": {name: summary(taken)["p99_us"] for name, taken in times.items()},
        "times_faster_than": ratios,
    }


@contextmanager
def _peers(snapshot: Snapshot) -> Iterator[dict[str, dict[bool, peer_sql.Ask]]]:
    with ExitStack() as opened:
        in_memory = opened.enter_context(closing(sqlite3.connect(":memory:")))
        peers = {"sqlite": peer_sql.sqlite(in_memory, snapshot)}
        where = postgis.binaries()
        if where is None:
            _say("PostGIS is not installed: only SQLite is asked")
        else:
            url = opened.enter_context(postgis.server(where))
            database = opened.enter_context(postgis.database(url, "benchmark"))
            connected = psycopg.connect(database.replace("+psycopg", ""), autocommit=True)
            peers["postgis"] = peer_sql.postgis(opened.enter_context(connected), snapshot)
        yield peers


def postcodes(given: Material) -> dict[str, Any]:
    """A postcode's authority and position, beside an indexed SQLite table that holds 300,000 of them."""
    table = given.places.table
    asked = sample(table, 5_000)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE postcode (code TEXT PRIMARY KEY, area TEXT, x REAL, y REAL) WITHOUT ROWID")
    known = {code: table.look_up(code) for code in (*sample(table, 300_000), *asked)}
    rows = ((code, *_plain(at)) for code, at in known.items() if at)
    connection.executemany("INSERT INTO postcode VALUES (?, ?, ?, ?)", rows)
    one = "SELECT area, x, y FROM postcode WHERE code = ?"

    def sql(code: str) -> tuple[Any, ...]:
        return connection.execute(one, (code,)).fetchone()

    assert all(sql(code) == _plain(at) for code in asked if (at := table.look_up(code)))
    times = interleaved({"table": table.look_up, "sqlite": sql, "nothing": lambda _: None}, asked, 3)
    idle = float(np.median(times.pop("nothing")))
    p50 = {name: round(float(np.median(taken)) - idle, 2) for name, taken in times.items()}
    return {
        "postcodes": table.meta["rows"],
        "p50_us": p50,
        "times_faster_than_sqlite": round(p50["sqlite"] / p50["table"], 2),
    }


def _plain(at: Located) -> tuple[Any, ...]:
    return at.authority, at.grid and at.grid.easting_m, at.grid and at.grid.northing_m


def over_http(snapshot: Snapshot, given: Material, settings: Settings) -> dict[str, Any]:
    """Search and the postcode endpoint as a share of the same bytes from a bare route of the same app."""
    app = app_of(snapshot, settings)
    asked = questions(40, given.places, given.vocabulary, only=("groupings", "ages"))
    paths = {
        "search": [path_of(query) for query in asked],
        "postcode": [f"/places?q={code.replace(' ', '+')}" for code in sample(given.places.table, 40)],
    }
    ceilings = {name: list(with_ceilings(app, some, name).values()) for name, some in paths.items()}
    with serving(app) as (port, pid):
        found = {
            name: compared(port, pid, {"ours": paths[name], "static": ceilings[name]}, count)
            for name, count in (("search", 400), ("postcode", 2_000))
        }
    return {
        name: {
            "per_s": {who: round(served.per_s) for who, served in pair.items()},
            "cpu_us": {who: round(served.cpu_us) for who, served in pair.items()},
            "share_of_static": round(pair["ours"].per_s / pair["static"].per_s, 3),
        }
        for name, pair in found.items()
    }


def started(offers: int, given: Material) -> dict[str, Any]:
    """From the database to ready to serve, in a process of its own, beside plain SQL that reads the same rows; and
    again from the file that the first start left, where there are offers enough for one; and one changed offer."""
    with data_folder() as (folder, _):
        filled_s = filled(folder, offers, given)
        _say("starting cold")
        read_s = plain_read_s(folder)
        return {
            "filled_s": round(filled_s, 1),
            "database_mb": round((folder / "catalogue.sqlite3").stat().st_size / 1e6),
            "plain_read_s": round(read_s, 2),
            **cold_start(folder),
            "again": cold_start(folder),
            "changed": changed(folder),
        }


def _say(what: str) -> None:
    print(f"· {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
