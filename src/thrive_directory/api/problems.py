"""RFC 9457 problems: one table from errors to statuses, one shape for all. Never repeats what a person sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from thrive_directory import errors

DOCS_PATH = "/docs/problems"
FULL_EXPORT_PATH = "/exports/services.ndjson"
MEDIA_TYPE = "application/problem+json"
NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of problem. `meaning` is what the page of problems says about it."""

    slug: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The problem's type URI: a reference into our own page of problems."""
        return f"{DOCS_PATH}#{self.slug}"


class MalformedBody(errors.DirectoryError):
    """The body is not JSON at all."""


class PageNotFound(errors.BadParameter):
    """The page is past the end of the list. `nearest` holds the last page."""


class RecordNotFound(errors.DirectoryError):
    """No record of this kind has this id."""


class NotAcceptable(errors.DirectoryError):
    """None of the media types that the caller accepts can be given."""


class BodyTooLarge(errors.DirectoryError):
    """The body is larger than any question needs to be."""


class WrongMediaType(errors.DirectoryError):
    """The body is said to be something else than JSON."""


KINDS: dict[type[errors.DirectoryError], Kind] = {
    errors.UnknownParameter: Kind(
        "unknown-parameter", 422, "No such parameter", "A parameter that does not exist. `nearest` names those that do."
    ),
    PageNotFound: Kind(
        "no-such-page-of-list", 404, "There is no such page", "The page is past the end; `nearest` holds the last page."
    ),
    RecordNotFound: Kind("no-such-record", 404, "There is no such record", "No record of this kind has this id."),
    NotAcceptable: Kind(
        "not-acceptable",
        406,
        "No such format",
        "Lists come as `application/json` or `application/x-ndjson`, records as `application/json`.",
    ),
    errors.BadParameter: Kind(
        "bad-parameter",
        422,
        "A parameter cannot be used",
        "`parameter` says which, `detail` what it must be, `nearest` holds the nearest values that would work.",
    ),
    errors.CursorTooOld: Kind(
        "cursor-too-old",
        410,
        "This cursor is too old",
        "Not everything that left since can be told. Take the file at `full_export` and go on from its Changes-Cursor.",
    ),
    errors.AmbiguousPlace: Kind(
        "ambiguous-place",
        422,
        "More than one place has this name",
        "`choices` lists them, likeliest first, each with a `place` to send as `near`.",
    ),
    errors.PlaceNotFound: Kind(
        "no-such-place",
        404,
        "There is no such place",
        "Well formed, but nowhere: the first half of the postcode is unused.",
    ),
    errors.OutsideService: Kind(
        "outside-service",
        422,
        "This place is outside the service",
        "A known place that the directory does not serve, such as Jersey or the Isle of Man.",
    ),
    errors.UnknownPlace: Kind(
        "unknown-place", 422, "Not a place we can read", "Give a postcode, half a postcode, a town, an area or lon,lat."
    ),
    errors.ServiceWithdrawn: Kind(
        "service-withdrawn",
        410,
        "This service has been withdrawn",
        "It was here. `withdrawn_on` says when it left; `replaced_by`, where there is one, what to use instead.",
    ),
    errors.ServiceNotFound: Kind("no-such-service", 404, "There is no such service", "No service has this id."),
    errors.SnapshotNotReady: Kind(
        "not-ready", 503, "The directory is starting", "The catalogue is being read. Try again in a few seconds."
    ),
    MalformedBody: Kind("malformed-body", 400, "The body is not JSON", "The body cannot be read as one JSON object."),
    BodyTooLarge: Kind("body-too-large", 413, "The body is too large", "A question fits into 64 kB many times over."),
    WrongMediaType: Kind(
        "wrong-media-type", 415, "The body must be JSON", "Send the body with `Content-Type: application/json`."
    ),
    errors.DirectoryError: Kind(
        "our-fault", 500, "Something went wrong on our side", "Not your doing. What you sent has not been kept."
    ),
}
NOT_FOUND = Kind("no-such-page", 404, "There is nothing here", "No route has this path. `/openapi.json` lists all.")
WRONG_METHOD = Kind("wrong-method", 405, "This method cannot be used here", "The `Allow` header names those that can.")


def kind_of(error: errors.DirectoryError) -> Kind:
    """The kind of the nearest class in the table, going up from the error's own."""
    return next(KINDS[cls] for cls in type(error).__mro__ if cls in KINDS)


def problem(error: errors.DirectoryError, urgent_help: list[dict[str, Any]] | None = None) -> Response:
    """The answer to an error of ours. From 500 up the message stays for the log, save that we are starting."""
    kind = kind_of(error)
    body: dict[str, Any] = {"detail": kind.meaning if kind.status >= 500 else error.message}
    if isinstance(error, errors.BadParameter):
        body |= {"parameter": error.parameter, "nearest": list(error.nearest)}
    if isinstance(error, errors.AmbiguousPlace):
        body["choices"] = [{"label": label, "place": token} for label, token in error.choices]
    if isinstance(error, errors.CursorTooOld):
        body["full_export"] = FULL_EXPORT_PATH
    if isinstance(error, errors.ServiceWithdrawn):
        body |= {"withdrawn_on": error.withdrawn_on, "replaced_by": error.replaced_by}
    headers = {"Retry-After": "2"} if kind.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return _response(kind, body, urgent_help, headers)


def http_problem(
    status: int, headers: Mapping[str, str] | None = None, urgent_help: list[dict[str, Any]] | None = None
) -> Response:
    """The answer to an error that the framework raised: only its status and its headers are kept."""
    kinds = {404: NOT_FOUND, 405: WRONG_METHOD, 413: KINDS[BodyTooLarge], 500: KINDS[errors.DirectoryError]}
    phrase = HTTPStatus(status).phrase
    kind = kinds.get(status) or Kind(phrase.lower().replace(" ", "-"), status, phrase, phrase)
    return _response(kind, {"detail": kind.meaning}, urgent_help, headers or {})


def _response(
    kind: Kind, body: Mapping[str, Any], urgent_help: list[dict[str, Any]] | None, headers: Mapping[str, str]
) -> Response:
    content = {"type": kind.type, "title": kind.title, "status": kind.status, **body}
    if urgent_help is not None:
        content["urgent_help"] = urgent_help
    return Response(
        orjson.dumps(content), status_code=kind.status, media_type=MEDIA_TYPE, headers={**NO_STORE, **headers}
    )


def all_kinds() -> list[Kind]:
    """Every kind, for the page of problems."""
    return [*KINDS.values(), NOT_FOUND, WRONG_METHOD]


def wants_urgent_help(request: Request) -> bool:
    """Whether this is a question about help or a place, whose every answer carries urgent help."""
    first: str = request.scope["path"].lstrip("/").split("/")[0]
    return first in {"search", "places"}
