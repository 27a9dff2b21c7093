"""How the seed files spell their records, and what each spelling stands for. Pure; reads no file."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, HttpUrl

from thrive_directory.sources.record import (
    AgeException,
    AgeRecord,
    AreaRecord,
    CapacityRecord,
    Code,
    ContactRecord,
    Frozen,
    GuidanceKind,
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
    Words,
)

TAXONOMIES = {
    "groupings": "grouping",
    "needs": "need",
    "sectors": "sector",
    "modes": "mode",
    "audiences": "audience",
    "access": "access",
    "referral_routes": "referral_route",
    "circumstances": "circumstance",
}
"""The tag fields of a record, and the vocabulary each takes its codes from."""

_SPELLED_OTHERWISE = {
    "source_id",
    "organization",
    "age",
    "areas",
    "locations",
    "contacts",
    "guidance",
    "verification",
    "seen",
    *TAXONOMIES,
}
_CARRIED = sorted(SourceRecord.model_fields.keys() - _SPELLED_OTHERWISE)
"""Fields that a seed record and a source record spell alike."""


class Defaults(Frozen):
    """What every record of a file says unless it says otherwise: the day it was collected, who says its tags and
    vouches for it, and the basis of a tag that is given without one, by field."""

    collected_on: date
    by: Words
    basis: Mapping[str, Words] = Field(default_factory=dict)


class Seen(Frozen):
    """The page a fact was read on; `dated` is the date the page itself carries."""

    url: HttpUrl
    provenance: Literal["own", "secondary"]
    dated: str | None = None
    collected_on: date | None = None

    def full(self, defaults: Defaults) -> Provenance:
        """The same as a `Provenance`, with the file's collection date where none is given."""
        return Provenance(
            source_url=self.url,
            provenance=self.provenance,
            collected_on=self.collected_on or defaults.collected_on,
            source_date=self.dated,
        )


class TagDetail(Frozen):
    """One vocabulary term: the words it rests on, and whether somebody entitled to has confirmed it."""

    basis: Words | None = None
    status: Literal["suggested", "confirmed"] = "suggested"
    by: Words | None = None
    on: date | None = None


def _tag_details(value: Any) -> Any:
    """`[a, b]` and `{a: words}` are short for `{a: {basis: words}}`."""
    if isinstance(value, list):
        value = dict.fromkeys(value) if all(isinstance(code, str) for code in value) else value
    if isinstance(value, dict):
        return {code: {"basis": d} if d is None or isinstance(d, str) else d for code, d in value.items()}
    return value


_FORM = "Referral form"
"""What a form is called that has no text of its own."""
Tags = Annotated[Mapping[Code, TagDetail], BeforeValidator(_tag_details)]
NamedAreas = Mapping[Annotated[str, Field(pattern=r"^[EWSNK]\d{8}$")], Words]
"""ONS area codes, each with the name that makes it readable."""


class SeedContact(Frozen):
    """A contact; `seen` is the record's own page unless another is given."""

    kind: Literal["phone", "text", "relay", "email", "web"]
    value: Words
    label: str | None = None
    seen: Seen | None = None


class SeedGuidance(Frozen):
    """What is told beforehand; `seen` is the record's own page unless another is given. Only a form has a `url`, and
    may go without a text."""

    text: Words | None = None
    url: HttpUrl | None = None
    seen: Seen | None = None


def _guidance_details(value: Any) -> Any:
    """`kind: words` is short for `kind: {text: words}`."""
    if isinstance(value, dict):
        return {kind: {"text": told} if isinstance(told, str) else told for kind, told in value.items()}
    return value


class SeedAge(Frozen):
    """As `AgeRecord`; `exceptions` are circumstance: age at which it ends, excluded."""

    minimum: Annotated[float, Field(ge=0, le=120)] | None = None
    maximum: Annotated[float, Field(ge=0, le=120)] | None = None
    until: Annotated[float, Field(gt=0, le=130)] | None = None
    text: str | None = None
    exceptions: Mapping[Code, Annotated[float, Field(gt=0, le=130)]] = {}


class SeedLocation(Frozen):
    """Somewhere the offer happens; its point comes from the postcode when it is taken in."""

    name: str | None = None
    address: str | None = None
    city: str | None = None
    postcode: str | None = None
    confidential: bool = False
    access: Tags = Field(default_factory=dict)
    areas: NamedAreas = Field(default_factory=dict)
    schedules: tuple[ScheduleRecord, ...] = ()
    seen: Seen | None = None


