"""How one value of a list's parameter is read, beyond what `api.values` reads. Looks nothing up; repeats nothing."""

import re
from datetime import UTC, datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from thrive_directory.api.values import nearest_of, refuse

DEFAULT_PER_PAGE = 50
MAX_PER_PAGE = 500
MAX_CHARACTERS = 500
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHOLE = re.compile(r"([+-]?\d{1,12})(\.0)?")  # JSON does not tell 5 from 5.0
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?")
_LOST_PLUS = re.compile(r"(?<=:\d\d) (?=\d\d:?\d\d$)")  # the + of a time zone, which arrives from a URL as a space
_YEARS = range(1900, 2201)


def only(value: object, *kinds: type) -> str | None:
    """The one value of a parameter as text; None where it is empty. `kinds` are JSON's other types that it may have."""
    if isinstance(value, list):
        if len(value) != 1:
            raise refuse("takes one value, and was given more than once")
        return only(value[0], *kinds)
    if type(value) not in (str, *kinds):
        raise refuse("must be one value of its type")
    return str(value).strip() or None


def _text(value: object) -> str | None:
    return only(value)


def several(value: object) -> tuple[str, ...]:
    """Values from a list, a comma-separated string, or both; each once, in order."""
    items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
    if len(items) != (len(value) if isinstance(value, list) else 1):
        raise refuse("must be a string or a list of strings")
    return tuple(dict.fromkeys(part for item in items for part in map(str.strip, item.split(",")) if part))


def _whole(lowest: int, highest: int) -> BeforeValidator:
    def read(value: object) -> int:
        match = _WHOLE.fullmatch(only(value, int, float) or "")
        number = int(match[1]) if match else None
        if number is None or not lowest <= number <= highest:
            nearest = lowest if number is None or number < lowest else highest
            raise refuse(f"must be a whole number from {lowest} to {highest}", str(nearest))
        return number

    return BeforeValidator(read)


def _number(lowest: float, highest: float, what: str) -> BeforeValidator:
    def read(value: object) -> float:
        text = only(value, int, float) or ""
        number = float(text) if _NUMBER.fullmatch(text) else None
        if number is None or not lowest <= number <= highest:
            nearest = highest if number is not None and number > highest else lowest
            raise refuse(f"must be {what} from {lowest:g} to {highest:g}", f"{nearest:g}")
        return number

    return BeforeValidator(read)


def _moment(value: object) -> datetime | None:
    text = only(value)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(_LOST_PLUS.sub("+", text))
    except ValueError:
        moment = None
    if moment is None or len(text) < len("2026-11-22") or moment.year not in _YEARS:
        raise refuse("must be a date or a date and time, such as 2026-11-22 or 2026-11-22T09:30:00Z")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _clock(value: object) -> time | None:
    text = only(value)
    if text is None:
        return None
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise refuse("must be a time of day such as 09:30", "09:30")
    return time(int(match[1]), int(match[2]))


def _days(value: object) -> tuple[int, ...]:
    return tuple(_weekday(part) for part in several(value))


def _weekday(text: str) -> int:
    if text.upper() in WEEKDAYS:
        return WEEKDAYS.index(text.upper())
    if text.lower() in _WEEKDAY_NAMES:
        return _WEEKDAY_NAMES.index(text.lower())
    raise refuse(f"must be one or more of {', '.join(WEEKDAYS)}", *nearest_of(text.upper(), WEEKDAYS))


def _search(value: object) -> str | None:
    text = only(value)
    if text is not None and len(text) > MAX_CHARACTERS:
        raise refuse(f"must be at most {MAX_CHARACTERS} characters")
    return text


def _format(value: object) -> str | None:
    text = (only(value) or "").lower()
    if text not in {"json", "ndjson"}:
        raise refuse("must be json or ndjson", "json", "ndjson")
    return text


def _flag(value: object) -> bool | None:
    text = (only(value, bool) or "").lower()
    known = {"": None, "true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if text not in known:
        raise refuse("must be true or false", "true", "false")
    return known[text]


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


Search = Annotated[str | None, BeforeValidator(_search), _schema(type="string", maxLength=MAX_CHARACTERS)]
Postcode = Annotated[str | None, BeforeValidator(_text), _schema(type="string")]
Page = Annotated[int | None, _whole(1, 10**9), _schema(type="integer", minimum=1, maximum=10**9)]
PerPage = Annotated[int | None, _whole(1, MAX_PER_PAGE), _schema(type="integer", minimum=1, maximum=MAX_PER_PAGE)]
Format = Annotated[str | None, BeforeValidator(_format), _schema(type="string", enum=["json", "ndjson"])]
Flag = Annotated[bool | None, BeforeValidator(_flag), _schema(type="boolean")]
Several = Annotated[tuple[str, ...], BeforeValidator(several), _schema(type="string")]
One = Annotated[str | None, BeforeValidator(_text), _schema(type="string")]
Moment = Annotated[datetime | None, BeforeValidator(_moment), _schema(type="string")]
Years = Annotated[float | None, _number(0, 120, "an age in years"), _schema(type="number", minimum=0, maximum=120)]
Clock = Annotated[
    time | None, BeforeValidator(_clock), _schema(type="string", pattern=r"^(([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$")
]
Days = Annotated[tuple[int, ...], BeforeValidator(_days), _schema(type="string")]
Metres = Annotated[
    float | None, _number(1, 1_000_000, "a number of metres"), _schema(type="number", minimum=1, maximum=1_000_000)
]
