"""Rules that ask for one of an offer's codes: sector, mode, audience, referral route, language, cost, access.

Each is a line in a table: which codes would do, and what to say. An offer that names no code of the field is unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from thrive_directory.index.codes import has_all, has_any, is_empty
from thrive_directory.search.answer import Ask, Reason
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import (
    Judgement,
    Question,
    ThreeValued,
    certain,
    listed,
    verdicts,
)
from thrive_directory.search.weights import INTERPRETER_DOUBT

AUDIENCE_ALSO: Mapping[str, tuple[str, ...]] = {"young-person": ("child",), "child": ("young-person",)}
"""Codes that answer for the one asked: a child is a young person to most offers, and age says the rest."""
BUILDING_FEATURES = frozenset(
    {
        "step-free",
        "accessible-toilet",
        "gender-neutral-toilet",
        "hearing-loop",
        "quiet-space",
        "near-public-transport",
    }
)
"""Access features of a building, which an offer by phone or online does not need."""
MODE_IMPLIES: Mapping[str, tuple[str, ...]] = {"in-person": ("drop-in", "group", "home-visit", "in-school")}
"""What is not wanted either where a mode is not: all of these are face to face."""
ROUTE_ALSO: Mapping[str, tuple[str, ...]] = {
    "self": ("no-referral",),
    "parent-carer": ("no-referral",),
    "school": ("professional", "no-referral"),
    "gp": ("professional", "no-referral"),
    "social-care": ("professional", "no-referral"),
    "professional": ("no-referral",),
    "single-point-of-access": (),
}
"""What else lets one in: an offer that needs no referral takes anyone's, and any professional includes a school's."""

AUDIENCES_SAID: Mapping[str, str] = {
    "young-person": "young people",
    "child": "children",
    "parent-carer": "parents or carers",
    "professional": "professionals",
}
"""Whom an offer is for, as a sentence says it of many; another code by its label."""

_FREE = Reason("free", "Free", {}, "inclusion")


@dataclass(frozen=True, slots=True)
class TagRule:
    """One rule over codes. `asked` gives the codes of the query; `also` widens each; `reason` is its reason code;
    `said_as` are words for codes inside a sentence where their labels do not fit."""

    rule: str
    field: str
    asked: Callable[[SearchQuery], frozenset[str]]
    reason: str
    says: str
    ask: str
    no: str = ""
    also: Mapping[str, tuple[str, ...]] | None = None
    is_filter: bool = True
    said_as: Mapping[str, str] | None = None

    def accepted(self, query: SearchQuery) -> frozenset[str]:
        """The codes any one of which answers the query."""
        asked = self.asked(query)
        return asked | {more for code in asked for more in (self.also or {}).get(code, ())}


AUDIENCE = TagRule(
    "audience",
    "audience",
    lambda q: q.audiences,
    "for-audience",
    "For {}",
    "Ask them who it is for.",
    "It is for {}.",
    also=AUDIENCE_ALSO,
    is_filter=False,
    said_as=AUDIENCES_SAID,
)
REFERRAL_ROUTE = TagRule(
    "referral_route",
    "referral_route",
    lambda q: q.referral_routes,
    "referral-route",
    "{}",
    "Ask them who can refer.",
    "The way in is: {}.",
    also=ROUTE_ALSO,
    is_filter=False,
)
SECTOR = TagRule("sector", "sector", lambda q: q.sectors, "in-sector", "Sector: {}", "We do not know its sector.")
MODE = TagRule("mode", "mode", lambda q: q.modes, "in-mode", "{}", "Ask them how they meet people.")


def judge_tag(question: Question, rule: TagRule) -> Judgement | None:
    """A rule of the table; None where the query does not ask it."""
    if not rule.asked(question.query):
        return None
    words = question.hood.words(rule.field)
    sets = question.snapshot.sets[rule.field]
    accepted = rule.accepted(question.query)
    found = ThreeValued(has_any(words, sets.pack(accepted)), is_empty(words))
    if rule.field == "audience" and "professional" in accepted:
        found = verdicts(found.yes | question.hood.flags("takes_professionals"), found.unknown)

    asks = Ask(f"{rule.rule.replace('_', '-')}-unknown", rule.ask)

    def labels(at: int, only: frozenset[str] | None) -> str:
        codes = [code for code in sets.unpack(words[:, at].tolist()) if only is None or code in only]
        return listed([(rule.said_as or {}).get(code) or _lower(question.label(rule.field, code)) for code in codes])

    def said(at: int) -> Reason:
        codes = [code for code in sets.unpack(words[:, at].tolist()) if code in accepted]
        if not codes:
            return Reason(rule.reason, "You can refer somebody", {"codes": codes}, "inclusion")
        said = rule.says.format(labels(at, accepted))
        return Reason(rule.reason, said[:1].upper() + said[1:], {"codes": codes}, "inclusion")

    return Judgement(
        rule.rule,
        found,
        yes=said,
        ask=lambda _: asks,
        no=lambda at: rule.no.format(labels(at, None)),
        is_filter=rule.is_filter,
        facet=rule.rule,
    )


def judge_not_mode(question: Question) -> Judgement | None:
    """Out goes an offer that has only the modes not wanted, or what they imply; one that has another mode too stays."""
    if not question.query.not_modes:
        return None
    unwanted = question.query.not_modes.union(*(MODE_IMPLIES.get(code, ()) for code in question.query.not_modes))
    words, sets = question.hood.words("mode"), question.snapshot.sets["mode"]
    wanted = sets.pack(code for code in sets.codes if code not in unwanted)
    return Judgement(
        "not_mode",
        ThreeValued(has_any(words, wanted), is_empty(words)),
        ask=lambda _: Ask("mode-unknown", "Ask them how they meet people."),
        is_filter=True,
    )


def judge_language(question: Question) -> Judgement | None:
    """An offer that has interpreters is not a no for any language: it is one to ask."""
    asked = question.query.languages
    if not asked:
        return None
    words, sets = question.hood.words("language"), question.snapshot.sets["language"]
    interpreter = question.hood.flags("has_interpreter")
    spoken = Reason("in-language", "In your language", {"codes": sorted(asked)}, "inclusion")
    return Judgement(
        "language",
        verdicts(has_any(words, sets.pack(asked)), is_empty(words) | interpreter),
        yes=lambda _: spoken,
        ask=lambda at: Ask(
            "language-unknown",
            "Ask them for an interpreter." if interpreter[at] else "Ask them about your language.",
        ),
        is_filter=True,
        facet="language",
        doubt=np.where(interpreter, INTERPRETER_DOUBT, 1.0),
    )


def judge_free(question: Question) -> Judgement | None:
    """`free=true` asks for offers that cost nothing, `free=false` for those that are paid for."""
    if question.query.free is None:
        return None
    free, paid = question.hood.flags("free"), question.hood.flags("paid")
    wanted = free if question.query.free else paid
    return Judgement(
        "cost",
        ThreeValued(wanted, ~free & ~paid),
        yes=(lambda _: _FREE) if question.query.free else None,
        ask=lambda _: Ask("cost-unknown", "Ask them whether it costs anything."),
        is_filter=True,
        facet="cost",
    )


def judge_access(question: Question) -> Judgement | None:
    """Every feature must be known to be there: a person who needs a ramp cannot do with perhaps. With
    `from_home`, what only a building must have is not asked of offers that can be used by phone or online."""
    asked = question.query.access
    if not asked:
        return None
    words, sets = question.hood.words("access"), question.snapshot.sets["access"]
    labels = listed([_lower(question.label("access", code)) for code in sets.codes if code in asked])
    from_home = has_all(words, sets.pack(asked - BUILDING_FEATURES)) & question.hood.flags("remote")
    known = has_all(words, sets.pack(asked))
    has = known | from_home if question.query.from_home and asked & BUILDING_FEATURES else known
    there = Reason("has-access", f"Has: {labels}", {"codes": sorted(asked)}, "inclusion")
    at_home = Reason("from-home", "You can use it from home, with no building to get into", {}, "inclusion")
    return Judgement(
        "access",
        certain(has),
        yes=lambda at: there if known[at] else at_home,
        is_filter=True,
        facet="access",
    )


def _lower(label: str) -> str:
    """A label inside a sentence: its first letter small, unless other capitals show that it is a name (Easy Read)."""
    return label if any(letter.isupper() for letter in label[1:]) else label[:1].lower() + label[1:]