class SeedOffer(Frozen):
    """One offer as `seed_services.yaml` spells it: a `SourceRecord` with what repeats left to the defaults."""

    id: Code
    name: Words
    organization: OrganizationRecord
    seen: Seen
    seen_at: Mapping[str, Seen] = Field(default_factory=dict)
    verification: Literal["sourced", "verified", "unconfirmed"] = "sourced"
    verified_by: Words | None = None
    verified_on: date | None = None
    summary: Words
    description: str | None = None
    young_person_text: str | None = None
    professional_text: str | None = None
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    url: HttpUrl | None = None
    groupings: Tags = Field(default_factory=dict)
    needs: Tags = Field(default_factory=dict)
    needs_scope: Literal["open", "listed"] | None = None
    sectors: Tags
    modes: Tags = Field(default_factory=dict)
    audiences: Tags = Field(default_factory=dict)
    access: Tags = Field(default_factory=dict)
    referral_routes: Tags = Field(default_factory=dict)
    circumstances: Tags = Field(default_factory=dict)
    circumstances_scope: Literal["open", "listed"] | None = None
    genders: tuple[Literal["female", "male", "non-binary"], ...] = ()
    languages: tuple[str, ...] = ()
    age: SeedAge = SeedAge()
    cost: Literal["free", "paid"] | None = None
    cost_text: str | None = None
    areas: NamedAreas = Field(default_factory=dict)
    coverage_text: str | None = None
    found_by_name_only: bool = False
    gp_practices: tuple[str, ...] = ()
    gp_areas: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    locations: tuple[SeedLocation, ...] = ()
    contacts: tuple[SeedContact, ...] = ()
    no_contact_advice: str | None = None
    opening_hours_text: str | None = None
    schedules: tuple[ScheduleRecord, ...] = ()
    capacity: CapacityRecord | None = None
    urgent_support: bool = False
    asks: tuple[Words, ...] = ()
    guidance: Annotated[Mapping[GuidanceKind, SeedGuidance], BeforeValidator(_guidance_details)] = Field(
        default_factory=dict
    )


class SeedUrgentHelp(Frozen):
    """One line of `urgent_help.yaml`."""

    id: Code
    kind: Literal["life", "abuse", "missing", "talk"]
    name: Words
    text: Words
    phone: Words | None = None
    sms: Words | None = None
    url: HttpUrl | None = None
    area: NamedAreas
    position: int = 100
    seen: Seen


class SeedTombstone(Frozen):
    """One entry of `tombstones.yaml`."""

    id: Code
    name: Words
    numbers: tuple[Words, ...] = ()
    reason: Words
    on: date | None = None
    replaced_by: Code | None = None


def urgent_help_record(line: SeedUrgentHelp, defaults: Defaults) -> UrgentHelpRecord:
    """The line with its page and date written out."""
    carried = line.model_dump(exclude={"id", "area", "seen"})
    return UrgentHelpRecord(source_id=line.id, area=next(iter(line.area)), seen=line.seen.full(defaults), **carried)


def tombstone_record(grave: SeedTombstone, defaults: Defaults) -> TombstoneRecord:
    """The entry with its date written out."""
    carried = grave.model_dump(exclude={"id", "on"})
    return TombstoneRecord(source_id=grave.id, on=grave.on or defaults.collected_on, **carried)


def source_record(offer: SeedOffer, defaults: Defaults) -> SourceRecord:
    """The offer with everything written out: the basis and date of each tag, the page behind each contact."""
    return SourceRecord(
        source_id=offer.id,
        organization=offer.organization,
        age=_age(offer.age),
        areas=_areas(offer.areas),
        locations=tuple(_location(offer, n, defaults) for n in range(len(offer.locations))),
        contacts=_contacts(offer, defaults),
        guidance=_guidance(offer, defaults),
        verification=Verification(
            status=offer.verification,
            by=offer.verified_by or defaults.by,
            on=offer.verified_on or defaults.collected_on,
        ),
        seen={"record": offer.seen.full(defaults)} | {name: at.full(defaults) for name, at in offer.seen_at.items()},
        **{name: _tags(getattr(offer, name), name, defaults) for name in TAXONOMIES},
        **{name: getattr(offer, name) for name in _CARRIED},
    )


def _tags(tags: Mapping[str, TagDetail], name: str, defaults: Defaults) -> tuple[Tag, ...]:
    return tuple(
        Tag(
            code=code,
            status=tag.status,
            by=tag.by or defaults.by,
            on=tag.on or defaults.collected_on,
            basis=tag.basis or defaults.basis.get(name, "as the page describes it"),
        )
        for code, tag in tags.items()
    )


def _contacts(offer: SeedOffer, defaults: Defaults) -> tuple[ContactRecord, ...]:
    """Those listed, then the website, so that it too is shown with its source."""
    listed = [
        ContactRecord(kind=c.kind, value=c.value, label=c.label, seen=(c.seen or offer.seen).full(defaults))
        for c in offer.contacts
    ]
    if offer.url and not any(contact.kind == "web" for contact in listed):
        seen = offer.seen_at.get("url", offer.seen).full(defaults)
        listed.append(ContactRecord(kind="web", value=str(offer.url), seen=seen))
    return tuple(listed)


def _guidance(offer: SeedOffer, defaults: Defaults) -> tuple[GuidanceRecord, ...]:
    return tuple(
        GuidanceRecord(kind=kind, text=told.text or _FORM, url=told.url, seen=(told.seen or offer.seen).full(defaults))
        for kind, told in offer.guidance.items()
    )


def _age(age: SeedAge) -> AgeRecord:
    exceptions = tuple(AgeException(circumstance=code, until=until) for code, until in age.exceptions.items())
    return AgeRecord(**age.model_dump(exclude={"exceptions"}), exceptions=exceptions)


def _areas(areas: Mapping[str, str]) -> tuple[AreaRecord, ...]:
    return tuple(AreaRecord(code=code) for code in areas)


def _location(offer: SeedOffer, index: int, defaults: Defaults) -> LocationRecord:
    place = offer.locations[index]
    return LocationRecord(
        source_id=f"{offer.id}/{index + 1}",
        name=place.name,
        address_1=place.address,
        city=place.city,
        postcode=place.postcode,
        confidential=place.confidential,
        access=_tags(place.access, "access", defaults),
        areas=_areas(place.areas),
        schedules=place.schedules,
        seen=(place.seen or offer.seen).full(defaults),
    )
