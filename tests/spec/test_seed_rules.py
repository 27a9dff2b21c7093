"""What the seed promises: it holds every offer that the rules of its facts let in, and nothing that they keep out.

The facts are the records that the seed was made from. They lie beside the project, not in it; tests that compare
with them are skipped where they are absent.
"""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from thrive_directory.sources.seed import SeedSource

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
FACTS = ROOT.parent / "shared" / "facts"
NATIONS = {"E92000001": "England", "W92000004": "Wales", "S92000003": "Scotland", "N92000002": "Northern Ireland"}
UK = "K02000001"
URGENT_NOT_OFFERS = {"emergency-999", "nhs-111-mental-health"}
NO_AREAS_KNOWN = {"ncl-waiting-room", "nelft-wellbeing-hub", "chums", "talk-listen-change-cyp"}


def digits(text: object) -> str:
    return re.sub(r"\D", "", str(text))


def is_page(url: object) -> bool:
    return str(url).startswith("http")


@pytest.fixture(scope="module")
def areas() -> dict[str, str]:
    """Code by name of every current area."""
    with (DATA / "areas.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["current"] == "yes"]
    return {row["name"]: row["code"] for row in rows}


@pytest.fixture(scope="module")
def source(areas) -> SeedSource:
    vocabulary = yaml.safe_load((DATA / "vocabulary.yaml").read_text(encoding="utf-8"))
    return SeedSource(DATA / "seed_services.yaml", vocabulary, {*areas.values(), *NATIONS})


@pytest.fixture(scope="module")
def offers(source) -> dict[str, Any]:
    return {record.source_id: record for record in source.records()}


@pytest.fixture(scope="module")
def urgent(source) -> dict[str, Any]:
    return {line.source_id: line for line in source.urgent_help()}


@pytest.fixture(scope="module")
def graves(source) -> dict[str, Any]:
    return {grave.source_id: grave for grave in source.tombstones()}


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, Any]]:
    if not FACTS.is_dir():
        pytest.skip("the facts that the seed was made from are not beside the project (../shared/facts)")
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FACTS.glob("services*.yaml"))]
    return {fact["id"]: fact for each in found for fact in each}


