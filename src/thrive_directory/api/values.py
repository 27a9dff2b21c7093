"""How one value of a parameter is read: from a URL's string or a JSON value to a typed one. Looks nothing up.

A refusal says what the value must be and what would work; it never repeats what came."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz, process

from thrive_directory.search.query import Sort

LONDON = ZoneInfo("Europe/London")
MAX_AGE = 120
_NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?")
_RANGE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[-–]\s*(\d{1,3}(?:\.\d+)?)")
_LOST_PLUS = re.compile(r"(?<=:\d\d) (?=\d\d:\d\d$)")  # the + of a time zone, which arrives from a URL as a space
_WHOLE = re.compile(r"-?\d{1,9}")
_SIGNED = re.compile(r"[-+]?\d{1,9}(\.\d+)?")
_SWITCH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def refuse(message: str, *nearest: str) -> PydanticCustomError:
    """A refusal that carries our own words and what would work, and nothing of what came."""
    return PydanticCustomError("refused", "{message}", {"message": message, "nearest": list(nearest)})


def _strings(value: object) -> list[str]:
    """One string, a comma-separated string, or a list of these, as a list of trimmed strings, the empty left out."""
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) or _is_number(item) for item in items):
        raise refuse("must be a string or a list of strings")
    parts = (part.strip() for item in items for part in str(item).split(","))
    return [part for part in parts if part]


def _codes(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.lower() for part in _strings(value)))


def _one(value: object) -> object:
    """The only value of a parameter that takes one: a URL's list of one is that one."""
    if isinstance(value, list):
        if len(value) != 1:
            raise refuse("takes one value, and was given more than once")
        return value[0]
    return value


def _words(value: object) -> str | None:
    text = _one(value)
    if not isinstance(text, str):
        raise refuse("must be a string")
    return text.strip()


def _text(value: object) -> str | None:
    return _words(value) or None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: object, message: str) -> float:
    """A plain decimal number, given as a number or a string. No exponent, sign, infinity or NaN."""
    text = str(value).strip() if isinstance(value, str) or _is_number(value) else ""
    if not _NUMBER.fullmatch(text):
        raise refuse(message)
    return float(text)


def _km(value: object) -> float | None:
    message = "must be a number of kilometres above 0, at most 1000, such as 5 or 7.5"
    one = _one(value)
    if one == "":
        return None
    km = _number(one, message)
    if not 0 < km <= 1000:
        raise refuse(message, "1", "1000")
    return km


def _whole(value: object) -> int | None:
    one = _one(value)
    if one == "":
        return None
    text = str(one).strip() if isinstance(one, str | int) and not isinstance(one, bool) else ""
    if not _WHOLE.fullmatch(text):
        raise refuse("must be a whole number, such as 20", "20")
    return int(text)


def _switch(value: object) -> bool | None:
    one = _one(value)
    if isinstance(one, bool):
        return one
    if one == "":
        return None
    known = _SWITCH.get(str(one).strip().lower()) if isinstance(one, str | int) else None
    if known is None:
        raise refuse("must be true or false", "true", "false")
    return known


def _weeks(value: object) -> float | None:
    message = 'must be "now" or a number of weeks from 0 to 520'
    one = _one(value)
    if one == "":
        return None
    if isinstance(one, str) and one.strip().lower() == "now":
        return 0.0
    weeks = _number(one, message)
    if weeks > 520:
        raise refuse(message, "now", "520")
    return weeks


def _moment(value: object) -> Literal["now"] | datetime | None:
    text = _words(value)
    if not text:
        return None
    if text.lower() == "now":
        return "now"
    try:
        moment = datetime.fromisoformat(_LOST_PLUS.sub("+", text))
    except ValueError:
        moment = None
    if moment is None or len(text) < len("2026-11-24T17:30") or not 2000 <= moment.year <= 2100:
        raise refuse('must be "now" or a date and time such as 2026-11-24T17:30', "now")
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _choice(*allowed: str) -> BeforeValidator:
    """One of a few fixed words, in any case."""

    def choose(value: object) -> str | None:
        text = (_words(value) or "").lower()
        if not text or text in allowed:
            return text or None
        raise refuse(f"must be one of {', '.join(allowed)}", *nearest_of(text, allowed))

    return BeforeValidator(choose)


def _shaped(pattern: str, message: str) -> BeforeValidator:
    """A code of a register, checked for its shape alone."""

    def check(value: object) -> str | None:
        text = (_words(value) or "").upper()
        if not text or re.fullmatch(pattern, text):
            return text or None
        raise refuse(message)

    return BeforeValidator(check)


