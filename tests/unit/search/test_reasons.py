"""Every reason is true: take away the fact behind it, and the offer is out, becomes a question, or stands lower.

The codes are read from the source, so a new reason or question without a case here fails."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings

import thrive_directory.search
from tests.property.strategies import catalogues, queries
from tests.small_world import VOCABULARY, catalogue, offer, query, snapshot
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.answer import Answer, Hit, Reason
from thrive_directory.search.engine import search
from thrive_directory.search.relax import search_widened
from thrive_directory.search.rules import tags


class Case(NamedTuple):
    """A reason's code and effect, an offer that gives it, the question, and the offer without the fact behind it."""

    code: str
    effect: str
    offer: dict[str, Any]
    query: dict[str, Any]
    without: dict[str, Any]
    text: str


CASES = [
    Case("in-area", "inclusion", {"areas": "camden"}, {"near": "camden"}, {"areas": "unknown"}, "Covers Camden"),
    Case("in-area", "inclusion", {"areas": "uk"}, {"near": "camden"}, {"areas": "wales"}, "Open to anyone in the UK"),
    Case("in-area", "inclusion", {"areas": "england"}, {"near": "camden"}, {"areas": "wales"}, "Covers all of England"),
    Case(
        "grouping-confirmed",
        "inclusion",
        {"groupings": "getting-help (confirmed)"},
        {"grouping": "getting-help"},
        {},
        "Confirmed for Getting Help",
    ),
    Case(
        "grouping-suggested",
        "inclusion",
        {"groupings": "getting-help"},
        {"grouping": "getting-help"},
        {"groupings": "thriving"},
        "Suggested for Getting Help, not yet confirmed",
    ),
    Case(
        "age-exception",
        "inclusion",
        {"age": "11-17, with send until 25"},
        {"age": 19, "circumstance": "send"},
        {"age": "11-17"},
        "To age 24 for: Special educational needs or disability",
    ),
    Case(
        "made-with",
        "rank",
        {"made_with": "young-carer"},
        {"circumstance": "young-carer"},
        {},
        "Has in mind: Young carers",
    ),
    Case(
        "from-home",
        "inclusion",
        {"modes": "phone"},
        {"access": "step-free", "from_home": True},
        {"modes": "in-person"},
        "You can use it from home, with no building to get into",
    ),
    Case("words-match", "inclusion", {"name": "Harbour"}, {"text": "harbour"}, {}, "Mentions: harbour"),
    Case(
        "open-now",
        "inclusion",
        {"hours": "always"},
        {"open": "now"},
        {"hours": "MO 03:00-03:05"},
        "Open now, day and night",
    ),
    Case("need-match", "inclusion", {"needs": "anxiety"}, {"need": "anxiety"}, {}, "For: Anxiety and worry"),
    Case("need-related", "inclusion", {"only_needs": "panic"}, {"need": "anxiety"}, {}, "For: Panic"),
    Case(
        "need-general",
        "inclusion",
        {"needs": "wellbeing"},
        {"need": "anxiety"},
        {},
        "Open to many kinds of difficulty",
    ),
    Case("made-for-age", "inclusion", {"age": "11-17"}, {"age": 14}, {}, "Made for ages 11 to 17"),
    Case("takes-age", "inclusion", {"age": "0-25"}, {"age": 14}, {"age": "18-25"}, "For under 26s"),
    Case("takes-age", "inclusion", {"age": "16+"}, {"age": 17}, {}, "For ages 16 and over"),
    Case(
        "for-circumstance",
        "inclusion",
        {"only_for": "young-carer, deaf"},
        {"circumstance": "young-carer"},
        {"only_for": "deaf"},
        "For: Young carers or Deaf children and young people",
    ),
    Case("for-gender", "inclusion", {"genders": "female"}, {"gender": "female"}, {}, "For girls and women"),
    Case(
        "your-gp",
        "inclusion",
        {"gp_practices": "F83001, F83002"},
        {"gp": "F83001"},
        {"gp_practices": "F83002"},
        "For people registered with one of some GP practices",
    ),
    Case(
        "your-gp",
        "inclusion",
        {"gp_areas": "camden"},
        {"gp": "F83001", "gp_areas": "camden"},
        {"gp_areas": "salford"},
        "For people registered with a GP in Camden",
    ),
    Case(
        "your-school",
        "inclusion",
        {"schools": "100001, 100002"},
        {"school": 100001},
        {"schools": "100002"},
        "Works in your school",
    ),
    Case("short-wait", "inclusion", {"wait": 2}, {"wait": 4}, {}, "About 2 weeks to wait"),
    Case("short-wait", "rank", {"wait": 1}, {}, {}, "About 1 week to wait"),
    Case("short-wait", "rank", {"wait": 0}, {}, {"wait": 40}, "No wait"),
    Case("for-audience", "inclusion", {"audience": "child"}, {"audience": "child"}, {}, "For children"),
    Case("referral-route", "inclusion", {"routes": "gp"}, {"referral_route": "gp"}, {}, "GP refers"),
    Case("in-sector", "inclusion", {"sectors": "health"}, {"sector": "health"}, {}, "Sector: health"),
    Case("in-mode", "inclusion", {"modes": "phone"}, {"mode": "phone"}, {"modes": "video"}, "Phone"),
    Case("in-language", "inclusion", {"languages": "pl"}, {"language": "pl"}, {}, "In your language"),
    Case("free", "inclusion", {"cost": "free"}, {"free": True}, {}, "Free"),
    Case("free", "rank", {"cost": "free"}, {}, {}, "Free"),
    Case("free", "rank", {"cost": "free"}, {}, {"cost": "free", "contact": "none"}, "Free"),
    Case(
        "has-access",
        "inclusion",
        {"access": "step-free, hearing-loop"},
        {"access": "hearing-loop, step-free"},
        {"access": "hearing-loop"},
        "Has: step-free and hearing loop",
    ),
    Case("open-now", "rank", {"hours": "WE 09:00-17:00"}, {}, {"hours": "TH 09:00-17:00"}, "Open now until 17:00"),
    Case("open-now", "rank", {"hours": "always"}, {}, {}, "Open now, day and night"),
    Case("open-now", "rank", {"hours": "WE 09:00-02:00"}, {}, {}, "Open now until 02:00 on Thursday"),
    Case(
        "open-then",
        "inclusion",
        {"hours": "SA 10:00-12:00"},
        {"open": "2026-11-21T11:00"},
        {"hours": "SU 10:00-12:00"},
        "Open Saturday at 11:00 until 12:00",
    ),
    Case("distance", "rank", {"at": "camden + 2 km"}, {"near": "camden"}, {}, "1.2 miles (2.0 km) away"),
    Case("distance", "rank", {"at": "camden + 0.1 km"}, {"near": "camden"}, {}, "Less than half a mile away"),
    Case("words-match", "rank", {"name": "Harbour"}, {"text": "harbour", "near": "camden"}, {}, "Mentions: harbour"),
    Case("verified", "rank", {"checked": "today"}, {}, {"checked": "sourced today"}, "Checked today by a steward"),
    Case(
        "verified",
        "rank",
        {"checked": "21 days ago"},
        {},
        {"checked": "60 days ago"},
        "Checked 3 weeks ago by a steward",
    ),
    Case(
        "sourced",
        "rank",
        {"checked": "sourced 3 days ago"},
        {},
        {"checked": "sourced 900 days ago"},
        "Read on a public page 3 days ago, not yet checked with them",
    ),
    Case("liked-access", "rank", {"access": "quiet-space"}, {"prefer_access": "quiet-space"}, {}, "Has: Quiet space"),
    Case("self-referral", "rank", {"routes": "self"}, {}, {"routes": "gp"}, "You can get in touch yourself"),
]  # fmt: skip
ASKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "area-unknown": ({"areas": "unknown"}, {"near": "camden"}),
    "area-partly": ({"areas": "westminster"}, {"near": "NW1"}),
    "grouping-unknown": ({}, {"grouping": "thriving"}),
    "need-unknown": ({}, {"need": "anxiety"}),
    "age-unknown": ({}, {"age": 14}),
    "unconfirmed": ({"checked": "unconfirmed today"}, {}),
    "age-partly": ({"age": "11-17"}, {"age": "17-18"}),
    "circumstance-unknown": ({"only_for": "young-carer"}, {}),
    "gender-unknown": ({}, {"gender": "non-binary"}),
    "gp-unknown": ({"gp_areas": "camden, salford"}, {}),
    "school-unknown": ({"schools": "100001"}, {}),
    "wait-unknown": ({}, {"wait": "now"}),
    "mode-unknown": ({}, {"mode": "phone"}),
    "language-unknown": ({}, {"language": "pl"}),
    "cost-unknown": ({}, {"free": True}),
    "opening-unknown": ({}, {"open": "now"}),
    "distance-unknown": ({"modes": "in-person"}, {"near": "camden", "within_km": 2}),
    "audience-unknown": ({}, {"audience": "professional"}),
    "referral-route-unknown": ({}, {"referral_route": "self"}),
    "sector-unknown": ({}, {"sector": "health"}),
    "provider": ({"asks": "Ask whether they are open in August."}, {}),
    "access-unknown": ({}, {"access": "step-free"}),
}
NEVER_SAID = {"unknown"}
"""The default of rules that know only yes and no."""
TERMS = [term for name in VOCABULARY.by_taxonomy for term in VOCABULARY.terms(name)]
SPOKEN = {word.casefold() for term in TERMS for word in re.findall(r"[\w-]+", term.label)}
JARGON = {term.code for term in TERMS if "-" in term.code} - SPOKEN
"""Codes that nobody says: "young-person", but not "step-free"."""


