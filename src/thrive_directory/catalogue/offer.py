"""The published offer as a frozen value: what the catalogue hands to the index. No tables, no queries."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.place import GridPoint, Point

TaxonomyName = Literal["grouping", "need", "sector", "mode", "audience", "access", "referral_route", "circumstance"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A vocabulary term of an offer, and whether somebody entitled to has confirmed it."""

    code: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the offer. `tel` is the E.164 or short number that `value` shows, for phones and texts."""

    kind: Literal["phone", "text", "relay", "email", "web"]
    value: str
    tel: str | None
    label: str | None
    source_url: str
    provenance: Literal["own", "secondary"]
    collected_on: date


@dataclass(frozen=True, slots=True)
class Age:
    """Age bounds in years: `minimum` included, `until` excluded, each None when unknown. `maximum` is the last
    completed year, as HSDS publishes it. `exceptions` are (circumstance, until) pairs."""

    minimum: float | None = None
    maximum: float | None = None
    until: float | None = None
    text: str | None = None
    exceptions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """One opening rule, HSDS 3.1 fields; see `sources.record.ScheduleRecord` for what each means."""

    freq: Literal["WEEKLY", "MONTHLY"] = "WEEKLY"
    interval: int = 1
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


@dataclass(frozen=True, slots=True)
class OfferLocation:
    """Somewhere the offer happens. A confidential one has no point, no grid, no postcode and no address.

    `areas` None means the offer's own; `access` and `schedules` add to the offer's own."""

    id: str
    name: str | None = None
    postcode: str | None = None
    point: Point | None = None
    grid: GridPoint | None = None
    confidential: bool = False
    access: frozenset[str] = frozenset()
    areas: tuple[ServiceArea, ...] | None = None
    schedules: tuple[Schedule, ...] = ()


@dataclass(frozen=True, slots=True)
class Capacity:
    """Volatile facts with the day they were told and the last day they hold."""

    as_of: date
    expires_on: date
    wait_weeks: float | None = None
    open_to_referrals: bool | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """sourced: read on a page; verified: checked with the provider; unconfirmed: may not be running."""

    status: Literal["sourced", "verified", "unconfirmed"]
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Offer:
    """One published service with all that search may ask of it. Empty or None means unknown, never no.

    `areas` empty is an unknown area. `gp_areas`, `gp_practices` and `schools` restrict when they hold anything.
    `needs_scope` and `circumstances_scope` "listed" mean only for those named."""

    id: str
    name: str
    organization_id: str
    organization_name: str
    verification: Verification
    summary: str = ""
    description: str = ""
    url: str | None = None
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
    genders: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    age: Age = field(default_factory=Age)
    cost: Literal["free", "paid"] | None = None
    cost_text: str | None = None
    areas: tuple[ServiceArea, ...] = ()
    coverage_text: str | None = None
    found_by_name_only: bool = False
    gp_practices: frozenset[str] = frozenset()
    gp_areas: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    locations: tuple[OfferLocation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    no_contact_advice: str | None = None
    opening_hours_text: str | None = None
    schedules: tuple[Schedule, ...] = ()
    capacity: Capacity | None = None
    urgent_support: bool = False
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UrgentHelp:
    """A dated line of urgent help. `area_code` is the UK, a nation, or one authority (its front door)."""

    id: str
    kind: Literal["life", "abuse", "missing", "talk"]
    name: str
    text: str
    phone: str | None
    tel: str | None
    sms: str | None
    url: str | None
    area_code: str
    source_url: str
    collected_on: date
    position: int = 100


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An offer that is gone: when, why, and the id of the one that replaces it, if any."""

    id: str
    name: str
    reason: str
    on: date
    replaced_by: str | None = None
