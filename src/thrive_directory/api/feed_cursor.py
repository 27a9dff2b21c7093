"""The cursor of the feed of changes: whose count of versions, and where in it; opaque to those who keep it."""

import base64
import binascii
import hashlib
import struct
from uuid import UUID

from thrive_directory.errors import BadParameter, CursorTooOld
from thrive_directory.index.changes import START, ChangeLog, Position

_LAYOUT = struct.Struct(">B16sQ16s4s")
_FORMAT = 1


def encode(epoch: str, at: Position) -> str:
    """The cursor of a place in the feed of this epoch: 60 characters, safe in a URL."""
    offer_id = UUID(at.offer_id).bytes if at.offer_id else bytes(16)
    packed = _LAYOUT.pack(_FORMAT, UUID(epoch).bytes, at.version, offer_id, b"")
    return base64.urlsafe_b64encode(packed[:-4] + _check(packed)).decode()


def decode(text: str, log: ChangeLog) -> Position:
    """The place that a cursor names in this log. Raises `BadParameter` for what is no cursor of a feed of changes,
    `CursorTooOld` for one of another count of versions, or from before departures that are forgotten."""
    try:
        packed = base64.b64decode(text, altchars=b"-_", validate=True)
        layout, epoch, version, offer_id, check = _LAYOUT.unpack(packed)
    except (binascii.Error, struct.error, ValueError):
        raise _no_cursor() from None
    if layout != _FORMAT or check != _check(packed):
        raise _no_cursor()
    at = Position(version, str(UUID(bytes=offer_id))) if any(offer_id) else START
    if UUID(bytes=epoch) != UUID(log.epoch):
        raise CursorTooOld("since", "since belongs to a catalogue that has been rebuilt; start from a full export")
    if log.is_too_old(at):
        raise CursorTooOld("since", "since is too old to tell everything that left since; start from a full export")
    return at


def _check(packed: bytes) -> bytes:
    """Enough to notice a cursor that was cut or mistyped."""
    return hashlib.blake2b(packed[:-4], digest_size=4).digest()


def _no_cursor() -> BadParameter:
    return BadParameter("since", "since must be the next_cursor of the page before; leave it out to start from nothing")
