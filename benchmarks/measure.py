"""How things are measured here: the best of several interleaved rounds, percentiles, memory, the machine. No product.

The machine may be shared, so that any one figure may be twofold. The least of several rounds is close to what the work
takes; rounds of contenders alternate, so that a slow moment strikes both, and ratios hold better than figures do.
"""

import ctypes
import gc
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Times = NDArray[np.float64]


def interleaved(
    contenders: Mapping[str, Callable[[T], object]], inputs: Sequence[T], rounds: int = 3
) -> dict[str, Times]:
    """For each contender the least time of each input in microseconds; contenders take turns at every input."""
    best = {name: np.full(len(inputs), np.inf) for name in contenders}
    clock = time.perf_counter_ns
    for _ in range(rounds):
        for at, given in enumerate(inputs):
            for name, work in contenders.items():
                start = clock()
                work(given)
                best[name][at] = min(best[name][at], (clock() - start) / 1000)
    return best


def once_s(work: Callable[[], T]) -> tuple[float, T]:
    """(seconds, result) of one call."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def summary(times: Times) -> dict[str, float]:
    """p50, p95, p99 and the most, in microseconds."""
    p50, p95, p99, most = np.percentile(times, [50, 95, 99, 100]).round(1).tolist()
    return {"p50_us": p50, "p95_us": p95, "p99_us": p99, "most_us": most}


def private_mb() -> float:
    """Memory of this process that no file backs, in MB, once garbage and free pages are given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/smaps_rollup", encoding="ascii") as lines:  # noqa: PTH123 - a file of the kernel
        kb = next(int(line.split()[1]) for line in lines if line.startswith("Anonymous"))
    return kb / 1024


def machine() -> dict[str, Any]:
    """What the figures were taken on, and how busy it was."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "on": time.strftime("%Y-%m-%d"),
    }
