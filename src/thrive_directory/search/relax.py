"""When too few offers fit: parts of the question are widened one by one, and every offer let in says so.

Never widened: where the person is, their age, what access they need, and anything else about who they are. But a phone
line has no building to get into: where few offers are known to be step-free, those that can be used from home follow.
"""

from dataclasses import replace
from typing import Any

from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer, Hit, Reason, Relaxed
from thrive_directory.search.engine import search
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.weights import DEFAULT_WEIGHTS, Weights

ENOUGH = 5
"""With fewer options than this there is little to choose from."""
MORE = 20
"""How many others follow at most."""
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("from_home", True, "known to have that access"),
    ("within_km", None, "within that distance"),
    ("open_at", None, "open at that time"),
    ("wait_weeks", None, "with so short a wait"),
    ("free", None, "at that cost"),
    ("sectors", frozenset(), "in that sector"),
    ("modes", frozenset(), "in that way"),
    ("not_modes", frozenset(), "without the ways of meeting you ruled out"),
    ("languages", frozenset(), "in that language"),
    ("referral_routes", frozenset(), "with that way in"),
    ("needs", frozenset(), "for that need"),
    ("groupings", frozenset(), "of that kind of help"),
)
"""(field of the query, its value when nothing is asked, what few were), in the order in which they are widened."""
PARAMETERS = {
    "from_home": "access",
    "open_at": "open",
    "wait_weeks": "wait",
    "sectors": "sector",
    "modes": "mode",
    "not_modes": "not_mode",
    "languages": "language",
    "referral_routes": "referral_route",
    "needs": "need",
    "groupings": "grouping",
}
"""The names callers know the fields by, where they differ."""


def search_widened(snapshot: Snapshot, query: SearchQuery, weights: Weights = DEFAULT_WEIGHTS) -> Answer:
    """The answer to the query; with fewer than five options, at most twenty of a wider question after it, each marked.

    Which they are does not depend on the page: every page is cut from the same list."""
    strict = search(snapshot, query, weights)
    if strict.total >= ENOUGH:
        return strict
    known = {hit.offer_id for hit in search(snapshot, replace(query, offset=0, limit=ENOUGH), weights).hits}
    wider = replace(query, offset=0, limit=ENOUGH + MORE)
    more: list[Hit] = []
    relaxed: list[Relaxed] = []
    for name, nothing, few in STEPS:
        if len(known) >= ENOUGH:
            break
        if getattr(wider, name) == nothing or (name == "from_home" and not wider.access):
            continue
        wider = replace(wider, **{name: nothing})
        found = [hit for hit in search(snapshot, wider, weights).hits if hit.offer_id not in known]
        if found:
            step = Relaxed(PARAMETERS.get(name, name), f"There are few options {few}, so others follow.")
            relaxed.append(step)
            more += [_marked(hit, step) for hit in found]
            known |= {hit.offer_id for hit in found}
    return _together(strict, tuple(more[:MORE]), tuple(relaxed), query)


def _marked(hit: Hit, relaxed: Relaxed) -> Hit:
    """A hit that says it is not all that was asked, without what it trades against the best of another list."""
    said = Reason("widened", "Not all that you asked for", {"parameter": relaxed.parameter}, "inclusion")
    return hit._replace(reasons=(said, *hit.reasons), trade=None)


def _together(strict: Answer, more: tuple[Hit, ...], relaxed: tuple[Relaxed, ...], query: SearchQuery) -> Answer:
    """Strict hits first; the page asked for is cut from the whole."""
    start = max(query.offset - strict.total, 0)
    shown = more[start : start + query.limit - len(strict.hits)]
    total, end = strict.total + len(more), query.offset + query.limit
    widened = {hit.offer_id for hit in more}
    return replace(
        strict,
        hits=(*strict.hits, *shown),
        near_misses=tuple(miss for miss in strict.near_misses if miss.offer_id not in widened),
        total=total,
        relaxed=relaxed,
        next_offset=end if end < total else None,
    )
