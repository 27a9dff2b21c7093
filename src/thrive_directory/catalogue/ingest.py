"""Takes a source into the catalogue: unchanged records are left alone, changed ones written, the rest reported.

Everything happens in the caller's transaction: either the whole run is kept, or nothing of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

import orjson
import shapely
from sqlmodel import Session

from thrive_directory.catalogue.assemble import TAKES_REFERRALS, WAITING_WEEKS
from thrive_directory.catalogue.graves import Graveyard
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.mapped import Locate, MappedRecord, Mapper
from thrive_directory.catalogue.mapping import map_record, unit_key
from thrive_directory.catalogue.publication import DEPARTURES_KEPT, forget_departures, mark, touch
from thrive_directory.catalogue.queries import (
    StoredRecord,
    catalogue_version,
    graves,
    stored_raws,
    stored_records,
    terms_by_id,
)
from thrive_directory.catalogue.queries_feed import of_source, sharing, source_licence
from thrive_directory.catalogue.urgent import store_urgent_help
from thrive_directory.catalogue.withdraw import bury
from thrive_directory.catalogue.write import bump_version, insert, replace_services, upsert
from thrive_directory.errors import BadRecord, CatalogueError
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.sources.record import Source, SourceRecord, TombstoneRecord, UrgentHelpRecord

_BATCH_RECORDS = 500
_SECRET_OF_A_PLACE = ("address_1", "city", "postcode", "lon", "lat")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one run of a source did.

    `rejected` could not be stored, `refused` would bring back what was withdrawn; `held` are stored and not published
    (record, why); `repaired` counts what was left out or mended, by kind; `missing` were told before and not this time:
    they stay until somebody withdraws them."""

    source: str
    read: int
    new: int
    changed: int
    unchanged: int
    rejected: tuple[BadRecord, ...]
    refused: tuple[BadRecord, ...]
    held: tuple[tuple[str, str], ...]
    repaired: Mapping[str, int]
    missing: tuple[str, ...]
    tombstones: int
    urgent_help: int
    catalogue_version: int


@dataclass(slots=True)
class _Run:
    """A run under way: what it works with, and what it has counted."""

    source: str
    source_id: str
    mapper: Mapper
    graveyard: Graveyard
    stored: Mapping[str, StoredRecord]
    version: int | None = None
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    seen: set[str] = field(default_factory=set)
    rejected: list[BadRecord] = field(default_factory=list)
    refused: list[BadRecord] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Told:
    """A record that is to be written."""

    record_id: str
    mapped: MappedRecord
    raw: dict[str, Any]
    fingerprint: str


