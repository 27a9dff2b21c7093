"""What a family of rules finds of each kind of row, and what is said of a kind. Keeps nothing between questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from thrive_directory.index.columns import Flags, Floats
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.families import Family
from thrive_directory.search.marks import FILTERED, REFUSED, UNITS, Marks, units
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.rules.judgement import Judgement, Question
from thrive_directory.search.weights import Weights


class Note(NamedTuple):
    """What is said of a kind: the reasons of rules, those of penalties, and what to ask."""

    reasons: tuple[Reason, ...]
    later: tuple[Reason, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The judgements and penalties of a family, by kind. `marks` are their sum, `by_name` the part of it that a row
    called by its name is spared; `lifts` says for each facet which kinds its filter refuses."""

    weights: Weights
    judgements: tuple[Judgement, ...]
    penalties: tuple[Penalty, ...]
    marks: Marks
    by_name: Marks | None
    lifts: Mapping[str, Flags]
    speaks: bool
    _notes: dict[int, Note] = field(default_factory=dict)

    def note(self, kind: int) -> Note:
        """What is said of a kind that is shown: made once."""
        found = self._notes.get(kind)
        if found is None:
            found = self._notes[kind] = self._said(kind)
        return found

    def _said(self, kind: int) -> Note:
        reasons, asks = [], []
        for judgement in self.judgements:
            if judgement.verdict.unknown[kind]:
                asks.append(judgement.ask(kind))
            elif judgement.yes is not None:
                reasons.append(judgement.yes(kind))
        later = [penalty.reason(kind) for penalty in self.penalties if penalty.reason is not None]
        return Note(
            tuple(reason for reason in reasons if reason is not None),
            tuple(reason for reason in later if reason is not None),
            tuple(asks),
        )

    def refused(self, kind: int) -> Judgement | None:
        """The first rule of eligibility that refuses a kind."""
        for judgement in self.judgements:
            verdict = judgement.verdict
            if not (judgement.is_filter or verdict.yes[kind] or verdict.unknown[kind]):
                return judgement
        return None

    def costs(self, kind: int, *, is_called: bool) -> Iterator[tuple[str, float]]:
        """What each penalty costs a kind, and each doubt, by name. `is_called` by its name, it is spared some."""
        for penalty in self.penalties:
            value = 0.0 if penalty.by_name and is_called else penalty.weight * penalty.values[kind]
            yield penalty.name, round(value * UNITS) / UNITS
        for judgement in self.judgements:
            if judgement.verdict.unknown[kind]:
                yield f"unknown_{judgement.rule}", int(doubts(judgement, self.weights)[kind]) / UNITS


def find(family: Family, question: Question, weights: Weights) -> Findings:
    """Ask a family of the kinds of its rows; the question asks for what the family reads."""
    judgements = tuple(judged for judge in family.rules if (judged := judge(question)) is not None)
    penalties = tuple(penalty for weigh in family.penalties if (penalty := weigh(question, weights)) is not None)
    each = [(judged.by_name, judgement_marks(judged, weights)) for judged in judgements]
    each += [(penalty.by_name, units(penalty.weight * penalty.values)) for penalty in penalties]
    nothing = np.zeros(len(question.hood), dtype=np.int64)
    spared = [marks for by_name, marks in each if by_name]
    return Findings(
        weights,
        judgements,
        penalties,
        sum((marks for _, marks in each), nothing),
        sum(spared, nothing) if spared else None,
        {judged.facet: judged.verdict.no for judged in judgements if judged.facet is not None},
        any(judged.yes or judged.verdict.unknown.any() for judged in judgements)
        or any(penalty.reason for penalty in penalties),
    )


def judgement_marks(judgement: Judgement, weights: Weights) -> Marks:
    """What a judgement costs each row: its doubts and its refusals."""
    refusal = FILTERED if judgement.is_filter else REFUSED
    return doubts(judgement, weights) + np.where(judgement.verdict.no, refusal, 0)


def doubts(judgement: Judgement, weights: Weights) -> Marks:
    """What a judgement's doubts cost each row."""
    weight = weights.unknown_limit if judgement.is_limit else weights.unknown_asked
    cost: Floats = np.multiply(judgement.verdict.unknown, weight * judgement.doubt)
    return units(cost)