def checked_numbers(fact: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """The numbers that may be shown, by (kind, digits)."""
    kinds = {"relay_uk": "relay"}
    return {
        (kinds.get(n["kind"], n["kind"]), digits(n["value"])): n
        for n in fact["contact_numbers"]
        if n["use"] == "candidate" and is_page(n["source_url"])
    }


def is_let_in(fact: dict[str, Any]) -> bool:
    if fact["use"] == "never" or fact["id"] in URGENT_NOT_OFFERS or not is_page(fact["source_url"]):
        return False
    if fact["scope"] != "national" and not fact["local_authorities"]:
        return False
    return fact["use"] == "candidate" or bool(checked_numbers(fact)) or fact["website"] != "unknown"


# --- which offers -----------------------------------------------------------------------------------------------


def test_every_offer_let_in_is_seeded_and_no_other(offers, facts):
    assert set(offers) == {fact["id"] for fact in facts.values() if is_let_in(fact)}


def test_all_four_sectors_are_there_in_number(offers):
    sectors = [tag.code for record in offers.values() for tag in record.sectors]
    assert {"health", "education", "social-care", "voluntary"} == set(sectors)
    assert min(sectors.count(sector) for sector in set(sectors)) >= 20


def test_local_offers_without_a_known_area_are_not_seeded(offers):
    assert not NO_AREAS_KNOWN & set(offers)


def test_999_and_111_are_urgent_help_and_never_offers(offers, urgent):
    assert not URGENT_NOT_OFFERS & set(offers)
    assert set(urgent) >= URGENT_NOT_OFFERS
    assert not {c.value for record in offers.values() for c in record.contacts} & {"999", "111"}


def test_what_is_closed_or_stale_has_a_tombstone_with_its_numbers(offers, graves, facts):
    for fact in facts.values():
        stale = {digits(n["value"]) for n in fact["contact_numbers"] if n["use"] == "never"}
        if fact["use"] == "never":
            assert fact["id"] in graves, fact["id"]
            assert graves[fact["id"]].name in {fact["official_name"], fact["official_name"].split(" (")[0]}
        assert stale <= {digits(number) for grave in graves.values() for number in grave.numbers}, fact["id"]
    assert not set(graves) & set(offers)


def test_a_tombstone_points_only_to_an_offer_that_is_there(offers, graves):
    assert {g.replaced_by for g in graves.values() if g.replaced_by} == {"time-for-young-people-leeds"}
    assert "time-for-young-people-leeds" in offers


# --- numbers, pages and dates -----------------------------------------------------------------------------------


def pages_of(fact: dict[str, Any]) -> set[str]:
    """Every page that a fact names."""
    named = [fact["source_url"], *(each.get("source_url") for each in fact.get("evidence") or ())]
    return {str(url).rstrip("/") for url in named}


def test_what_is_told_beforehand_was_read_on_a_page_of_that_offers_facts(offers, facts):
    told = [(record.source_id, each) for record in offers.values() for each in record.guidance]
    assert len(told) > 100
    for offer_id, each in told:
        assert str(each.seen.source_url).rstrip("/") in pages_of(facts[offer_id]), (offer_id, each.kind)


def test_nothing_told_beforehand_promises_confidence_in_our_own_name(offers):
    for record in offers.values():
        for each in record.guidance:
            if re.search(r"confiden(ce|tial)", each.text):
                assert re.match(r"(They say|The page says) that", each.text), record.source_id


def test_every_number_shown_is_a_checked_one_with_its_own_page(offers, facts):
    for record in offers.values():
        checked = checked_numbers(facts[record.source_id])
        shown = {(c.kind, digits(c.value)): c for c in record.contacts if c.kind in {"phone", "text", "relay"}}
        assert set(shown) == set(checked), record.source_id
        for key, contact in shown.items():
            assert str(contact.seen.source_url).rstrip("/") == checked[key]["source_url"].rstrip("/"), record.source_id
            assert contact.seen.provenance == checked[key]["seen_on"]
            assert contact.value == checked[key]["value"], "shown as its source prints it"


def test_no_held_or_stale_number_is_in_any_file(facts):
    text = digits("".join((DATA / name).read_text("utf-8") for name in ("seed_services.yaml", "urgent_help.yaml")))
    shown = {key[1] for fact in facts.values() for key in checked_numbers(fact)}
    for fact in facts.values():
        for number in fact["contact_numbers"]:
            value = digits(number["value"])
            if number["use"] != "candidate" and value not in shown and len(value) > 6:
                assert value not in text, fact["id"]


def test_every_page_named_is_one_that_the_facts_name(offers, urgent, facts):
    known = yaml.safe_dump(list(facts.values()), width=10_000, allow_unicode=True)
    pages = {str(p.source_url) for r in offers.values() for p in [*r.seen.values(), *(c.seen for c in r.contacts)]}
    pages |= {str(place.seen.source_url) for r in offers.values() for place in r.locations}
    pages |= {str(line.seen.source_url) for line in urgent.values()}
    pages |= {str(r.url) for r in offers.values() if r.url} | {str(line.url) for line in urgent.values() if line.url}
    assert sorted(page for page in pages if page.rstrip("/") not in known) == []


def test_everything_shown_says_when_and_on_whose_page_it_was_read(offers, urgent):
    for record in offers.values():
        assert record.seen["record"], record.source_id
        for seen in [*record.seen.values(), *(contact.seen for contact in record.contacts)]:
            assert seen.collected_on.isoformat() == "2026-11-21"
            assert seen.provenance in {"own", "secondary"}
    assert {line.seen.collected_on.isoformat() for line in urgent.values()} == {"2026-11-21"}


def test_a_known_website_is_there_and_is_a_contact_with_its_page(offers, facts):
    for record in offers.values():
        website = facts[record.source_id]["website"]
        web = [contact for contact in record.contacts if contact.kind == "web"]
        assert (str(record.url).rstrip("/") if record.url else "unknown") == website.rstrip("/"), record.source_id
        assert len(web) == (website != "unknown"), record.source_id


def test_an_offer_with_neither_number_nor_site_says_whom_to_ask_and_links_its_page(offers):
    unreachable = {record.source_id for record in offers.values() if not record.contacts and not record.url}
    assert {r.source_id for r in offers.values() if r.no_contact_advice} == unreachable
    assert {"camden-mhst", "islington-csct", "haringey-triangle-family-hub", "bristol-chathealth"} <= unreachable
    for source_id in unreachable:
        record = offers[source_id]
        assert record.no_contact_advice.startswith("We have no checked")
        assert re.search(r"\bask\b", record.no_contact_advice, re.IGNORECASE)
        assert str(record.seen["record"].source_url) in record.no_contact_advice


# --- where ------------------------------------------------------------------------------------------------------


def test_a_local_offer_covers_its_councils_exactly(offers, facts, areas):
    names = {**areas, "Bristol": areas["City of Bristol"]}
    for record in offers.values():
        fact = facts[record.source_id]
        if fact["scope"] != "national":
            assert {a.code for a in record.areas} == {names[n] for n in fact["local_authorities"]}, record.source_id


@pytest.mark.parametrize(
    ("source_id", "codes"),
    [
        ("leicestershire-camhs", {"E06000016", "E10000018", "E06000017"}),  # the city, the county, Rutland
        ("surrey-cyp-crisis-line", {"E10000030"}),  # the county
        ("youth-talk-st-albans", {"E07000240"}),  # a district
        ("cambridgeshire-childrens-services", {"E10000003"}),  # the county, not Peterborough
        ("childline", {UK}),
        ("samaritans", {UK}),  # "UK and Ireland"
        ("student-space", {"E92000001", "W92000004"}),
        ("reading-well-children", {"E92000001"}),
        ("signhealth-therapy", {"E92000001", "W92000004"}),
        ("place2be", {"E92000001", "S92000003", "W92000004"}),
        ("parent-talk", {UK}),  # unknown: shown everywhere, with an ask
    ],
)
def test_areas_are_codes_of_what_the_coverage_names(offers, source_id, codes):
    assert {area.code for area in offers[source_id].areas} == codes


def test_national_offers_whose_nations_are_unknown_ask(offers, facts):
    for record in offers.values():
        fact = facts[record.source_id]
        if fact["scope"] == "national" and fact["coverage"] == "unknown":
            assert "Which nations do you cover?" in record.asks, record.source_id


def test_kooth_has_no_area_and_is_found_by_name_only(offers):
    kooth = offers["kooth"]
    assert kooth.areas == ()
    assert kooth.found_by_name_only
    assert any("my area" in ask for ask in kooth.asks)
    assert [tag.code for tag in kooth.sectors] == ["health"]
    assert [r.source_id for r in offers.values() if r.found_by_name_only] == ["kooth"]


@pytest.mark.parametrize(
    ("source_id", "word"),
    [
        ("camden-virtual-school", "wherever they live"),
        ("the-proud-trust", "whole UK"),
        ("islington-semh-central-point", "GP"),
        ("tameside-west-family-hub", "Droylsden"),
        ("otr-bristol", "North Somerset"),
        ("hertfordshire-send-mhst", "West Essex"),
        ("youth-talk-st-albans", "work or study"),
    ],
)
def test_what_the_coverage_adds_is_text_and_an_ask(offers, source_id, word):
    assert word in offers[source_id].coverage_text
    assert offers[source_id].asks


@pytest.mark.parametrize(
    ("source_id", "codes"),
    [
        ("leeds-camhs-kirkstall", {"E08000035"}),
        ("brent-centre", {"E09000005"}),
        ("hertfordshire-step2", {"E10000015"}),
        ("liverpool-camhs-crisis", {"E08000012", "E08000014"}),
        ("42nd-street", {"E08000003", "E08000006", "E08000009", "E08000008"}),
    ],
)
def test_an_offer_for_those_with_a_local_gp_says_so(offers, source_id, codes):
    assert set(offers[source_id].gp_areas) == codes
    assert "GP" in offers[source_id].coverage_text


def test_a_known_postcode_makes_a_location(offers, facts):
    for record in offers.values():
        postcode = facts[record.source_id]["postcode"]
        assert [place.postcode for place in record.locations] == ([] if postcode == "unknown" else [postcode])
        assert record.areas or not record.locations, "a location never replaces the coverage"
    assert sum(len(record.locations) for record in offers.values()) == 14


# --- what is unknown stays unknown ------------------------------------------------------------------------------


def test_nothing_is_verified_and_holds_are_not_confirmed_to_be_running(offers, facts):
    for record in offers.values():
        held = facts[record.source_id]["use"] == "hold"
        assert record.verification.status == ("unconfirmed" if held else "sourced"), record.source_id
        assert record.verification.by == "thrive-directory founders"
        assert not (held and record.schedules), "no opening hours are computed for an offer that may not be running"
    assert offers["unity-radio"].verification.status == "unconfirmed"
    assert offers["smash-hull-east-riding"].verification.status == "unconfirmed"


def test_sectors_groupings_needs_and_circumstances_are_suggested_with_a_basis(offers):
    for record in offers.values():
        assert record.groupings, record.source_id
        assert record.sectors, record.source_id
        assert record.needs, record.source_id
        assert record.needs_scope, record.source_id
        for tag in (*record.sectors, *record.groupings, *record.needs, *record.circumstances):
            assert tag.status == "suggested"
            assert len(tag.basis) > 3


def test_groupings_are_those_of_the_facts_and_urgency_is_its_own_field(offers, facts):
    spelled = {"getting_advice_and_signposting": "getting-advice"}
    for record in offers.values():
        fact = facts[record.source_id]
        expected = {spelled.get(g, g.replace("_", "-")) for g in fact["thrive_groupings"]}
        assert {tag.code for tag in record.groupings} == expected, record.source_id
        assert record.urgent_support == fact["urgent_support"], record.source_id
    assert "getting-risk-support" not in {tag.code for tag in offers["haringey-mash"].groupings}


def test_hours_and_costs_that_no_page_gives_are_left_out(offers, facts):
    for record in offers.values():
        fact = facts[record.source_id]
        if fact["opening_hours_seen_on"] == "not_seen":
            assert record.opening_hours_text is None, record.source_id
            assert record.schedules == (), record.source_id
        if fact["cost"] == "unknown" or "(not stated" in fact["cost"]:
            assert record.cost is None, record.source_id


def test_an_age_that_no_page_gives_is_left_out_and_a_conflict_is_not_decided(offers, facts):
    for record in offers.values():
        fact = facts[record.source_id]
        for bound, known in (("minimum", fact["age_min"]), ("maximum", fact["age_max"])):
            given = getattr(record.age, bound)
            if given is not None and not (record.source_id == "shout-85258" and bound == "minimum"):
                assert given == known, (record.source_id, bound)
                assert fact["age_seen_on"] != "not_seen", record.source_id
    for source_id in ("smash-hull-east-riding", "warren-youth-project-hull", "open-door-wirral"):
        assert offers[source_id].age.minimum is None
        assert offers[source_id].age.maximum is None


@pytest.mark.parametrize(
    ("source_id", "minimum", "maximum", "exceptions"),
    [
        ("childline", None, 18, {}),  # "up to the age of 19"
        ("leeds-camhs-kirkstall", None, 17, {}),  # "up to their 18th birthday"
        ("mindmate-spa", None, 17, {}),
        ("brandon-centre", None, 24, {}),  # "under 25 years"
        ("worcestershire-camhs-under-fives", 0, 4, {}),  # "up to and including 4 years old"
        ("camden-mosaic", 0, 18, {}),  # "0-18"
        ("tameside-east-family-hub", 0, 19, {"send": 26}),  # "or up to 25 with SEND"
        ("time-for-young-people-leeds", 11, 18, {"send": 26, "care-leaver": 26}),
        ("brent-centre", 14, None, {}),  # pages differ on the upper age
        ("on-my-mind", None, None, {}),  # the ages are of those consulted, not of those served
    ],
)
def test_age_bounds_follow_the_note(offers, source_id, minimum, maximum, exceptions):
    age = offers[source_id].age
    assert (age.minimum, age.maximum) == (minimum, maximum)
    assert {e.circumstance: e.until for e in age.exceptions} == exceptions
    assert age.text


# --- what it is for ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source_id", "only_for"),
    [
        ("beat", {"eating"}),
        ("winstons-wish", {"bereavement"}),
        ("national-domestic-abuse-helpline", {"domestic-abuse"}),
        ("leeds-young-carers", {"young-carer"}),
        ("clear-fear", {"anxiety"}),
    ],
)
def test_an_offer_for_one_thing_only_says_so(offers, source_id, only_for):
    assert offers[source_id].needs_scope == "listed"
    assert {tag.code for tag in offers[source_id].needs} == only_for


