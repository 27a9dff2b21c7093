"""Does the offer belong to a grouping that was asked for, and is it for the need? Filters, and what ranks them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.index.codes import has_any, is_empty
from thrive_directory.index.pastimes import GENERAL_NEED
from thrive_directory.search.answer import Ask, Effect, Reason
from thrive_directory.search.rules.judgement import Judgement, Question, Sentence, ThreeValued, listed
from thrive_directory.search.weights import NAMED_DOUBT

Flags = NDArray[np.bool_]
PARENTS_CAN_HELP = frozenset(
    {"anger-behaviour", "sleep", "toileting", "separation-anxiety", "adhd-attention", "family-relationships"}
)
"""Needs of children that are met first of all by helping their parents (NICE CG158 on behaviour, and its like)."""
_ASK_GROUPING = Ask("grouping-unknown", "Ask them what kind of help they give.")
_ASK_NEED = Ask("need-unknown", "Ask them what they can help with.")


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """How each row answers the needs asked for; at most one is true, and none means for other needs."""

    asked: frozenset[str]
    exact: Flags
    related: Flags
    general: Flags
    open: Flags
    unsaid: Flags


def judge_grouping(question: Question) -> Judgement | None:
    """Offers mapped to other groupings only are out; an offer mapped to none is one to ask."""
    asked = question.query.groupings
    if not asked:
        return None
    words, sets = question.hood.words("grouping"), question.snapshot.sets["grouping"]
    confirmed = question.hood.words("grouping_confirmed")
    mask = sets.pack(asked)

    def said(at: int) -> Reason:
        sure = [code for code in sets.unpack(confirmed[:, at].tolist()) if code in asked]
        codes = sure or [code for code in sets.unpack(words[:, at].tolist()) if code in asked]
        names = listed([question.label("grouping", code) for code in codes])
        if sure:
            return Reason("grouping-confirmed", f"Confirmed for {names}", {"codes": codes}, "inclusion")
        return Reason("grouping-suggested", f"Suggested for {names}, not yet confirmed", {"codes": codes}, "inclusion")

    return Judgement(
        "grouping",
        ThreeValued(has_any(words, mask), is_empty(words)),
        yes=said,
        ask=lambda _: _ASK_GROUPING,
        is_filter=True,
        facet="grouping",
        doubt=NAMED_DOUBT,
    )


def related_needs(vocabulary: Vocabulary, needs: frozenset[str]) -> frozenset[str]:
    """The broader and the narrower terms of these needs, themselves apart."""
    broader = {vocabulary.term("need", code).broader for code in needs}
    narrower = {term.code for term in vocabulary.terms("need") if term.broader in needs}
    return frozenset(code for code in broader | narrower if code and code not in needs)


def match_needs(question: Question, asked: frozenset[str]) -> NeedMatch | None:
    """How the rows answer these needs; None when there is none."""
    return question.derived(("needs", asked), lambda: _matched(question, asked)) if asked else None


def _matched(question: Question, asked: frozenset[str]) -> NeedMatch:
    words, sets = question.hood.words("need"), question.snapshot.sets["need"]
    exact = has_any(words, sets.pack(asked))
    related = ~exact & has_any(words, sets.pack(related_needs(question.snapshot.vocabulary, asked)))
    unsaid = is_empty(words)
    others = ~exact & ~related & ~unsaid & ~question.hood.flags("needs_listed")
    general = others & has_any(words, sets.pack([GENERAL_NEED]))
    return NeedMatch(asked, exact, related, general, others & ~general, unsaid)


def judge_need(question: Question) -> Judgement | None:
    """Out goes an offer that says it is only for other needs; one that names no need is one to ask. Needs that are only
    preferred neither shut out nor let in."""
    match = match_needs(question, question.query.needs)
    if match is None:
        return None
    return Judgement(
        "need",
        ThreeValued(match.exact | match.related | match.general | match.open, match.unsaid),
        yes=need_says(question, match),
        ask=lambda _: _ASK_NEED,
        is_filter=True,
        facet="need",
        doubt=NAMED_DOUBT,
    )


def need_says(question: Question, match: NeedMatch) -> Sentence:
    """Which of the needs the offer is for. That it does not rule a need out is no reason to go there."""
    effect: Effect = "inclusion" if question.query.needs else "rank"
    words, sets = question.hood.words("need"), question.snapshot.sets["need"]
    related = related_needs(question.snapshot.vocabulary, match.asked)
    pastime = question.hood.flags("pastime")

    def reason(at: int) -> Reason | None:
        if match.general[at]:
            text = "For general wellbeing, by something to do" if pastime[at] else "Open to many kinds of difficulty"
            return Reason("need-general", text, {"codes": [GENERAL_NEED]}, effect)
        if not (match.exact[at] or match.related[at]):
            return None
        wanted = match.asked if match.exact[at] else related
        found = [code for code in sets.unpack(words[:, at].tolist()) if code in wanted]
        names = listed([question.label("need", code) for code in found])
        return Reason("need-match" if match.exact[at] else "need-related", f"For: {names}", {"codes": found}, effect)

    return reason
