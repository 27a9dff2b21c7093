"""Every row of the tables beside this file, asked of the fast engine and of the slow obvious one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reference import reference_search
from tests.small_world import VOCABULARY, catalogue, query, words
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search

HERE = Path(__file__).parent
# The rule behind each question to put to a provider. An answer says the question; the slow engine only the rule.
RULES = {
    "area-unknown": "area", "area-partly": "area", "grouping-unknown": "grouping", "need-unknown": "need",
    "age-unknown": "age", "age-partly": "age", "circumstance-unknown": "circumstance", "gender-unknown": "gender",
    "gp-unknown": "gp", "school-unknown": "school", "wait-unknown": "wait", "mode-unknown": "mode",
    "language-unknown": "language", "cost-unknown": "cost", "opening-unknown": "open",
    "distance-unknown": "within_km", "audience-unknown": "audience", "referral-route-unknown": "referral_route",
    "sector-unknown": "sector", "unconfirmed": "unconfirmed",
}  # fmt: skip
ROW_FIELDS = {
    "row", "offers", "query", "shown", "asks", "near_misses", "absent", "order", "facets", "total", "next", "more",
    "location", "distance",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What either engine says, in the words of the tables."""

    shown: list[str]
    asks: dict[str, list[str]]
    near_misses: dict[str, str]
    facets: dict[str, dict[str, int]]
    total: int
    locations: dict[str, str | None]
    km: dict[str, float | None]


def fast(offers, asked) -> Outcome:
    answer = search(build_snapshot(1, offers, VOCABULARY), asked)
    return Outcome(
        shown=[hit.offer_id for hit in answer.hits],
        asks={hit.offer_id: sorted(ask.code for ask in hit.asks) for hit in answer.hits if hit.asks},
        near_misses={miss.offer_id: miss.code for miss in answer.near_misses},
        facets={name: dict(counts) for name, counts in answer.facets.items()},
        total=answer.total,
        locations={hit.offer_id: hit.location_id for hit in answer.hits},
        km={hit.offer_id: hit.distance_km for hit in answer.hits},
    )


def slow(offers, asked) -> Outcome:
    answer = reference_search(offers, VOCABULARY, asked)
    return Outcome(
        shown=[offer_id for offer_id, *_ in answer.hits],
        asks={hit[0]: sorted(rule.replace("not_mode", "mode") for rule in hit[4]) for hit in answer.hits if hit[4]},
        near_misses=dict(answer.near_misses),
        facets=answer.facets,
        total=answer.total,
        locations={hit[0]: hit[1] for hit in answer.hits},
        km={hit[0]: hit[2] for hit in answer.hits},
    )


def rows() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            assert set(group) == {"rule", "says", "rows"}, f"{path.name}: {sorted(group)}"
            for row in group["rows"]:
                found.append(pytest.param(row, id=f"{path.stem}: {group['rule']}: {row['row']}"))
    return found


ROWS = rows()


@pytest.mark.parametrize("engine", [fast, slow])
@pytest.mark.parametrize("row", ROWS)
def test_search(row, engine):
    assert set(row) <= ROW_FIELDS, f"not a field of a row: {sorted(set(row) - ROW_FIELDS)}"
    outcome = engine(catalogue(row["offers"]), query(**row.get("query", {})))
    shown = str(row.get("shown") or "").split()
    assert (sorted(outcome.shown), outcome.near_misses) == (sorted(shown), row.get("near_misses", {}))
    if row.get("order") != "any":
        assert outcome.shown == shown
    assert outcome.asks == _expected_asks(row, engine)
    assert outcome.total == row.get("total", len(shown))
    for facet, counts in row.get("facets", {}).items():
        assert outcome.facets[facet] == counts
    for key, location in row.get("location", {}).items():
        assert outcome.locations[key] == location
    for key, km in row.get("distance", {}).items():
        assert outcome.km[key] == (None if km is None else pytest.approx(km, abs=0.01))


def _expected_asks(row, engine) -> dict[str, list[str]]:
    asked = {key: words(codes) for key, codes in row.get("asks", {}).items()}
    return {
        key: sorted(codes if engine is fast else [RULES[code] for code in codes if code in RULES])
        for key, codes in asked.items()
        if engine is fast or any(code in RULES for code in codes)
    }


@pytest.mark.parametrize("row", [row for row in ROWS if {"next", "more"} & set(row.values[0])])
def test_what_more_there_is(row):
    """Where the next page starts, and how many more may fit but do not say."""
    answer = search(build_snapshot(1, catalogue(row["offers"]), VOCABULARY), query(**row["query"]))
    if "next" in row:
        assert answer.next_offset == row["next"]
    if "more" in row:
        assert [int(ask.text.split()[0]) for ask in answer.asks] == ([row["more"]] if row["more"] else [])


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_what_becomes_of_each_offer(row):
    """Shown, a near miss or absent: nothing is left to the reader to guess, save where a page is cut short."""
    told = {*str(row.get("shown") or "").split(), *row.get("near_misses", {}), *str(row.get("absent") or "").split()}
    assert told <= set(row["offers"])
    if "total" not in row:
        assert told == set(row["offers"])
    assert set(row.get("asks", {})) <= set(str(row.get("shown") or "").split())


def test_there_is_a_row_for_each_rule():
    """A floor under the tables: rules are added with their rows."""
    assert len(ROWS) >= 130
