"""What each parameter of the lists means, worked out again from the records themselves, item by item."""

import json
from datetime import datetime, timedelta
from math import cos, hypot, radians
from typing import Any

import pytest

from tests.contract.made_up import SPOTS

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def found(client: Any, path: str = "/services", **asked: Any) -> list[Any]:
    """Every item in full, whole."""
    response = client.get(path, params={"format": "ndjson", "full": "true", **asked})
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def ids(client: Any, path: str = "/services", **asked: Any) -> set[str]:
    return {each["id"] for each in found(client, path, **asked)}


@pytest.fixture(scope="module")
def records(made_up_api: Any) -> list[Any]:
    """Every service in full."""
    whole = found(made_up_api)
    assert len(whole) > 100
    return whole


def terms_of(record: Any) -> set[str]:
    """The ids of the terms said of a service, or of it at one of its locations."""
    said = [*record.get("attributes", ())]
    said += [each for place in record.get("service_at_locations", ()) for each in place.get("attributes", ())]
    return {each["taxonomy_term_id"] for each in said if "taxonomy_term_id" in each}


def those(records: list[Any], rule: Any) -> set[str]:
    return {record["id"] for record in records if rule(record)}


def term(client: Any, taxonomy: str, code: str) -> Any:
    return next(
        each for each in found_terms(client) if each["code"] == code and taxonomy.lower() in each["taxonomy"].lower()
    )


def found_terms(client: Any) -> list[Any]:
    return [json.loads(line) for line in client.get("/taxonomy_terms?format=ndjson").text.splitlines()]


def test_a_term_by_id_code_and_uri(made_up_api, records):
    advice = term(made_up_api, "thrive", "getting-advice")
    expected = those(records, lambda record: advice["id"] in terms_of(record))
    assert expected
    for spelling in (advice["id"], advice["id"].upper(), advice["code"], advice["term_uri"]):
        assert ids(made_up_api, taxonomy_term_id=spelling) == expected


def test_several_terms_are_any_of_them_and_parameters_narrow_together(made_up_api, records):
    one, two = (term(made_up_api, "thrive", code)["id"] for code in ("getting-advice", "thriving"))
    either = those(records, lambda record: terms_of(record) & {one, two})
    assert ids(made_up_api, taxonomy_term_id=f"{one},{two}") == either
    assert ids(made_up_api, taxonomy_term_id=[one, two]) == either
    assert ids(made_up_api, taxonomy_term_id=one, organization_id=records[0]["organization_id"]) == those(
        records, lambda r: one in terms_of(r) and r["organization_id"] == records[0]["organization_id"]
    )


def test_a_taxonomy_is_any_of_its_terms(made_up_api, records):
    need = next(each for each in found_terms(made_up_api) if each["code"] == "anxiety")["taxonomy_id"]
    of_need = {each["id"] for each in found_terms(made_up_api) if each["taxonomy_id"] == need}
    assert ids(made_up_api, taxonomy_id=need) == those(records, lambda record: terms_of(record) & of_need)
    assert ids(made_up_api, taxonomy_id="need") == ids(made_up_api, taxonomy_id=f"urn:uuid:{need}")


def test_an_organization(made_up_api, records):
    for record in records[:5]:
        expected = those(records, lambda each: each["organization_id"] == record["organization_id"])  # noqa: B023
        assert ids(made_up_api, organization_id=record["organization_id"]) == expected


def test_modified_after_is_on_or_after(made_up_api, records):
    last = max(datetime.fromisoformat(record["last_modified"]) for record in records)
    expected = those(records, lambda record: datetime.fromisoformat(record["last_modified"]) >= last)
    assert ids(made_up_api, modified_after=last.isoformat()) == expected
    assert ids(made_up_api, modified_after=(last + timedelta(microseconds=1)).isoformat()) == set()
    assert ids(made_up_api, modified_after="2000-01-01") == {record["id"] for record in records}


