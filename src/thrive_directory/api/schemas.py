"""What the JSON answers look like: the models that the OpenAPI document shows. They describe; they hold no rules.

The hot answers are joined from bytes, not made through these models; the contract test holds the two together."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

Absent = SkipJsonSchema[None]  # a field that is left out, never null


class Shape(BaseModel):
    """A shape of an answer: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


def _eg(*examples: Any, description: str | None = None) -> Any:
    return Field(examples=list(examples), description=description)


class AreaName(Shape):
    """An area by its ONS code."""

    code: Annotated[str, _eg("E09000007")]
    name: Annotated[str, _eg("Camden")]


class UnderstoodPlace(Shape):
    """The place that was understood. `place` is its coarse token, which holds no full postcode."""

    label: Annotated[str, _eg("NW1 8QL")]
    kind: Annotated[Literal["postcode", "outcode", "sector", "name", "area", "point", "token"], _eg("postcode")]
    place: Annotated[str, _eg("E09000007-1-528-184")]
    area: Annotated[AreaName | None, _eg({"code": "E09000007", "name": "Camden"})]


class AgeRange(Shape):
    """A range of ages in years, both ends included."""

    min: Annotated[float, _eg(10)]
    max: Annotated[float, _eg(11)]


class Understood(Shape):
    """What was understood, term by term. Not asked is null or an empty list."""

    near: UnderstoodPlace | None
    grouping: Annotated[list[str], _eg(["getting-advice"])]
    need: Annotated[list[str], _eg(["anxiety"])]
    age: Annotated[float | list[float | AgeRange] | AgeRange | None, _eg(14)]
    audience: Annotated[str | list[str] | None, _eg("parent-carer")]
    sector: Annotated[list[str], _eg(["voluntary"])]
    mode: Annotated[list[str], _eg(["phone"])]
    not_mode: Annotated[list[str], _eg(["video"])]
    language: Annotated[list[str], _eg(["pl"])]
    referral_route: Annotated[list[str], _eg(["self"])]
    access: Annotated[list[str], _eg(["step-free"])]
    prefer_access: Annotated[list[str], _eg(["phone-free"])]
    free: Annotated[bool | None, _eg(True)]
    open: Annotated[str | None, _eg("now")]
    within_km: Annotated[float | None, _eg(5)]
    wait: Annotated[float | None, _eg(0, description="Longest wait in weeks; 0 is now.")]
    gender: Annotated[str | None, _eg("female")]
    gp: Annotated[str | None, _eg("A81001")]
    school: Annotated[str | None, _eg("100000")]
    circumstance: Annotated[list[str], _eg(["care-leaver"])]
    text: Annotated[str, _eg("music")]
    urgent: Annotated[bool, _eg(False, description="Words of danger were understood.")]
    urgent_kinds: Annotated[list[Literal["life", "abuse", "missing"]], _eg([])]
    unused: Annotated[list[str], _eg([], description="Words that matched nothing.")]


class UrgentLine(Shape):
    """A line of urgent help, from a dated record. Outside ranking; always there."""

    id: Annotated[str, _eg("5c1f4e0a-6c0e-5d62-8f0e-0a8f5a3c2b11")]
    kind: Annotated[Literal["life", "abuse", "missing", "talk"], _eg("life")]
    name: Annotated[str, _eg("Emergency services")]
    text: Annotated[str, _eg("Call 999 if someone's life is at risk.")]
    phone: Annotated[str | None, _eg("999", description="As a person reads it.")]
    tel: Annotated[str | None, _eg("999", description="What a phone dials.")]
    sms: Annotated[str | None, _eg("85258")]
    url: Annotated[str | None, _eg("https://www.nhs.uk/")]
    nation: Annotated[str, _eg("England", description="Where it serves: a nation, or the United Kingdom.")]
    source_url: Annotated[str, _eg("https://www.nhs.uk/")]
    collected_on: Annotated[date, _eg("2026-11-01")]


class OrganizationName(Shape):
    """Who provides the service."""

    id: Annotated[str, _eg("9f3c2d1e-0b4a-5e6f-8a7b-1c2d3e4f5a6b")]
    name: Annotated[str, _eg("An organisation")]


class Mapping(Shape):
    """A THRIVE grouping of the service, and whether somebody entitled to has confirmed it."""

    code: Annotated[str, _eg("getting-advice")]
    status: Annotated[Literal["suggested", "confirmed"], _eg("confirmed")]


