"""Every rule asked of every row that a question looks at: who fits, who fails what. Ranks nothing.

Rows that many questions look at keep what a rule found there, by the parts of the query that the rule reads.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from thrive_directory.index.columns import Flags, Floats, Ints, limit_bit
from thrive_directory.index.hood import Kept
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.choose import best_placements
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.ranking import Part, Ranking
from thrive_directory.search.rules.age import judge_age
from thrive_directory.search.rules.area import judge_area, judge_distance
from thrive_directory.search.rules.judgement import Finding, Judgement, Question
from thrive_directory.search.rules.left_out import judge_left_out
from thrive_directory.search.rules.needs import judge_grouping, judge_need
from thrive_directory.search.rules.opening import judge_open
from thrive_directory.search.rules.people import judge_circumstance, judge_gender, judge_gp, judge_school
from thrive_directory.search.rules.tags import (
    TAG_RULES,
    TagRule,
    judge_access,
    judge_free,
    judge_language,
    judge_not_mode,
    judge_tag,
)
from thrive_directory.search.rules.waiting import judge_open_to_referrals, judge_wait
from thrive_directory.search.text import TextMatch, judge_name_only, judge_text
from thrive_directory.search.weights import Weights

_FEW = 1_000
"""So few rows are judged together with all others: a call costs more than they do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, whether a query asks it at all, and what its verdicts and sentences go by: `reads` gives that, None where
    it is too much to keep by. A `limit` (a bit of `Columns.limits`) is asked of every query, of rows that have one."""

    judge: Callable[[Question, TextMatch | None], Judgement | None]
    asked: Callable[[SearchQuery], object]
    reads: Callable[[Question], Hashable] | None = None
    limit: int = 0


def _rule(
    judge: Callable[[Question], Judgement | None],
    *reads: str,
    asked: Callable[[SearchQuery], object] | None = None,
    limit: str | None = None,
) -> Rule:
    """A rule that goes by these fields of a query and is asked when the first of them is there."""
    keyed = attrgetter(*(f"query.{name}" for name in reads)) if reads else None
    return Rule(lambda question, _: judge(question), asked or attrgetter(reads[0]), keyed, limit_bit(limit))


def _tag_rule(rule: TagRule) -> Rule:
    return Rule(lambda question, _: judge_tag(question, rule), rule.asked, lambda question: rule.asked(question.query))


def _always(_: SearchQuery) -> bool:
    return True


def _gp_reads(question: Question) -> Hashable:
    """The practice, and the place as far as practices' areas go."""
    query = question.query
    here = query.near.covering & question.snapshot.particulars.gp_codes if query.near else None
    return query.gp, query.gp_areas, here


def _wait_reads(question: Question) -> Hashable:
    return question.query.wait_weeks, question.query.now.toordinal()


RULES: tuple[Rule, ...] = (
    _rule(judge_area, asked=attrgetter("near")),
    _rule(judge_grouping, "groupings"),
    _rule(judge_need, "needs"),
    _rule(judge_age, "ages", "circumstances"),
    _rule(judge_circumstance, "circumstances", "needs", asked=_always, limit="circumstances_listed"),
    _rule(judge_gender, "gender"),
    Rule(lambda question, _: judge_gp(question), _always, _gp_reads, limit_bit("gp_limited")),
    _rule(judge_school, "school", asked=_always, limit="school_limited"),
    Rule(lambda question, _: judge_wait(question), lambda query: query.wait_weeks is not None, _wait_reads),
    Rule(lambda question, _: judge_open_to_referrals(question), _always, _wait_reads, limit_bit("says_closed")),
    _rule(judge_left_out, asked=attrgetter("leave_out")),
    _rule(judge_not_mode, "not_modes"),
    _rule(judge_language, "languages"),
    _rule(judge_free, "free", asked=lambda query: query.free is not None),
    _rule(judge_access, "access", "from_home"),
    _rule(judge_open, asked=attrgetter("open_at")),
    _rule(judge_distance, asked=lambda query: query.within_km is not None),
    Rule(judge_text, attrgetter("text")),
    Rule(judge_name_only, _always, limit=limit_bit("by_name_only")),
    *map(_tag_rule, TAG_RULES),
)
"""The order is that of the reasons, and of the sum of what is unknown."""


