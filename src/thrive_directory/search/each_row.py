"""What goes by the row itself and not by its kind: area, distance, opening at a moment, words, offers left out. Adds
them to the marks of the rows; ranks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from thrive_directory.geo.grid import miles
from thrive_directory.geo.place import Place
from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Hood, Hoods, Kept
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import weights as share
from thrive_directory.search.answer import Reason
from thrive_directory.search.findings import Findings, judgement_marks
from thrive_directory.search.marks import Marks, units, whole
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.area import distances, judge_distance, local_area_marks
from thrive_directory.search.rules.judgement import Judgement, Question
from thrive_directory.search.rules.left_out import judge_left_out
from thrive_directory.search.rules.opening import judge_open
from thrive_directory.search.text import TextMatch, judge_text, look_up, match_text
from thrive_directory.search.weights import Weights


@dataclass(frozen=True, slots=True)
class EachRow:
    """What was found row by row: the judgements, kilometres (None where no place with a point is asked), and how the
    words match (None without words)."""

    judgements: tuple[Judgement, ...]
    distance_km: Floats | None
    text: TextMatch | None


def judge_each_row(
    marks: Marks, hoods: Hoods, query: SearchQuery, snapshot: Snapshot, weights: Weights, found: Sequence[Findings]
) -> EachRow:
    """Judge and weigh the rows one by one, adding to their marks."""
    distance_km = distances(hoods, query.near)
    if query.near is not None:
        marks[len(hoods.block) :] += local_area_marks(hoods.local, query.near, snapshot, weights)
        _add_distance(marks, hoods, query.near, distance_km, weights)
    text = None
    judgements: tuple[Judgement, ...] = ()
    if query.text or query.open_at or query.within_km is not None or query.leave_out:
        question = Question(query, snapshot, Hood(hoods.rows, None, snapshot.columns))
        if query.text:
            text = match_text(question, hoods, look_up(snapshot.postings, query.text))
        judgements = _judgements(question, text, distance_km)
    for judgement in judgements:
        marks += judgement_marks(judgement, weights)
    if text is not None:
        marks += units(text_weight(query, weights) * text.penalty)
        _spare(marks, hoods, text, snapshot, found)
    return EachRow(judgements, distance_km, text)


def _judgements(question: Question, text: TextMatch | None, distance_km: Floats | None) -> tuple[Judgement, ...]:
    each = (
        judge_left_out(question),
        judge_open(question),
        judge_distance(question, distance_km),
        judge_text(question, text),
    )
    return tuple(judgement for judgement in each if judgement is not None)


def text_weight(query: SearchQuery, weights: Weights) -> float:
    """What words weigh that are missing, in the description only, or corrected."""
    return weights.text_beside if query.needs or query.prefer_needs or query.groupings else weights.text


def _spare(marks: Marks, hoods: Hoods, text: TextMatch, snapshot: Snapshot, found: Sequence[Findings]) -> None:
    """An offer that is called by its name is spared what goes by that."""
    called = text.in_name.nonzero()[0]
    rows = hoods.rows.take(called)
    for number, finding in enumerate(found):
        if finding.by_name is not None:
            marks[called] -= finding.by_name.take(snapshot.kinds.of[number].take(rows))


def _add_distance(marks: Marks, hoods: Hoods, place: Place, distance_km: Floats | None, weights: Weights) -> None:
    """Those of the block that have no point are charged as part of the block."""
    first = hoods.block.pointless
    if distance_km is None:
        size = len(hoods.block)
        marks[first:size] += _far(weights)
        marks[size:] += _typical(weights)
    else:
        marks[first:] += _travelled(distance_km[first:], place, weights)


def distance_marks(hoods: Hoods, place: Place, distance_km: Floats | None, weights: Weights) -> Marks:
    """What distance costs each row: d / (d + t), t being how far people there usually go. Without a point, an offer of
    the area counts as a usual distance away, and a national one as far away, so that among equals local comes first."""
    marks = np.zeros(len(hoods), dtype=np.int64)
    marks[: hoods.block.pointless] = _far(weights)
    _add_distance(marks, hoods, place, distance_km, weights)
    return marks


def _travelled(distance_km: Floats, place: Place, weights: Weights) -> Marks:
    shares = distance_km / (distance_km + place.travel_km)
    return units(weights.distance * np.where(np.isnan(shares), share.TYPICAL_SHARE, shares))


def _far(weights: Weights) -> int:
    return whole(weights.distance * share.REMOTE_SHARE)


def _typical(weights: Weights) -> int:
    return whole(weights.distance * share.TYPICAL_SHARE)


def distance_reason(told: Kept, km: float) -> tuple[Reason]:
    """Told to ten metres there are few distances within a town, so the sentences are kept."""
    km = round(km, 2)
    return told.get(km, partial(_away, km))


def _away(km: float) -> tuple[Reason]:
    text = "Less than half a mile away" if miles(km) < 0.5 else f"{miles(km):.1f} miles ({km:.1f} km) away"
    return (Reason("distance", text, {"km": km}, "rank"),)
