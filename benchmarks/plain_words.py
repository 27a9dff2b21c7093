"""How long one sentence takes to understand, with all the names of places: the 300 of the tests, a hostile set, and the
worst beside p50. With `--profile`, where the time goes."""

import cProfile
import pstats
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.places_fixture import shared_postcode_folder  # noqa: E402
from tests.spec.test_plain_words import NOW, FileVocabulary, rows_of  # noqa: E402
from tests.unit.search.parse.test_hostile import HOSTILE  # noqa: E402
from thrive_directory.api.main import Names  # noqa: E402
from thrive_directory.geo.resolve import open_places  # noqa: E402
from thrive_directory.search.parse import load_lexicon, parse  # noqa: E402
from thrive_directory.settings import bundled  # noqa: E402

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
    vocabulary = FileVocabulary()
    names = Names(open_places(shared_postcode_folder(), bundled("data")))
    start = time.perf_counter()
    lexicon = load_lexicon(ROOT / "data/lexicon.yaml", vocabulary)
    print(f"lexicon loaded in {(time.perf_counter() - start) * 1000:.0f} ms (budget 250)")
    sentences = [row["q"] for file in ("plain_words.yaml", "plain_words_more.yaml") for row in rows_of(file)]
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(timed_us, sentences, lexicon, names)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    ordinary = timed_us(sentences, lexicon, names)
    hostile = timed_us([sentence[:500] for sentence in HOSTILE], lexicon, names)
    p50, p99 = statistics.median(ordinary), statistics.quantiles(ordinary, n=100)[98]
    print(
        f"{len(sentences)} sentences: p50 {p50:.0f} µs (budget 300), p99 {p99:.0f} µs, slowest {max(ordinary):.0f} µs"
    )
    slowest = max(range(len(HOSTILE)), key=hostile.__getitem__)
    times = hostile[slowest] / p50
    print(f"hostile set: slowest {hostile[slowest]:.0f} µs (no. {slowest}), {times:.1f} times p50 (budget 20)")


if __name__ == "__main__":
    main()
