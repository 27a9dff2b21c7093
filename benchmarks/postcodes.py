"""Postcode and place lookups in process, against the targets of the design. Run: python -m benchmarks.postcodes

Prints p50 and p99 of each, the table's size and how long it takes to build and to open. Nothing is kept.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from tests.places_fixture import BUNDLED_DATA, shared_postcode_folder
from thrive_directory.errors import UnknownPlace
from thrive_directory.geo.areas import load_areas
from thrive_directory.geo.postcode_build import build_postcode_table
from thrive_directory.geo.postcode_table import PostcodeTable, open_postcode_table
from thrive_directory.geo.resolve import open_places

PREFIXES = ("s", "man", "camd", "newcastle u", "hebdon bridge", "kings", "st ", "wythenshaw", "london", "bri")
SLIPS = ("hebdn br", "manchse", "birmigh", "wythensh", "newcaslte u", "camdne", "leeedss", "sheffeild c")
SENTENCE = "getting advice near hebden bridge for my 14 year old anxious about school".split()


def sample(table: PostcodeTable, size: int) -> list[str]:
    """Random postcodes of the table, as people write them."""
    chance = random.Random(1)
    outcodes = sorted(table.outcodes, key=lambda name: table.outcodes[name][0])
    starts = np.array([table.outcodes[name][0] for name in outcodes])
    found = []
    for row in chance.sample(range(table.meta["rows"]), size):
        outcode = outcodes[int(np.searchsorted(starts, row, "right")) - 1]
        packed = table._inward[row]  # noqa: SLF001 - the benchmark needs real postcodes
        found.append(f"{outcode} {packed // 676}{chr(65 + packed // 26 % 26)}{chr(65 + packed % 26)}")
    return found


def timed(work: Callable[[str], object], inputs: Sequence[str]) -> tuple[float, float]:
    """(p50, p99) in microseconds, less what timing nothing costs."""
    clock = time.perf_counter_ns
    taken, empty = [], []
    for text in inputs:
        start = clock()
        work(text)
        taken.append(clock() - start)
        start = clock()
        empty.append(clock() - start)
    idle = np.median(empty)
    return tuple((np.percentile(taken, [50, 99]) - idle) / 1000)


def once(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000, help="postcodes to look up")
    size = parser.parse_args().size
    register = load_areas(BUNDLED_DATA / "areas.csv")
    folder = shared_postcode_folder()
    with tempfile.TemporaryDirectory() as aside:
        print(f"build the postcode table   {once(lambda: build_postcode_table(Path(aside), register)):8.2f} s")
    print(f"open the postcode table    {once(lambda: open_postcode_table(folder)) * 1000:8.2f} ms   target 20 ms")
    places = open_places(folder, BUNDLED_DATA)
    table = places.table
    held = sum(file.stat().st_size for file in (folder / "postcodes").rglob("*") if file.is_file())
    print(f"size of the table          {held / 1e6:8.2f} MB   target 35 MB, {table.meta['rows']:,} postcodes")
    postcodes = sample(table, size)
    outcodes = [postcode.split(" ", 1)[0] for postcode in postcodes[:2000]]
    tokens = [place.token for text in postcodes[:2000] if (place := safe(places.resolve, text))]
    rows = [
        ("postcode, exact lookup", table.look_up, postcodes, "3 µs"),
        ("postcode, to a whole Place", lambda text: safe(places.resolve, text), postcodes, ""),
        ("outcode, to a whole Place", lambda text: safe(places.resolve, text), outcodes, ""),
        ("token, to a whole Place", places.resolve, tokens, ""),
        ("suggestions", places.gazetteer.suggest, PREFIXES * 50, "2,000 µs"),
        ("suggestions for a slip", places.gazetteer.suggest, SLIPS * 50, "2,000 µs"),
        ("names in a sentence", lambda _: names_in(places.gazetteer.longest_name), PREFIXES * 50, ""),
    ]
    for name, work, inputs, target in rows:
        safe(work, inputs[0])
        p50, p99 = timed(work, inputs)
        print(f"{name:<27}{p50:8.2f} µs p50 {p99:8.2f} µs p99   {'target ' + target if target else ''}")


def names_in(longest_name: Callable[..., object]) -> None:
    """Look for a place at every word of a sentence."""
    for start in range(len(SENTENCE)):
        longest_name(SENTENCE, start)


def safe(work: Callable[[str], object], text: str):
    """The answer, or None where the service does not reach (Jersey)."""
    try:
        return work(text)
    except UnknownPlace:
        return None


if __name__ == "__main__":
    main()
