"""The answer to a search as JSON bytes: ready-made cards joined with what this question adds. Decides nothing."""

from collections.abc import Callable, Collection
from typing import Any

import orjson

from thrive_directory.api.cursor import Cursor, encode
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.understand import Question, understand
from thrive_directory.catalogue.offer import UrgentHelp
from thrive_directory.geo.place import EVERYWHERE_CODE, Place
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer, Hit
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.urgent import urgent_help_for

_NATION_OF_LETTER = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}


def answer_search(params: SearchParams, parts: Parts, count: Callable[[SearchQuery, int], None] | None = None) -> bytes:
    """The whole way from parameters to the answer's JSON; `count` is told of the search and how many offers it found.
    Raises what `understand` raises, and `SnapshotNotReady`."""
    snapshot = parts.snapshots.live
    question = understand(params, snapshot, parts)
    answer = parts.search(snapshot, question.query)
    if count is not None:
        count(question.query, answer.total)
    return answer_json(snapshot, params, question, answer)


def answer_json(
    snapshot: Snapshot,
    params: SearchParams,
    question: Question,
    answer: Answer,
    card: Callable[[bytes], bytes] = bytes,
) -> bytes:
    """The answer's JSON. Cards and locations are made once a catalogue version and joined in as bytes; `card` makes of
    each what is wanted of it."""
    out = bytearray(b'{"understood":')
    out += orjson.dumps(question.understood)
    _member(out, "notes", question.notes)
    _member(out, "urgent_help", urgent_help_json(snapshot.urgent_help, question.query.near, question.urgent_kinds))
    out += b',"results":['
    for position, hit in enumerate(answer.hits):
        if position:
            out += b","
        _result(out, snapshot, hit, card)
    out += b'],"near_misses":['
    for position, miss in enumerate(answer.near_misses):
        out += b',{"service":' if position else b'{"service":'
        out += card(snapshot.card(miss.row))
        _member(out, "failed", {"code": miss.code, "text": miss.text})
        out += b"}"
    out += b"]"
    _member(out, "facets", answer.facets)
    _member(out, "relaxed", answer.relaxed)
    _member(out, "asks", answer.asks)
    _member(out, "total", answer.total)
    _member(out, "next_cursor", _next_cursor(snapshot, params, answer))
    _member(out, "catalogue_version", snapshot.version)
    out += b"}"
    return bytes(out)


def _result(out: bytearray, snapshot: Snapshot, hit: Hit, card: Callable[[bytes], bytes]) -> None:
    own: dict[str, Any] = {
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "reasons": hit.reasons,
        "asks": hit.asks,
        "trade": hit.trade,
    }
    if hit.penalties is not None:
        own["penalties"] = {name: round(value, 4) for name, value in hit.penalties.items()}
    out += b'{"service":'
    out += card(snapshot.card(hit.row))
    out += b',"location":'
    out += snapshot.location(hit.row)
    out += b","
    out += orjson.dumps(own)[1:]


def _member(out: bytearray, name: str, value: Any) -> None:
    out += b',"' + name.encode() + b'":'
    out += orjson.dumps(value)


def _next_cursor(snapshot: Snapshot, params: SearchParams, answer: Answer) -> str | None:
    return encode(Cursor(snapshot.version, answer.next_offset), params) if answer.next_offset is not None else None


def urgent_help_json(
    records: tuple[UrgentHelp, ...], place: Place | None = None, kinds: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The lines of urgent help for a place and words of danger; without a place, those for anybody."""
    return [_line(record) for record in urgent_help_for(records, place, kinds)]


def _line(record: UrgentHelp) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": record.kind,
        "name": record.name,
        "text": record.text,
        "phone": record.phone,
        "tel": record.tel,
        "sms": record.sms,
        "url": record.url,
        "nation": _nation(record.area_code),
        "source_url": record.source_url,
        "collected_on": record.collected_on.isoformat(),
    }


def _nation(code: str) -> str:
    """The nation of a line, from the first letter of its area's ONS code; the UK's own code stands for all four."""
    return "United Kingdom" if code == EVERYWHERE_CODE else _NATION_OF_LETTER.get(code[0], "United Kingdom")
