"""What must hold whatever the catalogue and the question: one thing is changed, and the answer may only change so."""

from dataclasses import fields, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.strategies import TODAY, VOCABULARY, catalogues, grids, offers, queries
from tests.small_world import offer as spelled
from tests.small_world import query as asked_for
from thrive_directory.catalogue.offer import Age, Offer, OfferLocation
from thrive_directory.geo.grid import distance_km, to_point
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.engine import search
from thrive_directory.search.weights import DEFAULT_WEIGHTS

ONE_ID, OTHER_ID = "ffffffff-0000-5000-8000-000000000001", "ffffffff-0000-5000-8000-000000000002"


def whole_list(catalogue, query) -> list[str]:
    """Every offer that fits, in order of rank."""
    query = replace(query, variety=False, sort="relevance", limit=100, offset=0)
    return [hit.offer_id for hit in search(build_snapshot(1, catalogue, VOCABULARY), query).hits]


def at(offer: Offer, offer_id: str, grid) -> Offer:
    place = OfferLocation(f"{offer_id}-1", grid=grid, point=to_point(grid))
    return replace(offer, id=offer_id, locations=(place,))


@given(catalogues(most=6), offers(0), queries(), grids, grids)
@settings(max_examples=100)
def test_a_nearer_twin_never_ranks_lower(catalogue, twin, query, one, other):
    """The nearer twin has the higher id, so that it gains nothing from ties."""
    if query.near is None or query.near.grid is None:
        query = replace(query, near=None)
    else:
        one, other = sorted((one, other), key=lambda grid: -distance_km(query.near.grid, grid))
    found = whole_list([*catalogue, at(twin, ONE_ID, one), at(twin, OTHER_ID, other)], query)
    if ONE_ID in found and distance_of(query, one) > distance_of(query, other):
        assert found.index(OTHER_ID) < found.index(ONE_ID)


def distance_of(query, grid) -> float:
    return distance_km(query.near.grid, grid) if query.near and query.near.grid else 0.0


@given(catalogues(most=6), offers(0), queries(), st.integers(1, 900))
@settings(max_examples=100)
def test_a_fresher_twin_never_ranks_lower(catalogue, twin, query, days):
    earlier = min(twin.verification.on, TODAY) - timedelta(days=days)
    stale = replace(twin, id=ONE_ID, verification=replace(twin.verification, on=earlier))
    fresh = replace(twin, id=OTHER_ID)
    found = whole_list([*catalogue, stale, fresh], query)
    assert (ONE_ID in found) == (OTHER_ID in found)
    if ONE_ID in found:
        assert found.index(OTHER_ID) < found.index(ONE_ID)


UNKNOWN = {
    "groupings": {"groupings": ()},
    "needs": {"needs": (), "needs_scope": None},
    "sectors": {"sectors": ()},
    "modes": {"modes": ()},
    "audiences": {"audiences": ()},
    "referral routes": {"referral_routes": ()},
    "circumstances": {"circumstances": (), "circumstances_scope": None},
    "genders": {"genders": frozenset()},
    "languages": {"languages": frozenset()},
    "age": {"age": Age()},
    "cost": {"cost": None},
    "area": {"areas": ()},
    "practices": {"gp_practices": frozenset(), "gp_areas": frozenset()},
    "schools": {"schools": frozenset()},
    "capacity": {"capacity": None},
    "hours": {"schedules": ()},
    "contacts": {"contacts": ()},
}


@given(offers(0), queries(), st.sampled_from(sorted(UNKNOWN)))
@settings(max_examples=100)
def test_an_offer_that_is_shown_is_shown_without_any_one_fact(offer, query, fact):
    """Text and access apart: what words must find is text, and access is the one filter that wants certainty.

    A location's own hours and areas are cleared with the offer's. An offer that names whom it is for, and not
    professionals, is one to them only by who may refer: without that fact it is not."""
    query = replace(query, text="")
    if fact == "referral routes" and "professional" in query.audiences:
        return
    if whole_list([offer], query):
        blank = replace(offer, **UNKNOWN[fact], locations=tuple(cleared(place, fact) for place in offer.locations))
        assert whole_list([blank], query)


def cleared(place: OfferLocation, fact: str) -> OfferLocation:
    if fact == "hours":
        return replace(place, schedules=())
    return replace(place, areas=None) if fact == "area" else place


