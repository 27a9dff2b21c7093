"""The seed loader: what a spelling stands for, and that each fault is named by record, field and line."""

from datetime import date, time
from pathlib import Path

import pytest

from thrive_directory.errors import SourceError
from thrive_directory.sources.record import Source
from thrive_directory.sources.seed import SeedSource

HEAD = """\
defaults:
  collected_on: 2026-11-21
  by: the editors
  basis: {modes: named on the page}
offers:
"""
ONE = """\
  - id: quay
    name: Quayside Drop-in
    organization: {source_id: quay, name: Quay Trust}
    seen: {url: "https://quay.example/about", provenance: own, dated: "2025-05"}
    summary: Drop in and talk.
    url: https://quay.example
    sectors: [voluntary]
    areas: {E09000007: Camden}
"""
VOCABULARY = {
    "need": {"anxiety", "low-mood"},
    "sector": {"voluntary", "health"},
    "mode": {"phone", "drop-in"},
    "circumstance": {"send"},
    "access": {"step-free"},
}


def seed(tmp_path, text, **options):
    path = tmp_path / "seed_services.yaml"
    path.write_text(text, encoding="utf-8")
    return SeedSource(path, VOCABULARY, {"E09000007", "E92000001"}, **options)


def problems(tmp_path, text):
    """(line, record, field, problem) of each fault."""
    with pytest.raises(SourceError) as caught:
        seed(tmp_path, text).records()
    return [(p.line, p.record, p.field, p.problem) for p in caught.value.problems]


def test_it_is_a_source(tmp_path):
    source: Source = seed(tmp_path, HEAD + ONE)
    assert source.name == "seed"
    assert "MIT" in source.licence


def test_a_short_record_is_written_out_in_full(tmp_path):
    (record,) = seed(
        tmp_path, HEAD + ONE + "    modes: [drop-in]\n    needs: {anxiety: worries}\n    needs_scope: open\n"
    ).records()
    assert record.source_id == "quay"
    assert record.seen["record"].collected_on == date(2026, 11, 21)
    assert record.seen["record"].source_date == "2025-05"
    assert [area.code for area in record.areas] == ["E09000007"]
    (mode,) = record.modes
    assert (mode.code, mode.status, mode.by, mode.basis) == ("drop-in", "suggested", "the editors", "named on the page")
    assert record.needs[0].basis == "worries"
    assert (record.verification.status, record.verification.by) == ("sourced", "the editors")


def test_the_website_is_a_contact_with_the_page_it_was_read_on(tmp_path):
    (record,) = seed(tmp_path, HEAD + ONE).records()
    (web,) = record.contacts
    assert (web.kind, web.value, str(web.seen.source_url)) == (
        "web",
        "https://quay.example/",
        "https://quay.example/about",
    )


def test_a_contact_keeps_its_own_page_and_falls_back_to_the_records(tmp_path):
    text = """\
    contacts:
      - {kind: phone, value: 0800 1111}
      - kind: text
        value: 85258
        seen: {url: "https://paper.example/x", provenance: secondary}
"""
    (record,) = seed(tmp_path, HEAD + ONE + text).records()
    phone, sms, _ = record.contacts
    assert (phone.value, str(phone.seen.source_url)) == ("0800 1111", "https://quay.example/about")
    assert (sms.value, sms.seen.provenance) == ("85258", "secondary")


def test_what_is_told_beforehand_keeps_its_own_page_and_falls_back_to_the_records(tmp_path):
    text = """\
    guidance:
      who_is_told: Nobody, they say.
      referral_form: {url: https://quay.example/refer, seen: {url: https://paper.example/quay, provenance: secondary}}
"""
    (record,) = seed(tmp_path, HEAD + ONE + text).records()
    told, form = record.guidance
    assert (told.kind, told.text, str(told.seen.source_url)) == (
        "who_is_told",
        "Nobody, they say.",
        "https://quay.example/about",
    )
    assert (form.text, str(form.url)) == ("Referral form", "https://quay.example/refer")
    assert (form.seen.provenance, form.seen.collected_on) == ("secondary", date(2026, 11, 21))