def test_general_offers_are_open_to_needs_they_do_not_name(offers):
    for source_id in ("open-minds-calderdale", "camden-mhst", "brandon-centre", "childline", "wirral-cypmhs"):
        assert offers[source_id].needs_scope == "open"
        assert "wellbeing" in {tag.code for tag in offers[source_id].needs}


@pytest.mark.parametrize("source_id", ["signhealth-therapy", "leeds-young-carers", "camden-virtual-school", "akt"])
def test_an_offer_only_for_some_circumstances_says_so(offers, source_id):
    assert offers[source_id].circumstances_scope == "listed"


def test_summaries_are_short_and_plain(offers):
    for record in offers.values():
        assert 20 <= len(record.summary) <= 240, record.source_id
        assert not re.search(r"signpost|multi-agency|psychotherap|neurodev|systemic", record.summary), record.source_id


def test_one_provider_is_one_organization(offers):
    names: dict[str, set[str]] = {}
    for record in offers.values():
        names.setdefault(record.organization.source_id, set()).add(record.organization.name)
    assert [given for given in names.values() if len(given) > 1] == []
    assert {offers[i].organization.name for i in ("camden-mosaic", "camden-mhst")} == {
        "Tavistock and Portman NHS Foundation Trust"
    }


# --- urgent help ------------------------------------------------------------------------------------------------


