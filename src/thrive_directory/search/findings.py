"""What a family of rules finds of each kind of row, and what is said of a kind. Keeps nothing between questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.index.kept import Made
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.families import Family
from thrive_directory.search.marks import FILTERED, REFUSED, UNITS, Marks, units
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.rules.judgement import Judgement, Question
from thrive_directory.search.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The judgements and penalties of a family, by kind. `marks` are their sum, `by_name` the part of it that a row
    called by its name is spared; `lifts` gives for each facet the kinds that its filter refuses.
    `reasons` are those of rules, `later` those of penalties, `asks` what to ask, `refused` the first rule of
    eligibility that refuses a kind, and why; None for those of which no kind has any. `charged` is what each penalty
    and each doubt costs a kind, by name, and whether a row is called by its own, which spares it some."""

    judgements: tuple[Judgement, ...]
    penalties: tuple[Penalty, ...]
    marks: Marks
    by_name: Marks | None
    lifts: Mapping[str, Flags]
    lifts_lie_at: Mapping[str, int]
    reasons: Made[int, tuple[Reason, ...]] | None
    later: Made[int, tuple[Reason, ...]] | None
    asks: Made[int, tuple[Ask, ...]] | None
    refused: Made[int, tuple[str, str] | None] | None
    charged: Made[tuple[int, bool], tuple[tuple[str, float], ...]]
    _beyond: dict["Findings", tuple[Marks, int]] = field(default_factory=dict)

    def beyond(self, usual: "Findings") -> tuple[Marks, int]:
        """(the marks beyond the usual, by kind; where they lie in memory for as long as one holds them)."""
        found = self._beyond.get(usual)
        if found is None:
            self._beyond.clear()  # another day has another usual
            marks = self.marks - usual.marks
            found = self._beyond[usual] = marks, marks.ctypes.data
        return found


def find(family: Family, question: Question, weights: Weights) -> Findings:
    """Ask a family of the kinds of its rows; the question asks for what the family reads."""
    judgements = tuple(judged for judge in family.rules if (judged := judge(question)) is not None)
    penalties = tuple(penalty for weigh in family.penalties if (penalty := weigh(question, weights)) is not None)
    each = [(judged.by_name, judgement_marks(judged, weights)) for judged in judgements]
    each += [(penalty.by_name, units(penalty.weight * penalty.values)) for penalty in penalties]
    nothing = np.zeros(len(question.hood), dtype=np.int64)
    spared = [marks for by_name, marks in each if by_name]
    marks = sum((marks for _, marks in each), nothing)
    lifts = {judged.facet: judged.verdict.no for judged in judgements if judged.facet is not None}
    return Findings(
        judgements,
        penalties,
        marks,
        sum(spared, nothing) if spared else None,
        lifts,
        {facet: refused.ctypes.data for facet, refused in lifts.items()},
        _reasons([judged for judged in judgements if judged.yes is not None]),
        _later([penalty for penalty in penalties if penalty.reason is not None]),
        _asks([judged for judged in judgements if judged.verdict.unknown.any()]),
        _refused([judged for judged in judgements if not judged.is_filter and judged.verdict.no.any()]),
        _charged(judgements, penalties, weights),
    )


def _reasons(judgements: list[Judgement]) -> Made[int, tuple[Reason, ...]] | None:
    def said(kind: int) -> tuple[Reason, ...]:
        sure = [judged for judged in judgements if not judged.verdict.unknown[kind]]
        return tuple(reason for judged in sure if judged.yes and (reason := judged.yes(kind)) is not None)

    return Made(said) if judgements else None


def _later(penalties: list[Penalty]) -> Made[int, tuple[Reason, ...]] | None:
    def said(kind: int) -> tuple[Reason, ...]:
        return tuple(reason for penalty in penalties if penalty.reason and (reason := penalty.reason(kind)) is not None)

    return Made(said) if penalties else None


def _asks(judgements: list[Judgement]) -> Made[int, tuple[Ask, ...]] | None:
    def asked(kind: int) -> tuple[Ask, ...]:
        return tuple(judged.ask(kind) for judged in judgements if judged.verdict.unknown[kind])

    return Made(asked) if judgements else None


def _refused(judgements: list[Judgement]) -> Made[int, tuple[str, str] | None] | None:
    def first(kind: int) -> tuple[str, str] | None:
        said = ((judged.rule.replace("_", "-"), judged.no(kind)) for judged in judgements if judged.verdict.no[kind])
        return next(said, None)

    return Made(first) if judgements else None


def _charged(
    judgements: tuple[Judgement, ...], penalties: tuple[Penalty, ...], weights: Weights
) -> Made[tuple[int, bool], tuple[tuple[str, float], ...]]:
    def each(kind: int, *, is_called: bool) -> Iterator[tuple[str, float]]:
        for penalty in penalties:
            value = 0.0 if penalty.by_name and is_called else penalty.weight * penalty.values[kind]
            yield penalty.name, round(value * UNITS) / UNITS
        for judgement in judgements:
            if doubt := int(doubts(judgement, weights)[kind]):
                yield f"unknown_{judgement.rule}", doubt / UNITS

    return Made(lambda key: tuple(each(key[0], is_called=key[1])))


def judgement_marks(judgement: Judgement, weights: Weights) -> Marks:
    """What a judgement costs each row: its doubts and its refusals."""
    return doubts(judgement, weights) + np.where(judgement.verdict.no, refusal(judgement), 0)


def refusal(judgement: Judgement) -> int:
    """What it costs a row that a judgement refuses it."""
    return FILTERED if judgement.is_filter else REFUSED


def doubts(judgement: Judgement, weights: Weights) -> Marks:
    """What a judgement's doubts cost each row."""
    weight = weights.unknown_limit if judgement.is_limit else weights.unknown_asked
    cost: Floats = np.multiply(judgement.verdict.unknown, weight * judgement.doubt)
    return units(cost)
