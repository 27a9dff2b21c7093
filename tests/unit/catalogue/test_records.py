"""What a record cannot be without."""

import pytest
from pydantic import ValidationError

from thrive_directory.sources.record import ContactRecord, Provenance

SEEN = {"source_url": "https://example.org", "provenance": "own", "collected_on": "2026-11-22"}


@pytest.mark.parametrize("missing", SEEN)
def test_no_contact_without_its_source_and_date(missing: str) -> None:
    seen = {name: value for name, value in SEEN.items() if name != missing}
    Provenance.model_validate(SEEN)
    with pytest.raises(ValidationError, match=missing):
        ContactRecord.model_validate({"kind": "phone", "value": "999", "seen": seen})
    with pytest.raises(ValidationError, match="seen"):
        ContactRecord.model_validate({"kind": "phone", "value": "999"})
