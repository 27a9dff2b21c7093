"""Records for the tests of the catalogue: one that says everything, one that says the least. All made up."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any

from thrive_directory.sources.record import (
    AgeException,
    AgeRecord,
    AreaRecord,
    CapacityRecord,
    ContactRecord,
    GuidanceRecord,
    LocationRecord,
    OrganizationRecord,
    Provenance,
    ScheduleRecord,
    SourceRecord,
    Tag,
    TombstoneRecord,
    UrgentHelpRecord,
    Verification,
)

TODAY = date(2026, 11, 22)
CAMDEN, CALDERDALE, UK = "E09000007", "E08000033", "K02000001"
SEEN = Provenance(source_url="https://example.org/about", provenance="own", collected_on=TODAY, source_date="2026-10")
GUIDANCE = tuple(
    GuidanceRecord(kind=kind, text=text, url=url, seen=SEEN)
    for kind, text, url in (
        ("what_happens", "Somebody rings you back.", None),
        ("what_to_expect", "Six meetings, one a week.", None),
        ("who_is_told", "They say that it is confidential.", None),
        ("limits", "It is not for emergencies.", None),
        ("if_it_does_not_help", "They look for something else with you.", None),
        ("how_to_refer", "By the form.", None),
        ("referral_form", "Online form", "https://quayside.example/refer"),
        ("consent", "Under-16s need the consent of a parent.", None),
        ("threshold", "Mild to moderate difficulties.", None),
    )
)
SQUARE = {"type": "Polygon", "coordinates": [[[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.6], [-0.2, 51.5]]]}


class ListSource:
    """A source that tells what it is given."""

    licence = "made up"

    def __init__(self, records: Iterable[SourceRecord], name: str = "test") -> None:
        self.name = name
        self._records = tuple(records)

    def records(self) -> Iterator[SourceRecord]:
        return iter(self._records)


def tags(*codes: str, status: Any = "suggested") -> tuple[Tag, ...]:
    return tuple(Tag(code=code, status=status, by="tester", on=TODAY, basis=f"says {code}") for code in codes)


def contact(kind: Any, value: str, label: str | None = None) -> ContactRecord:
    return ContactRecord(kind=kind, value=value, label=label, seen=SEEN)


def plain(source_id: str = "plain", areas: Sequence[str] = (CAMDEN,), **more: Any) -> SourceRecord:
    """The least that is published: a name, an organization, an area."""
    fields: dict[str, Any] = {
        "source_id": source_id,
        "organization": OrganizationRecord(source_id="org", name="An Organisation"),
        "name": f"Offer {source_id}",
        "areas": tuple(AreaRecord(code=code) for code in areas),
        "verification": Verification(status="sourced", by="tester", on=TODAY),
        "seen": {"record": SEEN},
    }
    return SourceRecord(**(fields | more))


def rich(source_id: str = "rich", **more: Any) -> SourceRecord:
    """An offer that fills every field there is."""
    fields: dict[str, Any] = {
        "organization": OrganizationRecord(
            source_id="org-2", name="Quayside", description="A charity.", url="https://quayside.example"
        ),
        "name": "Quayside Counselling",
        "summary": "Talk to somebody.",
        "description": "Six meetings with a counsellor.",
        "young_person_text": "You choose what to talk about.",
        "professional_text": "Refer by form.",
        "url": "https://quayside.example/counselling",
        "groupings": (*tags("getting-help", status="confirmed"), *tags("getting-advice")),
        "needs": tags("anxiety", "low-mood"),
        "needs_scope": "listed",
        "sectors": tags("voluntary"),
        "modes": tags("in-person", "phone"),
        "audiences": tags("young-person"),
        "access": tags("bsl"),
        "referral_routes": tags("self", "gp"),
        "circumstances": tags("young-carer"),
        "circumstances_scope": "open",
        "genders": ("female", "non-binary"),
        "languages": ("en", "cy"),
        "age": AgeRecord(
            minimum=11, maximum=17, text="11 to 17", exceptions=(AgeException(circumstance="send", until=25),)
        ),
        "cost": "free",
        "cost_text": "Free of charge.",
        "areas": (AreaRecord(code=CAMDEN), AreaRecord(polygon=SQUARE)),
        "coverage_text": "Camden and a little beyond.",
        "gp_practices": ("A00001",),
        "gp_areas": (CAMDEN,),
        "schools": ("100000",),
        "locations": (_house(), _refuge()),
        "contacts": (
            contact("phone", "020 7974 4444", "office"),
            contact("text", "85258"),
            contact("relay", "18001 020 7974 4444"),
            contact("email", "hello@quayside.example"),
            contact("web", "https://quayside.example/contact", "form"),
        ),
        "no_contact_advice": "Ask your school.",
        "opening_hours_text": "Weekdays.",
        "schedules": (
            ScheduleRecord(byday="MO,TU", opens_at=time(9), closes_at=time(17), bank_holidays="closed"),
            ScheduleRecord(freq="MONTHLY", byday="1SA", opens_at=time(10), closes_at=time(12), dtstart=TODAY),
        ),
        "capacity": CapacityRecord(wait_weeks=6, open_to_referrals=True, as_of=TODAY, expires_on=date(2026, 12, 31)),
        "urgent_support": True,
        "asks": ("Do you see people under 11?",),
        "guidance": GUIDANCE,
        "seen": {"record": SEEN, "age": SEEN},
    }
    return SourceRecord(**(dict(plain(source_id)) | fields | more))


def _house() -> LocationRecord:
    return LocationRecord(
        source_id="house",
        name="Quay House",
        address_1="1 Quay Street",
        city="London",
        postcode="NW1 8QL",
        lon=-0.15,
        lat=51.54,
        access=tags("step-free"),
        areas=(AreaRecord(code=CALDERDALE),),
        schedules=(ScheduleRecord(byday="SA", opens_at=time(10), closes_at=time(12)),),
        seen=SEEN,
    )


def _refuge() -> LocationRecord:
    return LocationRecord(
        source_id="refuge",
        name="The refuge",
        address_1="SECRET 7 Hidden Lane",
        city="SECRET Town",
        postcode="HX7 8AD",
        lon=-2.01,
        lat=53.74,
        confidential=True,
    )


def tombstone(source_id: str = "gone", name: str = "Gone Offer", **more: Any) -> TombstoneRecord:
    return TombstoneRecord(**({"source_id": source_id, "name": name, "reason": "closed", "on": TODAY} | more))


def urgent(source_id: str = "999", phone: str | None = "999", **more: Any) -> UrgentHelpRecord:
    fields = {"source_id": source_id, "kind": "life", "name": "Emergency", "text": "Call.", "area": UK, "seen": SEEN}
    return UrgentHelpRecord(**(fields | {"phone": phone} | more))
