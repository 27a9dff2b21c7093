"""Open Referral's shapes (HSDS 3.1) as we serve them: a field that is not known is left out, never null or empty.

Source of the fields: https://docs.openreferral.org/en/v3.1/hsds/schema_reference.html"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

Absent = SkipJsonSchema[None]  # a field that is left out, never null
Id = Annotated[str, Field(json_schema_extra={"format": "uuid"}, examples=["0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d"])]
Uri = Annotated[str, Field(json_schema_extra={"format": "uri"}, examples=["https://example.org/"])]
Words = Annotated[str, Field(min_length=1, examples=["Someone to talk to, no appointment needed."])]
Day = Annotated[date, Field(examples=["2026-11-01"])]
Moment = Annotated[datetime, Field(examples=["2026-11-01T09:30:00+00:00"])]
Clock = Annotated[str, Field(pattern=r"^\d\d:\d\d$", examples=["09:00"])]


class Hsds(BaseModel):
    """A shape of the standard: exactly the fields that we fill."""

    model_config = ConfigDict(extra="forbid")


class Metadata(Hsds):
    """Where a fact was seen, or who said so, and when."""

    id: Id
    resource_id: Id
    resource_type: Annotated[str, Field(examples=["service"])]
    last_action_date: Day
    last_action_type: Annotated[str, Field(examples=["read on the provider's own page"])]
    field_name: Annotated[str, Field(examples=["number"])]
    previous_value: Annotated[str, Field(examples=[""])]
    replacement_value: Annotated[str, Field(examples=["https://example.org/contact"])]
    updated_by: Annotated[str, Field(examples=["seed"])]


class Taxonomy(Hsds):
    """A vocabulary."""

    id: Id
    name: Annotated[str, Field(examples=["THRIVE needs-based groupings"])]
    description: Words


class TaxonomyTerm(Hsds):
    """A term of a vocabulary."""

    id: Id
    code: Annotated[str, Field(examples=["getting-advice"])]
    name: Annotated[str, Field(examples=["Getting Advice and Signposting"])]
    description: Words
    parent_id: Id | Absent = None
    taxonomy: Annotated[str, Field(examples=["THRIVE needs-based groupings"])]
    taxonomy_id: Id
    taxonomy_detail: Taxonomy
    language: Annotated[str, Field(examples=["en"])]
    term_uri: Uri


class Attribute(Hsds):
    """A term said of something (`value` is suggested or confirmed), or a fact that HSDS has no field for."""

    id: Id
    link_id: Id
    link_entity: Annotated[str, Field(examples=["service"])]
    link_type: Annotated[str, Field(examples=["thrive_needs_based_grouping"])]
    value: Annotated[str | Absent, Field(examples=["confirmed"])] = None
    label: Annotated[str | Absent, Field(examples=["Helpline"])] = None
    taxonomy_term_id: Id | Absent = None
    taxonomy_term: TaxonomyTerm | Absent = None
    metadata: list[Metadata] | Absent = None


class Organization(Hsds):
    """Who provides the service."""

    id: Id
    name: Words
    description: Words
    website: Uri | Absent = None


class Phone(Hsds):
    """A number to call or to text."""

    id: Id
    service_id: Id
    number: Annotated[str, Field(examples=["020 7946 0000"])]
    type: Annotated[Literal["voice", "text", "textphone"], Field(examples=["voice"])]
    description: Annotated[str | Absent, Field(examples=["Ask for the duty worker."])] = None
    metadata: list[Metadata]


class Contact(Hsds):
    """An address to write to."""

    id: Id
    service_id: Id
    name: Annotated[str | Absent, Field(examples=["The Youth Hub"])] = None
    email: Annotated[str, Field(json_schema_extra={"format": "email"}, examples=["hello@example.org"])]


class Url(Hsds):
    """A further page."""

    id: Id
    service_id: Id
    label: Annotated[str | Absent, Field(examples=["Referral form"])] = None
    url: Uri
    metadata: list[Metadata] | Absent = None


class Schedule(Hsds):
    """When it is open (RFC 5545)."""

    id: Id
    service_id: Id | Absent = None
    service_at_location_id: Id | Absent = None
    freq: Annotated[Literal["WEEKLY", "MONTHLY"], Field(examples=["WEEKLY"])]
    interval: Annotated[int, Field(ge=1, examples=[1])]
    byday: Annotated[str | Absent, Field(examples=["MO,TU"])] = None
    bymonthday: Annotated[str | Absent, Field(examples=["1"])] = None
    byweekno: Annotated[str | Absent, Field(examples=["1"])] = None
    opens_at: Clock | Absent = None
    closes_at: Clock | Absent = None
    valid_from: Day | Absent = None
    valid_to: Day | Absent = None
    dtstart: Day | Absent = None
    until: Day | Absent = None
    description: Annotated[str | Absent, Field(examples=["Ask for the duty worker."])] = None
    notes: Annotated[str | Absent, Field(examples=["Closed on bank holidays."])] = None


class ServiceArea(Hsds):
    """An area that is covered: one with an ONS code, or an outline."""

    id: Id
    service_id: Id | Absent = None
    service_at_location_id: Id | Absent = None
    name: Annotated[str | Absent, Field(examples=["Camden"])] = None
    uri: Annotated[
        Uri | Absent, Field(examples=["http://statistics.data.gov.uk/id/statistical-geography/E09000007"])
    ] = None
    extent: Annotated[str | Absent, Field(examples=['{"type": "Point", "coordinates": [-0.14, 51.53]}'])] = None
    extent_type: Annotated[Literal["geojson"] | Absent, Field(examples=["geojson"])] = None


class Address(Hsds):
    """An address. Its parts are required; an unknown part is empty."""

    id: Id
    location_id: Id
    address_1: Annotated[str, Field(examples=["1 High Street"])]
    city: Annotated[str, Field(examples=["London"])]
    state_province: Annotated[str, Field(examples=[""])]
    postal_code: Annotated[str, Field(examples=["NW1 8QP"])]
    country: Annotated[Literal["GB"], Field(examples=["GB"])]
    address_type: Annotated[Literal["physical", "postal", "virtual"], Field(examples=["physical"])]


class Accessibility(Hsds):
    """An access feature of a location."""

    id: Id
    location_id: Id
    description: Annotated[str, Field(examples=["Step-free"])]


class Location(Hsds):
    """Where it happens. A confidential location has neither point nor address."""

    id: Id
    location_type: Annotated[Literal["physical", "postal", "virtual"], Field(examples=["physical"])]
    name: Annotated[str | Absent, Field(examples=["The Youth Hub"])] = None
    latitude: Annotated[float | Absent, Field(examples=[51.5386])] = None
    longitude: Annotated[float | Absent, Field(examples=[-0.1466])] = None
    addresses: list[Address] | Absent = None
    accessibility: list[Accessibility] | Absent = None
    metadata: list[Metadata] | Absent = None


class ServiceAtLocation(Hsds):
    """The service at one of its locations."""

    id: Id
    service_id: Id
    location_id: Id
    service_areas: list[ServiceArea] | Absent = None
    schedules: list[Schedule] | Absent = None
    attributes: list[Attribute] | Absent = None
    location: Location


class Language(Hsds):
    """A language spoken."""

    id: Id
    service_id: Id
    code: Annotated[str, Field(examples=["en"])]


class CostOption(Hsds):
    """What it costs."""

    id: Id
    service_id: Id
    option: Annotated[str | Absent, Field(examples=["free"])] = None
    amount: Annotated[float | Absent, Field(examples=[0])] = None
    currency: Annotated[str | Absent, Field(examples=["GBP"])] = None


class Unit(Hsds):
    """What a capacity counts."""

    id: Id
    name: Annotated[str, Field(examples=["weeks to wait"])]


class Capacity(Hsds):
    """A volatile fact with its day; `description` says until when it holds."""

    id: Id
    service_id: Id
    unit_id: Id
    unit: Unit
    available: Annotated[float, Field(examples=[6])]
    updated: Moment
    description: Annotated[str, Field(examples=["Not known after 2026-12-31."])]


class ServiceItem(Hsds):
    """A service as lists hold it: its one-to-one fields, or all of them where `full` is asked for."""

    id: Id
    organization_id: Id | Absent = None
    name: Words
    alternate_name: Annotated[str | Absent, Field(examples=["The Hub"])] = None
    description: Words | Absent = None
    url: Uri | Absent = None
    email: Annotated[str | Absent, Field(json_schema_extra={"format": "email"}, examples=["hello@example.org"])] = None
    status: Annotated[Literal["active", "inactive", "defunct", "temporarily closed"], Field(examples=["active"])]
    application_process: Annotated[
        str | Absent,
        Field(
            description="What happens when somebody gets in touch, else how to refer; more of it in `attributes`.",
            examples=["You call, and somebody listens. You do not have to give your name."],
        ),
    ] = None
    fees_description: Annotated[str | Absent, Field(examples=["Free"])] = None
    eligibility_description: Annotated[str | Absent, Field(examples=["11 to 17"])] = None
    minimum_age: Annotated[float | Absent, Field(examples=[11])] = None
    maximum_age: Annotated[float | Absent, Field(examples=[17])] = None
    assured_date: Day | Absent = None
    last_modified: Moment | Absent = None
    organization: Organization | Absent = None
    phones: list[Phone] | Absent = None
    contacts: list[Contact] | Absent = None
    additional_urls: list[Url] | Absent = None
    schedules: list[Schedule] | Absent = None
    service_areas: list[ServiceArea] | Absent = None
    service_at_locations: list[ServiceAtLocation] | Absent = None
    languages: list[Language] | Absent = None
    cost_options: list[CostOption] | Absent = None
    capacities: list[Capacity] | Absent = None
    attributes: list[Attribute] | Absent = None
    metadata: list[Metadata] | Absent = None


class ServiceRecord(ServiceItem):
    """A service in full."""

    organization_id: Id
    last_modified: Moment
    organization: Organization