def nearest_of(text: str, allowed: Iterable[str], limit: int = 3) -> list[str]:
    """The allowed words most like the text, likeliest first."""
    return [word for word, _, _ in process.extract(text[:100], list(allowed), scorer=fuzz.WRatio, limit=limit)]


def _years(low: object, high: object) -> tuple[float, float]:
    pair = _year(low), _year(high)
    if pair[0] > pair[1]:
        raise refuse("must be a range from the lower age to the higher, such as 10-11")
    return pair


def _year(value: object) -> float:
    message = f"must be an age in years from 0 to {MAX_AGE}, such as 14 or 17.5, or a range such as 10-11"
    bounds = ("0", str(MAX_AGE))
    text = str(value).strip() if isinstance(value, str) or _is_number(value) else ""
    if not _SIGNED.fullmatch(text):
        raise refuse(message, *bounds)
    years = float(text)
    if not 0 <= years <= MAX_AGE:
        raise refuse(message, bounds[years > 0])
    return years


def _ages(value: object) -> tuple[tuple[float, float], ...]:
    """Ages as (lowest, highest) pairs, in years."""
    ages: list[tuple[float, float]] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if not item.keys() or not item.keys() <= {"min", "max"}:
                raise refuse('must be an age, a range such as 10-11, or {"min": 10, "max": 11}')
            ages.append(_years(item.get("min", 0), item.get("max", MAX_AGE)))
        elif isinstance(item, str):
            for part in filter(None, (part.strip() for part in item.split(","))):
                match = _RANGE.fullmatch(part)
                ages.append(_years(*match.groups()) if match else _years(part, part))
        else:
            ages.append(_years(item, item))
    return tuple(dict.fromkeys(ages))


_LIST_SCHEMA = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}
_YEARS = {"type": "number", "minimum": 0, "maximum": MAX_AGE}
_YEARS_TEXT = {"type": "string", "examples": ["14", "6,11", "10-11"]}
_AGE_SCHEMA = {
    "anyOf": [
        _YEARS,
        _YEARS_TEXT,
        {"type": "array", "items": {"anyOf": [_YEARS, _YEARS_TEXT]}},
        {"type": "object", "properties": {"min": _YEARS, "max": _YEARS}, "additionalProperties": False},
    ]
}


def _enum(*words: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(words)})


def _number_schema(text_pattern: str, **bounds: float) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "number", **bounds}, {"type": "string", "pattern": text_pattern}]})


_KM_SCHEMA = _number_schema(r"^(\d{1,4}(\.\d{1,6})?)?$", exclusiveMinimum=0, maximum=1000)
_WEEKS_SCHEMA = _number_schema(r"^(now|\d{1,3}(\.\d{1,6})?)?$", minimum=0, maximum=520)

Codes = Annotated[tuple[str, ...], BeforeValidator(_codes), WithJsonSchema(_LIST_SCHEMA)]
Ages = Annotated[tuple[tuple[float, float], ...], BeforeValidator(_ages), WithJsonSchema(_AGE_SCHEMA)]
Text = Annotated[str | None, BeforeValidator(_text), WithJsonSchema({"type": "string"})]
Words = Annotated[str | None, BeforeValidator(_words), WithJsonSchema({"type": "string"})]
Switch = Annotated[
    bool | None, BeforeValidator(_switch), WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": [*_SWITCH]}]})
]
Km = Annotated[float | None, BeforeValidator(_km), _KM_SCHEMA]
Weeks = Annotated[float | None, BeforeValidator(_weeks), _WEEKS_SCHEMA]
Whole = Annotated[
    int | None,
    BeforeValidator(_whole),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 100}, {"type": "string", "pattern": r"^\d{1,4}$"}]}
    ),
]
Gender = Annotated[str | None, _choice("female", "male", "non-binary"), _enum("female", "male", "non-binary")]
SortBy = Annotated[Sort | None, _choice(*get_args(Sort)), _enum(*get_args(Sort))]
Practice = Annotated[
    str | None,
    _shaped(r"[A-Z]\d{5}", "must be the ODS code of a GP practice: a letter and five digits, such as A81001"),
    WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z]\d{5}$"}),
]
School = Annotated[
    str | None,
    _shaped(r"\d{6}", "must be the URN of a school: six digits, such as 100000"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{6}$"}),
]
Moment = Annotated[
    Literal["now"] | datetime | None,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["now", "2026-11-24T17:30"]}),
]
