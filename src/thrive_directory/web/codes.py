"""What was asked as a short text for an address, which does not read as words: a history that says nothing.

Each value becomes three bytes of a hash, found again in a table of everything that can be asked; numbers are packed as
they are. The whole is masked and ends in a check, so that a link that was cut or changed is noticed. This hides nothing
from who has the program: it keeps `need=self-harm` out of sight, no more. Words that the catalogue does not know, and
places, are never in it."""

import base64
import binascii
import hashlib
import struct
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, get_args

from thrive_directory.api.codes import TAXONOMY_OF
from thrive_directory.api.languages import LANGUAGE_NAMES
from thrive_directory.api.params import SearchParams
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.errors import BadParameter
from thrive_directory.index.words import Postings
from thrive_directory.search.query import Sort, UrgentKind
from thrive_directory.web.language import gettext as _

MAX_CHARACTERS = 1500
URGENT_KINDS: tuple[str, ...] = get_args(UrgentKind)
MOST_KEPT = 8
"""How many offers a person's list may hold."""
_HASH_BYTES, _CHECK_BYTES = 3, 3
_VALUE, _WORD, _AGE, _KM, _WAIT, _OPEN, _GP, _SCHOOL, _OFFER = range(1, 10)
_SIZES = {_VALUE: 3, _WORD: 3, _AGE: 4, _KM: 4, _WAIT: 2, _OPEN: 4, _GP: 6, _SCHOOL: 6, _OFFER: 16}
_FIXED: Mapping[str, tuple[str, ...]] = {
    "language": tuple(LANGUAGE_NAMES),
    "gender": ("female", "male", "non-binary"),
    "sort": get_args(Sort),
    "free": ("yes", "no"),
    "variety": ("no",),
    "open": ("now",),
    "urgent_kind": URGENT_KINDS,
    "urgent": ("yes",),
    "dropped": ("yes",),
    "guessed": ("yes",),
}
_LISTS = (*TAXONOMY_OF, "language")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked beside the place: codes of the search, needs that only words of danger named, words that the
    catalogue knows (as stems), whether danger was understood, whether other words had to be dropped, and whether the
    place is our guess at what was written otherwise. `kept` are the ids of the offers that the person has put on a list
    meanwhile: UUIDs, as every offer's id is."""

    params: SearchParams = field(default_factory=SearchParams)
    prefer_need: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    urgent: bool = False
    urgent_kinds: tuple[str, ...] = ()
    dropped: bool = False
    guessed: bool = False
    kept: tuple[str, ...] = ()

    @property
    def danger(self) -> tuple[str, ...] | None:
        """The kinds of danger that were understood, perhaps none of them; None where there was no danger."""
        return self.urgent_kinds if self.urgent else None


def encode(asked: Asked) -> str:
    """The text for an address; empty when nothing is asked."""
    return _sealed(b"".join(_items(asked)))


def written(asked: Asked) -> Callable[[Iterable[str]], str]:
    """`encode` of the same question with other offers kept: what many links of a page share is written once."""
    rest = b"".join(_items(replace(asked, kept=())))
    return lambda kept: _sealed(rest + b"".join(map(_offer, kept)))


def with_one_more(asked: Asked) -> Callable[[str, str], str]:
    """`encode` of the same question with one more value of the list of this name, for the links of many filters."""
    rest = b"".join(_items(asked))
    return lambda name, value: _sealed(rest + bytes([_VALUE]) + _hash(name, value))


def _sealed(body: bytes) -> str:
    if not body:
        return ""
    check = _check(body)
    return base64.urlsafe_b64encode(check + _masked(body, check)).rstrip(b"=").decode()


def decode(text: str, vocabulary: Vocabulary, postings: Postings) -> Asked:
    """What `encode` wrote; codes and words that have since gone are left out. Raises `BadParameter` for any other
    text."""
    if not text:
        return Asked()
    values, numbers = _read(_unmask(text), _table(vocabulary), postings)
    one = {name: found[0] for name, found in values.items()}
    given: dict[str, Any] = {name: values[name] for name in _LISTS if name in values} | numbers
    given |= {name: one[name] for name in ("gender", "sort", "free", "variety", "open") if name in one}
    try:
        params = SearchParams.read(given)
    except BadParameter:
        raise refusal() from None
    return Asked(
        params=params,
        prefer_need=tuple(values.get("prefer_need", ())),
        words=tuple(values.get("word", ())),
        urgent="urgent" in one,
        urgent_kinds=tuple(values.get("urgent_kind", ())),
        dropped="dropped" in one,
        guessed="guessed" in one,
        kept=tuple(dict.fromkeys(values.get("kept", ())))[:MOST_KEPT],
    )


