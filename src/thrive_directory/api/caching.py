"""What others may keep of our answers, and the 304 that tells them that what they keep still holds.

Everything public may be stored by anybody and must be asked about before each use: an offer that is withdrawn has to be
gone at once (docs/adr). Nothing that answers a postcode or somebody's words may be stored at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from thrive_directory.api.problems import NO_STORE
from thrive_directory.api.version import VERSION
from thrive_directory.index.snapshot import Snapshot

REVALIDATE = {"Cache-Control": "public, max-age=0, must-revalidate"}
UNCHANGED = {"description": "What you hold still holds. Only where `If-None-Match` or `If-Modified-Since` was sent."}
"""How a 304 is described in the OpenAPI document."""
_ETAG = re.compile(r'(?:W/)?("[^"]*")|\*')
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Validators:
    """The name of an answer's exact state, in quotes, and when it last changed; None where that is not known."""

    etag: str
    changed_at: datetime | None

    def headers(self) -> dict[str, str]:
        """The headers of an answer that may be kept."""
        told = {} if self.changed_at in (None, _NEVER) else {"Last-Modified": _http_date(self.changed_at)}
        return {**REVALIDATE, "ETag": self.etag, **told}


def of_content(content: bytes, changed_at: datetime | None) -> Validators:
    """The validators of an answer that is already made: the same bytes have the same name in every process."""
    return Validators(f'"{blake2b(content, digest_size=12).hexdigest()}"', changed_at)


def of_version(snapshot: Snapshot, *parts: object) -> Validators:
    """The validators of an answer that need not be made first: what it is made from, and `parts` that tell it apart."""
    log = snapshot.changes
    seed = "\x1f".join(map(str, (VERSION, log.epoch, snapshot.version, *parts)))
    return of_content(seed.encode(), log.last_changed_at())


def not_modified(request: Request, validators: Validators) -> Response | None:
    """The 304 for somebody who holds this very answer; None where it must be sent."""
    if not _holds(request.headers, validators):
        return None
    return Response(status_code=304, headers=validators.headers())


def answer(
    request: Request,
    content: bytes,
    changed_at: datetime | None,
    *,
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
    personal: bool = False,
) -> Response:
    """A finished answer that others may keep, or a 304. A `personal` one, to a postcode or words, nobody may keep."""
    more = dict(headers or {})
    if personal:
        return Response(content, media_type=media_type, headers={**more, **NO_STORE})
    validators = of_content(content, changed_at)
    unchanged = not_modified(request, validators)
    if unchanged is not None:
        unchanged.headers.update(more)
        return unchanged
    return Response(content, media_type=media_type, headers={**more, **validators.headers()})


def _holds(asked: Mapping[str, str], validators: Validators) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides where it is sent, compared weakly; else If-Modified-Since."""
    names = asked.get("if-none-match")
    if names is not None:
        return any(found[0] == "*" or found[1] == validators.etag for found in _ETAG.finditer(names))
    since = _moment(asked.get("if-modified-since"))
    changed_at = validators.changed_at
    return since is not None and changed_at not in (None, _NEVER) and changed_at.replace(microsecond=0) <= since


def _moment(text: str | None) -> datetime | None:
    """The moment of an HTTP date; None for anything else, which the RFC says to ignore."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