def test_ages_hours_and_places_are_read(tmp_path):
    text = """\
    age: {minimum: 11, maximum: 19, exceptions: {send: 26}}
    schedules:
      - {byday: "MO,TU", opens_at: 10:00, closes_at: 21:30, bank_holidays: closed}
    locations:
      - {postcode: NW1 8QL, access: {step-free: a ramp}}
"""
    (record,) = seed(tmp_path, HEAD + ONE + text).records()
    assert [(e.circumstance, e.until) for e in record.age.exceptions] == [("send", 26)]
    assert (record.schedules[0].opens_at, record.schedules[0].closes_at) == (time(10), time(21, 30))
    assert record.locations[0].source_id == "quay/1"
    assert record.locations[0].access[0].code == "step-free"


def test_a_confirmed_term_keeps_who_and_when(tmp_path):
    text = '    needs:\n      anxiety: {status: confirmed, by: Quay Trust, on: "2026-11-22", basis: they told us}\n'
    (record,) = seed(tmp_path, HEAD + ONE + text).records()
    (need,) = record.needs
    assert (need.status, need.by, need.on) == ("confirmed", "Quay Trust", date(2026, 11, 22))


@pytest.mark.parametrize(
    ("extra", "line", "field", "problem"),
    [
        ("    phone: 123\n", 14, "phone", "no such field"),
        ("    needs: {anxeity: worries}\n", 14, "needs.anxeity", "no such code; nearest: anxiety"),
        ("    needs: [anxiety, low-moo]\n", 14, "needs.low-moo", "no such code; nearest: low-mood"),
        ("    age: {minimum: 18, maximum: 11}\n", 14, "age", "the upper bound is below the lower one"),
        ("    age:\n      minimum: old\n", 15, "age.minimum", "valid number"),
        ("    age: {maximum: 18, until: 18}\n", 14, "age.until", "must be above"),
        ("    age: {maximum: 25, exceptions: {send: 21}}\n", 14, "age.exceptions.send", "must end later"),
        ("    needs_scope: listed\n", 14, "needs_scope", "none is listed"),
        (
            "    seen_at:\n      hours: {url: 'https://a.example', provenance: own}\n",
            15,
            "seen_at.hours",
            "no such code",
        ),
        ("    locations:\n      - areas: {E09000009: Ealing}\n", 15, "locations.0.areas.E09000009", "no such code"),
        ("    schedules:\n      - {opens_at: 25:00}\n", 15, "schedules.0.opens_at", "valid time"),
        ("    url: https://b.example\n", 14, "url", "given twice"),
        ("    guidance: {limits: Ring 0800 1111 then.}\n", 14, "guidance.limits.text", "it belongs in contacts"),
        ("    guidance: {what_next: Wait.}\n", 14, "guidance.what_next", "Input should be"),
        (
            "    guidance:\n      consent: {seen: {url: 'https://a.example', provenance: own}}\n",
            15,
            "guidance.consent.text",
            "missing",
        ),
        ("    guidance: {referral_form: Online form}\n", 14, "guidance.referral_form.url", "the address of the form"),
        (
            "    guidance:\n      limits: {text: No., url: 'https://a.example'}\n",
            15,
            "guidance.limits.url",
            "nothing else",
        ),
        ("    asks: *nothing\n", 14, "syntax", "undefined alias"),
    ],
)
def test_each_fault_is_named_by_record_field_and_line(tmp_path, extra, line, field, problem):
    (found,) = problems(tmp_path, HEAD + ONE + extra)
    assert found[0] == line
    assert found[1] == ("seed_services.yaml" if field == "syntax" else "quay")
    assert found[2] == field
    assert problem in found[3]


def test_an_offer_without_area_or_any_way_to_act_is_refused(tmp_path):
    bare = ONE.replace("    areas: {E09000007: Camden}\n", "").replace("    url: https://quay.example\n", "")
    assert {field for _, _, field, _ in problems(tmp_path, HEAD + bare)} == {"areas", "contacts"}


def test_a_wrong_area_code_names_the_nearest(tmp_path):
    (found,) = problems(tmp_path, HEAD + ONE.replace("E09000007", "E09000070"))
    assert found[2] == "areas.E09000070"
    assert found[3].startswith("no such code; nearest: E09000007")


