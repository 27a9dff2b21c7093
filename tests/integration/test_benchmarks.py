"""The benchmarks run, and the SQL beside the search gives the same answers. What takes how long is asserted nowhere."""

import gc
from collections.abc import Iterator

import pytest

from benchmarks import in_process, quick
from benchmarks.material import Material, data_folder, material, snapshot_of
from thrive_directory.index.snapshot import Snapshot

OFFERS = 400


@pytest.fixture(scope="module")
def given() -> Material:
    return material()


@pytest.fixture(scope="module")
def compiled(given: Material) -> Iterator[Snapshot]:
    with data_folder() as (folder, _):
        yield snapshot_of(OFFERS, given, folder)


def test_sql_gives_the_same_offers_in_the_same_order(given, compiled):
    found = quick.beside_sql(compiled, given)
    assert found["questions"] > 50
    assert set(found["answers_that_differ"].values()) == {0}
    assert set(found["p50_us"]) == {"search", *found["answers_that_differ"]}


def test_searches_are_measured_as_they_come_and_by_a_hostile_set(monkeypatch, given, compiled):
    monkeypatch.setattr(gc, "freeze", lambda: None)
    found = in_process.searches(compiled, given, count=12, rounds=1)
    assert found["warm"]["p99_us"] >= found["warm"]["p50_us"] > 0
    assert len(found["hostile_us"]) > 20


def test_a_cold_start_is_measured_from_a_database_that_the_catalogue_wrote(given):
    found = quick.started(OFFERS, given)
    assert found["offers"] == OFFERS // 16 * 16
    assert found["ready_s"] > 0
