"""The Open Referral UK validator's checks, run here: its own test profile, its schemas, its rules for pages.

`checked(fetch)` asks a feed the way the validator does and gives every problem it finds; a feed without one has passed
level 1 and level 2. Formats are asserted, which needs `jsonschema[format]`: without it they are silently not checked.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SHARED = Path(__file__).parents[3] / "shared" / "oruk"
PER_PAGE = 5
Json = Any
Fetch = Callable[[str, Mapping[str, int]], Json]
"""From a path and page parameters to what the feed answers; None where the status is not 200."""


@dataclass(frozen=True)
class Problem:
    """What the validator would say of a feed: at which level, in which test, and what."""

    level: str
    test: str
    what: str


def read(path: str) -> Json:
    """A JSON file of the reference data. Where that is not beside the project, the test that asks is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the reference schemas are not beside the project")
    return json.loads((SHARED / path).read_text("utf-8"))


@cache
def schema(path: str) -> jsonschema.Draft202012Validator:
    """A validator of a schema file; references to files beside it are followed."""
    folder = (SHARED / path).parent
    files = {each.name: json.loads(each.read_text("utf-8")) for each in folder.glob("*.json")}
    resources = [(name, Resource(content, DRAFT202012)) for name, content in files.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return _validator(files[Path(path).name], registry)


@cache
def profile_schema(name: str) -> jsonschema.Draft202012Validator:
    """A validator of a component of the profile's own OpenAPI document."""
    document = read("profile-3.0/openapi.offline-bundle.json")
    content = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return _validator(content, Registry())


def _validator(content: Json, registry: "Registry[Any]") -> jsonschema.Draft202012Validator:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(content, registry=registry, format_checker=checker)


def faults(validator: jsonschema.Draft202012Validator, answer: Json) -> list[str]:
    """Everything in an answer that is off schema, with where it is."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(answer)]


def checked(fetch: Fetch) -> list[Problem]:
    """Every problem of a feed, at both levels."""
    found: list[Problem] = []
    ids: dict[str, str] = {}
    for group in read("validator-schemas/TestProfile-HSDS-UK-3.0.json")["testGroups"]:
        for test in group["tests"]:
            found += [Problem(group["messageLevel"], test["endpoint"], what) for what in _faults_of(test, fetch, ids)]
    return found


def _faults_of(test: Json, fetch: Fetch, ids: dict[str, str]) -> Iterator[str]:
    path = test["endpoint"]
    if "useIdFrom" in test:
        if test["useIdFrom"] not in ids:
            yield "the list before gave no id to ask for"
            return
        path += ids[test["useIdFrom"]]
    answer = fetch(path, {})
    if answer is None:
        yield "no answer"
        return
    yield from faults(schema(test["schema"].replace("V3.0-UK/", "validator-schemas/")), answer)
    if test.get("saveIds") and answer[test["saveIdField"]]:
        ids[f"{path}-id"] = answer[test["saveIdField"]][0]["id"]
    if test.get("pagination"):
        yield from _faults_of_pages(path, fetch)


def _faults_of_pages(path: str, fetch: Fetch) -> Iterator[str]:
    """The validator looks at the first page, three in the middle and the last; this looks at every page."""
    first = fetch(path, {"page": 1, "per_page": PER_PAGE})
    for number in range(1, first["total_pages"] + 1):
        page = fetch(path, {"page": number, "per_page": PER_PAGE})
        if page is None:
            yield f"page {number}: no answer"
            continue
        yield from (f"page {number}: {fault}" for fault in page_faults(page, number, first["total_pages"]))
        if page["total_items"] != first["total_items"]:
            yield f"page {number}: total_items has changed"


def page_faults(page: Json, number: int, total_pages: int) -> Iterator[str]:
    """What is wrong in the envelope of one page."""
    count = len(page["contents"])
    if page["first_page"] != (number == 1):
        yield "first_page is wrong"
    if page["last_page"] != (number == total_pages):
        yield "last_page is wrong"
    if page["empty"] != (count == 0):
        yield "empty is wrong"
    if page["size"] != count:
        yield "size is not the number of items"
    if page["page_number"] != number:
        yield "page_number is wrong"
    if count != PER_PAGE and not (count < PER_PAGE and page["last_page"]):
        yield f"{count} items where {PER_PAGE} were asked for"


FEED_FILES = {
    "/": "api_details",
    "/services": "service_list",
    "/services/": "service_full",
    "/taxonomies": "taxonomy_list",
    "/taxonomies/": "taxonomy",
    "/taxonomy_terms": "taxonomy_term_list",
    "/taxonomy_terms/": "taxonomy_term",
    "/service_at_locations": "service_at_location_list",
    "/service_at_locations/": "service_at_location_full",
}


def mock_feed(name: str) -> Fetch:
    """One of the validator's own feeds: a file for each path, whatever page is asked for."""

    def fetch(path: str, _page: Mapping[str, int]) -> Json:
        file = FEED_FILES.get(path) or FEED_FILES[path[: path.rindex("/") + 1]]
        return read(f"validator-feeds/{name}/{file}.json")

    return fetch
