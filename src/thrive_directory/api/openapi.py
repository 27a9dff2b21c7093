"""The OpenAPI document: what the framework sees of the routes, put right where it cannot know. Serves nothing."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from thrive_directory.api.codes import TAXONOMY_OF
from thrive_directory.api.params import SearchParams
from thrive_directory.api.problems import MEDIA_TYPE
from thrive_directory.api.schemas import Problem
from thrive_directory.catalogue.vocabulary import Vocabulary, load_vocabulary
from thrive_directory.settings import bundled

HSDS_VERSION = "HSDS-UK-3.0"
ORUK_PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
DESCRIPTION = "Local help for children and young people's mental health and wellbeing, in the language of THRIVE."
TAGS = [
    {"name": "search", "description": "Help near a place, ranked, with reasons."},
    {"name": "places", "description": "Where somebody is, in any way people say it."},
    {"name": "services", "description": "Whole records, in Open Referral's terms."},
    {"name": "organizations", "description": "Who provides services."},
    {"name": "taxonomies", "description": "The vocabularies: THRIVE's groupings, needs and the rest."},
    {"name": "copies", "description": "The whole catalogue, and what changes in it, for those who keep a copy."},
    {"name": "about", "description": "Who we are."},
    {"name": "operation", "description": "For those who run it."},
    {"name": "optional", "description": "Not required by the Open Referral UK profile."},
]
_REF = "#/components/schemas/{model}"
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
_MEANINGS = {
    400: "The body cannot be read.",
    404: "There is no such thing.",
    406: "None of the accepted media types can be given.",
    410: "It has been withdrawn, or can no longer be told.",
    413: "The body is too large.",
    415: "The body must be JSON.",
    422: "A parameter cannot be used; the problem names it and the nearest that would work.",
    503: "The catalogue is still being read.",
}
_EXAMPLES = {
    "near": "NW1 8QL",
    "grouping": "getting-advice",
    "need": "anxiety",
    "age": "14",
    "q": "getting advice near NW1 8QL, anxious about school",
}


def problems_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, for its `responses`."""
    return {status: {"description": _MEANINGS[status], "content": _PROBLEM} for status in statuses}


def search_parameters() -> list[dict[str, Any]]:
    """The parameters of a search in a URL: the model's fields, without the shapes that only JSON can have."""
    return [_parameter(name, schema) for name, schema in _fields().items()]


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    description = schema.pop("description")
    if "anyOf" in schema:
        schema["anyOf"] = [option for option in schema["anyOf"] if option.get("type") != "object"]
    parameter = {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
    return parameter | ({"example": _EXAMPLES[name]} if name in _EXAMPLES else {})


def search_body() -> dict[str, Any]:
    """The request body of a search: the model itself. Null is the same as leaving a field out."""
    fields = {name: _or_null(schema) for name, schema in _fields().items()}
    schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return {
        "required": True,
        "content": {
            "application/json": {"schema": schema, "example": {"near": "NW1 8QL", "age": 14, "need": "anxiety"}}
        },
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    description = schema.pop("description")
    return {"description": description, "anyOf": [*schema.pop("anyOf", [schema]), {"type": "null"}]}


def _fields() -> dict[str, dict[str, Any]]:
    """The fields of a search with the codes of their vocabularies; a string may hold several, with commas."""
    fields: dict[str, dict[str, Any]] = SearchParams.model_json_schema()["properties"]
    for schema in fields.values():
        for key in ("title", "default"):
            schema.pop(key, None)
    return fields


def _name_the_codes(node: Any, vocabulary: Vocabulary) -> None:
    """Say in every list of codes which codes there are."""
    for parameter, taxonomy in TAXONOMY_OF.items():
        for schema in _schemas_of(node, parameter):
            schema["anyOf"][0]["items"]["enum"] = list(vocabulary.codes(taxonomy))


def _schemas_of(search: dict[str, Any], parameter: str) -> list[dict[str, Any]]:
    by_url = [each["schema"] for each in search["get"]["parameters"] if each["name"] == parameter]
    body = search["post"]["requestBody"]["content"]["application/json"]["schema"]
    return [*by_url, body["properties"][parameter]]


def _name_the_most(paths: Any, most: int) -> None:
    """Say how many results a page may hold, which is a setting."""
    for path in ("/search", "/services/{id}/while-you-wait"):
        for schema in _schemas_of(paths[path], "limit"):
            schema["anyOf"][0]["maximum"] = most


def describe(app: FastAPI) -> None:
    """Let `app.openapi()` give our document, made once."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # the framework's documented way to change the document


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes, tags=app.openapi_tags
    )
    document["info"]["x-hsds-version"] = HSDS_VERSION
    _name_the_codes(document["paths"]["/search"], load_vocabulary(bundled("data/vocabulary.yaml")))
    _name_the_most(document["paths"], app.state.parts.limits.max_limit)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template=_REF)
    schemas |= problem.pop("$defs", {}) | {"Problem": problem}
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for operations in document["paths"].values():
        for operation in operations.values():
            _drop_invented_answer(operation["responses"])
    return document


def _drop_invented_answer(responses: dict[str, Any]) -> None:
    """The framework declares its own 422 on every route with a parameter; ours are problems, and declared."""
    invented = responses.get("422", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if invented.get("$ref", "").endswith("HTTPValidationError"):
        del responses["422"]
