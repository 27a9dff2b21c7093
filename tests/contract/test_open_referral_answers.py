"""What every answer of the lists carries, and what is refused: envelopes, headers, problems."""

import pytest

LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")
NO_ID = "00000000-0000-4000-8000-000000000000"
NOTHING = {
    "total_items": 0,
    "total_pages": 1,
    "page_number": 1,
    "size": 0,
    "first_page": True,
    "last_page": True,
    "empty": True,
    "contents": [],
}


@pytest.mark.parametrize("path", LISTS)
def test_nothing_found_is_one_empty_page(api, path):
    assert api.get(path, params={"search": "zzzyqx"}).json() == NOTHING


@pytest.mark.parametrize("path", LISTS)
def test_a_page_past_the_end_is_a_404_that_names_the_last(api, path):
    last = api.get(path, params={"per_page": 5}).json()["total_pages"]
    response = api.get(path, params={"per_page": 5, "page": last + 1})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.json()["parameter"], response.json()["nearest"]) == ("page", [str(last)])


@pytest.mark.parametrize("path", LISTS)
def test_links_lead_through_the_list(api, path):
    first = api.get(path, params={"per_page": 2, "search": ""})
    last = first.json()["total_pages"]
    assert set(first.links) == {"first", "next", "last"}
    assert f"page={last}" in first.links["last"]["url"]
    end = api.get(first.links["last"]["url"])
    assert end.json()["last_page"] is True
    assert set(end.links) == {"first", "prev", "last"}


REFUSED = [
    ({"per_page": "0"}, "per_page", "1"),
    ({"per_page": "-1"}, "per_page", "1"),
    ({"per_page": "1e9"}, "per_page", "1"),
    ({"per_page": "1000000000"}, "per_page", "500"),
    ({"per_page": ["1", "2"]}, "per_page", None),
    ({"page": "0"}, "page", "1"),
    ({"page": "two"}, "page", "1"),
    ({"format": "xml"}, "format", "json"),
    ({"serch": "x"}, "serch", "search"),
    ({"postcod": "x"}, "postcod", "postcode"),
    ({"search": "x" * 501}, "search", None),
]
REFUSED_OF_SERVICES = [
    ({"taxonomy_term_id": "geting-advice"}, "taxonomy_term_id", "getting-advice"),
    ({"taxonomy_term_id": NO_ID}, "taxonomy_term_id", None),
    ({"taxonomy_id": "gruping"}, "taxonomy_id", "grouping"),
    ({"organization_id": "nobody"}, "organization_id", None),
    ({"modified_after": "yesterday"}, "modified_after", None),
    ({"modified_after": "2026-13-01"}, "modified_after", None),
    ({"full": "maybe"}, "full", "true"),
    ({"minimum_age": "-1"}, "minimum_age", "0"),
    ({"maximum_age": "121"}, "maximum_age", "120"),
    ({"minimum_age": "12", "maximum_age": "11"}, "minimum_age", "11"),
    ({"day": "someday"}, "day", None),
    ({"start_time": "25:00"}, "start_time", None),
    ({"start_time": "18:00", "end_time": "09:00"}, "start_time", None),
    ({"postcode": "NW1 8QLL"}, "postcode", None),
    ({"postcode": "Camden"}, "postcode", None),
    ({"postcode": "-0.14,51.53"}, "postcode", None),
    ({"postcode": "NW1 8QL", "proximity": "near"}, "proximity", None),
    ({"postcode": "NW1 8QL", "proximity": "0"}, "proximity", "1"),
    ({"proximity": "1000"}, "proximity", None),
]


