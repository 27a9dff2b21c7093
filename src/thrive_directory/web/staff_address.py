"""The address of a page of `/staff`: what was asked in readable parameters, to be bookmarked; and back again.

Every value comes from a controlled list, or is a number, a date or a register's code. A place is its coarse token.
Words that offers use travel as `/near` has them, as codes; nothing that was typed is ever in an address."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from thrive_directory.api.codes import TAXONOMY_OF, check_codes
from thrive_directory.api.params import SearchParams
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.web.codes import URGENT_KINDS, Asked, decode, encode
from thrive_directory.web.form import first_of

PARAMETERS = tuple(name for name in SearchParams.model_fields if name not in "q near limit cursor explain".split())
"""The parameters of the search that an address may hold."""
_YES = "yes"


def staff_url(token: str, asked: Asked) -> str:
    """The results near a place, for staff."""
    return _url(f"/staff/{quote(token, safe='')}", query_text(asked))


def staff_start(asked: Asked) -> str:
    """The page to start from, with the filters that are to be kept for whatever place comes next."""
    return _url("/staff", query_text(filters_alone(asked)))


def filters_alone(asked: Asked) -> Asked:
    """What of a question goes on to the next caller: filters, and nothing of what the last one said."""
    return Asked(params=asked.params)


def query_text(asked: Asked) -> str:
    """What was asked as the text after the question mark, always the same for the same question."""
    return urlencode(query_pairs(asked), safe=",")


def query_pairs(asked: Asked) -> list[tuple[str, str]]:
    """What was asked as names and values, the same in pairs."""
    return [(name, value) for name, value in _pairs(asked) if value]


def read_query(pairs: Iterable[tuple[str, str]], snapshot: Snapshot) -> Asked:
    """What `query_text` wrote, or somebody by hand. Names that are not ours are left out. Raises `BadParameter`."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    params = SearchParams.read({name: given[name] for name in PARAMETERS if name in given})
    check_codes(params, snapshot.vocabulary)
    said = decode(first_of(given, "words"), snapshot.vocabulary, snapshot.postings)
    return replace(
        Asked(params=params, words=said.words),
        prefer_need=_known(given, "prefer_need", snapshot.vocabulary.codes("need")),
        urgent=any(given.get("urgent", ())),
        urgent_kinds=_known(given, "urgent", URGENT_KINDS),
        dropped=_YES in given.get("dropped", ()),
        guessed=_YES in given.get("guessed", ()),
    )


def _pairs(asked: Asked) -> Iterator[tuple[str, str]]:
    params = asked.params
    for name in PARAMETERS:
        yield name, _text(name, getattr(params, name))
    yield "prefer_need", ",".join(asked.prefer_need)
    yield "urgent", (",".join(asked.urgent_kinds) or _YES) if asked.urgent else ""
    yield "dropped", _YES if asked.dropped else ""
    yield "guessed", _YES if asked.guessed else ""
    yield "words", encode(Asked(words=asked.words))


def _text(name: str, value: Any) -> str:
    if name == "age":
        return ",".join(f"{low:g}" if low == high else f"{low:g}-{high:g}" for low, high in value)
    if name in TAXONOMY_OF or isinstance(value, tuple):
        return ",".join(value)
    if name == "variety":
        return "off" if value is False else ""
    if name == "sort" and value == "relevance":
        return ""
    if isinstance(value, bool):
        return _YES if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, datetime) else value or ""


def _known(given: Mapping[str, list[str]], name: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The values of a list that are known, in their order."""
    found = ",".join(given.get(name, [])).split(",")
    allowed = set(codes)
    return tuple(dict.fromkeys(value for value in found if value in allowed))


def _url(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
