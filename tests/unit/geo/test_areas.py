"""The register: parents, parts, old codes, and a file with a fault."""

from pathlib import Path

import pytest

from tests.places_fixture import BUNDLED_DATA
from thrive_directory.errors import BadRecord, DataFolderError, UnknownPlace
from thrive_directory.geo.areas import load_areas, normal_name

HEADER = (BUNDLED_DATA / "areas.csv").read_text(encoding="utf-8").splitlines()[0]


@pytest.fixture(scope="module")
def register():
    return load_areas(BUNDLED_DATA / "areas.csv")


def test_every_current_authority_has_a_nation_and_the_uk_above_it(register):
    for area in register.current():
        if area.kind == "local-authority":
            covering = register.covering(area.code)
            assert "K02000001" in covering
            assert register.nation(covering) is not None


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("E09000007", {"E61000001", "E12000007", "E92000001", "K02000001"}),
        ("E07000242", {"E10000015", "E12000006", "E92000001", "K02000001"}),
        ("N09000003", {"N92000002", "K02000001"}),
        ("K02000001", set()),
    ],
)
def test_covering_holds_the_area_and_all_above_it(register, code, above):
    assert register.covering(code) == {code} | above


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("E07000097", {"E07000242"}),
        ("E08000016", {"E08000038"}),
        ("E07000190", {"E06000066"}),  # Taunton Deane, by way of Somerset West and Taunton
        ("E10000006", {"E06000063", "E06000064"}),
        ("E09000007", {"E09000007"}),
    ],
)
def test_old_codes_lead_to_what_stands_there_now(register, old, new):
    assert set(register.resolve(old)) == new


def test_parts_and_covering_mirror_each_other(register):
    for area in register.current():
        for part in register.parts(area.code):
            assert area.code in register.covering(part)


def test_a_place_in_two_authorities_is_covered_by_what_holds_both(register):
    covering, partial = register.extent(["E09000007", "E09000033"])
    assert covering == {"E61000001", "E12000007", "E92000001", "K02000001"}
    assert partial == {"E09000007", "E09000033"}


def test_an_unknown_code_is_refused(register):
    with pytest.raises(UnknownPlace) as caught:
        register.resolve("E99999999")
    assert "E99999999" not in caught.value.message


def test_names_are_found_whatever_their_spelling(register):
    assert [area.code for area in register.named("LONDON BOROUGH OF CAMDEN")] == ["E09000007"]
    assert normal_name("Ynys Môn") == "ynys mon"
    assert normal_name("Saint Helen’s") == "st helens"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("E1,A,A,parish,England,London,,yes,,,,,1,,,", "kind"),
        ("E1,A,A,unitary,Narnia,,,yes,,,,,1,,,", "nation"),
        ("E1,A,A,unitary,England,London,E2,yes,,,,,1,,,", "parents"),
        ("E1,A,A,unitary,England,London,,no,,,E2,,1,,,", "replaced_by"),
    ],
)
def test_a_faulty_register_names_the_record_and_field(tmp_path: Path, row, field):
    (tmp_path / "areas.csv").write_text(f"{HEADER}\n{row}\n")
    with pytest.raises(BadRecord) as caught:
        load_areas(tmp_path / "areas.csv")
    assert (caught.value.record, caught.value.field) == ("E1", field)


def test_a_missing_register_is_said_plainly(tmp_path):
    with pytest.raises(DataFolderError, match="missing"):
        load_areas(tmp_path / "areas.csv")