@given(offers(0), queries())
@settings(max_examples=100)
def test_an_offer_that_is_shown_is_shown_without_its_points(offer, query):
    query = replace(query, text="")
    if whole_list([offer], query):
        places = tuple(replace(place, grid=None, point=None) for place in offer.locations)
        assert whole_list([replace(offer, locations=places)], query)


GROUPINGS = VOCABULARY.codes("grouping")


@given(catalogues(most=8), queries(), st.permutations(GROUPINGS))
@settings(max_examples=100)
def test_no_grouping_is_higher_than_another(catalogue, query, order):
    """Calling each grouping by another's name, in the offers and in the question, changes nothing."""
    name = dict(zip(GROUPINGS, order, strict=True))
    renamed = [
        replace(offer, groupings=tuple(replace(tag, code=name[tag.code]) for tag in offer.groupings))
        for offer in catalogue
    ]
    asked = replace(query, groupings=frozenset(name[code] for code in query.groupings))
    before = search(build_snapshot(1, catalogue, VOCABULARY), query)
    after = search(build_snapshot(1, renamed, VOCABULARY), asked)
    assert [(h.offer_id, h.penalty) for h in after.hits] == [(h.offer_id, h.penalty) for h in before.hits]
    assert after.facets["grouping"] == {name[code]: count for code, count in before.facets["grouping"].items()}


@given(catalogues(most=8), offers(0), queries())
@settings(max_examples=100)
def test_one_more_offer_leaves_the_others_in_order(catalogue, newcomer, query):
    """Without words: a newcomer may teach the directory a word that others were a misspelling of."""
    query = replace(query, text="")
    before = whole_list(catalogue, query)
    after = whole_list([*catalogue, replace(newcomer, id=ONE_ID)], query)
    assert [offer_id for offer_id in after if offer_id != ONE_ID] == before


@given(catalogues(), queries(), st.integers(1, 7))
@settings(max_examples=100)
def test_pages_of_any_size_make_the_same_list(catalogue, query, size):
    snapshot = build_snapshot(1, catalogue, VOCABULARY)
    whole = search(snapshot, replace(query, limit=100, offset=0)).hits
    assert paged(snapshot, query, size) == [hit.offer_id for hit in whole]


@pytest.mark.parametrize("variety", [True, False])
@pytest.mark.parametrize("size", [1, 7, 20, 59, 60, 61])
def test_pages_agree_past_the_places_that_variety_picks(variety, size):
    """More offers than variety looks at, of a few kinds, with many ties."""
    chance = Random(2026)  # noqa: S311 -- picks kinds of offers, keeps no secret
    catalogue = [
        spelled(
            f"{number:03d}",
            sectors=chance.choice(["health", "voluntary", "education"]),
            modes=chance.choice(["phone", "in-person", "app", "video"]),
            checked=f"{chance.choice([0, 0, 30, 400])} days ago",
        )
        for number in range(90)
    ]
    snapshot = build_snapshot(1, catalogue, VOCABULARY)
    asked = asked_for(variety=variety)
    whole = [hit.offer_id for hit in search(snapshot, replace(asked, limit=100)).hits]
    assert len(set(whole)) == 90
    assert paged(snapshot, asked, size) == whole


def paged(snapshot, query, size) -> list[str]:
    found, offset = [], 0
    while offset is not None:
        answer = search(snapshot, replace(query, limit=size, offset=offset))
        found += [hit.offer_id for hit in answer.hits]
        assert answer.next_offset is None or answer.next_offset > offset
        offset = answer.next_offset
    return found


@given(catalogues(most=8), queries())
@settings(max_examples=50)
def test_the_same_question_has_the_same_answer(catalogue, query):
    once = search(build_snapshot(1, catalogue, VOCABULARY), query)
    again = search(build_snapshot(2, catalogue, VOCABULARY), query)
    assert once == again


@given(catalogues(most=8), queries())
@settings(max_examples=60)
def test_a_rank_is_the_sum_of_its_named_penalties(catalogue, query):
    """`explain` shows every penalty, each between nothing and its weight, and shows them only when asked."""
    snapshot = build_snapshot(1, catalogue, VOCABULARY)
    heaviest = max(getattr(DEFAULT_WEIGHTS, field.name) for field in fields(DEFAULT_WEIGHTS))
    for hit in search(snapshot, replace(query, explain=True)).hits:
        assert all(0.0 <= penalty <= heaviest for penalty in hit.penalties.values())
        assert hit.penalty == pytest.approx(sum(hit.penalties.values()))
    assert [hit.penalties for hit in search(snapshot, query).hits] == [None] * len(search(snapshot, query).hits)
