"""Cold start: from a database of made-up offers to ready to serve. Fills the database by the catalogue's own writes.

Run: python -m benchmarks.start FOLDER   for one cold start of a folder that `filled` made; prints JSON.
Run: python -m benchmarks.start FOLDER change   for one changed offer of such a folder, until it is served.
"""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import shapely

from benchmarks.material import Material
from benchmarks.measure import private_mb
from benchmarks.synthetic import offers
from tests.ready_folder import settings_for
from thrive_directory.api.main import compose
from thrive_directory.catalogue.mapping import MappedRecord, Mapper, map_record
from thrive_directory.catalogue.offer import Contact, Offer, OfferLocation, Schedule, Tag
from thrive_directory.catalogue.publication import mark, touch
from thrive_directory.catalogue.queries import terms_by_id
from thrive_directory.catalogue.reference import seed_areas, seed_vocabulary
from thrive_directory.catalogue.session import engine_for, migrate, writing
from thrive_directory.catalogue.write import CHILDREN, PARENTS, bump_version, replace_services, upsert
from thrive_directory.errors import BadRecord
from thrive_directory.sources import record as told

_BATCH = 2_000
_OWN_IDS = frozenset({"id", "service_id", "service_at_location_id", "location_id", "link_id", "resource_id"})
_SOURCE, _SOURCE_ID = "benchmark", "00000000-0000-5000-8000-00000000beef"


