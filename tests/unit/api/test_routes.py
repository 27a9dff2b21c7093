"""The routes beside search, and the pages about the API."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from thrive_directory.api.app import create_app
from thrive_directory.api.openapi_30 import as_openapi_30
from thrive_directory.settings import SearchSettings


def test_the_root_says_what_is_spoken_here(client):
    about = client.get("/").json()
    assert about["version"] == "HSDS-UK-3.0"
    assert about["profile"].startswith("https://")
    assert urlsplit(about["openapi_url"]).path == "/openapi.json"


def test_the_root_names_who_publishes_this(client, parts):
    assert client.get("/").json()["publisher"] == parts.brand.name
    named = replace(parts, server=parts.server.model_copy(update={"publisher": "Anytown Council"}))
    with TestClient(create_app(named)) as theirs:
        assert theirs.get("/").json()["publisher"] == "Anytown Council"


def test_a_service_in_full(client):
    response = client.get("/services/00000000-0000-5000-8000-000000000001")
    assert response.status_code == 200
    assert response.json()["name"] == "Drop-in"
    assert response.headers["content-type"] == "application/json"


def test_ready_says_which_version(client):
    assert client.get("/readyz").json() == {"status": "ready", "catalogue_version": 17}


def test_the_document_is_truthful_about_routes(client):
    document = client.get("/openapi.json").json()
    assert document["info"]["x-hsds-version"] == "HSDS-UK-3.0"
    assert set(document["paths"]) == {
        "/",
        "/search",
        "/compare",
        "/services/{id}/while-you-wait",
        "/places",
        "/places/{token}",
        "/services",
        "/services/{id}",
        "/service_at_locations",
        "/service_at_locations/{id}",
        "/organizations",
        "/organizations/{id}",
        "/taxonomies",
        "/taxonomies/{id}",
        "/taxonomy_terms",
        "/taxonomy_terms/{id}",
        "/changes",
        "/exports",
        "/exports/services.{format}",
        "/healthz",
        "/readyz",
    }
    assert "HTTPValidationError" not in str(document)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"]
            is_required = method == "get" and path in {"/", "/services", "/services/{id}"}
            assert ("optional" in operation["tags"]) != is_required


def test_every_parameter_is_described_for_url_and_body(client):
    search = client.get("/openapi.json").json()["paths"]["/search"]
    by_url = {parameter["name"]: parameter for parameter in search["get"]["parameters"]}
    by_body = search["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert set(by_url) == set(by_body)
    assert all(parameter["description"] for parameter in by_url.values())
    assert "object" not in str(by_url["age"]["schema"])
    assert "object" in str(by_body["age"])


def test_the_codes_are_listed_for_url_and_body(client):
    search = client.get("/openapi.json").json()["paths"]["/search"]
    by_url = next(each for each in search["get"]["parameters"] if each["name"] == "need")["schema"]
    by_body = search["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]["need"]
    for schema in (by_url, by_body):
        assert "anxiety" in schema["anyOf"][0]["items"]["enum"]


def test_every_field_of_an_answer_has_an_example_or_is_made_of_such(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for name in ("Understood", "ServiceCard", "ReasonLine", "UrgentLine", "Where"):
        for field, schema in schemas[name]["properties"].items():
            refers = (
                "$ref" in schema or "$ref" in str(schema.get("items", "")) or "$ref" in str(schema.get("anyOf", ""))
            )
            assert refers or "examples" in schema, f"{name}.{field}"


def test_the_docs_ask_no_other_host(client):
    page = client.get("/docs")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "<script>" not in page.text
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(links) == 4
    for link in links:
        assert link.startswith("/")
        assert client.get(link).status_code == 200
    assert "http" not in client.get("/docs/start.js").text


def test_the_viewer_gets_a_document_that_it_can_read(client):
    old = client.get("/docs/openapi-3.0.json").json()
    assert old["openapi"] == "3.0.3"
    assert '"null"' not in str(old).replace("'", '"')


def test_openapi_30_turns_null_into_nullable():
    schema = {"anyOf": [{"type": "string"}, {"type": "null"}], "examples": ["a", "b"]}
    document = {"info": {}, "paths": {}, "components": {"x": schema, "y": {"const": "a"}}}
    components = as_openapi_30(document)["components"]
    assert components == {"x": {"type": "string", "nullable": True, "example": "a"}, "y": {"enum": ["a"]}}


def test_every_problem_has_its_place_on_the_page(client):
    page = client.get("/docs/problems").text
    for url in ("/nowhere", "/search?age=x", "/search?near=nowhere", "/search?x=1", "/services/x"):
        anchor = client.get(url).json()["type"].partition("#")[2]
        assert f'id="{anchor}"' in page


def test_a_service_comes_as_json_or_not_at_all(client):
    path = "/services/00000000-0000-5000-8000-000000000001"
    assert client.get(path, headers={"Accept": "application/xml"}).status_code == 406
    assert client.get(path, headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200


def test_the_most_results_on_a_page_are_told_as_they_are_set(parts):
    """`THRIVE_SEARCH_MAX_LIMIT` is a setting, so what is told is what this server takes."""
    app = create_app(replace(parts, limits=SearchSettings(max_limit=250)))
    paths = app.openapi()["paths"]
    told = [
        schema["maximum"]
        for path in ("/search", "/services/{id}/while-you-wait")
        for schema in limit_schemas(paths[path])
        if schema.get("type") == "integer"
    ]
    assert told == [250] * 4
    with TestClient(app) as client:
        assert client.get("/search?near=NW1&limit=250").status_code == 200
        assert client.get("/search?near=NW1&limit=251").status_code == 422


def test_a_page_without_a_limit_is_no_longer_than_the_most(parts):
    asked = []

    def search(snapshot, query):
        asked.append(query.limit)
        return parts.search(snapshot, query)

    with TestClient(create_app(replace(parts, limits=SearchSettings(max_limit=5), search=search))) as client:
        assert client.get("/search?near=NW1").status_code == 200
    assert asked == [5]


def limit_schemas(operations):
    body = operations["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]["limit"]
    by_url = next(each["schema"] for each in operations["get"]["parameters"] if each["name"] == "limit")
    return [*by_url["anyOf"], *body["anyOf"]]
