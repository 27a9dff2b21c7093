"""Search in process at one size: time, growth, memory and a hostile set. Run: python -m benchmarks.in_process 100000

Prints one line of JSON. A process of its own for each size keeps memory honest.
"""

import gc
import sys
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from benchmarks.mapped import mapped
from benchmarks.material import Material, data_folder, material
from benchmarks.measure import interleaved, machine, once_s, summary
from benchmarks.questions import hostile, questions, with_everything
from benchmarks.synthetic import offers
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.file import write_snapshot
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.engine import search
from thrive_directory.search.query import SearchQuery


def measured(size: int, count: int = 1_000, rounds: int = 3) -> dict[str, Any]:
    """Everything measured at one size."""
    given = material()
    with data_folder() as (folder, _):
        generate_s, build_s, snapshot = _built(size, given, folder)
        write_snapshot(snapshot, folder / "snapshot")
        memory = mapped(folder / "snapshot")
        return {
            "size": size,
            "rows": len(snapshot.columns),
            "generate_s": round(generate_s, 2),
            "build_s": round(build_s, 2),
            "mapped": memory,
            "private_mb_per_100k": round(memory["private_mb"] / size * 100_000, 1),
            **searches(snapshot, given, count, rounds),
            "machine": machine(),
        }


def _built(size: int, given: Material, folder: Path) -> tuple[float, float, Snapshot]:
    """Seconds to make up the offers, seconds to compile them, and the snapshot; the offers are let go."""
    generate_s, made = once_s(lambda: list(offers(size, given.places, given.vocabulary)))
    build_s, snapshot = once_s(partial(build_snapshot, 1, made, given.vocabulary, folder=folder))
    return generate_s, build_s, snapshot


def searches(snapshot: Snapshot, given: Material, count: int, rounds: int) -> dict[str, Any]:
    """Questions as they come, asked for the first time and again; with every feature on; and the hostile set."""
    asked = questions(count, given.places, given.vocabulary)
    first_us = once_s(lambda: search(snapshot, asked[0]))[0] * 1e6

    def work(query: SearchQuery) -> object:
        return search(snapshot, query)

    gc.freeze()
    cold = interleaved({"search": work}, asked, 1)["search"]
    warm = interleaved({"search": work}, asked, rounds)["search"]
    everything = interleaved({"search": work}, with_everything(count // 4, given.places, given.vocabulary), rounds)
    p50 = float(np.median(warm))
    worst = {name: _least_us(snapshot, query) for name, query in hostile(given.places, given.vocabulary).items()}
    return {
        "first_us": round(first_us),
        "cold": summary(cold),
        "warm": summary(warm),
        "everything": summary(everything["search"]),
        "rows_looked_at": int(np.median([len(snapshot.hoods(query.near)) for query in asked])),
        "hostile_us": {name: round(us) for name, us in sorted(worst.items(), key=lambda item: -item[1])},
        "slowest_hostile_over_p50": round(max(worst.values()) / p50, 1),
    }


def _least_us(snapshot: Snapshot, query: SearchQuery, rounds: int = 3) -> float:
    """The least of several rounds. A hostile caller asks at another minute each time, so that no hours are kept."""
    least = np.inf
    for minutes in range(1, rounds + 1):
        asked = replace(query, now=query.now + timedelta(minutes=minutes))
        start = time.perf_counter_ns()
        search(snapshot, asked)
        least = min(least, (time.perf_counter_ns() - start) / 1000)
    return float(least)


if __name__ == "__main__":
    sys.stdout.write(orjson.dumps(measured(int(sys.argv[1]))).decode() + "\n")