def _items(asked: Asked) -> Iterator[bytes]:
    params = asked.params
    for name, value in _values(asked):
        yield bytes([_VALUE]) + _hash(name, value)
    for word in asked.words:
        yield bytes([_WORD]) + _hash("word", word)
    for low, high in params.age:
        yield struct.pack(">BHH", _AGE, round(low * 100), round(high * 100))
    if params.within_km is not None:
        yield struct.pack(">BI", _KM, round(params.within_km * 1000))
    if params.wait is not None:
        yield struct.pack(">BH", _WAIT, round(params.wait * 100))
    if isinstance(params.open, datetime):
        yield struct.pack(">BI", _OPEN, int(params.open.timestamp() // 60))
    if params.gp:
        yield bytes([_GP]) + params.gp.encode()
    if params.school:
        yield bytes([_SCHOOL]) + params.school.encode()
    yield from map(_offer, asked.kept)


def _offer(offer_id: str) -> bytes:
    return bytes([_OFFER]) + uuid.UUID(offer_id).bytes


def _values(asked: Asked) -> Iterator[tuple[str, str]]:
    params = asked.params
    for name in _LISTS:
        for code in getattr(params, name):
            yield name, code
    for code in asked.prefer_need:
        yield "prefer_need", code
    for kind in asked.urgent_kinds:
        yield "urgent_kind", kind
    flags = (
        ("gender", params.gender),
        ("sort", params.sort if params.sort != "relevance" else None),
        ("free", None if params.free is None else ("no", "yes")[params.free]),
        ("variety", "no" if params.variety is False else None),
        ("open", "now" if params.open == "now" else None),
        ("urgent", "yes" if asked.urgent else None),
        ("dropped", "yes" if asked.dropped else None),
        ("guessed", "yes" if asked.guessed else None),
    )
    for name, value in flags:
        if value is not None:
            yield name, value


def _read(
    body: bytes, table: Mapping[bytes, tuple[str, str]], postings: Postings
) -> tuple[dict[str, list[str]], dict[str, Any]]:
    values: dict[str, list[str]] = {}
    numbers: dict[str, Any] = {}
    for kind, content in _pieces(body):
        if kind in {_VALUE, _WORD}:
            known = table.get(content) if kind == _VALUE else _word(content, postings)
            if known is not None:
                values.setdefault(known[0], []).append(known[1])
        elif kind == _OFFER:
            values.setdefault("kept", []).append(str(uuid.UUID(bytes=content)))
        elif kind == _AGE:
            low, high = struct.unpack(">HH", content)
            numbers.setdefault("age", []).append({"min": low / 100, "max": high / 100})
        elif kind == _OPEN:
            numbers["open"] = datetime.fromtimestamp(int.from_bytes(content) * 60, UTC).isoformat()
        elif kind in {_GP, _SCHOOL}:
            numbers["gp" if kind == _GP else "school"] = content.decode("ascii", "replace")
        else:
            scale = 1000 if kind == _KM else 100
            numbers["within_km" if kind == _KM else "wait"] = int.from_bytes(content) / scale
    return values, numbers


def _pieces(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(body):
        size = _SIZES.get(body[at])
        content = body[at + 1 : at + 1 + (size or 0)]
        if size is None or len(content) != size:
            raise refusal()
        yield body[at], content
        at += 1 + size


def _unmask(text: str) -> bytes:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refusal() from None
    check, masked = packed[:_CHECK_BYTES], packed[_CHECK_BYTES:]
    body = _masked(masked, check)
    if len(text) > MAX_CHARACTERS or not body or _check(body) != check:
        raise refusal()
    return body


def refusal() -> BadParameter:
    """What is said of a link that `encode` did not write."""
    return BadParameter("s", _("The end of this link is missing or has been changed. Start again below."))


def _masked(body: bytes, check: bytes) -> bytes:
    """The body with a stream of bytes over it that depends on the check; the same again takes it off."""
    stream = hashlib.shake_128(b"mask" + check).digest(len(body))
    return (int.from_bytes(body) ^ int.from_bytes(stream)).to_bytes(len(body))


def _check(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK_BYTES, person=b"thrive-s").digest()


@lru_cache(maxsize=4096)
def _hash(name: str, value: str) -> bytes:
    return hashlib.blake2b(f"{name}:{value}".encode(), digest_size=_HASH_BYTES).digest()


@cache
def _known_values(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[bytes, tuple[str, str]]:
    return {_hash(name, value): (name, value) for name, values in terms for value in values}


def _table(vocabulary: Vocabulary) -> dict[bytes, tuple[str, str]]:
    return _known_values(tuple((name, tuple(values)) for name, values in all_values(vocabulary)))


def all_values(vocabulary: Vocabulary) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every value that can be asked, by name. No two may share a hash: a test sees to it."""
    yield from ((name, vocabulary.codes(taxonomy)) for name, taxonomy in TAXONOMY_OF.items())
    yield ("prefer_need", vocabulary.codes("need"))
    yield from _FIXED.items()


_stems: dict[int, tuple[Postings, dict[bytes, str]]] = {}


def _word(content: bytes, postings: Postings) -> tuple[str, str] | None:
    """The stem of this hash. The table of the last catalogue asked is kept: it holds every stem once."""
    kept = _stems.get(0)
    if kept is None or kept[0] is not postings:
        kept = _stems[0] = (postings, {_hash.__wrapped__("word", stem): stem for stem in postings.anywhere})
    stem = kept[1].get(content)
    return None if stem is None else ("word", stem)
