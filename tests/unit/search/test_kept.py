"""Some rules read more of a question than the field that they are about: what is kept for one must not serve another
that differs there. Random questions seldom meet in these ways (tests/property/test_kept.py), so they are shown."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from tests.small_world import NOW, PLACES, TODAY, offer, query, snapshot
from thrive_directory.catalogue.offer import Age, Capacity, Schedule
from thrive_directory.opening.hours import LONDON
from thrive_directory.search.engine import search

OFFERS = [
    replace(offer("to 25 with SEND", areas="uk"), age=Age(minimum=11.0, until=18.0, exceptions=(("send", 25.0),))),
    offer("young carers only", areas="uk", only_for="young-carer"),
    offer("for parents", areas="uk", needs="parenting"),
    offer("for the well", areas="uk", needs="wellbeing", groupings="thriving"),
    replace(
        offer("for anybody", areas="uk", needs="wellbeing"),
        capacity=Capacity(as_of=TODAY, expires_on=TODAY + timedelta(days=30), wait_weeks=2.0),
        schedules=(Schedule(byday="MO,WE", opens_at=time(9), closes_at=time(17), bank_holidays="closed"),),
    ),
]
ST_ANDREWS_DAY = datetime(2026, 11, 30, 10, 0, tzinfo=LONDON)
SCOTLAND = replace(PLACES["camden"], nation="Scotland")
MEETINGS = [
    ({"ages": ((24.0, 24.0),)}, {"circumstances": frozenset({"send"})}),
    ({"circumstances": frozenset({"send"})}, {"needs": frozenset({"young-carer"})}),
    ({"needs": frozenset({"sleep"})}, {"audiences": frozenset({"parent-carer"})}),
    ({"prefer_needs": frozenset({"anxiety"})}, {"groupings": frozenset({"thriving"})}),
    ({}, {"needs": frozenset({"young-carer"})}),
    ({}, {"wait_weeks": 6.0}),
    ({}, {"now": NOW + timedelta(days=60)}),
    ({"now": ST_ANDREWS_DAY}, {"near": SCOTLAND}),
]


@pytest.mark.parametrize("near", [None, PLACES["camden"]], ids=["anywhere", "near a place"])
@pytest.mark.parametrize(("asked", "more"), MEETINGS)
def test_questions_that_differ_only_in_what_else_a_rule_reads(asked, more, near):
    one = replace(query(), **{"near": near, **asked})
    other = replace(one, **more)
    alone = [search(snapshot(*OFFERS), each) for each in (one, other)]
    assert alone[0] != alone[1]
    shared = snapshot(*OFFERS)
    assert [search(shared, each) for each in (one, other)] == alone
    shared = snapshot(*OFFERS)
    assert [search(shared, each) for each in (other, one)] == alone[::-1]
