"""What Open Referral's lists need of a snapshot: brief records, changes, providers, services at a location by id."""

from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from thrive_directory.catalogue.offer import Offer, OfferLocation, Verification
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.registry import Registries, Registry, brief_length, build_registry, microseconds
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.settings import bundled

HEAD = "11111111-1111-5111-"
TWINS = (f"{HEAD}8111-000000000001", f"{HEAD}8111-000000000002")  # alike in their first 64 bits


def record(number: int, organization: int, places: tuple[str, ...] = ()) -> dict[str, Any]:
    """A record with one-to-one fields first, as the catalogue writes them."""
    provider = f"00000000-0000-5001-8000-00000000000{organization}"
    at = [{"id": place, "location": {"id": place}} for place in places]
    return {
        "id": f"00000000-0000-5000-8000-00000000000{number}",
        "organization_id": provider,
        "name": f"Offer {number} “é”",
        "last_modified": f"2026-11-0{number}T09:00:00.000001+00:00",
        "organization": {"id": provider, "name": f"Trust {organization}", "description": "A charity."},
        **({"service_at_locations": at} if at else {}),
        "attributes": [{"id": provider}],
    }


def snapshot() -> Snapshot:
    records = [record(1, 2), record(2, 1, TWINS), record(3, 2)]
    offers = [
        Offer(
            id=each["id"],
            name=each["name"],
            organization_id=each["organization_id"],
            organization_name=each["organization"]["name"],
            verification=Verification("sourced", "The editors", date(2026, 11, 1)),
            locations=tuple(OfferLocation(place["id"]) for place in each.get("service_at_locations", ())),
        )
        for each in records
    ]
    return build_snapshot(1, offers, load_vocabulary(bundled("data/vocabulary.yaml")), records=records)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return build_registry(snapshot())


def test_a_brief_record_is_a_slice_up_to_the_first_list(registry):
    brief = orjson.loads(registry.brief(1))
    assert list(brief) == ["id", "organization_id", "name", "last_modified", "organization"]
    assert brief == {name: value for name, value in registry.record(1).items() if name in brief}


def test_a_record_without_lists_is_brief_already():
    assert brief_length({"id": "a"}) == len(b'{"id":"a"')


def test_when_each_changed_to_the_microsecond(registry):
    assert registry.modified_us[0] == microseconds(datetime(2026, 11, 1, 9, 0, 0, 1, tzinfo=UTC))
    assert microseconds(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == -1_000_000


def test_organizations_in_order_of_id_with_what_they_offer(registry):
    assert [each[-1] for each in registry.organization_ids] == ["1", "2"]
    assert [registry.offers_of(at) for at in range(2)] == [[1], [0, 2]]
    assert registry.organization_record(1)["name"] == "Trust 2"
    assert registry.organization_words.in_name["trust"].tolist() == [0, 1]


def test_services_at_a_location_are_told_apart_by_their_whole_id(registry):
    rows = [registry.row_of_place(place) for place in TWINS]
    assert rows == [1, 2]
    assert [registry.place(row)["id"] for row in rows] == list(TWINS)
    assert registry.row_of_place(f"{HEAD}8111-000000000009") is None
    assert registry.row_of_place("nonsense") is None


def test_a_registry_is_made_once_and_prepared_only_where_lists_are_read():
    registries, first, second = Registries(), snapshot(), snapshot()
    registries.prepare(first)
    assert registries.ready(first) is None
    made = registries.of(first)
    assert registries.of(first) is made
    registries.prepare(second)
    assert registries.ready(second) is not None
    assert registries.ready(first) is made
    registries.prepare(snapshot())
    assert registries.ready(first) is None
