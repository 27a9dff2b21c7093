"""What a rule gives: a verdict for every row, and the sentences for the rows that are shown. Holds no rule."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from math import isnan
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.coverage import Verdict
from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.hood import Hood, Verdicts
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.query import SearchQuery

T = TypeVar("T")
Positions = NDArray[np.integer[Any]]
Sentence = Callable[[int], Reason | None]
"""The reason that a row gives, by its position in the hood; None for none."""
# As plain numbers: an attribute of an enum costs a microsecond, and every rule asks.
YES, UNKNOWN, NO = (np.int8(verdict) for verdict in (Verdict.YES, Verdict.UNKNOWN, Verdict.NO))


@dataclass(frozen=True, slots=True)
class Question:
    """A query put to a snapshot, with the rows it looks at. `_derived` keeps what several rules work out alike."""

    query: SearchQuery
    snapshot: Snapshot
    hood: Hood
    _derived: dict[Hashable, Any] = field(default_factory=dict)

    def derived(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """Something worked out once for this question."""
        found = self._derived.get(key)
        if found is None:
            found = self._derived[key] = work_out()
        return cast("T", found)

    def label(self, taxonomy: str, code: str) -> str:
        """The label of a vocabulary term."""
        return self.snapshot.vocabulary.term(taxonomy, code).label


def known(values: Floats) -> list[float | None]:
    """Numbers to look up by or to show: NaN equals nothing, not even itself."""
    return [None if isnan(value) else value for value in values.tolist()]


class ThreeValued(NamedTuple):
    """Yes, unknown or no for each row: `yes` and `unknown` are never both true, and no is neither."""

    yes: Flags
    unknown: Flags

    @property
    def no(self) -> Flags:
        """The rows that are refused."""
        return ~(self.yes | self.unknown)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rule's verdicts over the hood's rows, and its sentences by position in the hood.

    `yes` is left out where it goes without saying. A filter's no is silent; the no of an eligibility rule, when it is
    the only one, makes a near miss. `facet` names the facet that lifts this rule. `doubt` says, in [0, 1], how much an
    unknown is worth a row. `is_limit` rules limit an offer even when the question does not speak of them. A no
    `by_name` is spared an offer that is called by its name."""

    rule: str
    verdict: ThreeValued
    yes: Sentence | None = None
    ask: Callable[[int], Ask] = field(default=lambda _: Ask("unknown", "Ask them"))
    no: Callable[[int], str] = field(default=lambda _: "")
    is_filter: bool = False
    facet: str | None = None
    doubt: Floats | float = 1.0
    is_limit: bool = False
    by_name: bool = False


def verdicts(yes: Flags, unknown: Flags) -> ThreeValued:
    """Yes where `yes`, else unknown where `unknown`, else no."""
    return ThreeValued(yes, unknown & ~yes)


def certain(yes: Flags) -> ThreeValued:
    """Yes or no, and nothing unknown."""
    return ThreeValued(yes, np.zeros_like(yes))


def three_valued(found: Verdicts) -> ThreeValued:
    """The same as `Verdict` numbers."""
    return ThreeValued(found == YES, found == UNKNOWN)


def listed(words: list[str], last: str = "and") -> str:
    """Words as English lists them: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
