"""The parameters of a search as they arrive, by URL or as JSON: their shapes only, no codes or places looked up."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from thrive_directory.api.values import (
    Ages,
    Codes,
    Gender,
    Km,
    Moment,
    Practice,
    School,
    SortBy,
    Switch,
    Text,
    Weeks,
    Whole,
    Words,
    nearest_of,
)
from thrive_directory.errors import BadParameter, UnknownParameter

_NAME = re.compile(r"[a-z_]{1,40}")


class Params(BaseModel):
    """Parameters of a route, read from a URL or a JSON object alike. A name that is not a field is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """The parameters from a JSON object. Raises `UnknownParameter` and `BadParameter`, the first fault found."""
        for name in given:
            if name not in cls.model_fields:
                raise no_such_parameter(name, cls.model_fields)
        try:
            return cls.model_validate({name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            context = fault.get("ctx", {})
            name = str(fault["loc"][0])
            message = context.get("message", "cannot be used")
            raise BadParameter(name, f"{name} {message}", context.get("nearest", ())) from None

    @classmethod
    def read_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """The parameters from the pairs of a URL, where a name may come more than once."""
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            given.setdefault(name, []).append(value)
        return cls.read(given)


class SearchParams(Params):
    """Everything a search may be asked. Nothing is needed; what is left out is not asked.

    A field of several values takes one string, a comma-separated string or a list; in a URL the parameter may also be
    repeated. Numbers may be strings."""

    q: Annotated[Words, Field(description="Plain words, at most 500 characters.")] = None
    near: Annotated[
        Words,
        Field(description="Postcode or half of one, town, area or its code, lon,lat, or a `place` from an answer."),
    ] = None
    grouping: Annotated[Codes, Field(description="THRIVE needs-based groupings, any of them.")] = ()
    need: Annotated[Codes, Field(description="What is going on, any of them.")] = ()
    age: Annotated[
        Ages, Field(description="Age in years of the person the help is for: 14, 17.5, 6,11 or a range 10-11.")
    ] = ()
    audience: Annotated[Codes, Field(description="Who the help is for.")] = ()
    sector: Annotated[Codes, Field(description="Who provides it.")] = ()
    mode: Annotated[Codes, Field(description="How it is given.")] = ()
    not_mode: Annotated[Codes, Field(description="How it must not be given.")] = ()
    language: Annotated[Codes, Field(description="ISO 639-1 codes of languages spoken, any of them.")] = ()
    referral_route: Annotated[Codes, Field(description="Who can refer, any of them.")] = ()
    access: Annotated[Codes, Field(description="Access features needed, all of them.")] = ()
    prefer_access: Annotated[Codes, Field(description="Access features liked; they only rank.")] = ()
    free: Annotated[Switch, Field(description="Only what costs nothing.")] = None
    open: Annotated[Moment, Field(description="`now`, or a date and time; UK time unless it says otherwise.")] = None
    within_km: Annotated[Km, Field(description="No further away than this, in kilometres.")] = None
    wait: Annotated[Weeks, Field(description="`now`, or the longest wait in weeks.")] = None
    gp: Annotated[Practice, Field(description="ODS code of the GP practice.")] = None
    gender: Annotated[Gender, Field(description="female, male or non-binary.")] = None
    school: Annotated[School, Field(description="URN of the school.")] = None
    circumstance: Annotated[Codes, Field(description="Circumstances that some offers are for.")] = ()
    sort: Annotated[SortBy, Field(description="relevance, distance, name or freshness.")] = None
    variety: Annotated[Switch, Field(description="off gives the pure order.")] = None
    explain: Annotated[Switch, Field(description="true adds every penalty.")] = None
    limit: Annotated[Whole, Field(description="Results on a page.")] = None
    cursor: Annotated[Text, Field(description="The `next_cursor` of the page before.")] = None


def no_such_parameter(name: str, names: Iterable[str]) -> UnknownParameter:
    """Names the parameter only where it looks like one."""
    return UnknownParameter(shown_name(name), "there is no such parameter", nearest_of(name.lower(), names))


def shown_name(name: str) -> str:
    """The name as a problem may repeat it: what does not look like a parameter may be what a person typed."""
    return name if _NAME.fullmatch(name) else "(unnamed)"
