"""A small app made of parts: two offers of a made-up town, a place or two, and an engine that finds everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from thrive_directory.api.app import create_app
from thrive_directory.api.parts import Parts
from thrive_directory.catalogue.offer import (
    Contact,
    Offer,
    OfferLocation,
    Tag,
    Tombstone,
    UrgentHelp,
    Verification,
)
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.errors import AmbiguousPlace, PlaceNotFound, SnapshotNotReady, UnknownPlace
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.place import EVERYWHERE_CODE, AreaRef, Place, Point
from thrive_directory.index.build import build_snapshot
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer, Ask, Hit, NearMiss, Reason, Relaxed
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.query import SearchQuery
from thrive_directory.settings import SearchSettings, ServerSettings, bundled

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 1)
TOWN = AreaRef("E09000007", "Camden", "local-authority")
HERE = Place(
    label="NW1 8QL",
    kind="postcode",
    token="E09000007-NW1",  # a place's, not a password
    area=TOWN,
    nation="England",
    covering=frozenset({"E09000007", "E92000001", EVERYWHERE_CODE}),
    point=Point(-0.1466, 51.5386),
)
DROP_IN, LINE, GONE = (f"00000000-0000-5000-8000-00000000000{n}" for n in (1, 2, 3))


def offer(offer_id: str, name: str, **facts: object) -> Offer:
    return Offer(
        id=offer_id,
        name=name,
        organization_id=offer_id.replace("-5000-", "-5001-"),
        organization_name=f"{name} Trust",
        verification=Verification("sourced", "The editors", DAY),
        **facts,
    )


def urgent(line_id: str, kind: str, area: str, tel: str | None = None, position: int = 100) -> UrgentHelp:
    return UrgentHelp(
        line_id, kind, f"Line {line_id}", "Call.", tel, tel, None, None, area, "https://example.org/", DAY, position
    )


def snapshot_of(version: int = 17) -> Snapshot:
    seen = {"source_url": "https://example.org/", "provenance": "own", "collected_on": DAY}
    offers = [
        offer(
            DROP_IN,
            "Drop-in",
            areas=(ServiceArea(TOWN),),
            groupings=(Tag("getting-advice", confirmed=True),),
            needs=(Tag("anxiety"),),
            locations=(OfferLocation("00000000-0000-5000-8000-0000000000aa", "Hub", "NW1 8QP", HERE.point),),
            contacts=(Contact("phone", "020 7946 0000", "+442079460000", None, **seen),),
        ),
        offer(LINE, "Line", areas=(ServiceArea(AreaRef(EVERYWHERE_CODE, "UK", "everywhere")),), modes=(Tag("phone"),)),
    ]
    return build_snapshot(
        version,
        offers,
        load_vocabulary(bundled("data/vocabulary.yaml")),
        records=[{"id": each.id, "name": each.name, "status": "active"} for each in offers],
        urgent_help=[
            urgent("talk", "talk", EVERYWHERE_CODE, "116123"),
            urgent("111", "life", "E92000001", "111"),
            urgent("999", "life", EVERYWHERE_CODE, "999"),
            urgent("wales", "life", "W92000004", "0800"),
            urgent("door", "abuse", "E09000007", "02079743317"),
        ],
        tombstones=[Tombstone(GONE, "Gone", "Closed", DAY, DROP_IN)],
    )


def find_everything(snapshot: Snapshot, query: SearchQuery) -> Answer:
    """Every offer in order of id, a page at a time; the last as a near miss too."""
    rows = list(range(len(snapshot.columns)))
    page = rows[query.offset : query.offset + query.limit]
    more = query.offset + query.limit < len(rows)
    hits = tuple(
        Hit(
            row=row,
            offer_id=snapshot.offer_id(row),
            location_id=None,
            distance_km=1.26 if row == 0 else None,
            penalty=float(row),
            reasons=(Reason("in-area", "Covers Camden", {"area": "E09000007"}, "inclusion"),),
            asks=(Ask("age-unknown", "Ask them which ages they see"),),
            penalties={"distance": 0.1} if query.explain else None,
        )
        for row in page
    )
    miss = NearMiss(rows[-1], snapshot.offer_id(rows[-1]), "age", "Only for people aged 18 and over")
    facets = {"mode": {"phone": 1}}
    relaxed = (Relaxed("within_km", "Shown further away too"),)
    return Answer(hits, (miss,), facets, len(rows), relaxed, (), query.offset + query.limit if more else None)


def resolve(text: str, parameter: str = "near") -> Place:
    if text.upper().replace(" ", "") in {"NW18QL", "NW1"}:
        return HERE
    if text.lower() == "newport":
        raise AmbiguousPlace("More than one place has this name.", [("Newport, Wales", "W06000022")], parameter)
    if text.upper().startswith("ZZ"):
        raise PlaceNotFound("There is no postcode that starts like that.", ["SS9"], parameter)
    raise UnknownPlace("That is not a postcode.", ["NW1"], parameter)


def parse(q: str, now: datetime) -> Understood:
    """Knows three phrases; the rest is text."""
    words = Understood(text=q, unused=tuple(q.split()))
    if "getting advice" in q:
        words = replace(words, groupings=("getting-advice",), text="", unused=())
    if "near NW1 8QL" in q:
        words = replace(words, near_text="NW1 8QL")
    if "hurts me" in q:
        words = replace(words, urgent=True, urgent_kinds=("abuse",))
    return words


@dataclass
class Holder:
    """Holds one snapshot, or none yet."""

    snapshot: Snapshot | None
    followed: list[str] = field(default_factory=list)

    @property
    def live(self) -> Snapshot:
        if self.snapshot is None:
            raise SnapshotNotReady("No snapshot of the catalogue is being served yet.")
        return self.snapshot

    def refresh(self) -> None:
        self.followed.append("refresh")

    def follow(self, poll_s: float) -> None:
        self.followed.append("follow")

    def stop(self) -> None:
        self.followed.append("stop")


@pytest.fixture
def lines() -> list[str]:
    """The access log."""
    return []


def parts_over(snapshots: Holder, lines: list[str] | None = None) -> Parts:
    """The small parts of these tests over any catalogue; what the access log gets is added to the lines."""
    return Parts(
        snapshots=snapshots,
        search=find_everything,
        resolve=resolve,
        suggest=lambda _text: [{"label": "NW1", "kind": "outcode", "place": "NW1"}],
        parse=parse,
        clock=lambda: NOW,
        limits=SearchSettings(),
        server=ServerSettings(),
        write_line=([] if lines is None else lines).append,
    )


def served_routes(routes: Iterable[Any]) -> Iterator[Any]:
    """Every route of an app, those of the routers that it has taken in too."""
    for route in routes:
        inner = getattr(getattr(route, "original_router", None), "routes", None)
        if inner is None:
            yield route
        else:
            yield from served_routes(inner)


@pytest.fixture
def parts(lines: list[str]) -> Parts:
    return parts_over(Holder(snapshot_of()), lines)


@pytest.fixture
def client(parts: Parts) -> Iterator[TestClient]:
    with TestClient(create_app(parts)) as client:
        yield client
