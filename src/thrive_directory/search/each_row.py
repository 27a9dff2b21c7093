"""What goes by the row itself and not by its kind: area, distance, opening at a moment, words, offers left out. Adds
them to the marks of the rows; ranks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thrive_directory.geo.grid import miles
from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hood
from thrive_directory.index.kept import Made
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Reason
from thrive_directory.search.arrays import Seen
from thrive_directory.search.findings import Findings, doubts, refusal
from thrive_directory.search.marks import Marks
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.area import judge_distance, likely_marks
from thrive_directory.search.rules.judgement import Judgement, Question
from thrive_directory.search.rules.left_out import judge_left_out
from thrive_directory.search.rules.opening import is_in_danger, judge_open, shut_marks
from thrive_directory.search.text import TextMatch, judge_text, look_up, match_text, text_marks
from thrive_directory.search.weights import Weights


@dataclass(frozen=True, slots=True)
class EachRow:
    """What was found row by row: the judgements, and how the words match (None without words)."""

    judgements: tuple[Judgement, ...]
    text: TextMatch | None


def judge_each_row(
    query: SearchQuery, snapshot: Snapshot, seen: Seen, found: Sequence[Findings], weights: Weights
) -> EachRow:
    """Judge and weigh by what few questions ask, row by row, adding to the marks of the rows."""
    hoods, marks = seen.hoods, seen.marks
    if query.near is not None and query.near.likely:
        marks += likely_marks(hoods, query.near, snapshot, weights)
    if is_in_danger(query):
        marks += shut_marks(query, snapshot, hoods.rows, weights)
    if not (query.text or query.open_at or query.within_km is not None or query.leave_out):
        return _NOTHING
    question = Question(query, snapshot, Hood(hoods.rows, None, snapshot.columns))
    text = match_text(question, look_up(snapshot.postings, query.text)) if query.text else None
    judgements = _judgements(question, text, seen.distance_km)
    for judgement in judgements:
        _add(marks, judgement, weights)
    if text is not None:
        marks += text_marks(text, text_weight(query, weights))
        _spare(snapshot, seen, found, text)
    return EachRow(judgements, text)


_NOTHING = EachRow((), None)


def _judgements(question: Question, text: TextMatch | None, distance_km: Floats | None) -> tuple[Judgement, ...]:
    each = (
        judge_left_out(question),
        judge_open(question),
        judge_distance(question, distance_km),
        judge_text(question, text),
    )
    return tuple(judgement for judgement in each if judgement is not None)


def _add(marks: Marks, judgement: Judgement, weights: Weights) -> None:
    """The same as adding `judgement_marks`, without arrays in between: the rows may be a million."""
    if judgement.verdict.unknown.any():
        marks += doubts(judgement, weights)
    np.add(marks, refusal(judgement), out=marks, where=judgement.verdict.no)


def text_weight(query: SearchQuery, weights: Weights) -> float:
    """What words weigh that are missing, in the description only, or corrected."""
    return weights.text_beside if query.needs or query.prefer_needs or query.groupings else weights.text


def _spare(snapshot: Snapshot, seen: Seen, found: Sequence[Findings], text: TextMatch) -> None:
    """An offer that is called by its name is spared what goes by that."""
    called = text.in_name.nonzero()[0]
    kinds = snapshot.kinds.of.take(seen.hoods.rows.take(called), axis=0)
    for number, finding in enumerate(found):
        if finding.by_name is not None:
            seen.marks[called] -= finding.by_name.take(kinds[:, number])


def distance_reasons(snapshot: Snapshot) -> Made[float, tuple[Reason]]:
    """By kilometres, rounded to ten metres: there are few such distances within a town, so the sentences are kept."""
    return snapshot.told.get("distance", lambda: Made(_away))


def _away(km: float) -> tuple[Reason]:
    text = "Less than half a mile away" if miles(km) < 0.5 else f"{miles(km):.1f} miles ({km:.1f} km) away"
    return (Reason("distance", text, {"km": km}, "rank"),)
