"""What every source gives: one validated record per offer, each fact with where it was seen. Shapes only."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Annotated, Any, Literal, Protocol, Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Field(min_length=1)]


class Frozen(BaseModel):
    """A value: immutable, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Provenance(Frozen):
    """Where and when a fact was seen: on the provider's own page or on somebody else's."""

    source_url: HttpUrl
    provenance: Literal["own", "secondary"]
    collected_on: date
    source_date: str | None = None


class Tag(Frozen):
    """A vocabulary term of an offer: who said so, when, on what basis. Suggested is not confirmed."""

    code: Code
    status: Literal["suggested", "confirmed"] = "suggested"
    by: Words
    on: date
    basis: Words


class ContactRecord(Frozen):
    """One way to reach the offer, with its source. `value` is as a person reads it ("0800 1111")."""

    kind: Literal["phone", "text", "relay", "email", "web"]
    value: Words
    label: str | None = None
    seen: Provenance


GuidanceKind = Literal[
    "what_happens",
    "what_to_expect",
    "who_is_told",
    "limits",
    "if_it_does_not_help",
    "how_to_refer",
    "referral_form",
    "consent",
    "threshold",
]
"""What can be told beforehand. The first five speak to the young person or the family, the others to whoever refers;
docs/glossary.md says what each holds."""


class GuidanceRecord(Frozen):
    """What is told before somebody gets in touch or refers: one kind of it, in a sentence or two, with its source.

    A `referral_form` has the address of the form as `url`, and what the form is as its text; no other kind has one."""

    kind: GuidanceKind
    text: Words
    url: HttpUrl | None = None
    seen: Provenance

    @model_validator(mode="after")
    def _form_has_an_address(self) -> Self:
        if (self.kind == "referral_form") != (self.url is not None):
            raise ValueError("url is for a referral_form, which must have one")
        return self


class AgeException(Frozen):
    """A later upper bound for some: "to 25 with SEND". `until` as in `AgeRecord`."""

    circumstance: Code
    until: Annotated[float, Field(gt=0, le=130)]


class AgeRecord(Frozen):
    """Age bounds in years. `minimum` is included. `maximum` is the last age in completed years (17 means until
    the 18th birthday). `until` is the exact bound, excluded; it is needed only where `maximum` cannot say it."""

    minimum: Annotated[float, Field(ge=0, le=120)] | None = None
    maximum: Annotated[float, Field(ge=0, le=120)] | None = None
    until: Annotated[float, Field(gt=0, le=130)] | None = None
    text: str | None = None
    exceptions: tuple[AgeException, ...] = ()


class AreaRecord(Frozen):
    """One area served: an area code (ONS), "everywhere" as K02000001, or an outline in lon, lat: GeoJSON or
    WKT."""

    code: str | None = None
    polygon: Mapping[str, Any] | str | None = None


class ScheduleRecord(Frozen):
    """Opening in HSDS 3.1 terms (RFC 5545). `byday` such as "MO,TU"; a close before its open is past midnight;
    00:00 to 00:00 is the whole day. `bank_holidays` None means not known."""

    freq: Literal["WEEKLY", "MONTHLY"] = "WEEKLY"
    interval: Annotated[int, Field(ge=1)] = 1
    byday: str | None = None
    bymonthday: str | None = None
    byweekno: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    until: date | None = None
    bank_holidays: Literal["open", "closed"] | None = None
    description: str | None = None


class LocationRecord(Frozen):
    """Somewhere the offer happens. A confidential location keeps its area and never its point or address."""

    source_id: Words
    name: str | None = None
    location_type: Literal["physical", "postal", "virtual"] = "physical"
    address_1: str | None = None
    city: str | None = None
    postcode: str | None = None
    lon: float | None = None
    lat: float | None = None
    confidential: bool = False
    access: tuple[Tag, ...] = ()
    areas: tuple[AreaRecord, ...] = ()
    schedules: tuple[ScheduleRecord, ...] = ()
    seen: Provenance | None = None


class CapacityRecord(Frozen):
    """Volatile facts, each read as unknown after `expires_on`."""

    wait_weeks: Annotated[float, Field(ge=0, le=520)] | None = None
    open_to_referrals: bool | None = None
    as_of: date
    expires_on: date


class OrganizationRecord(Frozen):
    """Who provides the offer."""

    source_id: Words
    name: Words
    description: str | None = None
    url: HttpUrl | None = None


class Verification(Frozen):
    """sourced: read on a page; verified: a person checked with the provider; unconfirmed: may not be running."""

    status: Literal["sourced", "verified", "unconfirmed"]
    by: Words
    on: date


class SourceRecord(Frozen):
    """One offer as its source tells it. Anything left out is unknown, which is not the same as no."""

    source_id: Words
    organization: OrganizationRecord
    name: Words
    summary: str | None = None
    description: str | None = None
    young_person_text: str | None = None
    professional_text: str | None = None
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    url: HttpUrl | None = None
    groupings: tuple[Tag, ...] = ()
    needs: tuple[Tag, ...] = ()
    needs_scope: Literal["open", "listed"] | None = None
    sectors: tuple[Tag, ...] = ()
    modes: tuple[Tag, ...] = ()
    audiences: tuple[Tag, ...] = ()
    access: tuple[Tag, ...] = ()
    referral_routes: tuple[Tag, ...] = ()
    circumstances: tuple[Tag, ...] = ()
    circumstances_scope: Literal["open", "listed"] | None = None
    genders: tuple[Literal["female", "male", "non-binary"], ...] = ()
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = ()
    age: AgeRecord = AgeRecord()
    cost: Literal["free", "paid"] | None = None
    cost_text: str | None = None
    areas: tuple[AreaRecord, ...] = ()
    coverage_text: str | None = None
    found_by_name_only: bool = False
    gp_practices: tuple[str, ...] = ()
    gp_areas: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    locations: tuple[LocationRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    no_contact_advice: str | None = None
    opening_hours_text: str | None = None
    schedules: tuple[ScheduleRecord, ...] = ()
    capacity: CapacityRecord | None = None
    urgent_support: bool = False
    asks: tuple[str, ...] = ()
    guidance: tuple[GuidanceRecord, ...] = ()
    verification: Verification
    seen: Mapping[str, Provenance] = {}
    """Provenance by field name ("age", "cost", "opening_hours_text"); "record" is that of everything else."""


class TombstoneRecord(Frozen):
    """An offer that must not come back: its name, the numbers that must not be published, and why."""

    source_id: Words
    name: Words
    numbers: tuple[str, ...] = ()
    reason: Words
    on: date
    replaced_by: str | None = None


class UrgentHelpRecord(Frozen):
    """A dated line shown on every answer, outside ranking. `area` is an ONS code: the UK, a nation, or the
    authority whose children's social care front door this is."""

    source_id: Words
    kind: Literal["life", "abuse", "missing", "talk"]
    name: Words
    text: Words
    phone: str | None = None
    sms: str | None = None
    url: HttpUrl | None = None
    area: str
    position: int = 100
    seen: Provenance


class Source(Protocol):
    """A place records come from. It reads; it never writes."""

    name: str
    licence: str

    def records(self) -> Iterator[SourceRecord]:
        """Every record that can be used, in a stable order. Raises `SourceError` naming each that cannot."""
        ...
