"""Puts parameters and plain words together into one query. An explicit parameter beats what the words said;
a sort of offer that they would like ("a parents' group") is looked for as text, and shuts nothing out."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from thrive_directory.api.params import SearchParams
from thrive_directory.geo.place import Place
from thrive_directory.search.parse.understood import Understood
from thrive_directory.search.query import SearchQuery

Value = TypeVar("Value")

_LIKED_ACCESS = frozenset({"interpreter"})
"""What words ask for and an offer seldom tells of: who "does not speak English" is shown first where there is an
interpreter, and is not left with nothing where nobody has said. As a parameter it is required."""


def query_of(
    params: SearchParams, words: Understood, near: Place | None, *, now: datetime, limit: int, offset: int
) -> SearchQuery:
    """The query of checked parameters and understood words."""
    modes = _first(params.mode, tuple(mode for mode in words.modes if mode not in words.liked_modes))
    said_open = None if words.open_is_liked else words.open_at
    return SearchQuery(
        now=now,
        near=near,
        groupings=frozenset(_first(params.grouping, _groupings(words))),
        needs=_needs(params, words),
        prefer_needs=frozenset(words.urgent_needs),
        ages=_first(params.age, words.ages),
        audiences=frozenset(params.audience or asked_for(words)),
        text=" ".join(filter(None, (words.text, words.liked_text))),
        sectors=frozenset(_first(params.sector, words.sectors)),
        modes=frozenset(modes),
        not_modes=frozenset(_first(params.not_mode, words.not_modes)).difference(params.mode),
        languages=frozenset(_first(params.language, words.languages)),
        referral_routes=frozenset(_first(params.referral_route, words.referral_routes)),
        free=_first(params.free, words.free),
        access=frozenset(_first(params.access, tuple(code for code in words.access if code not in _LIKED_ACCESS))),
        prefer_access=frozenset(_first(params.prefer_access, _liked_access(words, params.access))),
        open_at=now if params.open == "now" else _first(params.open, said_open),
        within_km=_first(params.within_km, words.within_km),
        wait_weeks=_first(params.wait, words.wait_weeks),
        gender=_first(params.gender, words.gender),
        gp=params.gp,
        school=params.school,
        circumstances=frozenset(_first(params.circumstance, words.circumstances)),
        sort=params.sort or "relevance",
        variety=params.variety is not False,
        explain=params.explain is True,
        limit=limit,
        offset=offset,
    )


def _groupings(words: Understood) -> tuple[str, ...]:
    """The groupings said. Who wants "someone to talk to" does not tell advice from help: both give that."""
    talks = any(term.field == "grouping" and "talk" in term.words.lower() for term in words.terms)
    return (*words.groupings, "getting-help") if talks else words.groupings


def _liked_access(words: Understood, given: Sequence[str]) -> tuple[str, ...]:
    """What the words would like; of what they ask for, what is liked, unless access is given as a parameter."""
    liked = () if given else (code for code in words.access if code in _LIKED_ACCESS)
    return (*words.prefer_access, *liked)


def _needs(params: SearchParams, words: Understood) -> frozenset[str]:
    """A need that only words of danger name shuts nothing out, since it may not be meant; nor do other needs shut out
    what is there for it."""
    asked = _first(params.need, tuple(need for need in words.needs if need not in words.urgent_needs))
    return frozenset(asked).union(words.urgent_needs if asked else ())


def asked_for(words: Understood) -> set[str]:
    """Whom the words ask for. A parent who writes "my son" looks for offers to the son as well as to parents; who
    writes "lad 14" may be the lad, a parent or a teacher, which shuts out nobody's offers; nor does a teacher who asks
    for a pupil. One who gives the audience as a parameter means it."""
    if words.is_told_of:
        return set()
    said = words.audiences
    return {*said, "young-person", "child"} if "parent-carer" in said else set(said)


def _first(given: Value, said: Value) -> Value:
    """What was given, or what was said where nothing was given. False and 0 are given."""
    return said if given is None or given == () else given
