"""For whom: practice, school, gender and circumstance. These may limit an offer even when the question says nothing."""

import numpy as np

from thrive_directory.index.codes import has_any, is_empty
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import (
    NO,
    UNKNOWN,
    YES,
    Judgement,
    Question,
    ThreeValued,
    listed,
    three_valued,
    verdicts,
)
from thrive_directory.search.weights import (
    GENDER_DOUBT,
    GP_AREA_DOUBT,
    GP_HERE_DOUBT,
    GP_PRACTICE_DOUBT,
    IN_SCHOOL_DOUBT,
    LIKELY_GROUP_DOUBT,
)

NEED_CIRCUMSTANCES = {"identity-lgbt": "lgbt"}
"""Needs that tell a circumstance under another code. A need of the same code (young-carer) tells it too."""

NEED_HINTS = {
    "racism-culture": ("racialised", "faith", "refugee-asylum", "gypsy-roma-traveller"),
    "autism": ("send",),
    "adhd-attention": ("send",),
    "learning-disability": ("send",),
    "speech-language": ("send",),
    "looked-after": ("care-leaver", "adopted-kinship"),
    "housing-money": ("homeless", "care-leaver"),
    "perinatal": ("girls-women", "parents-under-25"),
    "domestic-abuse": ("girls-women",),
    "school-attendance": ("not-in-education",),
}
"""Circumstances that a need makes likely without telling them: an offer with these people in mind is not for others."""
NEEDS_OF_WOMEN = frozenset({"perinatal", "domestic-abuse"})
"""Needs whose offers are for women more often than not."""


def judge_gp(question: Question) -> Judgement | None:
    """An offer kept to some practices is unknown until the practice is said."""
    limited = question.hood.flags("gp_limited")
    if not limited.any():
        return None
    query, gp = question.query, question.snapshot.particulars.gp
    found, doubt = np.where(limited, UNKNOWN, YES), np.zeros(limited.size)
    here = query.near.covering if query.near else frozenset()
    kept = [gp[row] for row in question.hood.rows[limited].tolist()]
    doubt[limited] = [
        GP_PRACTICE_DOUBT if practices else GP_AREA_DOUBT if here.isdisjoint(areas) else GP_HERE_DOUBT
        for practices, areas in kept
    ]
    if query.gp is not None:
        found[limited] = [_takes_patients(query, practices, areas) for practices, areas in kept]

    def text(at: int) -> str:
        _, areas = gp[int(question.hood.rows[at])]
        names = _area_names(question, areas)
        return f"with a GP in {names}" if names else "with one of some GP practices"

    def yes(at: int) -> Reason | None:
        if not limited[at]:
            return None
        return Reason("your-gp", f"For people registered {text(at)}", {}, "inclusion")

    return Judgement(
        "gp",
        three_valued(found),
        yes=yes,
        ask=lambda at: Ask("gp-unknown", f"Only for people registered {text(at)}: check yours."),
        no=lambda at: f"Only for people registered {text(at)}.",
        doubt=doubt,
        is_limit=True,
    )


def _takes_patients(query: SearchQuery, practices: frozenset[str], areas: frozenset[str]) -> np.int8:
    is_known = bool(query.gp_areas) or not areas  # without a register nobody knows where the practice is
    return YES if query.gp in practices or areas & query.gp_areas else NO if is_known else UNKNOWN


def _area_names(question: Question, codes: frozenset[str]) -> str:
    names = question.snapshot.coverage.names
    return listed(sorted(names[code] for code in codes if code in names), "or")


def judge_school(question: Question) -> Judgement | None:
    """An offer that happens in named schools is unknown until the school is said."""
    limited = question.hood.flags("school_limited")
    if not limited.any():
        return None
    school, schools = question.query.school, question.snapshot.particulars.schools
    found, doubt = np.where(limited, UNKNOWN, YES), np.full(limited.size, IN_SCHOOL_DOUBT)
    named = [schools.get(row) for row in question.hood.rows[limited].tolist()]
    doubt[limited] = [1.0 if some else IN_SCHOOL_DOUBT for some in named]
    if school is not None:
        found[limited] = [UNKNOWN if not some else YES if school in some else NO for some in named]
    return Judgement(
        "school",
        three_valued(found),
        yes=lambda at: Reason("your-school", "Works in your school", {}, "inclusion") if limited[at] else None,
        ask=lambda _: Ask("school-unknown", "Only in schools that take part: ask the school."),
        no=lambda _: "It does not work in that school.",
        doubt=doubt,
        is_limit=True,
    )


def judge_gender(question: Question) -> Judgement | None:
    """When a gender is given: offers that name genders take those, and the rest are unknown."""
    asked = question.query.gender
    if asked is None:
        return None
    words, sets = question.hood.words("gender"), question.snapshot.sets["gender"]
    names = {"female": "girls and women", "male": "boys and men", "non-binary": "non-binary people"}

    def text(at: int) -> str:
        return listed([names[code] for code in sets.unpack(words[:, at].tolist())])

    return Judgement(
        "gender",
        ThreeValued(has_any(words, sets.pack([asked])), is_empty(words)),
        yes=lambda at: Reason("for-gender", f"For {text(at)}", {"gender": asked}, "inclusion"),
        ask=lambda _: Ask("gender-unknown", f"Ask whether it is open to {names[asked]}."),
        no=lambda at: f"It is for {text(at)}.",
        doubt=GENDER_DOUBT,
    )


def told_circumstances(query: SearchQuery) -> frozenset[str]:
    """The circumstances that the question names, and those that go with a need that it names."""
    return query.circumstances | {NEED_CIRCUMSTANCES.get(code, code) for code in query.needs}


def hinted_circumstances(query: SearchQuery) -> frozenset[str]:
    """The circumstances that the needs asked make likely."""
    return frozenset(code for need in query.needs for code in NEED_HINTS.get(need, ()))


def judge_circumstance(question: Question) -> Judgement | None:
    """An offer only for people in some circumstance is unknown until the question says one."""
    limited = question.hood.flags("circumstances_listed")
    if not limited.any():
        return None
    asked = question.query.circumstances
    told = told_circumstances(question.query)
    words, sets = question.hood.words("circumstance"), question.snapshot.sets["circumstance"]
    found = verdicts(~limited | has_any(words, sets.pack(told)), limited & (not asked))

    def text(at: int) -> str:
        codes = sets.unpack(words[:, at].tolist())
        return listed([question.label("circumstance", code) for code in codes], "or")

    def yes(at: int) -> Reason | None:
        if not limited[at]:
            return None
        return Reason("for-circumstance", f"For: {text(at)}", {"codes": sorted(told & set(sets.codes))}, "inclusion")

    return Judgement(
        "circumstance",
        found,
        yes=yes,
        ask=lambda at: Ask("circumstance-unknown", f"It is only for: {text(at)}."),
        no=lambda at: f"It is only for: {text(at)}.",
        doubt=np.where(has_any(words, sets.pack(hinted_circumstances(question.query))), LIKELY_GROUP_DOUBT, 1.0),
        is_limit=True,
    )
