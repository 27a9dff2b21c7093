"""The queries with their grades, and the rule for offers that are not listed. Knows nothing of how search works."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from thrive_directory.catalogue.offer import Offer
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.place import Place

HERE = Path(__file__).parent
REMOTE = frozenset({"phone", "text-message", "web-chat", "video", "email", "online-self-help", "app"})
FITTED, UNSEEN, THIRD = "queries.yaml", "queries_second.yaml", "queries_third.yaml"
"""The set that the weights were fitted to, the second judge's, whose faults have been mended by classes, and the third
judge's. Nothing may be fitted to the last two."""
TRIED = "queries_rank.yaml"
"""Questions to try changes of rank on."""
NATIONAL = frozenset({"K02000001", "E92000001", "W92000004", "S92000003", "N92000002"})


@dataclass(frozen=True)
class Judged:
    """A query: what is sent, what it asks for, and the grades by key of offer. `urgent` None: either is right."""

    id: str
    who: str
    ask: Mapping[str, Any]
    means: Mapping[str, Any]
    must: Sequence[str]
    grades: Mapping[str, int]
    only_listed: bool = False
    urgent: Sequence[str] | None = field(default=())

    def asked(self, name: str) -> list[Any]:
        """The values asked of one parameter."""
        value = self.means.get(name, [])
        if isinstance(value, str):
            return value.split(",")
        return value if isinstance(value, list) else [value]


def load_queries(keys: Sequence[str], name: str = FITTED) -> list[Judged]:
    """Every query of a file, its sets and patterns spelled out over the keys of the offers. Raises `ValueError` for a
    grade or a must that fits no offer."""
    read = _read(name)
    return [_judged(query, read["sets"], keys) for query in read["queries"]]


def load_regraded(keys: Sequence[str]) -> list[tuple[Judged, Judged]]:
    """The queries of the fitted set that the second judge graded again, once with the grades of each."""
    read, first = _read("regraded.yaml"), {query.id: query for query in load_queries(keys)}
    again = {name: _spelled_out(grades, read["sets"], keys, name) for name, grades in read["grades"].items()}
    return [(first[name], replace(first[name], grades=grades)) for name, grades in again.items()]


def _read(name: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return read


def load_sentences() -> tuple[list[Mapping[str, Any]], list[str]]:
    """The sentences that must flag, each with its kinds, and those that must not."""
    read = _read("urgent.yaml")
    return read["must_flag"], read["must_not_flag"]


def _judged(query: Mapping[str, Any], sets: Mapping[str, Sequence[str]], keys: Sequence[str]) -> Judged:
    return Judged(
        id=query["id"],
        who=query["who"],
        ask=query["ask"],
        means=query.get("means", query["ask"]),
        must=[key for spelling in query["must"] for key in _matching(spelling, keys, query["id"])],
        grades=_spelled_out(query["grades"], sets, keys, query["id"]),
        only_listed=query.get("only_listed", False),
        urgent=query.get("urgent", ()),
    )


def _spelled_out(
    listed: Mapping[int, Sequence[str]], sets: Mapping[str, Sequence[str]], keys: Sequence[str], query: str
) -> dict[str, int]:
    """Grades by key: a key written out beats a set or a pattern."""
    named: dict[str, int] = {}
    wide: dict[str, int] = {}
    for value, spellings in listed.items():
        for spelling in spellings:
            for member in sets[spelling[1:]] if spelling.startswith("@") else [spelling]:
                found = _matching(member, keys, query)
                (named if found == [spelling] else wide).update(dict.fromkeys(found, value))
    return wide | named


def _matching(spelling: str, keys: Sequence[str], query: str) -> list[str]:
    found = [key for key in keys if fnmatchcase(key, spelling)]
    if not found:
        raise ValueError(f"{query}: no offer is called {spelling}")
    return found


def grade(query: Judged, key: str, offer: Offer, place: Place | None, vocabulary: Vocabulary) -> int:
    """The grade of an offer for a query: as listed, or by the rule for what is not."""
    listed = query.grades.get(key)
    return default_grade(query, offer, place, vocabulary) if listed is None else listed


def default_grade(query: Judged, offer: Offer, place: Place | None, vocabulary: Vocabulary) -> int:
    """1 for a national offer that can be used from anywhere and that nothing asked rules out; else 0."""
    if query.only_listed or place is None or offer.found_by_name_only:
        return 0
    covers = {area.area.code for area in offer.areas} & NATIONAL & place.covering
    checks: tuple[Callable[[], bool], ...] = (
        lambda: bool(covers),
        lambda: _is_remote(query, offer),
        lambda: _fits_age(query, offer),
        lambda: _fits_need(query, offer, vocabulary),
        lambda: _overlaps(query.asked("grouping"), offer.groupings),
        lambda: _overlaps(query.asked("audience"), offer.audiences),
        lambda: offer.circumstances_scope != "listed" or _shares(query.asked("circumstance"), offer.circumstances),
        lambda: not query.asked("sector") or _shares(query.asked("sector"), offer.sectors),
        lambda: not query.asked("referral_route") or _shares(query.asked("referral_route"), offer.referral_routes),
        lambda: set(query.asked("access")) <= {tag.code for tag in offer.access},
        lambda: not query.means.get("free") or offer.cost == "free",
    )
    return int(all(check() for check in checks))


def _is_remote(query: Judged, offer: Offer) -> bool:
    left = {tag.code for tag in offer.modes} & REMOTE - set(query.asked("not_mode"))
    return bool(left & set(query.asked("mode")) if query.asked("mode") else left)


def _fits_age(query: Judged, offer: Offer) -> bool:
    ages = [float(age) for age in query.asked("age")]
    if not ages:
        return True
    later = [until for circumstance, until in offer.age.exceptions if circumstance in query.asked("circumstance")]
    until = (
        offer.age.until if offer.age.until is not None else None if offer.age.maximum is None else offer.age.maximum + 1
    )
    if until is not None:
        until = max([until, *later])
    return max(ages) >= (offer.age.minimum or 0) and (until is None or min(ages) < until)


def _fits_need(query: Judged, offer: Offer, vocabulary: Vocabulary) -> bool:
    asked, has = set(query.asked("need")), {tag.code for tag in offer.needs}
    if not asked or offer.needs_scope != "listed":
        return True
    broader = {need: vocabulary.term("need", need).broader for need in asked | has}
    return any(a == b or broader[a] == b or broader[b] == a for a in asked for b in has)


def _overlaps(asked: Sequence[str], tags: Sequence[Any]) -> bool:
    """Nothing asked, nothing said, or something in common."""
    return not asked or not tags or _shares(asked, tags)


def _shares(asked: Sequence[str], tags: Sequence[Any]) -> bool:
    return bool(set(asked) & {tag.code for tag in tags})