class ContactLine(Shape):
    """One way to reach the service, with where and when it was seen."""

    kind: Annotated[Literal["phone", "text", "relay", "email", "web"], _eg("phone")]
    value: Annotated[str, _eg("020 7946 0000")]
    tel: Annotated[str | None, _eg("+442079460000")]
    label: Annotated[str | None, _eg("Helpline")]
    source_url: Annotated[str, _eg("https://example.org/contact")]
    provenance: Annotated[Literal["own", "secondary"], _eg("own")]
    collected_on: Annotated[date, _eg("2026-11-01")]


class CoverageArea(AreaName):
    """An area that the service covers."""

    kind: Annotated[
        Literal["everywhere", "nation", "region", "icb", "county", "combined-authority", "local-authority", "polygon"],
        _eg("local-authority"),
    ]


class Checked(Shape):
    """Who checked the record, how, and when."""

    status: Annotated[Literal["sourced", "verified", "unconfirmed"], _eg("sourced")]
    by: Annotated[str, _eg("The directory's editors")]
    on: Annotated[date, _eg("2026-11-01")]


class ServiceLinks(Shape):
    """Where the whole record and its page are."""

    self: Annotated[str, _eg("/services/0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d")]
    page: Annotated[str, _eg("/offer/0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d")]


class ServiceCard(Shape):
    """A service as a result shows it. Null and empty mean not known, never no."""

    id: Annotated[str, _eg("0b1c2a7e-6f3d-5c4b-9a8e-1d2f3a4b5c6d")]
    name: Annotated[str, _eg("Drop-in for young people")]
    organization: OrganizationName
    summary: Annotated[str | None, _eg("Someone to talk to, no appointment needed.")]
    groupings: list[Mapping]
    needs: Annotated[list[str], _eg(["anxiety", "low-mood"])]
    sectors: Annotated[list[str], _eg(["voluntary"])]
    modes: Annotated[list[str], _eg(["drop-in", "in-person"])]
    audiences: Annotated[list[str], _eg(["young-person"])]
    access: Annotated[list[str], _eg(["step-free"])]
    referral_routes: Annotated[list[str], _eg(["self"])]
    languages: Annotated[list[str], _eg(["en"])]
    contacts: list[ContactLine]
    no_contact_advice: Annotated[str | None, _eg(None)]
    coverage: list[CoverageArea]
    coverage_text: Annotated[str | None, _eg("Young people who live in Camden")]
    url: Annotated[str | None, _eg("https://example.org")]
    minimum_age: Annotated[float | None, _eg(11)]
    maximum_age: Annotated[float | None, _eg(17)]
    age_text: Annotated[str | None, _eg("11 to 17")]
    cost: Annotated[Literal["free", "paid"] | None, _eg("free")]
    cost_text: Annotated[str | None, _eg(None)]
    opening_hours: Annotated[str | None, _eg("Monday to Friday, 3.30pm to 6pm")]
    verification: Checked
    links: ServiceLinks


class Where(Shape):
    """The location that fits the question best."""

    id: Annotated[str, _eg("1d2c3b4a-5f6e-5a7b-8c9d-0e1f2a3b4c5d")]
    name: Annotated[str | None, _eg("The Youth Hub")]
    postcode: Annotated[str | None, _eg("NW1 8QP")]
    lon: Annotated[float | None, _eg(-0.1466)]
    lat: Annotated[float | None, _eg(51.5386)]


class ReasonLine(Shape):
    """Why the service is here. `inclusion`: without it the service would be left out; `rank`: it would stand lower."""

    code: Annotated[str, _eg("in-area")]
    text: Annotated[str, _eg("Covers Camden")]
    params: Annotated[dict[str, Any], _eg({"area": "E09000007"})]
    effect: Annotated[Literal["inclusion", "rank"], _eg("inclusion")]


class AskLine(Shape):
    """Something that is not known, and can be asked."""

    code: Annotated[str, _eg("age-unknown")]
    text: Annotated[str, _eg("Ask them which ages they see")]


class Result(Shape):
    """One option, with why it is here and what to ask."""

    service: ServiceCard
    location: Where | None
    distance_km: Annotated[float | None, _eg(1.3)]
    reasons: list[ReasonLine]
    asks: list[AskLine]
    trade: Annotated[str | None, _eg("Sooner, but by phone")]
    penalties: Annotated[
        dict[str, float] | Absent, _eg({"distance": 0.12}, description="Only with `explain=true`.")
    ] = None


