"""While you wait: what somebody can use today for what the offer they wait for is for."""

import pytest

from tests.small_world import offer, query, snapshot
from thrive_directory.errors import ServiceNotFound
from thrive_directory.search.meanwhile import while_you_wait

NOW = {"hours": "always", "routes": "self"}
WAITED_FOR = offer("waited-for", only_needs="anxiety", routes="gp", wait=30)


def ids(answer) -> list[str]:
    return [hit.offer_id for hit in answer.hits]


def test_open_now_for_the_same_needs_by_asking_oneself():
    catalogue = snapshot(
        WAITED_FOR,
        offer("a", needs="anxiety", **NOW),
        offer("closed", needs="anxiety", routes="self", hours="SA 10:00-12:00"),
        offer("by-referral", needs="anxiety", routes="gp", hours="always"),
        offer("other-needs", only_needs="eating", **NOW),
    )
    assert ids(while_you_wait(catalogue, "waited-for", query())) == ["a"]


def test_hours_and_ways_in_that_nobody_knows_are_to_ask():
    answer = while_you_wait(snapshot(WAITED_FOR, offer("a", needs="anxiety")), "waited-for", query())
    assert [(hit.offer_id, [ask.code for ask in hit.asks]) for hit in answer.hits] == [
        ("a", ["referral-route-unknown", "opening-unknown"])
    ]


def test_the_same_age_and_place():
    catalogue = snapshot(
        WAITED_FOR,
        offer("a", needs="anxiety", age="11-17", **NOW),
        offer("too-old", needs="anxiety", age="18+", **NOW),
        offer("elsewhere", needs="anxiety", age="11-17", areas="salford", **NOW),
    )
    assert ids(while_you_wait(catalogue, "waited-for", query(near="camden", age=14))) == ["a"]


def test_never_the_offer_itself():
    itself = offer("a", needs="anxiety", **NOW)
    answer = while_you_wait(snapshot(itself, offer("b", needs="anxiety", **NOW)), "a", query())
    assert (ids(answer), answer.total) == (["b"], 1)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_as_many_as_asked_for_beside_itself(limit):
    catalogue = snapshot(*(offer(key, needs="anxiety", **NOW) for key in "abcd"))
    assert ids(while_you_wait(catalogue, "a", query(limit=limit))) == ["b", "c", "d"][:limit]


def test_an_offer_that_names_no_needs_asks_for_none():
    catalogue = snapshot(offer("a"), offer("b", only_needs="eating", **NOW))
    assert ids(while_you_wait(catalogue, "a", query())) == ["b"]


def test_needs_that_were_asked_for_stand():
    catalogue = snapshot(WAITED_FOR, offer("a", only_needs="eating", **NOW), offer("b", only_needs="anxiety", **NOW))
    assert ids(while_you_wait(catalogue, "waited-for", query(need="eating"))) == ["a"]


def test_an_offer_with_several_locations_has_its_own_needs():
    """Its rows are several; the needs must be those of the offer named, not of the row of that number."""
    catalogue = snapshot(
        offer("a", only_needs="eating", at=["camden", "camden + 1 km", "camden + 2 km"]),
        offer("b", only_needs="anxiety"),
        offer("c", only_needs="anxiety", **NOW),
        offer("d", only_needs="eating", **NOW),
    )
    assert ids(while_you_wait(catalogue, "b", query())) == ["c"]


def test_an_id_that_is_not_published():
    with pytest.raises(ServiceNotFound) as caught:
        while_you_wait(snapshot(WAITED_FOR), "somebody-typed-this", query())
    assert "somebody-typed-this" not in str(caught.value)
