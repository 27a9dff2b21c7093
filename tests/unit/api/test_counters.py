"""Counting what is used: what becomes of a search, a view and a made-up site; of the sums when the database is away."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.api.conftest import HERE, NOW
from thrive_directory.api.counters import Counters
from thrive_directory.catalogue.counts import Counted, Sums, age_band
from thrive_directory.search.query import SearchQuery

NOVEMBER = date(2026, 11, 1)
QUERY = SearchQuery(NOW, near=HERE, groupings=frozenset({"getting-advice"}), ages=((14, 14),), text="very private")


class Kept:
    """Stands for the table: adds up what is written."""

    def __init__(self) -> None:
        self.sums: Counter[Counted] = Counter()
        self.is_away = False

    def write(self, sums: Sums) -> None:
        if self.is_away:
            raise OSError("away")
        self.sums.update(sums)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def counters(kept: Kept) -> Counters:
    made = Counters(kept.write, lambda: frozenset({"oak-school"}), lambda: date(2026, 11, 22))
    made.flush()
    return made


def test_a_search_counts_by_area_grouping_and_age_band(counters: Counters, kept: Kept) -> None:
    counters.count_search(QUERY, 3)
    counters.count_search(QUERY, 1)
    counters.count_search(QUERY, 0)
    counters.count_api_search(QUERY, 7)
    counters.flush()
    assert HERE.area is not None
    key = Counted(NOVEMBER, "search", HERE.area.code, "getting-advice", "11-15")
    assert kept.sums == {key: 2, replace(key, kind="search-nothing"): 1, replace(key, kind="api-search"): 1}


def test_a_further_page_of_the_same_search_is_no_search(counters: Counters, kept: Kept) -> None:
    counters.count_search(replace(QUERY, offset=20), 30)
    counters.flush()
    assert not kept.sums


def test_a_search_for_several_groupings_is_one_search(counters: Counters, kept: Kept) -> None:
    counters.count_search(replace(QUERY, groupings=frozenset({"thriving", "getting-help"}), near=None), 3)
    counters.flush()
    assert kept.sums == {Counted(NOVEMBER, "search", "", "several", "11-15"): 1}


@pytest.mark.parametrize(
    ("ages", "band"),
    [
        ((), ""),
        (((0, 0),), "0-4"),
        (((4.9, 4.9),), "0-4"),
        (((5, 10),), "5-10"),
        (((10, 11),), "several"),
        (((14, 14), (15.5, 15.5)), "11-15"),
        (((6, 6), (11, 11)), "several"),
        (((17.9, 17.9),), "16-17"),
        (((18, 25),), "18-25"),
        (((120, 120),), "26-"),
    ],
)
def test_the_band_of_an_age(ages: tuple[tuple[float, float], ...], band: str) -> None:
    assert age_band(ages) == band


def test_views_copies_and_prints_count_by_offer(counters: Counters, kept: Kept) -> None:
    counters.count_offer_view("a")
    counters.count_copy("a")
    counters.count_print(["a", "b"])
    counters.flush()
    assert kept.sums == {
        Counted(NOVEMBER, "offer-view", "a"): 1,
        Counted(NOVEMBER, "copy", "a"): 1,
        Counted(NOVEMBER, "print", "a"): 1,
        Counted(NOVEMBER, "print", "b"): 1,
    }


@pytest.mark.parametrize(("key", "counted"), [("oak-school", 1), ("made-up", 0), ("", 0), (None, 0)])
def test_a_key_that_no_site_has_counts_as_nothing(
    counters: Counters, kept: Kept, key: str | None, counted: int
) -> None:
    counters.count_embed(key)
    counters.flush()
    assert sum(kept.sums.values()) == counted


def test_while_the_database_is_away_nothing_is_lost_or_counted_twice(
    counters: Counters, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    counters.count_search(QUERY, 3)
    kept.is_away = True
    counters.flush()
    counters.count_search(QUERY, 3)
    kept.is_away = False
    counters.flush()
    counters.flush()
    assert list(kept.sums.values()) == [2]
    assert "counts were not written yet" in caplog.text
    assert "getting-advice" not in caplog.text


def test_memory_does_not_fill_while_the_database_is_away(
    counters: Counters, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thrive_directory.api.counters.MOST_KEYS", 2)
    for offer in ("a", "b", "c", "a"):
        counters.count_offer_view(offer)
    counters.flush()
    assert {key.subject: value for key, value in kept.sums.items()} == {"a": 2, "b": 1}


def test_switched_off_nothing_is_counted() -> None:
    counters = Counters()
    counters.count_search(QUERY, 3)
    counters.flush()
    assert not counters.enabled
    assert not counters._sums
