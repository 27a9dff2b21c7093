"""From parameters and plain words to a query, and to the account of what was understood. Stores and logs nothing.

An explicit parameter always beats what the plain words said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from thrive_directory.api.account import account
from thrive_directory.api.codes import check_codes
from thrive_directory.api.cursor import decode
from thrive_directory.api.merge import query_of
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.errors import BadParameter
from thrive_directory.geo.place import Place
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.text import unused_words

MAX_WORDS = 500
RESTARTED = "The catalogue has changed since the page before, so this is the first page again."
FROM_NOWHERE = "A distance is measured from a place. None was given, so the distance was not used."


@dataclass(frozen=True, slots=True)
class Question:
    """A query ready to be searched, with what to tell the person about it. `urgent_kinds` come from words of danger."""

    query: SearchQuery
    understood: dict[str, Any]
    notes: tuple[str, ...]
    urgent_kinds: tuple[str, ...]


def understand(params: SearchParams, snapshot: Snapshot, parts: Parts, said: Understood | None = None) -> Question:
    """What is asked, checked in full; `said` are words that have been understood before, and take the place of `q`.
    Raises `BadParameter` and its kin for what cannot be."""
    if params.q and len(params.q) > MAX_WORDS:
        raise BadParameter("q", f"q must be at most {MAX_WORDS} characters")
    check_codes(params, snapshot.vocabulary)
    now = parts.clock()
    words = said or (parts.parse(params.q, now) if params.q else Understood())
    near = _place(params, words, parts)
    limit = _limit(params, parts)
    offset, restarted = _offset(params, snapshot.version)
    practice = parts.practices.get(params.gp or "")
    asked = query_of(params, words, near, now=now, limit=limit, offset=offset)
    query = replace(asked, gp_areas=practice.areas) if practice else asked
    notes = (*_notes(query), *restarted)
    unused = unused_words(snapshot.postings, " ".join(words.unused))
    return Question(query, account(words, query, unused), notes, words.urgent_kinds)


def _notes(query: SearchQuery) -> Iterator[str]:
    """What to tell about the place, or about there being none."""
    if query.near is not None:
        yield from query.near.notes
    elif query.within_km is not None or query.sort == "distance":
        yield FROM_NOWHERE


def _place(params: SearchParams, words: Understood, parts: Parts) -> Place | None:
    """The place of `near`, or else the one that the plain words name. An empty `near` is refused rather than searched
    everywhere, unless there are plain words: a form sends both boxes."""
    if params.near or (params.near is not None and not params.q):
        return parts.resolve(params.near, "near")
    return parts.resolve(words.near_text, "q") if words.near_text else None


def _limit(params: SearchParams, parts: Parts) -> int:
    limits = parts.limits
    limit = min(limits.default_limit, limits.max_limit) if params.limit is None else params.limit
    if not 1 <= limit <= limits.max_limit:
        nearest = "1" if limit < 1 else str(limits.max_limit)
        raise BadParameter("limit", f"limit must be from 1 to {limits.max_limit}", [nearest])
    return limit


def _offset(params: SearchParams, version: int) -> tuple[int, Sequence[str]]:
    """Where the page starts, and a note when the cursor's catalogue is gone: then it is the first page again."""
    if params.cursor is None:
        return 0, ()
    cursor = decode(params.cursor, params)
    return (cursor.offset, ()) if cursor.version == version else (0, (RESTARTED,))
