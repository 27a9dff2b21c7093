"""What a rule gives: a verdict for every row, and the sentences for the rows that are shown. Holds no rule."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.coverage import Verdict
from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hood, Verdicts
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.query import SearchQuery

T = TypeVar("T")
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

    def told(self, key: Hashable, make: Callable[[], T]) -> T:
        """A reason or an ask, made once for all questions to this snapshot that lead to the same key, which holds
        whatever the sentence depends on."""
        return self.snapshot.told.get(key, make)

    def label(self, taxonomy: str, code: str) -> str:
        """The label of a vocabulary term."""
        return self.snapshot.vocabulary.term(taxonomy, code).label


def no_reason(_: int) -> Reason | None:
    """For rules that go without saying when the answer is yes."""
    return None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rule's verdicts over the hood's rows, and its sentences by position in the hood.

    A filter's no is silent; the no of an eligibility rule, when it is the only one, makes a near miss. `facet` names
    the facet that lifts this rule. `doubt` says, in [0, 1], how much an unknown is worth a row: all, when left out.
    `is_limit` rules limit an offer even when the question does not speak of them."""

    rule: str
    verdict: Verdicts
    yes: Callable[[int], Reason | None] = no_reason
    ask: Callable[[int], Ask] = field(default=lambda _: Ask("unknown", "Ask them"))
    no: Callable[[int], str] = field(default=lambda _: "")
    is_filter: bool = False
    facet: str | None = None
    doubt: Floats | None = None
    is_limit: bool = False


class Finding(NamedTuple):
    """A rule's judgement of some rows: which it refuses, and what its doubts cost each row. None for no row at all."""

    judgement: Judgement
    no: NDArray[np.bool_] | None
    cost: Floats | None


def verdicts(yes: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> Verdicts:
    """YES where `yes`, else UNKNOWN where `unknown`, else NO."""
    # NO is 2, UNKNOWN 1 and YES 0: whole numbers of a byte are added faster than they are chosen.
    return np.asarray((NO - unknown.view(np.int8)) * ~yes, np.int8)


def listed(words: list[str], last: str = "and") -> str:
    """Words as English lists them: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
