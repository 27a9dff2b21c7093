"""Too few options: what is widened, in which order, how it is said, and what is never touched."""

from dataclasses import fields, replace

import pytest

from tests.small_world import offer, query, snapshot
from thrive_directory.search.engine import search
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.relax import ENOUGH, PARAMETERS, STEPS, search_widened

NEVER_WIDENED = {
    "near", "ages", "audiences", "access", "gender", "gp", "gp_areas", "school", "circumstances", "text",
}  # fmt: skip
"""Where and who somebody is, and what they cannot do without."""
NOT_A_LIMIT = {"now", "leave_out", "prefer_access", "prefer_needs", "sort", "variety", "explain", "limit", "offset"}


def ids(answer) -> list[str]:
    return [hit.offer_id for hit in answer.hits]


def parameters(answer) -> list[str]:
    return [relaxed.parameter for relaxed in answer.relaxed]


def several(prefix: str, count: int, **facts):
    return [offer(f"{prefix}{number}", **facts) for number in range(count)]


def test_a_field_of_the_query_is_widened_or_never_or_no_limit():
    """A new field must be put in one of the three."""
    widened = {name for name, _, _ in STEPS}
    assert widened | NEVER_WIDENED | NOT_A_LIMIT == {field.name for field in fields(SearchQuery)}
    assert not widened & (NEVER_WIDENED | NOT_A_LIMIT)
    assert set(PARAMETERS) <= widened


def test_enough_options_are_left_alone():
    catalogue = snapshot(*several("a", ENOUGH, sectors="health"), offer("b", sectors="voluntary"))
    asked = query(sector="health")
    assert search_widened(catalogue, asked) == search(catalogue, asked)


def test_fewer_are_followed_by_others_that_say_so():
    catalogue = snapshot(offer("a", sectors="voluntary", checked="unconfirmed today"), offer("b", sectors="health"))
    answer = search_widened(catalogue, query(sector="voluntary"))
    assert ids(answer) == ["a", "b"]
    assert [hit.reasons[0].code for hit in answer.hits] == ["in-sector", "widened"]
    assert answer.hits[1].reasons[0].params == {"parameter": "sector"}
    assert [(r.parameter, r.text) for r in answer.relaxed] == [
        ("sector", "There are few options in that sector, so others follow.")
    ]
    assert answer.total == 2


@pytest.mark.parametrize(
    ("facts", "asked", "parameter"),
    [
        ({"at": "camden + 9 km"}, {"near": "camden", "within_km": 2}, "within_km"),
        ({"hours": "SA 10:00-12:00"}, {"open": "now"}, "open"),
        ({"wait": 9}, {"wait": 2}, "wait"),
        ({"cost": "paid"}, {"free": True}, "free"),
        ({"cost": "free"}, {"free": False}, "free"),
        ({"sectors": "health"}, {"sector": "voluntary"}, "sector"),
        ({"modes": "phone"}, {"mode": "video"}, "mode"),
        ({"modes": "phone"}, {"not_mode": "phone"}, "not_mode"),
        ({"languages": "en"}, {"language": "pl"}, "language"),
        ({"routes": "gp"}, {"referral_route": "self"}, "referral_route"),
        ({"only_needs": "eating"}, {"need": "anxiety"}, "need"),
        ({"groupings": "thriving"}, {"grouping": "getting-help"}, "grouping"),
    ],
)
def test_each_part_that_may_be_widened(facts, asked, parameter):
    answer = search_widened(snapshot(offer("a", **facts)), query(**asked))
    assert (ids(answer), parameters(answer)) == (["a"], [parameter])


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"areas": "salford"}, {"near": "camden"}),
        ({"age": "18+"}, {"age": 14}),
        ({"audience": "professional"}, {"audience": "young-person"}),
        ({"genders": "male"}, {"gender": "female"}),
        ({"gp_areas": "salford"}, {"gp": "F83001", "gp_areas": "camden"}),
        ({"schools": "100001"}, {"school": 100009}),
        ({"only_for": "deaf"}, {"circumstance": "young-carer"}),
        ({"modes": "in-person"}, {"access": "step-free"}),
        ({"referrals": "closed"}, {}),
        ({"name": "Harbour"}, {"text": "zebra"}),
    ],
)
def test_what_is_never_widened(facts, asked):
    answer = search_widened(snapshot(offer("a", **facts)), query(**asked))
    assert (ids(answer), parameters(answer), answer.total) == ([], [], 0)