def ingest(
    session: Session,
    source: Source,
    *,
    areas: AreaRegister,
    locate: Locate | None = None,
    tombstones: Iterable[TombstoneRecord] = (),
    urgent_help: Iterable[UrgentHelpRecord] | None = None,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Take in what a source tells: its tombstones first, then its records, then its lines of urgent help (None: it
    has none to tell of, and those stored stay).

    `locate` finds the place of a postcode, or None. `progress` is told how many records have been read. Raises
    `SourceError` when the source cannot be read, `BadRecord` for a tombstone or line of urgent help that is wrong."""
    started = datetime.now(UTC)
    relicensed = _relicensed(session, source)
    source_id = _introduce(session, source)
    buried = bury(session, (source.name, source_id), tombstones)
    run = _start(session, source, areas, locate)
    if relicensed:
        run.version = bump_version(session)
        touch(session, relicensed, run.version, source.name, started)
    for records in _batches(source.records()):
        _write(session, run, [told for record in records if (told := _read(run, record)) is not None])
        if progress is not None:
            progress(run.read)
    helped = 0
    if urgent_help is not None:
        helped = store_urgent_help(session, (source.name, source_id), urgent_help, areas)
    if helped and run.version is None and not buried:
        bump_version(session)
    forget_departures(session, started - DEPARTURES_KEPT)
    report = _report(run, buried, helped, catalogue_version(session))
    _log(session, run, started, report)
    return report


def _relicensed(session: Session, source: Source) -> set[str]:
    """Every service of a source whose terms are others than before: each record shows them."""
    source_id = key("source", source.name)
    known = source_licence(session, source_id)
    return set() if known in (None, source.licence) else of_source(session, source_id)


def _introduce(session: Session, source: Source) -> str:
    source_id = key("source", source.name)
    upsert(session, "source", [{"id": source_id, "name": source.name, "licence": source.licence}])
    upsert(session, "unit", [{"id": unit_key(name), "name": name} for name in (WAITING_WEEKS, TAKES_REFERRALS)])
    return source_id


def _start(session: Session, source: Source, areas: AreaRegister, locate: Locate | None) -> _Run:
    source_id = key("source", source.name)
    term_ids = terms_by_id(session).keys()
    if not term_ids:
        raise CatalogueError("The vocabularies are not in the database; they must be stored before any source.")
    return _Run(
        source=source.name,
        source_id=source_id,
        mapper=Mapper(source.name, source_id, term_ids, areas, locate),
        graveyard=Graveyard(graves(session)),
        stored=stored_records(session, source_id),
    )


def _batches(records: Iterator[SourceRecord]) -> Iterator[list[SourceRecord]]:
    records = iter(records)
    while batch := list(islice(records, _BATCH_RECORDS)):
        yield batch


def _read(run: _Run, record: SourceRecord) -> _Told | None:
    """The record if it is to be written; None when it is unchanged, wrong, or must not come back."""
    run.read += 1
    try:
        mapped = map_record(record, run.mapper)
    except BadRecord as problem:
        run.rejected.append(problem)
        return None
    if mapped.service_id in run.seen:
        run.rejected.append(BadRecord(record.source_id, "source_id", "told twice; the first one counts"))
        return None
    run.seen.add(mapped.service_id)
    if _refused(run, record, mapped):
        return None
    run.repaired.update(mapped.repairs)
    if mapped.held is not None:
        run.held.append((record.source_id, mapped.held))
    raw = _redacted(record)
    told = _Told(record.source_id, mapped, raw, _fingerprint(raw, mapped))
    stored = run.stored.get(mapped.service_id)
    if stored is not None and stored.fingerprint == told.fingerprint:
        run.unchanged += 1
        return None
    return told


def _refused(run: _Run, record: SourceRecord, mapped: MappedRecord) -> bool:
    numbers = [row["tel"] for row in mapped.rows["phone"]]
    covered = run.graveyard.covering(mapped.service_id, record.name, record.organization.name, numbers)
    if covered is None:
        return False
    run.refused.append(BadRecord(record.source_id, "name", f"not published, because {covered[1]}"))
    return True


def _redacted(record: SourceRecord) -> dict[str, Any]:
    """The record as it came, without where its confidential locations are: not even the archive may tell."""
    raw = record.model_dump(mode="json")
    for location in raw["locations"]:
        if location["confidential"]:
            location.update(dict.fromkeys(_SECRET_OF_A_PLACE))
    return raw


def _fingerprint(raw: dict[str, Any], mapped: MappedRecord) -> str:
    """Of what was told and of the rows made of it: a better postcode table or mapping is a change, too."""
    content = orjson.dumps([raw, mapped.rows], default=shapely.to_wkt, option=orjson.OPT_SORT_KEYS)
    return sha256(content).hexdigest()


def _write(session: Session, run: _Run, batch: list[_Told]) -> None:
    if not batch:
        return
    if run.version is None:
        run.version = bump_version(session)
    now = datetime.now(UTC)
    before = stored_raws(session, [told.mapped.service_id for told in batch])
    others = sharing(session, [told.mapped.rows for told in batch])
    for told in batch:
        told.mapped.rows["service"][0]["last_modified"] = now
    replace_services(session, [told.mapped.rows for told in batch])
    upsert(session, "source_record", [_stored(run, told) for told in batch])
    insert(session, "revision", [_revision(run, told, before.get(told.mapped.service_id), now) for told in batch])
    mark(session, [told.mapped.service_id for told in batch], run.version, now)
    touch(session, others, run.version, run.source, now)
    changed = sum(told.mapped.service_id in before for told in batch)
    run.changed += changed
    run.new += len(batch) - changed


def _stored(run: _Run, told: _Told) -> dict[str, Any]:
    return {
        "id": told.mapped.service_id,
        "source_id": run.source_id,
        "record_id": told.record_id,
        "service_id": told.mapped.service_id,
        "fingerprint": told.fingerprint,
        "raw": told.raw,
    }


def _revision(run: _Run, told: _Told, before: dict[str, Any] | None, now: datetime) -> dict[str, Any]:
    return {
        "resource_type": "service",
        "resource_id": told.mapped.service_id,
        "action": "created" if before is None else "updated",
        "by": run.source,
        "at": now,
        "before": before,
        "after": told.raw,
        "catalogue_version": run.version,
    }


def _report(run: _Run, buried: int, helped: int, version: int) -> ImportReport:
    return ImportReport(
        source=run.source,
        read=run.read,
        new=run.new,
        changed=run.changed,
        unchanged=run.unchanged,
        rejected=tuple(run.rejected),
        refused=tuple(run.refused),
        held=tuple(run.held),
        repaired=dict(run.repaired),
        missing=_missing(run),
        tombstones=buried,
        urgent_help=helped,
        catalogue_version=version,
    )


def _missing(run: _Run) -> tuple[str, ...]:
    """Records told before and not now, those apart that were rejected now or withdrawn before."""
    rejected = {problem.record for problem in run.rejected}
    return tuple(
        sorted(
            stored.record_id
            for service_id, stored in run.stored.items()
            if service_id not in run.seen and stored.record_id not in rejected and stored.is_published
        )
    )


def _log(session: Session, run: _Run, started: datetime, report: ImportReport) -> None:
    row = {
        "source_id": run.source_id,
        "started_at": started,
        "finished_at": datetime.now(UTC),
        "read": report.read,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejected": [problem.message for problem in (*report.rejected, *report.refused)],
        "catalogue_version": report.catalogue_version,
    }
    insert(session, "import_run", [row])
