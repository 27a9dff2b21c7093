"""What a record cannot be without."""

import pytest
from pydantic import ValidationError

from thrive_directory.sources.record import ContactRecord, GuidanceRecord, Provenance

SEEN = {"source_url": "https://example.org", "provenance": "own", "collected_on": "2026-11-22"}


@pytest.mark.parametrize("missing", SEEN)
def test_no_contact_without_its_source_and_date(missing: str) -> None:
    seen = {name: value for name, value in SEEN.items() if name != missing}
    Provenance.model_validate(SEEN)
    with pytest.raises(ValidationError, match=missing):
        ContactRecord.model_validate({"kind": "phone", "value": "999", "seen": seen})
    with pytest.raises(ValidationError, match="seen"):
        ContactRecord.model_validate({"kind": "phone", "value": "999"})


@pytest.mark.parametrize("missing", SEEN)
def test_no_sentence_about_what_happens_without_its_source_and_date(missing: str) -> None:
    told = {"kind": "who_is_told", "text": "It stays between us."}
    GuidanceRecord.model_validate(told | {"seen": SEEN})
    with pytest.raises(ValidationError, match=missing):
        GuidanceRecord.model_validate(told | {"seen": {name: one for name, one in SEEN.items() if name != missing}})


@pytest.mark.parametrize(("kind", "url"), [("referral_form", None), ("consent", "https://example.org/form")])
def test_a_form_has_an_address_and_nothing_else_has(kind: str, url: str | None) -> None:
    with pytest.raises(ValidationError, match="url is for a referral_form"):
        GuidanceRecord.model_validate({"kind": kind, "text": "Words.", "url": url, "seen": SEEN})
