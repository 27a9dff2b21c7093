"""Counts in the database: sums alone, that several servers add up, kept for 25 months; sites; on each database."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, inspect

from thrive_directory.catalogue.counts import (
    AgeBand,
    Counted,
    CountKind,
    Sums,
    add_counts,
    counts_between,
    forget_counts,
    month_before,
)
from thrive_directory.catalogue.session import engine_at, reading, writing
from thrive_directory.catalogue.sites import add_site, all_sites, remove_site, site_keys
from thrive_directory.catalogue.tables import UsageCount
from thrive_directory.catalogue.usage import usage
from thrive_directory.errors import BadParameter

NOVEMBER, DAY = date(2026, 11, 1), date(2026, 11, 22)
CAMDEN = Counted(NOVEMBER, "search", "E09000007", "getting-advice", "11-15")


def add(engine: Engine, sums: Sums) -> None:
    with writing(engine) as session:
        add_counts(session, sums)


def kept(engine: Engine, first: date = date(2020, 1, 1)) -> dict[Counted, int]:
    with reading(engine) as session:
        return counts_between(session, first, date(2030, 1, 1))


def some_sums() -> st.SearchStrategy[dict[Counted, int]]:
    key = st.builds(
        Counted,
        st.sampled_from([NOVEMBER, date(2026, 12, 1)]),
        st.sampled_from(["search", "search-nothing", "offer-view"]).map(lambda kind: cast("CountKind", kind)),
        st.sampled_from(["", "E09000007", "E08000033"]),
        st.sampled_from(["", "getting-help"]),
        st.sampled_from(["", "11-15"]).map(lambda band: cast("AgeBand", band)),
    )
    return st.dictionaries(key, st.integers(1, 50), max_size=12)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(workers=st.lists(st.lists(some_sums(), max_size=3), min_size=2, max_size=4))
def test_what_several_servers_write_at_once_adds_up(database: Engine, workers: list[list[dict[Counted, int]]]) -> None:
    with writing(database) as session:
        session.execute(delete(UsageCount))
    url = database.url.render_as_string(hide_password=False)

    def work(flushes: list[dict[Counted, int]]) -> None:
        own = engine_at(url)
        for sums in flushes:
            add(own, sums)
        own.dispose()

    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(work, workers))
    total: Counter[Counted] = Counter()
    for flushes in workers:
        for sums in flushes:
            total.update(sums)
    assert kept(database) == total


def test_nothing_else_is_kept(database: Engine) -> None:
    columns = {column["name"] for column in inspect(database).get_columns("usage_count")}
    assert columns == {"month", "kind", "subject", "grouping", "age_band", "count"}


def test_nothing_to_add_is_no_statement(database: Engine) -> None:
    add(database, {})
    assert kept(database) == {}


def test_after_twenty_five_months_they_are_forgotten(database: Engine) -> None:
    edge = month_before(NOVEMBER, 25)
    assert edge == date(2024, 10, 1)
    old = Counted(month_before(NOVEMBER, 26), "search")
    add(database, {old: 1, Counted(edge, "search"): 2, CAMDEN: 3})
    with writing(database) as session:
        forget_counts(session, DAY)
    assert list(kept(database).values()) == [2, 3]


def test_what_is_shown_has_names_and_hides_what_is_small(database: Engine) -> None:
    with writing(database) as session:
        key = add_site(session, "Oak School", DAY).key
    few = Counted(NOVEMBER, "search", "E08000033")
    add(database, {CAMDEN: 12, few: 9, Counted(NOVEMBER, "embed", key): 20})
    with reading(database) as session:
        found = usage(session, NOVEMBER, NOVEMBER, DAY)
    assert [(each.kind, each.subject, each.name, each.count, each.finished) for each in found] == [
        ("embed", key, "Oak School", 20, False),
        ("search", "E09000007", "", 10, False),
    ]
    with reading(database) as session:
        assert all(each.finished for each in usage(session, NOVEMBER, NOVEMBER, date(2026, 12, 1)))
        assert usage(session, date(2026, 12, 1), date(2026, 12, 1), DAY) == []


def test_months_are_shown_each_for_itself(database: Engine) -> None:
    """Nine and nine are not eighteen: a longer time less its months would give away the month that is hidden."""
    december = Counted(date(2026, 12, 1), "search", "E09000007")
    add(database, {Counted(NOVEMBER, "search", "E09000007"): 9, december: 9})
    with reading(database) as session:
        assert usage(session, NOVEMBER, december.month, DAY) == []


def test_a_site_has_a_key_that_reads_like_its_name(database: Engine) -> None:
    with writing(database) as session:
        keys = [
            add_site(session, name, DAY).key for name in ("Oak School", " Oak  School", "St Mary’s – Überlingen", "?")
        ]
    assert [key[:-5] for key in keys] == ["oak-school", "oak-school", "st-marys-uberlingen", "site"]
    assert len(set(keys)) == 4
    with reading(database) as session:
        assert site_keys(session) == set(keys)
        assert [site.name for site in all_sites(session)][1:3] == ["Oak School", "Oak School"]


def test_a_site_that_was_removed_counts_no_longer(database: Engine) -> None:
    with writing(database) as session:
        key = add_site(session, "Oak School", DAY).key
    with writing(database) as session:
        remove_site(session, key)
    with reading(database) as session:
        assert site_keys(session) == frozenset()
    with pytest.raises(BadParameter), writing(database) as session:
        remove_site(session, key)


@pytest.mark.parametrize("name", ["", "  ", "a" * 101])
def test_a_site_without_a_usable_name_is_refused(database: Engine, name: str) -> None:
    with pytest.raises(BadParameter), writing(database) as session:
        add_site(session, name, DAY)
