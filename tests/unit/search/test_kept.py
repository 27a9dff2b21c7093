"""Some rules read more of a question than the field that they are about: what is kept for one must not serve another
that differs there. Random questions seldom meet in these ways (tests/property/test_engine.py), so they are shown."""

from dataclasses import replace

import pytest

from tests.small_world import PLACES, offer, query, snapshot
from thrive_directory.catalogue.offer import Age
from thrive_directory.search.engine import search

OFFERS = [
    replace(offer("to 25 with SEND", areas="uk"), age=Age(minimum=11.0, until=18.0, exceptions=(("send", 25.0),))),
    offer("young carers only", areas="uk", only_for="young-carer"),
    offer("for parents", areas="uk", needs="parenting"),
    offer("for the well", areas="uk", needs="wellbeing", groupings="thriving"),
    offer("for anybody", areas="uk", needs="wellbeing"),
]
MEETINGS = [
    ({"ages": ((24.0, 24.0),)}, {"circumstances": frozenset({"send"})}),
    ({"circumstances": frozenset({"send"})}, {"needs": frozenset({"young-carer"})}),
    ({"needs": frozenset({"sleep"})}, {"audiences": frozenset({"parent-carer"})}),
    ({"prefer_needs": frozenset({"anxiety"})}, {"groupings": frozenset({"thriving"})}),
    ({}, {"needs": frozenset({"young-carer"})}),
]


@pytest.mark.parametrize("near", [None, PLACES["camden"]], ids=["anywhere", "near a place"])
@pytest.mark.parametrize(("asked", "more"), MEETINGS)
def test_questions_that_differ_only_in_what_else_a_rule_reads(asked, more, near):
    one = replace(query(), near=near, **asked)
    other = replace(one, **more)
    alone = [search(snapshot(*OFFERS), each) for each in (one, other)]
    assert alone[0] != alone[1]
    shared = snapshot(*OFFERS)
    assert [search(shared, each) for each in (one, other)] == alone
    shared = snapshot(*OFFERS)
    assert [search(shared, each) for each in (other, one)] == alone[::-1]