def answer_to(offers: dict[str, Any], asked: dict[str, Any]) -> Answer:
    return search(build_snapshot(1, catalogue(offers), VOCABULARY), query(**asked))


def only_hit(facts: dict[str, Any], asked: dict[str, Any]) -> Hit | None:
    hits = answer_to({"a": facts}, asked).hits
    return hits[0] if hits else None


def reason_of(hit: Hit, case: Case) -> Reason:
    return next(r for r in hit.reasons if (r.code, r.effect) == (case.code, case.effect))


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}, {case.effect}: {case.text}" for case in CASES])
def test_without_the_fact_the_offer_is_out_or_a_question_or_stands_lower(case):
    hit = only_hit(case.offer, case.query)
    assert reason_of(hit, case).text == case.text

    after = only_hit(case.without, case.query)
    if case.effect == "inclusion":
        assert after is None or len(after.asks) > len(hit.asks)
    else:
        assert after.penalty > hit.penalty
        assert after.asks == hit.asks
    if after is not None:
        assert case.text not in [reason.text for reason in after.reasons]


def test_an_offer_that_a_wider_question_let_in_says_so():
    """It fits as soon as it is what was asked for, and is out as soon as nothing is widened."""
    asked = query(sector="voluntary")
    found = search_widened(snapshot(offer("a", sectors="health")), asked)
    assert next((r.code, r.effect) for r in found.hits[0].reasons) == ("widened", "inclusion")
    assert not search(snapshot(offer("a", sectors="health")), asked).hits
    fits = search_widened(snapshot(offer("a", sectors="voluntary")), asked)
    assert "widened" not in [reason.code for reason in fits.hits[0].reasons]


