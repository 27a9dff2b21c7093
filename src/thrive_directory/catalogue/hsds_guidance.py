"""What is told beforehand, in HSDS terms. Pure; leaves out what nobody has told.

Each kind is an attribute under its own name, with its source in the attribute's own metadata. HSDS 3.1 has a field for
two of them (`application_process`, "the steps needed to access this service", and `additional_urls`), so those stand
there as well, for readers who know the standard alone. Why, and what does not fit: docs/adr/0030."""

from typing import Any

from thrive_directory.catalogue.hsds_parts import Record, extra, seen_at
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.rows import OfferRows, Rows

_STEPS = ("what_happens", "how_to_refer")
"""What HSDS calls the application process: the first that is told."""
_FORM = "referral_form"


def guidance_attributes(rows: OfferRows) -> list[Record]:
    """Every kind told, as an attribute with a value and no term; of a form the address, labelled with what it is."""
    return [_attribute(row, rows.service.source_name) for row in rows.guidance]


def application_process(rows: OfferRows) -> str | None:
    """What happens when somebody gets in touch, else how to refer."""
    row = _steps(rows.guidance)
    return None if row is None else str(row.text)


def application_process_seen(rows: OfferRows) -> list[Record]:
    """Where that was read: one metadata entry of the service, or none."""
    row = _steps(rows.guidance)
    if row is None:
        return []
    resource = ("service", rows.service.id)
    entry_id = key(row.id, "application_process")
    return [seen_at(entry_id, resource, "application_process", row, rows.service.source_name)]


def forms(rows: OfferRows) -> list[Record]:
    """The referral form as a further page, with where its address was read."""
    return [
        {
            "id": (form_id := key(row.id, "url")),
            "service_id": rows.service.id,
            "label": row.text,
            "url": row.url,
            "metadata": [seen_at(form_id, ("url", form_id), "url", row, rows.service.source_name)],
        }
        for row in rows.guidance
        if row.kind == _FORM
    ]


def _steps(guidance: Rows) -> Any | None:
    told = {row.kind: row for row in guidance}
    return next((told[kind] for kind in _STEPS if kind in told), None)


def _attribute(row: Any, source: str) -> Record:
    """Its one metadata entry can share its id."""
    form = row.kind == _FORM
    return {
        **extra(row.service_id, row.kind, row.url if form else row.text),
        "id": row.id,
        **({"label": row.text} if form else {}),
        "metadata": [seen_at(row.id, ("attribute", row.id), "value", row, source)],
    }
