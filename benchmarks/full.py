"""Search in process at 10,000, 100,000 and 1,000,000 offers with every feature on. Run: make bench (half an hour).

Each size runs in a process of its own. A million needs about 8 GB while it compiles. `--size` picks sizes.
"""

import argparse
import subprocess
import sys

import orjson

from benchmarks.measure import machine
from benchmarks.plot import plot
from benchmarks.report import write

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure each size, write the results, the table and the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, nargs="*", default=SIZES)
    found = []
    for size in parser.parse_args().size:
        print(f"· {size:,} offers …", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.in_process", str(size)], stdout=subprocess.PIPE, check=True
        )
        found.append(orjson.loads(done.stdout))
    write("full", {"machine": machine(), "sizes": found})
    plot(found)


if __name__ == "__main__":
    main()