def test_urgent_help_has_a_line_of_each_kind_for_the_whole_uk_and_111_for_england_only(urgent):
    assert (urgent["emergency-999"].phone, urgent["emergency-999"].area) == ("999", UK)
    assert (urgent["nhs-111-mental-health"].phone, urgent["nhs-111-mental-health"].area) == ("111", "E92000001")
    assert {line.kind for line in urgent.values() if line.area == UK} == {"life", "abuse", "missing", "talk"}
    assert min(urgent.values(), key=lambda line: line.position).source_id == "emergency-999"


@pytest.mark.parametrize("code", ["S92000003", "W92000004", "N92000002"])
def test_other_nations_are_told_that_local_lines_are_not_yet_listed(urgent, code):
    (line,) = [line for line in urgent.values() if line.area == code]
    assert "not yet listed" in line.text
    assert (line.phone, line.sms) == (None, None)


def test_urgent_help_shows_checked_numbers_only(urgent, facts):
    checked = {key[1] for fact in facts.values() for key in checked_numbers(fact)}
    assert {digits(n) for line in urgent.values() for n in (line.phone, line.sms) if n} <= checked


def test_each_front_door_with_a_public_number_is_urgent_help_for_its_council(urgent, offers):
    doors = {line.source_id: line for line in urgent.values() if line.kind == "abuse" and line.area != UK}
    assert len({line.area for line in doors.values()}) == 17
    for source_id, line in doors.items():
        offer = offers[source_id.removesuffix("-out-of-hours")]
        assert [area.code for area in offer.areas] == [line.area]
        assert line.phone in {contact.value for contact in offer.contacts}
    for_professionals = {"020 8489 4533", "0113 376 0336", "0113 535 0600"}
    assert not for_professionals & {line.phone for line in doors.values()}
