"""The penalties that rank by what was asked: each a number in [0, 1] a row, with the reason a row gives for it. Adds up
nothing. Those that go by the offer alone are in `plain_penalties`."""

from dataclasses import dataclass

import numpy as np

from thrive_directory.index.codes import has_any, is_empty
from thrive_directory.index.columns import Flags, Floats
from thrive_directory.search import weights as share
from thrive_directory.search.answer import Reason
from thrive_directory.search.rules.judgement import Question, Sentence, listed
from thrive_directory.search.rules.needs import PARENTS_CAN_HELP, NeedMatch, match_needs, need_says
from thrive_directory.search.rules.people import NEEDS_OF_WOMEN, hinted_circumstances, told_circumstances
from thrive_directory.search.text import is_text_alone
from thrive_directory.search.weights import Weights

PARENT = frozenset({"parent-carer"})
PROFESSIONAL = frozenset({"professional"})


@dataclass(frozen=True, slots=True)
class Penalty:
    """One named penalty: its weight, its values by position in the hood, and the reason it gives, if any. One that goes
    `by_name` is spared an offer that is called by its name."""

    name: str
    weight: float
    values: Floats
    reason: Sentence | None = None
    by_name: bool = False


def grouping_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Confirmed for the grouping, suggested for it, or mapped to none."""
    asked = question.query.groupings
    if not asked:
        return None
    mask = question.snapshot.sets["grouping"].pack(asked)
    confirmed = has_any(question.hood.words("grouping_confirmed"), mask)
    suggested = has_any(question.hood.words("grouping"), mask)
    values = np.where(confirmed, 0.0, np.where(suggested, share.SUGGESTED_SHARE, 1.0))
    return Penalty("grouping", weights.grouping, values)


def need_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Made for the need, for a related one, a front door, general, a pastime, for other needs too, or nothing said."""
    match = match_needs(question, question.query.needs | question.query.prefer_needs)
    if match is None:
        return None
    door = match.general & question.hood.flags("front_door")
    general = match.general | (match.open & _helps_parents(question, match))
    values = np.where(match.open, share.OPEN_NEED_SHARE, 1.0)
    values[general] = _general_share(question)
    values[general & question.hood.flags("pastime")] = share.PASTIME_NEED_SHARE
    values[door] = share.FRONT_DOOR_SHARE
    values[match.related] = share.RELATED_NEED_SHARE
    values[match.exact] = 0.0
    if question.query.needs:
        return Penalty("need", weights.need, values)
    # Needs that are only preferred have no rule to give their reason.
    return Penalty("need", weights.need, values, need_says(question, match))


def specialist_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Where the question names no need, an offer that is only for some, or names none but those that take a specialist,
    stands behind the general ones, unless called by name."""
    query = question.query
    if query.needs or query.prefer_needs or is_text_alone(query):
        return None
    specialist = question.hood.flags("needs_listed") | question.hood.flags("needs_special")
    return Penalty("specialist", weights.specialist, np.where(specialist, 1.0, 0.0), by_name=True)


def _helps_parents(question: Question, match: NeedMatch) -> Flags:
    """Help with parenting is help with a young child's behaviour, sleep or worries, where a parent asks."""
    if not question.query.audiences >= PARENT or not match.asked & PARENTS_CAN_HELP:
        return np.zeros(len(question.hood), dtype=np.bool_)
    return has_any(question.hood.words("need"), question.snapshot.sets["need"].pack(["parenting"]))


def _general_share(question: Question) -> float:
    """A general offer helps less where every need asked takes a specialist."""
    asked = question.query.needs | question.query.prefer_needs
    terms = [question.snapshot.vocabulary.term("need", code) for code in asked]
    return share.GENERAL_FOR_SPECIALIST_SHARE if all(t.specialist for t in terms) else share.GENERAL_NEED_SHARE


def circumstance_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Where a circumstance is named: offers made for it come before those open to everyone."""
    asked = question.query.circumstances
    if not asked:
        return None
    mask = question.snapshot.sets["circumstance"].pack(asked)
    sets, words = question.snapshot.sets["circumstance"], question.hood.words("circumstance")
    made_for = has_any(words, mask)
    limited = question.hood.flags("circumstances_listed")

    def reason(at: int) -> Reason | None:
        if not made_for[at] or limited[at]:
            return None  # an offer only for some says so by its rule
        codes = [code for code in sets.unpack(words[:, at].tolist()) if code in asked]
        labels = listed([question.label("circumstance", code) for code in codes])
        return Reason("made-with", f"Has in mind: {labels}", {"codes": codes}, "rank")

    return Penalty("circumstance", weights.circumstance, np.where(made_for, 0.0, 1.0), reason)


def for_others_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Offers with some people in mind whom the question does not name: those of a gender, of a circumstance (though
    open to all), or who speak another language than English."""
    query, hood, sets = question.query, question.hood, question.snapshot.sets
    if is_text_alone(query):
        return None  # a name is asked for, whoever the offer is for
    told = sets["circumstance"].pack(told_circumstances(query) | hinted_circumstances(query))
    circumstances = hood.words("circumstance")
    welcomes = ~is_empty(circumstances) & ~has_any(circumstances, told) & ~hood.flags("circumstances_listed")
    if query.languages:
        welcomes &= ~has_any(hood.words("language"), sets["language"].pack(query.languages))
    values = np.where(welcomes, share.WELCOMES_SHARE, 0.0)
    if query.gender is None and not query.needs & NEEDS_OF_WOMEN:
        values = np.where(is_empty(hood.words("gender")), values, 1.0)
    return Penalty("for_others", weights.for_others, values)


def audience_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Where a parent asks, or professionals alone: what is for the young person only stands behind what is for whoever
    asks as well."""
    asked = question.query.audiences
    asking = PARENT if asked >= PARENT else asked & PROFESSIONAL if asked == PROFESSIONAL else frozenset[str]()
    if not asking:
        return None
    mask = question.snapshot.sets["audience"].pack(asking)
    return Penalty("audience", weights.audience, np.where(has_any(question.hood.words("audience"), mask), 0.0, 1.0))


def school_penalty(question: Question, weights: Weights) -> Penalty | None:
    """Where a school is named: what works inside it comes before what does not."""
    school = question.query.school
    if school is None:
        return None
    schools, rows = question.snapshot.particulars.schools, question.hood.rows
    values = np.ones(rows.size)
    for at in np.flatnonzero(question.hood.flags("school_limited")):
        values[at] = 0.0 if school in schools.get(int(rows[at]), ()) else 1.0
    return Penalty("school", weights.school, values)


def preferred_access_penalty(question: Question, weights: Weights) -> Penalty | None:
    """The share of liked access features that are not known to be there."""
    liked = question.query.prefer_access
    if not liked:
        return None
    sets, words = question.snapshot.sets["access"], question.hood.words("access")
    codes = [code for code in sets.codes if code in liked]
    has = [has_any(words, sets.pack([code])) for code in codes]
    missing = sum(np.where(found, 0.0, 1.0) for found in has)

    def reason(at: int) -> Reason | None:
        there = [code for code, found in zip(codes, has, strict=True) if found[at]]
        labels = listed([question.label("access", code) for code in there])
        return Reason("liked-access", f"Has: {labels}", {"codes": there}, "rank") if there else None

    return Penalty("preferred_access", weights.preferred_access, np.asarray(missing, np.float64) / len(codes), reason)
