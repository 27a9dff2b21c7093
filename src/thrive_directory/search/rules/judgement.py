"""What a rule gives: a verdict for every row, and the sentences for the rows that are shown. Holds no rule."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial
from math import isnan
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.coverage import Verdict
from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.hood import MISSING, Hood, Kept, Verdicts
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.query import SearchQuery

T = TypeVar("T")
Positions = NDArray[np.intp]
Keys = Iterable[Hashable]
"""What sentences go by. Both have names so that a function inside a function does not make them anew at each call."""
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


class Says(NamedTuple):
    """How a rule puts it, by position in the hood. Many rows give the same sentence: where `by` gives what of each row
    it goes by, and `about` the rule and what of the query, it is made once for all questions to a snapshot. What
    `passes` is about a moment, of which only the last few are kept."""

    sentence: Callable[[int], Reason | None]
    about: Hashable = None
    by: Callable[[Positions], Keys] | None = None
    passes: bool = False

    def of(self, at: Positions, snapshot: Snapshot) -> list[Reason | None]:
        """The reasons of the rows at some positions."""
        if self.by is None:
            return [self.sentence(each) for each in at.tolist()]
        told = (snapshot.told_now if self.passes else snapshot.told).get(self.about, _blank)
        reasons: list[Reason | None] = []
        for key, each in zip(self.by(at), at.tolist(), strict=True):
            reason = told.found.get(key, MISSING)
            reasons.append(told.get(key, partial(self.sentence, each)) if reason is MISSING else reason)
        return reasons


_KEPT_SENTENCES = 4_096


def _blank() -> Kept:
    return Kept(_KEPT_SENTENCES)


def by_words(*columns: NDArray[Any]) -> Callable[[Positions], Keys]:
    """For sentences that go by columns alone, of code words or of flags; NaN equals nothing, so none of numbers."""
    flat = [row for column in columns for row in np.atleast_2d(column)]
    return lambda at: zip(*(row.take(at).tolist() for row in flat), strict=True)


def known(values: Floats) -> list[float | None]:
    """Numbers to look up by or to show: NaN equals nothing, not even itself."""
    return [None if isnan(value) else value for value in values.tolist()]


def always(reason: Reason | None) -> Says:
    """The same for every row."""
    return Says(lambda _: reason)


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
    unknown is worth a row. `is_limit` rules limit an offer even when the question does not speak
    of them."""

    rule: str
    verdict: ThreeValued
    yes: Says | None = None
    ask: Callable[[int], Ask] = field(default=lambda _: Ask("unknown", "Ask them"))
    no: Callable[[int], str] = field(default=lambda _: "")
    is_filter: bool = False
    facet: str | None = None
    doubt: Floats | float = 1.0
    is_limit: bool = False


class Finding(NamedTuple):
    """A rule's judgement of some rows: which it refuses, and what its doubts cost each row. None for no row at all."""

    judgement: Judgement
    no: Flags | None
    cost: Floats | None


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