def refused(api, path, asked, parameter, nearest):
    for response in (api.get(path, params=asked), api.post(path, json=asked)):
        assert response.status_code == 422, response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["parameter"] == parameter
        assert nearest is None or nearest in response.json()["nearest"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(("asked", "parameter", "nearest"), REFUSED)
def test_what_no_list_takes_is_named_with_what_would_work(api, path, asked, parameter, nearest):
    if parameter == "postcod" and path not in {"/services", "/service_at_locations"}:
        nearest = None
    refused(api, path, asked, parameter, nearest)


@pytest.mark.parametrize("path", LISTS[:2])
@pytest.mark.parametrize(("asked", "parameter", "nearest"), REFUSED_OF_SERVICES)
def test_what_these_lists_do_not_take(api, path, asked, parameter, nearest):
    refused(api, path, asked, parameter, nearest)


def test_an_organization_that_is_gone_offers_nothing(api):
    assert api.get("/services", params={"organization_id": NO_ID}).json() == NOTHING


def test_a_postcode_that_does_not_exist_is_a_404(api):
    response = api.get("/services", params={"postcode": "ZZ1 1ZZ"})
    assert response.status_code == 404
    assert response.json()["parameter"] == "postcode"
    assert "ZZ1" not in response.text


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_record_is_a_404(api, path):
    for record_id in (NO_ID, "nonsense", "%00", "a" * 500):
        response = api.get(f"{path}/{record_id}")
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", LISTS)
def test_accept_decides_where_no_format_is_asked_for(api, path):
    def kind(accept, **asked):
        response = api.get(path, params=asked, headers={"Accept": accept})
        return response.status_code, response.headers["content-type"]

    assert kind("application/json") == (200, "application/json")
    assert kind("text/html,application/xhtml+xml,*/*;q=0.8") == (200, "application/json")
    assert kind("application/x-ndjson") == (200, "application/x-ndjson")
    assert kind("application/json", format="ndjson") == (200, "application/x-ndjson")
    assert kind("text/csv") == (406, "application/problem+json")


@pytest.mark.parametrize("path", LISTS)
def test_a_list_may_be_kept_by_all_and_an_answer_to_words_by_none(api, path):
    assert api.get(path).headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert api.post(path, json={}).headers["cache-control"] == "no-store"
    assert api.get(path, params={"search": "counselling"}).headers["cache-control"] == "no-store"
    assert api.get(path, params={"page": "0"}).headers["cache-control"] == "no-store"
    assert "accept" in api.get(path).headers["vary"].lower()


@pytest.mark.parametrize("path", LISTS[:2])
@pytest.mark.parametrize("asked", [{}, {"format": "ndjson"}])
def test_an_answer_to_a_postcode_is_kept_by_nobody(api, path, asked):
    assert api.get(path, params={"postcode": "NW1 8QL", **asked}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [*LISTS, "/", "/services/nothing", "/services?page=0", "/taxonomies/nothing"])
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://council.example"}])
def test_every_answer_may_be_read_from_anywhere(api, path, headers):
    assert api.get(path, headers=headers).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", LISTS)
def test_a_body_that_cannot_be_read(api, path):
    json_type = {"Content-Type": "application/json"}
    assert api.post(path, content=b"{", headers=json_type).status_code == 400
    assert api.post(path, content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 415
    assert api.post(path, content=b" " * 70_000, headers=json_type).status_code == 413
    assert api.post(f"{path}?page=1", json={}).status_code == 422
    assert api.post(path, json={"page": {"a": 1}}).status_code == 422


def test_the_root_is_what_the_profile_asks_for(api):
    about = api.get("/", headers={"Accept": "application/json"}).json()
    assert about["version"] == "HSDS-UK-3.0"
    assert about["openapi_url"].endswith("/openapi.json")
    assert about["description"]


@pytest.mark.parametrize("field", ["page", "per_page"])
@pytest.mark.parametrize(
    ("asked", "headers"), [({"format": "ndjson"}, {}), ({}, {"accept": "application/x-ndjson"})], ids=["url", "header"]
)
def test_lines_come_all_at_once_and_a_page_of_them_is_refused(api, field, asked, headers):
    response = api.get("/services", params={**asked, field: "2"}, headers=headers)
    assert response.status_code == 422
    assert response.json()["parameter"] == field
    assert api.get("/services", params=asked, headers=headers).status_code == 200


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("asked", [{}, {"page": "1", "per_page": "2"}, {"format": "ndjson"}])
def test_who_holds_a_list_or_record_gets_304(api, path, asked):
    first = api.get(path, params=asked)
    again = api.get(path, params=asked, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["vary"] == "Accept"
    other = api.get(
        path, params={**asked, "format": "json", "per_page": "3"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200
    item = api.get(path).json()["contents"][0]["id"]
    record = api.get(f"{path}/{item}")
    assert api.get(f"{path}/{item}", headers={"If-None-Match": record.headers["etag"]}).status_code == 304
