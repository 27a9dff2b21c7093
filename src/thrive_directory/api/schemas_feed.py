"""What the feed of changes and the page about the exports look like in the OpenAPI document. They hold no rules."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from thrive_directory.api.schemas import Absent, Shape, UrgentLine
from thrive_directory.api.schemas_hsds import ServiceRecord

_ID = "0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d"


def _eg(*examples: Any, description: str | None = None) -> Any:
    return Field(examples=list(examples), description=description)


class TombstoneLine(Shape):
    """An offer that is no longer published. Without a date it may come back."""

    id: Annotated[str, _eg(_ID)]
    name: Annotated[str | Absent, _eg("Quayside Counselling")] = None
    reason: Annotated[str, _eg("closed")]
    withdrawn_on: Annotated[date | Absent, _eg("2026-11-01")] = None
    replaced_by: Annotated[str | None, _eg(None, description="The id of what to use instead.")] = None


class ChangeLine(Shape):
    """What became of one offer since the cursor."""

    kind: Annotated[
        Literal["created", "updated", "withdrawn"],
        _eg("updated", description="`created` and `updated` carry the record as it is now, `withdrawn` a tombstone."),
    ]
    id: Annotated[str, _eg(_ID)]
    changed_at: Annotated[datetime, _eg("2026-11-20T09:30:15+00:00")]
    catalogue_version: Annotated[int, _eg(17)]
    service: ServiceRecord | Absent = None
    tombstone: TombstoneLine | Absent = None


class ChangePage(Shape):
    """Changes in order, each offer once, at its last change."""

    changes: list[ChangeLine]
    next_cursor: Annotated[str, _eg("AaX3", description="Keep it: send it as `since` next time. It never ends.")]
    next: Annotated[str, _eg("/changes?since=AaX3&limit=100")]
    has_more: Annotated[bool, _eg(False, description="Whether the next page holds anything yet.")]
    catalogue_version: Annotated[int, _eg(17)]
    full_export: Annotated[str, _eg("/exports/services.ndjson")]


class ExportFile(Shape):
    """One form of the whole catalogue."""

    format: Annotated[str, _eg("ndjson")]
    url: Annotated[str, _eg("/exports/services.ndjson")]
    media_type: Annotated[str, _eg("application/x-ndjson")]
    about: Annotated[str, _eg("One service a line, each as /services/{id} gives it.")]


class ExportAbout(Shape):
    """The whole catalogue: where to get it, what may be done with it, and what must be shown beside it."""

    catalogue_version: Annotated[int, _eg(17)]
    changed_at: Annotated[datetime, _eg("2026-11-20T09:30:15+00:00")]
    offers: Annotated[int, _eg(147)]
    changes_cursor: Annotated[str, _eg("AaX3", description="Where the feed of changes goes on from this catalogue.")]
    files: list[ExportFile]
    licence: Annotated[str, _eg("Each record names the terms of its source in its attribute data_licence.")]
    attribution: Annotated[str, _eg("Contains OS data © Crown copyright and database right 2026.")]
    provenance: Annotated[str, _eg("Every fact names its page in `metadata`.")]
    report_errors: Annotated[str, _eg("Tell the maintainers the id of the record.")]
    urgent_help: list[UrgentLine]
    tombstones: list[TombstoneLine]