def test_a_phone_line_has_no_building_to_get_into():
    catalogue = snapshot(offer("a", modes="in-person", access="step-free"), offer("b", modes="phone"))
    answer = search_widened(catalogue, query(access="step-free"))
    assert (ids(answer), parameters(answer)) == (["a", "b"], ["access"])
    assert "from-home" in {reason.code for reason in answer.hits[1].reasons}


def test_one_part_after_another_and_no_more_than_needed():
    """Distance first, then cost; with five found, the sector is left as it was asked."""
    asked = query(near="camden", within_km=2, free=True, sector="health")
    catalogue = snapshot(
        *several("a", 2, at="camden + 1 km", cost="free", sectors="health"),
        *several("b", 2, at="camden + 9 km", cost="free", sectors="health"),
        *several("c", 2, at="camden + 1 km", cost="paid", sectors="health"),
        *several("d", 2, at="camden + 1 km", cost="free", sectors="voluntary"),
    )
    answer = search_widened(catalogue, asked)
    assert [offer_id[0] for offer_id in ids(answer)] == list("aabbcc")
    assert parameters(answer) == ["within_km", "free"]
    widened = [hit.reasons[0].params.get("parameter") for hit in answer.hits[2:]]
    assert widened == ["within_km", "within_km", "free", "free"]


def test_a_part_that_lets_nothing_in_is_not_said_to_be_widened():
    catalogue = snapshot(offer("a", sectors="voluntary"))
    answer = search_widened(catalogue, query(sector="health", free=True, wait="now"))
    assert (ids(answer), parameters(answer)) == (["a"], ["sector"])


def test_what_is_widened_stays_within_where_and_who():
    """The widened offers must still cover the place, take the age and have the access."""
    facts = {"sectors": "health", "access": "step-free", "age": "11-17"}
    catalogue = snapshot(
        offer("a", **facts),
        offer("b", **{**facts, "age": "18+"}),
        offer("c", **{**facts, "access": "bsl"}),
        offer("d", **facts, areas="salford"),
    )
    answer = search_widened(catalogue, query(near="camden", age=14, access="step-free", sector="voluntary"))
    assert ids(answer) == ["a"]


def test_near_misses_and_facets_are_those_of_the_question_asked():
    catalogue = snapshot(offer("a", sectors="health"), offer("b", sectors="voluntary", age="18+"))
    asked = query(sector="voluntary", age=14)
    strict, widened = search(catalogue, asked), search_widened(catalogue, asked)
    assert [miss.offer_id for miss in widened.near_misses] == ["b"]
    assert widened.facets == strict.facets


def test_each_offer_once():
    catalogue = snapshot(*several("a", 3, sectors="voluntary"), *several("b", 3, sectors="health"))
    found = ids(search_widened(catalogue, query(sector="voluntary", free=True)))
    assert len(found) == len(set(found)) == 6


def test_a_page_is_cut_from_the_whole():
    catalogue = snapshot(*several("a", 2, sectors="voluntary"), *several("b", 2, sectors="health"))
    asked = query(sector="voluntary", limit=3)
    first, second = search_widened(catalogue, asked), search_widened(catalogue, replace(asked, offset=3))
    assert (ids(first), first.next_offset, first.total) == (["a0", "a1", "b0"], 3, 4)
    assert (ids(second), second.next_offset, second.total) == (["b1"], None, 4)
