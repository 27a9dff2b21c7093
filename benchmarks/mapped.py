"""What mapping a compiled index takes: seconds, and memory that no file backs, in a process that does nothing else.

Run: python -m benchmarks.mapped FILE   prints JSON.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import orjson

from benchmarks.material import material
from benchmarks.measure import private_mb
from benchmarks.questions import questions
from thrive_directory.index.file import read_snapshot
from thrive_directory.search.engine import search


def mapped(path: Path) -> dict[str, Any]:
    """The same, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.mapped", str(path)], stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = orjson.loads(done.stdout)
    return found


def _main(path: Path) -> None:
    given = material()
    asked = questions(300, given.places, given.vocabulary)
    before_mb, start = private_mb(), time.perf_counter()
    snapshot = read_snapshot(path, given.vocabulary)
    read_s, read_mb = time.perf_counter() - start, private_mb() - before_mb
    for query in asked:
        search(snapshot, query)
    answer = {
        "read_s": round(read_s, 3),
        "private_mb": round(read_mb, 1),
        "private_after_questions_mb": round(private_mb() - before_mb, 1),
        "file_mb": round(path.stat().st_size / 2**20, 1),
    }
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
