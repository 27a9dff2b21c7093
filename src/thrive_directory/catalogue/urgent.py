"""Storing the lines of urgent help that a source tells of. They stand outside ranking and import alike."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from thrive_directory.catalogue.graves import Graveyard
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.phone import NotANumber, dialled
from thrive_directory.catalogue.queries import graves, urgent_help_rows
from thrive_directory.catalogue.write import delete_rows, upsert
from thrive_directory.errors import BadRecord, UnknownPlace
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.sources.record import UrgentHelpRecord


def store_urgent_help(
    session: Session, source: tuple[str, str], records: Iterable[UrgentHelpRecord], areas: AreaRegister
) -> int:
    """Make the stored lines of a source (its name and id) those in `records`; gives how many changed.

    Raises `BadRecord` for a line that cannot be dialled, whose number was withdrawn, or whose area is unknown."""
    graveyard = Graveyard(graves(session))
    wanted = {row["id"]: row for row in (_row(source, record, areas, graveyard) for record in records)}
    there = {row.id: row for row in urgent_help_rows(session) if row.source_id == source[1]}
    changed = [row for row in wanted.values() if _differs(row, there.get(row["id"]))]
    gone = sorted(there.keys() - wanted.keys())
    upsert(session, "urgent_help", changed)
    delete_rows(session, "urgent_help", gone)
    return len(changed) + len(gone)


def _row(
    source: tuple[str, str], record: UrgentHelpRecord, areas: AreaRegister, graveyard: Graveyard
) -> dict[str, Any]:
    row_id = key(source[0], "urgent_help", record.source_id)
    tel, sms = _target(record, "phone"), _target(record, "sms")
    covered = graveyard.covering(row_id, "", "", [number for number in (tel, sms) if number])
    if covered is not None:
        raise BadRecord(record.source_id, "phone", covered[1])
    try:
        areas.resolve(record.area)
    except UnknownPlace:
        raise BadRecord(record.source_id, "area", f"no area has the code {record.area}") from None
    return {
        "id": row_id,
        "source_id": source[1],
        "kind": record.kind,
        "name": record.name,
        "text": record.text,
        "phone": record.phone,
        "tel": tel,
        "sms": record.sms,
        "url": str(record.url) if record.url else None,
        "area_code": record.area,
        "position": record.position,
        "source_url": str(record.seen.source_url),
        "provenance": record.seen.provenance,
        "collected_on": record.seen.collected_on,
        "source_date": record.seen.source_date,
    }


def _target(record: UrgentHelpRecord, field: str) -> str | None:
    shown = getattr(record, field)
    try:
        return None if shown is None else dialled(shown)
    except NotANumber as problem:
        raise BadRecord(record.source_id, field, f"{shown} {problem}") from None


def _differs(row: dict[str, Any], there: Any) -> bool:
    return there is None or any(getattr(there, column) != value for column, value in row.items())