def test_every_reason_has_a_case():
    assert codes_in_source("Reason") == {case.code for case in CASES} | {"widened"}


def test_every_question_has_a_case():
    assert codes_in_source("Ask") - NEVER_SAID == set(ASKS)


@pytest.mark.parametrize("code", ASKS)
def test_a_question_is_a_sentence(code):
    facts, asked = ASKS[code]
    answer = answer_to({"a": facts}, asked)
    asks = [*answer.asks, *(ask for hit in answer.hits for ask in hit.asks)]
    assert [ask.code for ask in asks] == [code]
    assert asks[0].text.endswith(".")
    assert_english(asks[0].text)


@given(catalogues(most=8), queries())
@settings(max_examples=100)
def test_whatever_is_said_is_english(offers, asked):
    """No codes, no blanks, no numbers that are none: over random catalogues, with their near misses."""
    answer = search_widened(build_snapshot(1, offers, VOCABULARY), asked)
    for hit in answer.hits:
        for reason in hit.reasons:
            assert reason.effect in ("inclusion", "rank")
            assert_english(reason.text)
        for ask in hit.asks:
            assert ask.code not in NEVER_SAID
            assert_english(ask.text)
        if hit.trade is not None:
            assert_english(hit.trade)
    for said in (*answer.asks, *answer.near_misses, *answer.relaxed):
        assert_english(said.text)


def assert_english(text: str) -> None:
    assert re.match(r"[A-Z0-9]", text), text
    assert not re.search(r"[_{}\[\]]|\bnan\b|\bNone\b|  |: *$|[:,] *\.|^\w+ *for *$", text), text
    own = {word.casefold() for word in re.findall(r"[\w-]+", text) if "-" in word}
    assert not own & JARGON, text


# --- the codes that the source can produce ---------------------------------------------------------------------------


def codes_in_source(called: str) -> set[str]:
    """Every code that is the first argument of a call of this name somewhere in the search."""
    folder = Path(thrive_directory.search.__file__).parent
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))]
    return {code for module in modules for code in _codes_in(module, called)}


def _codes_in(module: ast.Module, called: str) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == called:
            yield from _values(module, node.args[0], called)


def _values(module: ast.Module, value: ast.expr, called: str) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_values(module, value.body, called), *_values(module, value.orelse, called))
    elif isinstance(value, ast.Name):
        assigned = [node for node in ast.walk(module) if isinstance(node, ast.Assign)]
        for node in assigned:
            if getattr(node.targets[0], "id", None) == value.id and isinstance(node.value, ast.IfExp | ast.Constant):
                yield from _values(module, node.value, called)
    elif isinstance(value, ast.Attribute | ast.JoinedStr):
        yield from _of_tag_rules(called)
    else:
        pytest.fail(f"cannot tell which codes {ast.unparse(value)} may be")


def _of_tag_rules(called: str) -> Iterator[str]:
    """The codes of the table of tag rules, which are made from the table and not spelled in a call."""
    for rule in (each for each in vars(tags).values() if isinstance(each, tags.TagRule)):
        yield rule.reason if called == "Reason" else f"{rule.rule.replace('_', '-')}-unknown"


def test_whom_an_offer_is_for_is_said_as_english_says_it_of_many():
    catalogue = snapshot(offer("a", audience="young-person, child"), offer("b", audience="parent-carer, professional"))
    answer = search(catalogue, query(audience="child"))
    assert [r.text for r in answer.hits[0].reasons if r.code == "for-audience"] == ["For young people and children"]
    assert [miss.text for miss in answer.near_misses] == ["It is for parents or carers and professionals."]
