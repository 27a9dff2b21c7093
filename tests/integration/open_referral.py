"""Validators made from the reference schemas of Open Referral, read from beside the project."""

import json
from pathlib import Path

import jsonschema
from referencing import Registry, Resource

SHARED = Path(__file__).parents[3] / "shared"


def service_validator(folder: Path) -> jsonschema.Draft202012Validator:
    """Checks a full service, formats too, with every schema that it refers to."""
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    resources = [
        (name, Resource.opaque(schema) if "$schema" not in schema else Resource.from_contents(schema))
        for name, schema in schemas.items()
    ]
    registry: Registry[object] = Registry().with_resources(resources)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schemas["service.json"], registry=registry, format_checker=checker)
