"""How long one sentence takes to understand: the 200 of the tests, a hostile set, and the worst beside p50."""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.spec.test_plain_words import NOW, FewTowns, FileVocabulary, rows_of  # noqa: E402
from tests.unit.search.parse.test_hostile import HOSTILE  # noqa: E402
from thrive_directory.search.parse import load_lexicon, parse  # noqa: E402

ROUNDS = 15


def timed_us(sentences: list[str], lexicon, names) -> list[float]:
    """The median of several rounds for each sentence, in microseconds."""
    taken: list[list[float]] = [[] for _ in sentences]
    for _ in range(ROUNDS):
        for place, sentence in enumerate(sentences):
            start = time.perf_counter_ns()
            parse(sentence, lexicon, names, NOW)
            taken[place].append((time.perf_counter_ns() - start) / 1000)
    return [statistics.median(times) for times in taken]


def main() -> None:
    start = time.perf_counter()
    lexicon = load_lexicon(ROOT / "data/lexicon.yaml", FileVocabulary())
    print(f"lexicon loaded in {(time.perf_counter() - start) * 1000:.0f} ms")
    ordinary = timed_us([row["q"] for row in rows_of("plain_words.yaml")], lexicon, FewTowns())
    hostile = timed_us([sentence[:500] for sentence in HOSTILE], lexicon, FewTowns())
    p50, p99 = statistics.median(ordinary), statistics.quantiles(ordinary, n=100)[98]
    print(f"200 sentences: p50 {p50:.0f} µs (budget 300), p99 {p99:.0f} µs, slowest {max(ordinary):.0f} µs")
    print(f"hostile set: slowest {max(hostile):.0f} µs, {max(hostile) / p50:.1f} times p50 (budget 20)")


if __name__ == "__main__":
    main()
