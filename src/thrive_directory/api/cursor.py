"""The cursor of a page: catalogue version, offset and a short check, opaque to those who send it. Keeps nothing."""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass

import orjson

from thrive_directory.api.params import SearchParams
from thrive_directory.errors import BadParameter

_LAYOUT = struct.Struct(">QI2s")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page starts, and in which version of the catalogue."""

    version: int
    offset: int


def encode(cursor: Cursor, params: SearchParams) -> str:
    """The cursor as base64url, tied to the question."""
    packed = _LAYOUT.pack(cursor.version, cursor.offset, _check(cursor, params))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(text: str, params: SearchParams) -> Cursor:
    """The cursor that `encode` wrote. Raises `BadParameter` when it is malformed or belongs to another question."""
    refusal = BadParameter("cursor", "cursor must be the next_cursor of the page before, with the same question")
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        version, offset, check = _LAYOUT.unpack(packed)
    except (binascii.Error, struct.error, ValueError):
        raise refusal from None
    cursor = Cursor(version, offset)
    if check != _check(cursor, params):
        raise refusal
    return cursor


def _check(cursor: Cursor, params: SearchParams) -> bytes:
    """Two bytes over the question and the place in it: enough to notice a mistake, too few to find a postcode by
    trying all 2.7 million."""
    question = params.model_dump(mode="json", exclude={"cursor", "limit"}, exclude_defaults=True)
    seed = orjson.dumps([cursor.version, cursor.offset, question], option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(seed, digest_size=2).digest()
