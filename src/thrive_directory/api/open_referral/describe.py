"""The parameters of a list as OpenAPI tells them, by URL and by body. Describes; reads nothing."""

from typing import Any

from thrive_directory.api.open_referral.envelope import NDJSON
from thrive_directory.api.open_referral.shapes import Page
from thrive_directory.api.params import Params


def url_parameters(params: type[Params]) -> list[dict[str, Any]]:
    """The query parameters of a list."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": schema.pop("description"),
            "example": schema.pop("examples")[0],
            "schema": schema,
        }
        for name, schema in _fields(params).items()
    ]


def json_body(params: type[Params]) -> dict[str, Any]:
    """The same as the fields of a JSON object."""
    fields = {
        name: _as_json(schema, takes_several=_takes_several(params, name)) for name, schema in _fields(params).items()
    }
    schema = {"type": "object", "properties": fields, "additionalProperties": False}
    example = {"search": "counselling", "per_page": 5}
    return {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}


def _takes_several(params: type[Params], name: str) -> bool:
    return isinstance(params.model_fields[name].default, tuple)


def _as_json(schema: dict[str, Any], *, takes_several: bool) -> dict[str, Any]:
    """A field of a body: null is the same as leaving it out, and several values may come as a list."""
    told = {key: schema.pop(key) for key in ("description", "examples")}
    lists = [{"type": "array", "items": {"type": "string"}}] if takes_several else []
    return told | {"anyOf": [schema, *lists, {"type": "null"}]}


def page_answer(page: type[Page], what: str) -> dict[int | str, dict[str, Any]]:
    """The 200 of a list: a page, or with `format=ndjson` every item."""
    link = {"description": "The first, previous, next and last page (RFC 8288); by GET.", "schema": {"type": "string"}}
    return {
        200: {
            "model": page,
            "description": f"A page of {what}; with `format=ndjson` all of them, one a line.",
            "headers": {"Link": link},
            "content": {NDJSON: {"schema": {"type": "string"}}},
        }
    }


def _fields(params: type[Params]) -> dict[str, dict[str, Any]]:
    fields: dict[str, dict[str, Any]] = params.model_json_schema()["properties"]
    for schema in fields.values():
        for key in ("title", "default"):
            schema.pop(key, None)
    return fields
