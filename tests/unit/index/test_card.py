"""The JSON of a result: what is unknown is null or empty, and what is hidden is not there."""

from dataclasses import replace

import orjson

from tests.small_world import offer
from thrive_directory.catalogue.offer import Contact
from thrive_directory.index.card import card, location_json

BARE = offer("bare", areas="unknown", contact="none")


def fields(made) -> dict:
    return orjson.loads(card(made))


def test_a_bare_offer_says_null_and_empty_lists():
    found = fields(BARE)
    lists = {name for name, value in found.items() if value == []}
    nulls = {name for name, value in found.items() if value is None}
    assert lists == {
        "groupings", "needs", "sectors", "modes", "audiences", "access", "referral_routes", "languages", "contacts",
        "coverage",
    }  # fmt: skip
    assert nulls >= {"summary", "url", "minimum_age", "maximum_age", "age_text", "cost", "cost_text", "opening_hours"}
    assert (found["id"], found["name"]) == ("bare", "Offer bare")
    assert found["organization"] == {"id": "trust", "name": "Example Trust"}


def test_groupings_say_who_is_sure():
    found = fields(offer("a", groupings="thriving, getting-help (confirmed)"))
    assert found["groupings"] == [
        {"code": "thriving", "status": "suggested"},
        {"code": "getting-help", "status": "confirmed"},
    ]


def test_ages_are_in_completed_years():
    found = fields(offer("a", age="11-17"))
    assert (found["minimum_age"], found["maximum_age"]) == (11, 17)


def test_coverage_names_each_area():
    found = fields(offer("a", areas="camden, uk"))
    assert found["coverage"] == [
        {"code": "E09000007", "name": "Camden", "kind": "local-authority"},
        {"code": "K02000001", "name": "UK", "kind": "everywhere"},
    ]


def test_a_contact_carries_its_source():
    (contact,) = fields(offer("a"))["contacts"]
    assert contact == {
        "kind": "phone",
        "value": "020 7946 0000",
        "tel": "+442079460000",
        "label": None,
        "source_url": "https://example.org/",
        "provenance": "own",
        "collected_on": "2026-11-18",
    }
    assert set(contact) == set(Contact.__slots__)


def test_verification_says_by_whom_and_when():
    assert fields(offer("a", checked="sourced 3 days ago"))["verification"] == {
        "status": "sourced",
        "by": "a steward",
        "on": "2026-11-15",
    }


def test_languages_have_one_order():
    assert fields(offer("a", languages="ur, en, pl"))["languages"] == ["en", "pl", "ur"]


def test_a_location():
    (place,) = offer("a", at={"spot": "camden", "name": "Library"}).locations
    found = orjson.loads(location_json(replace(place, postcode="NW1 8QL")))
    assert (found["id"], found["name"], found["postcode"]) == ("a1", "Library", "NW1 8QL")
    assert (round(found["lon"], 1), round(found["lat"], 1)) == (-0.1, 51.5)


def test_a_location_without_a_point_is_not_at_zero():
    (place,) = offer("a", at="camden").locations
    found = orjson.loads(location_json(replace(place, point=None, grid=None)))
    assert (found["lon"], found["lat"]) == (None, None)


def test_no_location_and_a_hidden_one_are_the_same():
    (hidden,) = offer("a", at="hidden").locations
    assert location_json(None) == location_json(hidden) == b"null"


def test_a_hidden_one_tells_nothing_whatever_the_catalogue_knows():
    (place,) = offer("a", at={"spot": "camden", "name": "The house"}).locations
    assert location_json(replace(place, confidential=True, postcode="NW1 8QL")) == b"null"