@pytest.mark.parametrize(("low", "high"), [(5, 5), (11, 17), (18, 25), (None, 4), (20, None)])
def test_ages_meet_and_unknown_ages_are_not_left_out(made_up_api, records, low, high):
    asked = {"minimum_age": low, "maximum_age": high}
    reach = {"send": 25.0}  # what every rich offer of the made-up catalogue says of SEND

    def sees(record: Any) -> bool:
        until = record["maximum_age"] + 1 if "maximum_age" in record else None
        if until is not None and any(each.get("label") in reach for each in record.get("attributes", ())):
            until = max(until, 25.0)
        return (low is None or until is None or until > low) and (high is None or record.get("minimum_age", 0) <= high)

    given = {name: value for name, value in asked.items() if value is not None}
    assert ids(made_up_api, **given) == those(records, sees)


def test_words_must_all_be_there(made_up_api, records):
    name = records[3]["name"]
    assert records[3]["id"] in ids(made_up_api, search=name)
    assert records[3]["id"] in ids(made_up_api, search=name.upper())
    assert ids(made_up_api, search="counsellor") == those(
        records, lambda record: "counsellor" in record.get("description", "")
    )
    assert ids(made_up_api, search="counsellor zzzyqx") == set()


@pytest.mark.parametrize("number", range(len(SPOTS)))
def test_a_postcode_alone_is_coverage(made_up_api, records, number):
    postcode, code = SPOTS[number]

    def covers(record: Any) -> bool:
        areas = record.get("service_areas", ())
        is_drawn = any("extent" in area for area in areas)  # the square lies over Camden
        return not areas or any(area.get("uri", "").endswith(code) for area in areas) or (is_drawn and number == 0)

    assert ids(made_up_api, postcode=postcode) == those(records, covers)


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Near enough for places kilometres apart."""
    return hypot((a[0] - b[0]) * cos(radians(a[1])), a[1] - b[1]) * 111_200


def spot_of(records: list[Any], postcode: str) -> tuple[float, float]:
    """Where the records put a postcode."""
    for record in records:
        for place in record.get("service_at_locations", ()):
            location = place["location"]
            if any(each["postal_code"] == postcode for each in location.get("addresses", ())):
                return location["longitude"], location["latitude"]
    raise AssertionError(postcode)


@pytest.mark.parametrize("reach_m", [1000, 300_000])
def test_proximity_is_a_location_within_so_many_metres(made_up_api, records, reach_m):
    postcode, code = SPOTS[2]
    middle = spot_of(records, postcode)

    def is_near(place: Any) -> bool:
        location = place["location"]
        return "longitude" in location and metres(middle, (location["longitude"], location["latitude"])) <= reach_m

    def covers(record: Any) -> bool:
        return any(area.get("uri", "").endswith(code) for area in record.get("service_areas", ()))

    expected = those(records, lambda r: covers(r) and any(map(is_near, r.get("service_at_locations", ()))))
    asked = {"postcode": postcode, "proximity": reach_m}
    assert expected
    assert ids(made_up_api, **asked) == expected
    places = found(made_up_api, "/service_at_locations", **asked)
    assert {place["service_id"] for place in places} == expected
    assert all(is_near(place) for place in places)


def openings(record: Any) -> list[list[Any]]:
    """The hours that hold at each location: the service's own with those of the location."""
    own = record.get("schedules", [])
    places = record.get("service_at_locations", ())
    return [own + place.get("schedules", []) for place in places] or [own]


def minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def opens_then(schedule: Any, days: tuple[str, ...], start: int, end: int) -> bool:
    opens, closes = minutes(schedule["opens_at"]), minutes(schedule["closes_at"])
    closes += 1440 if closes <= opens else 0
    for day in schedule["byday"].lstrip("1").split(","):
        if day in days and opens < end and closes > start:
            return True
        if WEEK[(WEEK.index(day) + 1) % 7] in days and closes - 1440 > start:
            return True
    return False