def test_an_area_that_is_not_a_code_at_all_is_named(tmp_path):
    (found,) = problems(tmp_path, HEAD + ONE.replace("E09000007: Camden", "Camden: yes"))
    assert found[:3] == (13, "quay", "areas.Camden")


def test_every_fault_of_the_file_is_told_at_once_and_nothing_is_loaded(tmp_path):
    second = ONE.replace("    name: Quayside Drop-in\n", "").replace("[voluntary]", "[volunteers]")
    found = problems(tmp_path, HEAD + ONE + second)
    assert [(line, field) for line, _, field, _ in found] == [(14, "id"), (14, "name")]
    assert found[0][3] == "already used by the record on line 6"


def test_two_records_of_one_id_say_where_the_first_is(tmp_path):
    (found,) = problems(tmp_path, HEAD + ONE + ONE)
    assert found == (14, "quay", "id", "already used by the record on line 6")


def test_a_record_without_an_id_is_named_by_its_place(tmp_path):
    (found,) = problems(tmp_path, HEAD + ONE.replace("- id: quay", "- id:"))
    assert found[:3] == (6, "offers 1", "id")


@pytest.mark.parametrize("text", ["", "[]", "defaults: {}\n", "offers: {}\n", "just words"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    assert problems(tmp_path, text)[0][1] == "seed_services.yaml"


def test_a_missing_default_and_an_unknown_top_level_field_are_named(tmp_path):
    found = problems(tmp_path, HEAD.replace("  by: the editors\n", "") + ONE + "extra: 1\n")
    assert {(record, field) for _, record, field, _ in found} == {
        ("seed_services.yaml", "defaults.by"),
        ("seed_services.yaml", "extra"),
    }


def test_codes_are_not_checked_when_none_are_given(tmp_path):
    path = tmp_path / "seed_services.yaml"
    path.write_text(HEAD + ONE.replace("E09000007", "E06000099").replace("voluntary", "novel"), encoding="utf-8")
    (record,) = SeedSource(path).records()
    assert record.sectors[0].code == "novel"


URGENT = """\
defaults: {collected_on: 2026-11-21, by: the editors}
lines:
  - id: emergency
    kind: life
    name: "999"
    text: Call 999.
    phone: 999
    area: {K02000001: UK}
    seen: {url: "https://a.example", provenance: own}
"""


def test_urgent_help_and_tombstones_lie_beside_the_offers(tmp_path):
    (tmp_path / "urgent_help.yaml").write_text(URGENT, encoding="utf-8")
    (tmp_path / "tombstones.yaml").write_text(
        "defaults: {collected_on: 2026-11-21, by: us}\n"
        "tombstones:\n  - {id: old, name: Old Line, numbers: [0800 000 000], reason: closed}\n",
        encoding="utf-8",
    )
    source = seed(tmp_path, HEAD + ONE)
    (line,) = source.urgent_help()
    assert (line.phone, line.area, line.seen.collected_on) == ("999", "K02000001", date(2026, 11, 21))
    (grave,) = source.tombstones()
    assert (grave.numbers, grave.on) == (("0800 000 000",), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("K02000001: UK", "E92000099: Nowhere"), "area.E92000099"),
        (("K02000001: UK", "K02000001: UK, E92000001: England"), "area"),
        (("kind: life", "kind: death"), "kind"),
        (("    text: Call 999.\n", ""), "text"),
    ],
)
def test_a_fault_in_urgent_help_is_named(tmp_path, change, field):
    (tmp_path / "urgent_help.yaml").write_text(URGENT.replace(*change), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        seed(tmp_path, HEAD + ONE).urgent_help()
    assert [(p.record, p.field) for p in caught.value.problems] == [("emergency", field)]


def test_the_example_of_the_data_readme_can_be_used_as_it_stands(tmp_path):
    readme = (Path(__file__).parents[3] / "data" / "README.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "seed_services.yaml"
    path.write_text(HEAD + example, encoding="utf-8")
    (record,) = SeedSource(path).records()
    assert (record.source_id, record.age.exceptions[0].until) == ("quayside-drop-in", 26)


def test_urgent_help_is_never_silently_absent(tmp_path):
    with pytest.raises(SourceError, match=r"urgent_help\.yaml cannot be read"):
        seed(tmp_path, HEAD + ONE).urgent_help()
