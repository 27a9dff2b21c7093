"""Facets count as if their own filter alone were lifted: what lifting it then shows is what was promised."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.property.strategies import VOCABULARY, catalogues, queries
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search

FIELDS = {
    "grouping": ("groupings", "groupings"),
    "need": ("needs", "needs"),
    "sector": ("sectors", "sectors"),
    "mode": ("modes", "modes"),
    "audience": ("audiences", "audiences"),
    "referral_route": ("referral_routes", "referral_routes"),
    "language": ("languages", "languages"),
}
"""Facet: (field of the question, field of the offer)."""


@pytest.mark.parametrize("facet", FIELDS)
@given(catalogues(most=8), queries())
@settings(max_examples=30)
def test_lifting_a_filter_shows_what_its_facet_counted(facet, offers, query):
    """Without words, which filter when they are left alone."""
    asked, held = FIELDS[facet]
    snapshot = build_snapshot(1, offers, VOCABULARY)
    query = replace(query, text="", limit=100, offset=0, prefer_needs=frozenset())
    lifted = search(snapshot, replace(query, **{asked: frozenset()}))
    by_id = {offer.id: offer for offer in offers}
    codes = Counter(
        getattr(value, "code", value) for hit in lifted.hits for value in getattr(by_id[hit.offer_id], held)
    )
    assert search(snapshot, query).facets[facet] == codes


@given(catalogues(most=8), queries())
@settings(max_examples=60)
def test_cost_counts_what_lifting_it_shows(offers, query):
    snapshot = build_snapshot(1, offers, VOCABULARY)
    query = replace(query, text="", limit=100, offset=0)
    lifted = search(snapshot, replace(query, free=None))
    cost = {offer.id: offer.cost for offer in offers}
    counts = Counter(cost[hit.offer_id] for hit in lifted.hits if cost[hit.offer_id])
    assert search(snapshot, query).facets["cost"] == counts


@given(catalogues(most=8), queries())
@settings(max_examples=60)
def test_a_facet_whose_filter_is_not_in_force_counts_what_is_shown(offers, query):
    snapshot = build_snapshot(1, offers, VOCABULARY)
    answer = search(snapshot, replace(query, sectors=frozenset(), limit=100, offset=0))
    by_id = {offer.id: offer for offer in offers}
    assert answer.facets["sector"] == Counter(tag.code for hit in answer.hits for tag in by_id[hit.offer_id].sectors)