@pytest.mark.parametrize(
    ("asked", "days", "start", "end"),
    [
        ({"day": "SA"}, ("SA",), 0, 1440),
        ({"day": "MO,sunday"}, ("MO", "SU"), 0, 1440),
        ({"day": "WE", "start_time": "15:30"}, ("WE",), 930, 1440),
        ({"day": "FR", "start_time": "08:00", "end_time": "09:00"}, ("FR",), 480, 540),
        ({"end_time": "02:00"}, WEEK, 0, 120),
    ],
)
def test_day_and_times_are_an_opening_in_between(made_up_api, records, asked, days, start, end):
    def is_open(record: Any) -> bool:
        return any(
            not schedules or any(opens_then(each, days, start, end) for each in schedules)
            for schedules in openings(record)
        )

    expected = those(records, is_open)
    assert 0 < len(expected) <= len(records)
    assert ids(made_up_api, **asked) == expected


def test_services_at_a_location_answer_the_same_questions(made_up_api, records):
    for asked in ({"organization_id": records[0]["organization_id"]}, {"maximum_age": 8}, {"search": "quay"}):
        services = found(made_up_api, **asked)
        expected = {place["id"] for each in services for place in each.get("service_at_locations", ())}
        assert ids(made_up_api, "/service_at_locations", **asked) <= expected
        assert ids(made_up_api, "/service_at_locations", **asked) or not expected


def test_organizations_by_words_and_terms(made_up_api, records):
    advice = term(made_up_api, "thrive", "getting-advice")["id"]
    expected = {record["organization_id"] for record in records if advice in terms_of(record)}
    assert ids(made_up_api, "/organizations", taxonomy_term_id=advice) == expected
    named = found(made_up_api, "/organizations", search="trust 1")
    assert [each["name"] for each in named] == ["Trust 1"]


def test_an_organization_holds_what_it_offers(made_up_api, records):
    chosen = records[1]["organization_id"]
    own = [record for record in records if record["organization_id"] == chosen]
    brief = made_up_api.get(f"/organizations/{chosen}").json()["services"]
    full = made_up_api.get(f"/organizations/{chosen}?full_service=true").json()["services"]
    assert [each["id"] for each in brief] == [each["id"] for each in own]
    assert full == own


def test_terms_by_taxonomy_parent_and_top(made_up_api):
    whole = found_terms(made_up_api)

    def asked(**params: Any) -> list[str]:
        response = made_up_api.get("/taxonomy_terms", params={"per_page": 500, **params})
        return [each["id"] for each in response.json()["contents"]]

    grouping = whole[0]["taxonomy_id"]
    assert asked(taxonomy_id=grouping) == [each["id"] for each in whole if each["taxonomy_id"] == grouping]
    assert asked(top_only="true") == [each["id"] for each in whole if "parent_id" not in each]
    child = next(each for each in whole if "parent_id" in each)
    siblings = [each["id"] for each in whole if each.get("parent_id") == child["parent_id"]]
    assert asked(parent_id=child["parent_id"]) == siblings


def test_minimal_is_everything_on_one_page(made_up_api, records):
    page = made_up_api.get("/services?minimal=true").json()
    assert page["total_pages"] == 1
    assert [set(each) for each in page["contents"]] == [{"id", "name", "status", "last_modified"}] * len(records)
    assert made_up_api.get("/services?minimal=true&per_page=5").json()["size"] == 5


POSTED = [
    ("/services", {"taxonomy_term_id": ["getting-advice", "thriving"], "per_page": 5, "page": 2}),
    ("/services", {"postcode": "NW1 8QL", "proximity": 1000, "full": True}),
    ("/services", {"minimum_age": 11, "maximum_age": 12.5, "day": ["MO"], "start_time": "09:00"}),
    ("/service_at_locations", {"search": "quay", "per_page": 3}),
    ("/organizations", {"full_service": True, "per_page": 2}),
    ("/taxonomies", {}),
    ("/taxonomy_terms", {"taxonomy_id": "grouping", "top_only": None}),
]


@pytest.mark.parametrize(("path", "body"), POSTED)
def test_post_gives_what_get_gives(made_up_api, path, body):
    url = {name: str(value).lower() if isinstance(value, bool) else value for name, value in body.items()}
    by_url = made_up_api.get(path, params={name: value for name, value in url.items() if value is not None})
    by_body = made_up_api.post(path, json=body)
    assert by_url.status_code == by_body.status_code == 200
    assert by_url.json() == by_body.json()
    assert "link" not in by_body.headers
