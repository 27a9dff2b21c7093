"""Every rule asked of every row that a question looks at: who fits, who fails what. Ranks nothing."""

from collections.abc import Iterable

import numpy as np

from thrive_directory.index.columns import Flags, Floats, Ints
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.choose import best_placements
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Judged
from thrive_directory.search.rules.age import judge_age
from thrive_directory.search.rules.area import judge_area, judge_distance
from thrive_directory.search.rules.judgement import NO, Judgement, Question
from thrive_directory.search.rules.left_out import judge_left_out
from thrive_directory.search.rules.needs import judge_grouping, judge_need
from thrive_directory.search.rules.opening import judge_open
from thrive_directory.search.rules.people import judge_circumstance, judge_gender, judge_gp, judge_school
from thrive_directory.search.rules.tags import judge_access, judge_free, judge_language, judge_not_mode, judge_tags
from thrive_directory.search.rules.waiting import judge_open_to_referrals, judge_wait
from thrive_directory.search.text import TextMatch, judge_name_only, judge_text

_FEW = 1_000
"""So few rows are judged together with all others: a call costs more than they do."""


def judge_rows(question: Question, text: TextMatch | None, distance_km: Floats | None) -> Judged:
    """Judge every row, and choose which of its locations stands for each offer."""
    judgements = tuple(_judge(question, text, distance_km))
    no_count = np.zeros(len(question.hood), dtype=np.int8)
    filtered = np.zeros(len(question.hood), dtype=np.bool_)
    for judgement in judgements:
        no = judgement.verdict == NO
        no_count += no
        if judgement.is_filter:
            filtered |= no
    chosen = best_placements(question, no_count, distance_km)
    return Judged(question, judgements, distance_km, no_count, filtered, chosen)


def near_misses_among(snapshot: Snapshot, query: SearchQuery, rows: Ints) -> Ints:
    """Of rows that are out by their area, those that no other of the usual rules shuts out: near misses fail one rule.

    Most rows around a place only stand there, so that every other rule is spared them."""
    if rows.size < _FEW:
        return rows
    for judge in (judge_grouping, judge_need, judge_age, judge_language, judge_free, judge_access, judge_open):
        found = judge(Question(query, snapshot, snapshot.hood_of_rows(rows)))
        if found is not None:
            rows = rows[found.verdict != NO]
    tags = judge_tags(Question(query, snapshot, snapshot.hood_of_rows(rows)))
    refused = [found.verdict == NO for found in tags]
    return rows[~np.logical_or.reduce(refused)] if refused else rows


def _judge(question: Question, text: TextMatch | None, distance_km: Floats | None) -> Iterable[Judgement]:
    """Every rule that the question asks, or that limits an offer unasked. The order is that of the reasons."""
    found = (
        judge_area(question),
        judge_grouping(question),
        judge_need(question),
        judge_age(question),
        judge_circumstance(question),
        judge_gender(question),
        judge_gp(question),
        judge_school(question),
        judge_wait(question),
        judge_open_to_referrals(question),
        judge_left_out(question),
        judge_not_mode(question),
        judge_language(question),
        judge_free(question),
        judge_access(question),
        judge_open(question),
        judge_distance(question, distance_km),
        judge_text(question, text),
        judge_name_only(question, text),
    )
    yield from (judgement for judgement in found if judgement is not None)
    yield from judge_tags(question)


def lifted(judged: Judged) -> dict[str, Flags]:
    """For each facet whose filter is in force, the rows that would fit if it were lifted."""
    return {
        judgement.facet: fits_without(judged, judgement)
        for judgement in judged.judgements
        if judgement.facet is not None
    }


def fits_without(judged: Judged, judgement: Judgement) -> Flags:
    """The rows that fit but for one rule. Without it another location may stand for an offer."""
    no_count = judged.no_count - (judgement.verdict == NO)
    return np.asarray(best_placements(judged.question, no_count, judged.distance_km) & (no_count == 0))
