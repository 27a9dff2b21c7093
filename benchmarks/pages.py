"""Open Referral's list at 100,000 services: is page 2,000 as quick as page 1?

The offers are made up; their records are those of the seed over and over, each under its offer's id. Pages are asked in
turns, in process. `.venv/bin/python -m benchmarks.pages [OFFERS]` prints a line.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from starlette.testclient import TestClient

from benchmarks.export import Held
from benchmarks.synthetic import offers
from tests.places_fixture import shared_places
from tests.ready_folder import ready_folder
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.index.blob import Blob
from thrive_directory.index.build import build_snapshot

OFFERS = 100_000
ROUNDS = 200
TARGET = 3.0


def records(seed: Blob, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A record of the seed for each id."""
    read = [orjson.loads(seed[at]) for at in range(len(seed))]
    for number, offer_id in enumerate(ids):
        yield read[number % len(read)] | {"id": offer_id}


def page_ms(client: TestClient, page: int) -> float:
    """Milliseconds for one page of fifty."""
    start = time.perf_counter()
    response = client.get("/services", params={"page": page, "per_page": 50})
    taken = (time.perf_counter() - start) * 1000
    assert response.status_code == 200, response.text
    assert response.json()["size"] == 50
    return taken


def main() -> None:
    """Measure in turns, print the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else OFFERS
    last = count // 50
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = compose(ready_folder(folder))
        parts.snapshots.refresh()
        live = parts.snapshots.live
        made = list(offers(count, shared_places(), live.vocabulary))
        ids = [offer.id for offer in made]
        snapshot = build_snapshot(1, made, live.vocabulary, records=records(live.records, ids), folder=folder)
        app = create_app(replace(parts, snapshots=Held(snapshot), write_line=lambda _line: None))
        with TestClient(app) as client:
            page_ms(client, 1)
            pairs = [(page_ms(client, 1), page_ms(client, last)) for _ in range(ROUNDS)]
    first, far = (median(each) for each in zip(*pairs, strict=True))
    print(
        f"{count:,} services: page 1 {first:.2f} ms, page {last:,} {far:.2f} ms: {far / first:.2f}× (target {TARGET}×)"
    )


if __name__ == "__main__":
    main()
