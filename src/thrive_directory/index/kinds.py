"""Rows that a family of rules cannot tell apart, numbered, with one example of each. Judges none of them.

A catalogue has many offers and few ages, few sets of needs, few sets of ways in. A rule is therefore asked once a kind;
what it finds of a row is then one look into a short table.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.codes import CodeSet, bytes_of
from thrive_directory.index.columns import Columns, Ints
from thrive_directory.index.hood import Hood
from thrive_directory.index.particulars import Particulars

Facts = Callable[[Columns], Iterable[NDArray[Any]]]


def _facts(*names: str, words: tuple[str, ...] = ()) -> Facts:
    """The columns of these names, and the code words of these fields."""
    columns = [attrgetter(name) for name in names]
    return lambda of: [*(read(of) for read in columns), *(word for field in words for word in of.words[field])]


FAMILIES: Mapping[str, Facts] = {
    "grouping": _facts(words=("grouping", "grouping_confirmed")),
    "need": _facts("needs_listed", "needs_special", "front_door", "pastime", words=("need",)),
    "age": _facts("age_minimum", "age_until", "for_children"),
    "people": _facts("circumstances_listed", "has_interpreter", words=("circumstance", "gender", "language")),
    "gp": _facts("gp_limited"),
    "school": _facts("school_limited", "by_name_only"),
    "access": _facts("remote", words=("access",)),
    "capacity": _facts("wait_weeks", "capacity_expires_day", "says_closed", "no_queue"),
    "checked": _facts("verified_day", "seen_day", "verifier", "unconfirmed"),
    "audience": _facts("takes_professionals", words=("audience",)),
    "way_in": _facts("free", "paid", "has_contact", words=("referral_route", "cost")),
    "sector": _facts(words=("sector",)),
    "mode": _facts(words=("mode",)),
}
"""What the rules of each family read of a row, and nothing else; also which exceptions from an age, which practices and
which schools."""
FACETS = {
    **{name: name for name in ("grouping", "need", "sector", "mode", "audience", "access")},
    "language": "people",
    "referral_route": "way_in",
    "cost": "way_in",
}
"""The family whose rules go by the codes of a facet."""
NUMBER = {name: number for number, name in enumerate(FAMILIES)}


@dataclass(frozen=True, slots=True)
class Kinds:
    """`of[row, family]` is the row's kind in a family; `examples[family]` holds one row of each kind, in order.
    `codes[facet]`, shape (kinds, bytes), are the codes of the facet that each kind of its family has, a bit each."""

    of: NDArray[np.unsignedinteger[Any]]
    examples: tuple[Hood, ...]
    codes: Mapping[str, NDArray[np.uint8]]


def build_kinds(columns: Columns, particulars: Particulars, sets: Mapping[str, CodeSet]) -> Kinds:
    """Number the kinds of every family."""
    sparse = {"age": (particulars.age_exceptions,), "gp": (particulars.gp,), "school": (particulars.schools,)}
    numbers, examples = [], []
    for name, facts in FAMILIES.items():
        read = [*facts(columns), *(_alike(given, len(columns)) for given in sparse.get(name, ()))]
        first, kind = _numbered(read, len(columns))
        numbers.append(kind)
        examples.append(Hood(first, None, columns.take(first), is_own=True))
    most = max((int(kind.max()) for kind in numbers if kind.size), default=0)
    codes = {facet: bytes_of(examples[NUMBER[family]].words(facet), sets[facet]) for facet, family in FACETS.items()}
    of = np.ascontiguousarray(np.array(numbers, dtype=np.uint16 if most < 2**16 else np.uint32).T)
    return Kinds(of, tuple(examples), codes)


def _alike(given: Mapping[int, Any], count: int) -> Ints:
    """Rows with the same of something that few rows have get the same number; 0 for none."""
    numbers: dict[Any, int] = {}
    column = np.zeros(count, dtype=np.int32)
    for row, value in given.items():
        column[row] = numbers.setdefault(value, len(numbers) + 1)
    return column


def _numbered(columns: Iterable[NDArray[Any]], count: int) -> tuple[Ints, NDArray[np.intp]]:
    """(the first row of each kind, each row's kind). Column after column, so that sorting is of whole numbers only."""
    kind = np.zeros(count, dtype=np.intp)
    for column in columns:
        values, number = np.unique(column, return_inverse=True)
        kind = np.unique(kind * max(1, values.size) + number, return_inverse=True)[1]
    _, first = np.unique(kind, return_index=True)
    return first.astype(np.int32), kind
