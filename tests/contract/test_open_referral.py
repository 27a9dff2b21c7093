"""Every endpoint of Open Referral UK, every page, against the reference schemas, over the seed and a made-up one."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract import oruk

pytestmark = pytest.mark.skipif(not oruk.SHARED.is_dir(), reason="the reference schemas are not beside the project")
LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
HSDS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def fetch_from(client: Any) -> oruk.Fetch:
    def fetch(path: str, page: Any) -> Any:
        response = client.get(path, params=page)
        return response.json() if response.status_code == 200 else None

    return fetch


def pages(client: Any, path: str, **asked: Any) -> Iterator[Any]:
    """Every page, following the `Link` header as a client would."""
    response = client.get(path, params={"per_page": oruk.PER_PAGE, **asked})
    while True:
        assert response.status_code == 200, response.text
        yield response.json()
        if "next" not in response.links:
            return
        response = client.get(response.links["next"]["url"])


def items(client: Any, path: str, **asked: Any) -> list[Any]:
    return [item for page in pages(client, path, **asked) for item in page["contents"]]


def test_levels_1_and_2_pass_without_a_warning(feed):
    assert oruk.checked(fetch_from(feed)) == []


def test_the_harness_passes_what_the_validator_passes():
    assert oruk.checked(oruk.mock_feed("V3.0-UK-Default")) == []


@pytest.mark.parametrize(
    ("name", "levels"), [("V3.0-UK-Fail", {"error", "warning"}), ("V3.0-UK-Warn", {"warning"}), ("V3.0-UK-Test", None)]
)
def test_the_harness_fails_what_the_validator_fails(name, levels):
    found = oruk.checked(oruk.mock_feed(name))
    assert found
    assert levels is None or {problem.level for problem in found} == levels


def test_formats_are_checked():
    assert oruk.faults(oruk.schema("hsds-3.1/url.json"), {"id": "no uuid", "url": "no uri"})


@pytest.mark.parametrize("name", LISTS)
def test_every_page_fits_both_schema_sets(feed, name):
    whole = []
    for number, page in enumerate(pages(feed, f"/{name}"), start=1):
        assert not list(oruk.page_faults(page, number, page["total_pages"]))
        assert not oruk.faults(oruk.profile_schema(f"{HSDS[name]}_list"), page)
        if name != "organizations":  # the validator's schema of this list is of one organization, not of a page
            assert not oruk.faults(oruk.schema(f"validator-schemas/{HSDS[name]}_list.json"), page)
        whole += page["contents"]
    check_items(whole, name)
    assert len(whole) == page["total_items"]
    assert len({item["id"] for item in whole}) == len(whole), "no item comes twice"


def check_items(whole: list[Any], name: str) -> None:
    for item in whole:
        assert not oruk.faults(oruk.schema(f"hsds-3.1/{HSDS[name]}.json"), item)
        assert not oruk.faults(oruk.profile_schema(HSDS[name]), item)
        for service in [item.get("service"), *item.get("services", ())]:
            assert service is None or not oruk.faults(oruk.schema("hsds-3.1/service.json"), service)
        assert not list(empties(item))


def empties(node: Any, where: str = "$") -> Iterator[str]:
    """Nulls anywhere, and empty strings save where the schema requires a field that is not known."""
    if isinstance(node, dict):
        for name, value in node.items():
            is_required = name in {"address_1", "city", "state_province", "postal_code", "previous_value"}
            if value is None or value == [] or (value == "" and not is_required):
                yield f"{where}.{name}"
            yield from empties(value, f"{where}.{name}")
    if isinstance(node, list):
        for value in node:
            yield from empties(value, f"{where}[]")


@pytest.mark.parametrize("name", ["services", "service_at_locations", "organizations"])
def test_full_pages_fit_too(feed, name):
    whole = items(feed, f"/{name}", full="true", per_page=50)[:300]
    check_items(whole, name)
    for item in whole:
        assert not oruk.faults(oruk.schema(f"validator-schemas/{HSDS[name]}.json"), item)


@pytest.mark.parametrize("name", LISTS)
def test_every_item_can_be_read_by_its_id(feed, name):
    draw = random.Random(1)  # noqa: S311
    ids = [item["id"] for item in items(feed, f"/{name}", per_page=500)]
    for item_id in draw.sample(ids, min(len(ids), 150)):
        record = feed.get(f"/{name}/{item_id}")
        assert record.status_code == 200
        assert record.json()["id"] == item_id
        assert not oruk.faults(oruk.schema(f"validator-schemas/{HSDS[name]}.json"), record.json())
        check_items([record.json()], name)


@pytest.mark.parametrize("name", LISTS)
def test_lines_hold_what_the_pages_hold(feed, name):
    response = feed.get(f"/{name}", params={"format": "ndjson"})
    assert response.headers["content-type"] == "application/x-ndjson"
    whole = [oruk.json.loads(line) for line in response.text.splitlines()]
    assert whole == items(feed, f"/{name}", per_page=500)


def test_the_order_is_by_id_and_stays(feed):
    ids = [item["id"] for item in items(feed, "/services", per_page=500)]
    assert ids == sorted(ids)
    assert ids == [item["id"] for item in items(feed, "/services", per_page=7)][: len(ids)]


def test_what_is_confidential_never_leaves(made_up_api):
    for path in ("/services", "/service_at_locations"):
        text = made_up_api.get(path, params={"full": "true", "format": "ndjson"}).text
        assert "SECRET" not in text
        assert "A refuge" in text
    for item in items(made_up_api, "/service_at_locations", full="true", per_page=500):
        if item["location"].get("name") == "A refuge":
            assert not {"latitude", "longitude", "addresses"} & item["location"].keys()


def test_thrive_travels_as_a_taxonomy_and_attributes(feed):
    (thrive,) = [each for each in items(feed, "/taxonomies") if each["name"].startswith("THRIVE")]
    terms = feed.get(f"/taxonomies/{thrive['id']}").json()["taxonomy_terms"]
    assert [term["code"] for term in terms] == [
        "thriving",
        "getting-advice",
        "getting-help",
        "getting-more-help",
        "getting-risk-support",
    ]
    by_id = {term["id"]: term for term in items(feed, "/taxonomy_terms", per_page=500)}
    said = [
        attribute
        for service in items(feed, "/services", full="true", per_page=500)
        for attribute in service.get("attributes", ())
        if "taxonomy_term" in attribute
    ]
    assert {"thrive_needs_based_grouping", "need", "sector"} <= {attribute["link_type"] for attribute in said}
    assert all(attribute["taxonomy_term"] == by_id[attribute["taxonomy_term_id"]] for attribute in said)


def test_what_volatile_and_drawn_facts_look_like(made_up_api):
    whole = items(made_up_api, "/services", full="true", per_page=500)
    capacities = [capacity for service in whole for capacity in service.get("capacities", ())]
    assert all("Not known after" in capacity["description"] for capacity in capacities)
    areas = [area for service in whole for area in service.get("service_areas", ())]
    drawn = [area for area in areas if "extent" in area]
    assert drawn
    assert capacities
    assert all(oruk.json.loads(area["extent"])["type"] in {"Polygon", "MultiPolygon"} for area in drawn)
    assert all("/id/statistical-geography/E" in area["uri"] for area in areas if "uri" in area)
