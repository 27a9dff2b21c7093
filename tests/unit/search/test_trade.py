"""What a card says it trades: what is better and what is worse than the best match, and nothing that is not known."""

from typing import NamedTuple

import pytest

from tests.small_world import offer, query, snapshot
from thrive_directory.index.columns import FREE_BIT, PAID_BIT
from thrive_directory.search.engine import search
from thrive_directory.search.trade import Option, trades

SEE, CALL, WRITE, ALONE = 0, 1, 2, 3


class Traits(NamedTuple):
    km: float | None
    wait_weeks: float | None
    is_free: bool | None
    is_open_now: bool
    kinds: int

    def as_told(self) -> Option:
        cost = {True: FREE_BIT, False: PAID_BIT, None: 0}[self.is_free]
        return Option(self.km, self.wait_weeks, self.is_open_now, self.kinds | cost)


PLAIN = Traits(km=5.0, wait_weeks=8.0, is_free=None, is_open_now=False, kinds=1 << SEE)


@pytest.mark.parametrize(
    ("best", "other", "said"),
    [
        ({}, {}, None),
        ({}, {"km": 1.0}, "Closer"),
        ({}, {"km": 9.0}, "Farther away"),
        ({}, {"km": 4.5}, None),
        ({}, {"km": None}, None),
        ({"km": None}, {}, None),
        ({}, {"wait_weeks": 1.0}, "Sooner"),
        ({}, {"wait_weeks": 20.0}, "A longer wait"),
        ({}, {"wait_weeks": 7.0}, None),
        ({}, {"wait_weeks": None}, None),
        ({}, {"is_open_now": True}, "Open now"),
        ({"is_open_now": True}, {}, "Not known to be open now"),
        ({"is_free": False}, {"is_free": True}, "Free"),
        ({"is_free": True}, {"is_free": False}, "It costs money"),
        ({}, {"is_free": True}, None),
        ({"is_free": True}, {}, None),
        ({}, {"kinds": 1 << CALL}, "By phone"),
        ({}, {"kinds": 1 << WRITE}, "In writing or on screen"),
        ({}, {"kinds": 1 << CALL | 1 << WRITE}, "By phone or in writing or on screen"),
        ({}, {"kinds": 1 << ALONE}, "On your own"),
        ({"kinds": 1 << CALL}, {}, "Face to face"),
        ({}, {"kinds": 1 << SEE | 1 << CALL}, None),
        ({}, {"kinds": 0}, None),
        ({}, {"wait_weeks": 1.0, "kinds": 1 << CALL}, "Sooner, but by phone"),
        ({}, {"km": 1.0, "wait_weeks": 20.0}, "Closer, but a longer wait"),
        ({}, {"km": 1.0, "wait_weeks": 1.0}, "Closer and sooner"),
        (
            {"is_open_now": True},
            {"km": 1.0, "kinds": 1 << ALONE},
            "Closer, but not known to be open now and on your own",
        ),
    ],
)
def test_trade(best, other, said):
    assert trades(PLAIN._replace(**best).as_told(), [PLAIN._replace(**other).as_told()]) == [said]


def test_every_card_but_the_first_says_what_it_trades():
    catalogue = snapshot(
        offer("a", at="camden + 3 km", modes="in-person", wait=6),
        offer("b", modes="phone", wait=0),
        offer("c", at="camden + 8 km", modes="in-person"),
    )
    hits = search(catalogue, query(near="camden")).hits
    assert [(hit.offer_id, hit.trade) for hit in hits] == [
        ("b", None),
        ("a", "A longer wait and face to face"),
        ("c", "Face to face"),
    ]


def test_the_second_page_compares_with_the_best_match_of_the_first():
    catalogue = snapshot(offer("a", at="camden + 1 km"), offer("b", at="camden + 4 km"))
    answer = search(catalogue, query(near="camden", limit=1, offset=1))
    assert [(hit.offer_id, hit.trade) for hit in answer.hits] == [("b", "Farther away")]


def test_a_wait_that_has_expired_trades_nothing():
    catalogue = snapshot(offer("a", wait=1, cost="free"), offer("b", wait=30, holds_until="2026-11-17"))
    assert [hit.trade for hit in search(catalogue, query()).hits] == [None, None]
