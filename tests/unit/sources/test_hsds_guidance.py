"""What other publishers' records, and our own, tell beforehand."""

from typing import Any

import pytest

from thrive_directory.sources.hsds_guidance import guidance_in
from thrive_directory.sources.record import GuidanceRecord, Provenance

THEIRS = Provenance(source_url="https://feed.example/services/1", provenance="secondary", collected_on="2026-11-22")


def told(service: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in guidance_in(service, THEIRS)]


def test_application_process_is_what_happens_read_on_the_feed_itself() -> None:
    (one,) = guidance_in({"application_process": "Ring, and somebody rings back."}, THEIRS)
    assert one == GuidanceRecord(kind="what_happens", text="Ring, and somebody rings back.", seen=THEIRS)


@pytest.mark.parametrize(
    "service",
    [
        {},
        {"application_process": None},
        {"application_process": "  "},
        {"attributes": None},
        {"attributes": [{"link_type": "referral_form", "value": "ask us"}]},
        {"attributes": [{"link_type": "consent", "value": ""}]},
        {"attributes": [{"link_type": "consent", "value": "confirmed", "taxonomy_term_id": "a-term-of-that-name"}]},
        {"attributes": [{"link_type": "waiting", "value": "6"}]},
    ],
)
def test_what_is_not_told_in_a_way_that_can_be_shown_stays_unknown(service: dict[str, Any]) -> None:
    assert told(service) == []


def test_steps_that_only_repeat_how_to_refer_are_not_told_to_families_as_what_happens() -> None:
    attribute = {"link_type": "how_to_refer", "value": "By the form."}
    service = {"application_process": "By the form.", "attributes": [attribute]}
    assert told(service) == [("how_to_refer", "By the form.")]


def test_metadata_that_are_no_provenance_of_ours_leave_the_page_of_the_feed() -> None:
    changed = {"last_action_type": "update", "replacement_value": "By form.", "last_action_date": "2026-01-01"}
    attribute = {"link_type": "how_to_refer", "value": "By form.", "metadata": [changed]}
    (one,) = guidance_in({"attributes": [attribute]}, THEIRS)
    assert one.seen == THEIRS
