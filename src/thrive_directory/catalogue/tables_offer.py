"""Tables of what is offered and how to reach it, in HSDS 3.1 terms. Tables only; no queries.

`service_id` on a child is always the service that the row belongs to; where `service_at_location_id` is set too,
the row holds at that location only."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from thrive_directory.catalogue.column_types import Moment, Shape
from thrive_directory.catalogue.tables_base import Seen, Table, primary_key, reference


class Organization(Table, table=True):
    """Who provides services."""

    id: str = primary_key()
    source_id: str = reference("source")
    name: str
    description: str | None = None
    website: str | None = None


class Service(Table, table=True):
    """One offer. `is_published` is decided when it is written: active, not withdrawn, its area known or not needed.

    Lists of facts about the person (genders, practices, schools) are JSON: they are read whole and never joined."""

    id: str = primary_key()
    source_id: str = reference("source")
    organization_id: str = reference("organization")
    name: str
    alternate_name: str | None = None
    summary: str | None = None
    description: str | None = None
    young_person_text: str | None = None
    professional_text: str | None = None
    url: str | None = None
    status: str
    is_published: bool
    minimum_age: float | None = None
    maximum_age: float | None = None
    age_until: float | None = None
    age_text: str | None = None
    age_exceptions: list[Any] = Field(default_factory=list, sa_type=JSON)
    needs_scope: str | None = None
    circumstances_scope: str | None = None
    genders: list[str] = Field(default_factory=list, sa_type=JSON)
    gp_practices: list[str] = Field(default_factory=list, sa_type=JSON)
    gp_areas: list[str] = Field(default_factory=list, sa_type=JSON)
    schools: list[str] = Field(default_factory=list, sa_type=JSON)
    fees_description: str | None = None
    coverage_text: str | None = None
    found_by_name_only: bool = False
    no_contact_advice: str | None = None
    opening_hours_text: str | None = None
    urgent_support: bool = False
    asks: list[str] = Field(default_factory=list, sa_type=JSON)
    verification_status: str
    verified_by: str
    verified_on: date
    last_modified: datetime = Field(sa_type=Moment)


class ServiceArea(Table, table=True):
    """One area served: an ONS code as the source told it, or a polygon."""

    __tablename__ = "service_area"
    __table_args__ = (
        Index("ix_service_area_extent", "extent", postgresql_using="gist", info={"dialect": "postgresql"}),
    )

    id: str = primary_key()
    service_id: str = reference("service")
    service_at_location_id: str | None = reference("service_at_location", optional=True)
    position: int
    area_code: str | None = Field(None, index=True)
    extent: Any | None = Field(None, sa_type=Shape)


class Schedule(Table, table=True):
    """One opening rule (RFC 5545). `bank_holidays` is ours: open, closed, or not known."""

    id: str = primary_key()
    service_id: str = reference("service")
    service_at_location_id: str | None = reference("service_at_location", optional=True)
    position: int
    freq: str
    interval: int
    byday: str | None = None
    bymonthday: str | None = None
    byweekno: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    until: date | None = None
    bank_holidays: str | None = None
    description: str | None = None


class Phone(Table, Seen, table=True):
    """A number to ring, text or reach through relay. `number` is as shown; `tel` is what is dialled."""

    id: str = primary_key()
    service_id: str = reference("service")
    position: int
    kind: str
    number: str
    tel: str
    description: str | None = None


class Contact(Table, Seen, table=True):
    """A group e-mail address. Named people are not stored."""

    id: str = primary_key()
    service_id: str = reference("service")
    position: int
    name: str | None = None
    email: str


class Url(Table, Seen, table=True):
    """A web page through which to get in touch."""

    id: str = primary_key()
    service_id: str = reference("service")
    position: int
    label: str | None = None
    url: str


class Guidance(Table, Seen, table=True):
    """What is told before somebody gets in touch or refers: one kind of it in a sentence or two. `url` is the address
    of a referral form."""

    __table_args__ = (UniqueConstraint("service_id", "kind"),)

    id: str = primary_key()
    service_id: str = reference("service")
    position: int
    kind: str
    text: str
    url: str | None = None


class Language(Table, table=True):
    """A language that the service is offered in, by its ISO 639 code."""

    id: str = primary_key()
    service_id: str = reference("service")
    code: str


class CostOption(Table, table=True):
    """Free (amount 0) or paid (amount not known)."""

    __tablename__ = "cost_option"

    id: str = primary_key()
    service_id: str = reference("service")
    option: str
    amount: float | None = None
    currency: str | None = None


class Unit(Table, table=True):
    """What a capacity counts: weeks of waiting, or whether referrals are taken."""

    id: str = primary_key()
    name: str = Field(unique=True)


class ServiceCapacity(Table, table=True):
    """A volatile count, told on one day and unknown after another."""

    __tablename__ = "service_capacity"

    id: str = primary_key()
    service_id: str = reference("service")
    unit_id: str = reference("unit")
    available: float
    as_of: date
    expires_on: date


class UrgentHelp(Table, Seen, table=True):
    """A line of urgent help for the UK, a nation or one authority. Shown on every answer, never ranked."""

    __tablename__ = "urgent_help"

    id: str = primary_key()
    source_id: str = reference("source")
    kind: str
    name: str
    text: str
    phone: str | None = None
    tel: str | None = None
    sms: str | None = None
    url: str | None = None
    area_code: str
    position: int