class Failed(Shape):
    """The one rule that keeps a service out."""

    code: Annotated[str, _eg("gp")]
    text: Annotated[str, _eg("Only for people registered with a Salford GP")]


class NearMissLine(Shape):
    """A service that fails exactly one rule."""

    service: ServiceCard
    failed: Failed


class RelaxedLine(Shape):
    """A part of the question that was widened, and why."""

    parameter: Annotated[str, _eg("within_km")]
    text: Annotated[str, _eg("Fewer than five options within 2 km, so those further away are shown too")]


class SearchAnswer(Shape):
    """Options for one question, best first, and all that a person needs to judge them."""

    understood: Understood
    notes: Annotated[list[str], _eg([])]
    urgent_help: list[UrgentLine]
    results: list[Result]
    near_misses: list[NearMissLine]
    facets: Annotated[dict[str, dict[str, int]], _eg({"mode": {"phone": 12}})]
    relaxed: list[RelaxedLine]
    asks: Annotated[list[AskLine], _eg([], description="How many more may fit and do not say.")]
    total: Annotated[int, _eg(31)]
    next_cursor: Annotated[str | None, _eg("AAAAAAAAABEAAAAUMAk")]
    catalogue_version: Annotated[int, _eg(17)]


class PlaceSuggestion(Shape):
    """A place that what was typed may become."""

    label: Annotated[str, _eg("Hebden Bridge, Calderdale")]
    kind: Annotated[Literal["postcode", "outcode", "sector", "name", "area", "point", "token"], _eg("name")]
    place: Annotated[str, _eg("hebden-bridge.calderdale", description="Send it as `near` of a search.")]


class PlaceSuggestions(Shape):
    """Places for a box that completes names, likeliest first."""

    places: list[PlaceSuggestion]
    urgent_help: list[UrgentLine]


class PlaceInFull(UnderstoodPlace):
    """What a place token stands for."""

    nation: Annotated[str | None, _eg("England")]
    lon: Annotated[float | None, _eg(-2.0134)]
    lat: Annotated[float | None, _eg(53.7409)]
    notes: Annotated[list[str], _eg([])]
    urgent_help: list[UrgentLine]


class Choice(Shape):
    """One of several places of the same name."""

    label: Annotated[str, _eg("Newport, Wales")]
    place: Annotated[str, _eg("W06000022")]


class Problem(Shape):
    """RFC 9457 problem details. Fields that do not apply are left out; nothing that was sent is repeated."""

    type: Annotated[str, _eg("/docs/problems#bad-parameter")]
    title: Annotated[str, _eg("A parameter cannot be used")]
    status: Annotated[int, _eg(422)]
    detail: Annotated[str, _eg("limit must be from 1 to 100")]
    parameter: Annotated[str | Absent, _eg("limit")] = None
    nearest: Annotated[list[str] | Absent, _eg(["100"], description="The nearest values that would work.")] = None
    choices: Annotated[list[Choice] | Absent, Field(description="Places of this name, likeliest first.")] = None
    withdrawn_on: Annotated[date | Absent, _eg("2026-11-01")] = None
    replaced_by: Annotated[str | None, _eg(None, description="The service to use instead.")] = None
    full_export: Annotated[str | Absent, _eg("/exports/services.ndjson")] = None
    urgent_help: Annotated[list[UrgentLine] | Absent, Field(description="On /search and /places.")] = None


class Health(Shape):
    """The process is alive."""

    status: Annotated[Literal["alive"], _eg("alive")]


class Readiness(Shape):
    """A catalogue is being served."""

    status: Annotated[Literal["ready"], _eg("ready")]
    catalogue_version: Annotated[int, _eg(17)]


class Links(Shape):
    """Where to start."""

    search: Annotated[str, _eg("https://example.org/search")]
    service: Annotated[str, _eg("https://example.org/services/{id}")]
    docs: Annotated[str, _eg("https://example.org/docs")]
    problems: Annotated[str, _eg("https://example.org/docs/problems")]


class About(Shape):
    """Who we are, in Open Referral UK's terms."""

    version: Annotated[str, _eg("HSDS-UK-3.0")]
    profile: Annotated[str, _eg("https://docs.openreferraluk.org/")]
    openapi_url: Annotated[str, _eg("https://example.org/openapi.json")]
    name: Annotated[str, _eg("thrive-directory")]
    publisher: Annotated[str, _eg("Anytown Council", description="Who publishes this directory and answers for it.")]
    description: Annotated[str, _eg("Local help for children and young people.")]
    software_version: Annotated[str, _eg("0.1.0")]
    links: Links
