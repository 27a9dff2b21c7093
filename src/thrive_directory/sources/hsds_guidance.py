"""What an HSDS 3.1 record, ours or another publisher's, tells beforehand, as records of ours. Reads; guesses nothing.

The other way round: `catalogue/hsds_guidance.py`; why it looks as it does: docs/adr/0030."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from thrive_directory.sources.record import GuidanceKind, GuidanceRecord, Provenance

Json = Mapping[str, Any]

_SAID = "read on a secondary page"
_OF = " page of "


def guidance_in(service: Json, seen: Provenance) -> Iterator[GuidanceRecord]:
    """Each kind that the record tells, once: by its attribute, else `application_process` as what happens.

    `seen` is the page of what names none of its own. What is no sentence or no address of the web is left out."""
    told = {each.kind: each for each in _attributes(service, seen)}
    steps = service.get("application_process")
    if "what_happens" not in told and steps not in {each.text for each in told.values()}:
        told |= {each.kind: each for each in _made("what_happens", steps, None, seen)}
    yield from told.values()


def _attributes(service: Json, seen: Provenance) -> Iterator[GuidanceRecord]:
    for each in service.get("attributes") or ():
        kind, value = each.get("link_type"), each.get("value")
        if kind in get_args(GuidanceKind) and not each.get("taxonomy_term_id"):
            form = kind == "referral_form"
            text = (each.get("label") or "Referral form") if form else value
            yield from _made(kind, text, value if form else None, _seen(each) or seen)


def _made(kind: str, text: Any, url: Any, seen: Provenance) -> Iterator[GuidanceRecord]:
    try:
        yield GuidanceRecord.model_validate({"kind": kind, "text": text, "url": url, "seen": seen})
    except ValidationError:
        return


def _seen(attribute: Json) -> Provenance | None:
    """Where it was read, if it says so in our words; another publisher's metadata say who changed a field instead."""
    entry: Json = next(iter(attribute.get("metadata") or ()), {})
    how = str(entry.get("last_action_type", ""))
    if not how.startswith("read on "):
        return None
    try:
        return Provenance(
            source_url=entry["replacement_value"],
            provenance="secondary" if how.startswith(_SAID) else "own",
            collected_on=date.fromisoformat(entry["last_action_date"]),
            source_date=how.partition(_OF)[2] or None,
        )
    except (ValidationError, ValueError, KeyError):
        return None
