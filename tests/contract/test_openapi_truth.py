"""The description of the API tells the truth: as committed, complete, with nothing hidden and an example everywhere."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract import oruk
from tests.openapi_document import COMMITTED, as_text, document

DOCUMENT = document()
SCHEMAS = DOCUMENT["components"]["schemas"]
ORUK_PATHS = ("/", "/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")
ANSWERS = [
    (path, method)
    for path, operations in DOCUMENT["paths"].items()
    for method in operations
    if path.removesuffix("/{id}") in ORUK_PATHS
]


def resolved(schema: Any) -> Any:
    return SCHEMAS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def answer(path: str, method: str) -> Any:
    return resolved(DOCUMENT["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"])


def fields(schema: Any, where: str = "$", seen: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every field of an answer, however deep, with where it is."""
    name = schema.get("$ref", "")
    if name and name in seen:
        return
    whole = resolved(schema)
    for field, inner in whole.get("properties", {}).items():
        yield f"{where}.{field}", inner
        yield from fields(inner, f"{where}.{field}", (*seen, name))
        if "items" in inner:
            yield from fields(inner["items"], f"{where}.{field}[]", (*seen, name))


def test_the_committed_document_is_what_is_served():
    assert COMMITTED.read_text("utf-8") == as_text(document()), "run `make openapi`"


def test_the_version_is_told():
    assert DOCUMENT["openapi"].startswith("3.1")
    assert DOCUMENT["info"]["x-hsds-version"] == "HSDS-UK-3.0"


def test_every_path_of_the_profile_is_there_literally():
    profile = oruk.read("profile-3.0/openapi.offline-bundle.json")["paths"]
    assert set(profile) <= set(DOCUMENT["paths"])


@pytest.mark.parametrize(("path", "method"), ANSWERS)
def test_no_field_hides_behind_a_choice_or_null(path, method):
    for where, schema in fields(answer(path, method)):
        assert "anyOf" not in schema, where
        assert schema.get("type") != "null", where


PROFILE = {
    "/": "api_details",
    "/services": "service_list",
    "/services/{id}": "service",
    "/service_at_locations": "service_at_location_list",
    "/service_at_locations/{id}": "service_at_location",
    "/organizations": "organization_list",
    "/organizations/{id}": "organization",
    "/taxonomies": "taxonomy_list",
    "/taxonomies/{id}": "taxonomy",
    "/taxonomy_terms": "taxonomy_term_list",
    "/taxonomy_terms/{id}": "taxonomy_term",
}


@pytest.mark.parametrize(("path", "name"), PROFILE.items())
def test_what_the_profile_requires_is_promised(path, name):
    wanted = oruk.read("profile-3.0/openapi.offline-bundle.json")["components"]["schemas"][name]
    promised = answer(path, "get")
    assert set(wanted.get("required", ())) <= set(promised["required"])
    if "contents" in wanted["properties"]:
        item = resolved(promised["properties"]["contents"]["items"])
        listed = oruk.read("profile-3.0/openapi.offline-bundle.json")["components"]["schemas"][name[: -len("_list")]]
        assert set(listed["required"]) <= set(item["required"])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_field_has_an_example_or_is_made_of_such(name):
    for field, schema in SCHEMAS[name].get("properties", {}).items():
        is_made_of_others = any("$ref" in json.dumps(schema.get(key, "")) for key in ("items", "anyOf", "allOf"))
        assert "$ref" in schema or is_made_of_others or schema.get("examples"), f"{name}.{field}"


@pytest.mark.parametrize(("path", "method"), [(p, m) for p, each in DOCUMENT["paths"].items() for m in each])
def test_every_route_declares_a_model_and_describes_its_parameters(path, method):
    operation = DOCUMENT["paths"][path][method]
    assert operation["responses"]["200"]["content"]
    assert operation["operationId"]
    for parameter in operation.get("parameters", ()):
        assert parameter["description"]
