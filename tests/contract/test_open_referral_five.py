"""The five questions of the first Open Referral UK validator, which the third dropped: a rich record is found again by
its own ages, postcode, hours, taxonomy and name."""

import json
import random
from typing import Any

import pytest

RECORDS = 50


@pytest.fixture(scope="module", params=["seed", "made up"])
def rich(request: pytest.FixtureRequest) -> tuple[Any, list[Any]]:
    """A feed, and fifty of its records that have at least one thing to ask by, at random among the fuller half."""
    client = request.getfixturevalue({"seed": "api", "made up": "made_up_api"}[request.param])
    lines = client.get("/services", params={"format": "ndjson", "full": "true"}).text.splitlines()
    whole = sorted((json.loads(line) for line in lines), key=lambda record: -len(json.dumps(record)))
    fuller = whole[: max(RECORDS, len(whole) // 2)]
    return client, random.Random(5).sample(fuller, RECORDS)  # noqa: S311


def finds(client: Any, record: Any, **asked: Any) -> bool:
    answer = client.get("/services", params={"format": "ndjson", "minimal": "true", **asked})
    assert answer.status_code == 200, answer.text
    return record["id"] in answer.text


def lone_rule(record: Any) -> Any | None:
    """A schedule with weekdays and hours."""
    schedules = [*record.get("schedules", ())]
    schedules += [each for place in record.get("service_at_locations", ()) for each in place.get("schedules", ())]
    return next((each for each in schedules if {"byday", "opens_at", "closes_at"} <= each.keys()), None)


def postcodes(record: Any) -> list[str]:
    places = record.get("service_at_locations", ())
    found = [each["postal_code"] for place in places for each in place["location"].get("addresses", ())]
    return [postcode for postcode in found if postcode]


def test_by_its_own_ages(rich):
    client, records = rich
    bounded = [record for record in records if {"minimum_age", "maximum_age"} & record.keys()]
    assert bounded
    for record in bounded:
        asked = {name: record[name] for name in ("minimum_age", "maximum_age") if name in record}
        assert finds(client, record, **asked), record["name"]


def test_by_its_own_postcode_within_1000_metres(rich):
    client, records = rich
    placed = [record for record in records if postcodes(record)]
    assert placed
    for record in placed:
        for postcode in postcodes(record):
            assert finds(client, record, postcode=postcode, proximity=1000), record["name"]


def test_by_its_own_hours(rich):
    client, records = rich
    timed = [(record, rule) for record in records if (rule := lone_rule(record))]
    assert timed
    for record, rule in timed:
        day = rule["byday"].split(",")[0][-2:]
        assert finds(client, record, day=day, start_time=rule["opens_at"]), record["name"]
        if rule["opens_at"] < rule["closes_at"]:
            asked = {"day": day, "start_time": rule["opens_at"], "end_time": rule["closes_at"]}
            assert finds(client, record, **asked), record["name"]


def test_by_every_term_and_taxonomy_of_its_own(rich):
    client, records = rich
    for record in records:
        terms = [each["taxonomy_term"] for each in record.get("attributes", ()) if "taxonomy_term" in each]
        for term in terms[:3]:
            assert finds(client, record, taxonomy_term_id=term["id"]), record["name"]
            assert finds(client, record, taxonomy_id=term["taxonomy_id"]), record["name"]


def test_by_its_own_name(rich):
    client, records = rich
    for record in records:
        assert finds(client, record, search=record["name"]), record["name"]
