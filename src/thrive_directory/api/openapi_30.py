"""An OpenAPI 3.1 document said in 3.0, for viewers that read no further. Only what our own document uses."""

from typing import Any


def as_openapi_30(document: dict[str, Any]) -> dict[str, Any]:
    """The same document in OpenAPI 3.0.3: null becomes nullable, a constant an enum, one example is kept.

    Keywords: https://spec.openapis.org/oas/v3.0.3#schema-object"""
    old: dict[str, Any] = {**document, "openapi": "3.0.3"}
    old["info"] = {key: value for key, value in document["info"].items() if key != "summary"}
    old["paths"] = _older(document["paths"])
    old["components"] = _older(document["components"])
    return old


def _older(node: Any) -> Any:
    if isinstance(node, list):
        return [_older(item) for item in node]
    if not isinstance(node, dict):
        return node
    old = {key: _older(value) for key, value in node.items()}
    if isinstance(old.get("examples"), list):
        examples = old.pop("examples")
        old |= {"example": examples[0]} if examples else {}
    if "const" in old:
        old["enum"] = [old.pop("const")]
    if isinstance(old.get("anyOf"), list) and {"type": "null"} in old["anyOf"]:
        options = [option for option in old.pop("anyOf") if option != {"type": "null"}]
        old |= {
            "nullable": True,
            **(options[0] if len(options) == 1 and "$ref" not in options[0] else {"anyOf": options}),
        }
    return old
