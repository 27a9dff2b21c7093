"""Other people's registers, taken in from the terminal, and what they let a search know."""

import json

import orjson
import pytest

from thrive_directory.errors import SourceError


def practice(code: str, postcode: str) -> str:
    """A line of the ODS file of GP practices, as far as it is read."""
    row = [code, f"PRACTICE {code}", *[""] * 7, postcode, "", "", "A", *[""] * 12, "4", ""]
    return ",".join(f'"{field}"' for field in row[:27])


def verdicts(call, gp):
    found = call("search", "--near", "LS1 1UR", "--gp", gp, "--limit", "100", "--json").stdout_bytes
    answer = orjson.loads(found)
    shown = {reason["code"] for result in answer["results"] for reason in result["reasons"]}
    asked = {ask["code"] for result in answer["results"] for ask in result["asks"]}
    missed = {miss["failed"]["code"] for miss in answer["near_misses"]}
    return "your-gp" in shown, "gp-unknown" in asked, "gp" in missed


def test_a_practice_says_whether_its_patients_are_taken(call, tmp_path):
    file = tmp_path / "epraccur.csv"
    file.write_text("\n".join([practice("B86001", "LS1 1UR"), practice("F83003", "NW1 8QL")]) + "\n")
    assert "2 practices" in call("register", "practices", file).stdout
    assert verdicts(call, "B86001") == (True, False, False)
    assert verdicts(call, "F83003") == (False, False, True)


def test_schools_are_taken_in(call, tmp_path):
    file = tmp_path / "schools.csv"
    file.write_text(
        '"URN","EstablishmentName","EstablishmentStatus (name)","Postcode"\n"100001","A School","Open","NW1 8QL"\n'
    )
    assert "1 schools" in call("register", "schools", file).stdout


def test_outlines_are_taken_in_and_strangers_named(call, tmp_path):
    square = [[[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.6], [-0.2, 51.5]]]
    features = [
        {"type": "Feature", "properties": {"LAD24CD": code}, "geometry": {"type": "Polygon", "coordinates": square}}
        for code in ("E09000007", "E09999999")
    ]
    file = tmp_path / "outlines.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    told = call("register", "outlines", file).stdout
    assert "1 outlines" in told
    assert "no such area: E09999999" in told


@pytest.mark.parametrize("kind", ["names", "practices", "schools", "outlines"])
def test_a_file_of_something_else_is_refused(call, tmp_path, kind):
    file = tmp_path / "nonsense.csv"
    file.write_text("this is,not it\n")
    with pytest.raises(SourceError):
        call("register", kind, file)
