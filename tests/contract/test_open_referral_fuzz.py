"""Whatever is sent, by examples, corners, at random and in chains: no 5xx, nothing undeclared, nothing off schema.

Over our own description, and over the profile's, whose clients know nothing of ours."""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from tests.contract import oruk
from thrive_directory.api.app import create_app

EXAMPLES = 100 if os.environ.get("CI") == "true" else 8
ALWAYS = frozenset(
    {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "unsupported_method",
        "allow_header_conformance",
    }
)
OPEN_REFERRAL = r"^/(services|service_at_locations|organizations|taxonomies|taxonomy_terms)(/\{id\})?$"


@pytest.fixture(scope="module")
def quiet_app(real_parts: Any) -> Any:
    """The real app with its access log off: thousands of questions are asked."""
    return create_app(replace(real_parts, write_line=lambda _line: None))


def config() -> SchemathesisConfig:
    phases = {"stateful": {"max-steps": 4}}
    return SchemathesisConfig.from_dict(
        {"generation": {"max-examples": EXAMPLES, "deterministic": True}, "phases": phases, "warnings": False}
    )


def failures(schema: Any, checks: frozenset[str]) -> Iterator[str]:
    """Every failed check of every phase: examples, coverage, fuzzing, stateful."""
    asked = 0
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            yield str(getattr(event, "info", event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        for case_id, made in event.recorder.checks.items():
            asked += 1
            for check in made:
                if check.status is Status.FAILURE and counts(check.name, checks, event.phase.name):
                    case = event.recorder.cases[case_id].value
                    yield f"{check.name}: {case.operation.label} {case.query} {case.body}: {check.failure_info.failure}"
    assert asked > 50, "nothing was asked"


def counts(check: str, checks: frozenset[str], phase: str) -> bool:
    """Random ids and postcodes are rightly refused; what the description gives as an example never is."""
    return check in checks and (check != "positive_data_acceptance" or phase == "EXAMPLES")


def test_open_referral_by_our_own_description(quiet_app):
    schema = schemathesis.openapi.from_asgi("/openapi.json", quiet_app, config=config()).include(
        path_regex=OPEN_REFERRAL
    )
    both_ways = {"negative_data_rejection", "positive_data_acceptance"}
    assert list(failures(schema, ALWAYS | both_ways)) == []


def test_everything_else_by_our_own_description(quiet_app):
    schema = schemathesis.openapi.from_asgi("/openapi.json", quiet_app, config=config()).exclude(
        path_regex=OPEN_REFERRAL
    )
    assert list(failures(schema, ALWAYS)) == []


@pytest.mark.skipif(not oruk.SHARED.is_dir(), reason="the reference schemas are not beside the project")
def test_open_referral_by_the_profile(quiet_app):
    """The profile declares its 200s alone, so refusals are not counted; nor is its organization_list, which describes
    an organization where it means a page of them."""
    document = oruk.read("profile-3.0/openapi.offline-bundle.json")
    schema = schemathesis.openapi.from_dict(document, config=config())
    schema.app = quiet_app
    kept = schema.exclude(path="/organizations")
    assert list(failures(kept, frozenset({"not_a_server_error", "response_schema_conformance"}))) == []