def filled(folder: Path, count: int, given: Material, copies: int = 16) -> float:
    """Write so many offers into the folder's SQLite catalogue; seconds it took. One in `copies` (at most 16) is made up
    and written as an import would, less what reading never touches; the others are copies of it under ids of their own.
    """
    start = time.perf_counter()
    engine = engine_for(settings_for(folder))
    migrate(engine)
    with writing(engine) as session:
        seed_vocabulary(session, given.vocabulary)
        seed_areas(session, given.places.register)
        upsert(session, "source", [{"id": _SOURCE_ID, "name": _SOURCE, "licence": "made up"}])
        mapper = Mapper(_SOURCE, _SOURCE_ID, terms_by_id(session).keys(), given.places.register)
        now, version = datetime.now(UTC), bump_version(session)
        for batch in _batches(count // copies, given, mapper):
            for mapped in batch:
                mapped.rows["service"][0]["last_modified"] = now
            replace_services(session, [mapped.rows for mapped in batch])
            mark(session, [mapped.service_id for mapped in batch], version, now)
    engine.dispose()
    _copy(folder / "catalogue.sqlite3", copies - 1)
    return time.perf_counter() - start


def _copy(database: Path, times: int) -> None:
    """Every offer again, its ids with another version digit: UUIDs hold a 5 there, which no copy gets."""
    digits = "012346789abcdef"[:times]
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for name in (*PARENTS, "address", *CHILDREN, "publication"):
            if name == "organization":
                continue
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            new = [f"substr({c}, 1, 14) || ? || substr({c}, 16)" if c in _OWN_IDS else c for c in columns]
            count = sum(c in _OWN_IDS for c in columns)
            last = connection.execute(f'SELECT max(rowid) FROM "{name}"').fetchone()[0] or 0
            insert = (
                f'INSERT INTO "{name}" ({", ".join(columns)}) SELECT {", ".join(new)} FROM "{name}" WHERE rowid <= ?'
            )
            for digit in digits:
                connection.execute(insert, [*[digit] * count, last])
        connection.execute("ANALYZE")


def cold_start(folder: Path) -> dict[str, Any]:
    """Start a program that opens the folder and compiles its catalogue; what it says, and how long it took in all."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "benchmarks.start", str(folder)], capture_output=True, check=True)
    return orjson.loads(done.stdout) | {"process_s": round(time.perf_counter() - start, 2)}


def changed(folder: Path) -> dict[str, Any]:
    """Start a program that opens the folder, change one offer, and say how long it takes until that is served."""
    command = [sys.executable, "-m", "benchmarks.start", str(folder), "change"]
    found: dict[str, Any] = orjson.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def plain_read_s(folder: Path) -> float:
    """Seconds that plain SQL takes to hand over every row of every table that a start reads: the peer."""
    start = time.perf_counter()
    with sqlite3.connect(folder / "catalogue.sqlite3") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name not in {"revision", "source_record", "import_run", "alembic_version"}:
                connection.execute(f'SELECT * FROM "{name}"').fetchall()
    return time.perf_counter() - start


def _batches(count: int, given: Material, mapper: Mapper) -> Iterator[list[MappedRecord]]:
    made = offers(count, given.places, given.vocabulary)
    while batch := list(islice(made, _BATCH)):
        yield [mapped for offer in batch if (mapped := _mapped(offer, mapper)) is not None]


def _mapped(offer: Offer, mapper: Mapper) -> MappedRecord | None:
    """The rows of an offer; None for the few whose drawn area reaches so far out to sea that an import refuses it."""
    try:
        return map_record(record_of(offer), mapper)
    except BadRecord:
        return None


def record_of(offer: Offer) -> told.SourceRecord:
    """A made-up offer as a source would tell it; nothing is checked, because it was made right."""
    seen = told.Provenance.model_construct(
        source_url="https://made-up.example/", provenance="own", collected_on=offer.verification.on, source_date=None
    )
    organization = told.OrganizationRecord.model_construct(
        source_id=offer.organization_id, name=offer.organization_name, description=None, url=None
    )
    tags = ("groupings", "needs", "sectors", "modes", "audiences", "access", "referral_routes", "circumstances")
    same = ("name", "summary", "description", "needs_scope", "circumstances_scope", "cost", "found_by_name_only")
    return told.SourceRecord.model_construct(
        source_id=offer.id,
        organization=organization,
        **{name: getattr(offer, name) for name in same},
        **{name: tuple(_tag(tag, offer) for tag in getattr(offer, name)) for name in tags},
        languages=tuple(sorted(offer.languages)),
        age=_age(offer),
        areas=tuple(_area(area.area.code, area.polygon) for area in offer.areas),
        gp_areas=tuple(offer.gp_areas),
        schools=tuple(offer.schools),
        locations=tuple(_location(location, seen) for location in offer.locations),
        contacts=tuple(_contact(contact) for contact in offer.contacts),
        schedules=tuple(_schedule(schedule) for schedule in offer.schedules),
        verification=told.Verification.model_construct(
            status=offer.verification.status, by=offer.verification.by, on=offer.verification.on
        ),
        seen={"record": seen},
    )


def _tag(tag: Tag, offer: Offer) -> told.Tag:
    status = "confirmed" if tag.confirmed else "suggested"
    return told.Tag.model_construct(
        code=tag.code, status=status, by="made up", on=offer.verification.on, basis="made up"
    )


def _age(offer: Offer) -> told.AgeRecord:
    exceptions = tuple(
        told.AgeException.model_construct(circumstance=code, until=until) for code, until in offer.age.exceptions
    )
    age = offer.age
    return told.AgeRecord.model_construct(
        minimum=age.minimum, maximum=age.maximum, until=age.until, text=None, exceptions=exceptions
    )


def _area(code: str, polygon: Any) -> told.AreaRecord:
    if polygon is None:
        return told.AreaRecord.model_construct(code=code, polygon=None)
    return told.AreaRecord.model_construct(code=None, polygon=orjson.loads(shapely.to_geojson(polygon)))


def _location(location: OfferLocation, seen: told.Provenance) -> told.LocationRecord:
    assert location.point is not None
    return told.LocationRecord.model_construct(
        source_id=location.id, postcode=location.postcode, lon=location.point.lon, lat=location.point.lat, seen=seen
    )


def _contact(contact: Contact) -> told.ContactRecord:
    seen = told.Provenance.model_construct(
        source_url=contact.source_url,
        provenance=contact.provenance,
        collected_on=contact.collected_on,
        source_date=None,
    )
    return told.ContactRecord.model_construct(kind=contact.kind, value=contact.value, label=contact.label, seen=seen)


def _schedule(schedule: Schedule) -> told.ScheduleRecord:
    return told.ScheduleRecord.model_construct(
        **{name: getattr(schedule, name) for name in Schedule.__dataclass_fields__}, description=None
    )


def _changed(folder: Path) -> None:
    """What `changed` starts."""
    settings = settings_for(folder)
    snapshots = compose(settings).snapshots
    snapshots.refresh()
    before, before_mb = snapshots.live, private_mb()
    engine = engine_for(settings)
    with writing(engine) as session:
        touch(session, [before.offer_ids[0]], bump_version(session), _SOURCE, datetime.now(UTC))
    engine.dispose()
    start = time.perf_counter()
    snapshots.refresh_if_behind()
    answer = {"seen_s": round(time.perf_counter() - start, 2), "private_mb": round(private_mb() - before_mb, 1)}
    assert snapshots.live.version > before.version
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")


def _main(folder: Path) -> None:
    """One cold start, as `serve` does it once everything is set up."""
    start = time.perf_counter()
    parts = compose(settings_for(folder))
    composed = time.perf_counter()
    composed_mb = private_mb()
    again = time.perf_counter()
    parts.snapshots.refresh()
    done = time.perf_counter()
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    answer = {
        "compose_s": round(composed - start, 2),
        "ready_s": round(composed - start + done - again, 2),
        "index_s": round(done - again, 2),
        "private_mb": round(private_mb() - composed_mb, 1),
        "peak_mb": next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024,
        "offers": len(parts.snapshots.live.offer_ids),
    }
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")


if __name__ == "__main__":
    (_changed if "change" in sys.argv[2:] else _main)(Path(sys.argv[1]))