def rules_asked(query: SearchQuery) -> list[tuple[int, Rule]]:
    """The rules that have something to say to a query, numbered."""
    return [(at, rule) for at, rule in enumerate(RULES) if rule.asked(query)]


def judge_rows(
    asked: Iterable[tuple[int, Rule]], question: Question, text: TextMatch | None, kept: Kept | None, weights: Weights
) -> dict[str, Finding]:
    """What the rules that are asked find of the rows of a question, by name and in the order of `RULES`."""
    limits = question.hood.limits()
    found = {}
    for at, rule in asked:
        if rule.limit and not rule.limit & limits:
            continue
        finding = _find(at, rule, question, text, kept, weights)
        if finding is not None:
            found[finding.judgement.rule] = finding
    return found


def _find(
    at: int, rule: Rule, question: Question, text: TextMatch | None, kept: Kept | None, weights: Weights
) -> Finding | None:
    if kept is None or rule.reads is None:
        return _weigh(rule.judge(question, text), weights)
    return kept.get((at, rule.reads(question)), lambda: _weigh(rule.judge(question, None), weights))


def _weigh(judgement: Judgement | None, weights: Weights) -> Finding | None:
    """Which rows a rule refuses, and what its doubts cost each row; None for either where there are none."""
    if judgement is None:
        return None
    unknown = judgement.verdict.unknown
    cost: Floats | None = None
    if unknown.any():
        cost = np.multiply(unknown, _doubt_weight(judgement, weights) * judgement.doubt)
    no = judgement.verdict.no
    return Finding(judgement, no if no.any() else None, cost)


def _doubt_weight(judgement: Judgement, weights: Weights) -> float:
    if judgement.rule == "area":
        return weights.unknown_area
    return weights.unknown_limit if judgement.is_limit else weights.unknown_asked


def counts(part: Part) -> tuple[NDArray[np.int8], Flags]:
    """(how many rules refuse each row, the rows that a filter refuses)."""
    no_count = np.zeros(len(part), dtype=np.int8)
    filtered = np.zeros(len(part), dtype=np.bool_)
    for finding in part.findings.values():
        if finding.no is not None:
            no_count += finding.no
            if finding.judgement.is_filter:
                filtered |= finding.no
    return no_count, filtered


def near_misses_among(snapshot: Snapshot, query: SearchQuery, rows: Ints) -> Ints:
    """Of rows that are out by their area, those that no other of the usual rules shuts out: near misses fail one rule.

    Most rows around a place only stand there, so that every other rule is spared them."""
    if rows.size < _FEW:
        return rows
    for judge in (judge_grouping, judge_need, judge_age, judge_language, judge_free, judge_access, judge_open):
        found = judge(Question(query, snapshot, snapshot.hood_of_rows(rows)))
        if found is not None:
            rows = rows[~found.verdict.no]
    question = Question(query, snapshot, snapshot.hood_of_rows(rows))
    tags = [found for rule in TAG_RULES if (found := judge_tag(question, rule)) is not None]
    refused = [found.verdict.no for found in tags]
    return rows[~np.logical_or.reduce(refused)] if refused else rows


def lifted(ranking: Ranking) -> dict[str, Flags]:
    """For each facet whose filter is in force, the rows that would fit if it were lifted."""
    judgements = [finding.judgement for part in ranking.parts for finding in part.findings.values()]
    rules = {judgement.facet: judgement.rule for judgement in judgements if judgement.facet is not None}
    return {facet: fits_without(ranking, rule) for facet, rule in rules.items()}


def fits_without(ranking: Ranking, rule: str) -> Flags:
    """The rows that fit but for one rule. Without it another location may stand for an offer."""
    refusals = [_refused(part, rule) for part in ranking.parts]
    if all(refused is None for refused in refusals):
        return ranking.fits
    no_count = ranking.no_count.copy()
    start = 0
    for part, refused in zip(ranking.parts, refusals, strict=True):
        if refused is not None:
            no_count[start : start + len(part)] -= refused
        start += len(part)
    chosen = best_placements(ranking.hoods, no_count, ranking.distance_km)
    fits: Flags = no_count == 0
    return fits if chosen is None else fits & chosen


def _refused(part: Part, rule: str) -> Flags | None:
    finding = part.findings.get(rule)
    return None if finding is None else finding.no
