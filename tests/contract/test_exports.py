"""The exports of the real seed: each holds every offer, agrees with /services/{id}, and says on what terms."""

import csv
import io
import json
import zipfile

import pytest
from frictionless import Package, system

from tests.unit.cli.conftest import call, folder
from thrive_directory.api.exports.columns import COLUMNS, row_of
from thrive_directory.api.exports.forms import FORM_NAMES
from thrive_directory.api.exports.table import unsafe

__all__ = ["call", "folder"]  # fixtures


@pytest.fixture(scope="module")
def records(api):
    return [json.loads(line) for line in api.get("/exports/services.ndjson").content.splitlines()]


@pytest.fixture(scope="module")
def about(api):
    return api.get("/exports").json()


def test_every_line_is_what_the_record_gives(api, records, about):
    assert len(records) == about["offers"] > 100
    for line, record in zip(api.get("/exports/services.ndjson").content.splitlines(), records, strict=True):
        assert api.get(f"/services/{record['id']}").content == line


def test_every_record_names_its_licence_and_where_it_was_read(records):
    for record in records:
        assert any(each["link_type"] == "data_licence" for each in record["attributes"])
        assert record["metadata"]


def test_the_table_says_what_the_records_say(api, records, about):
    text = api.get("/exports/services.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    published = [row for row in rows if row["Status"] == "published"]
    assert len(published) == len(records)
    for row, record in zip(published, records, strict=True):
        told = row_of(record)
        assert {column.heading: unsafe(row[column.heading]) for column in COLUMNS} == {
            column.heading: "" if told[column.name] is None else str(told[column.name]) for column in COLUMNS
        }
        assert "999" in row["In an emergency (not this offer)"]
        assert row["Licence"]
        assert row["Sources"].startswith("http")
    gone = {row["ID"]: row["Why gone"] for row in rows if row["Status"] == "withdrawn"}
    assert gone == {stone["id"]: stone["reason"] for stone in about["tombstones"]}


def test_no_cell_of_the_table_starts_a_formula(api):
    text = api.get("/exports/services.csv").content.decode("utf-8-sig")
    assert not [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row if cell[:1] in tuple("=+-@")]


def test_the_map_has_every_offer_at_its_points(api, records, about):
    collection = api.get("/exports/services.geojson").json()
    assert collection["type"] == "FeatureCollection"
    assert [feature["id"] for feature in collection["features"]] == [record["id"] for record in records]
    located = [feature for feature in collection["features"] if feature["geometry"]]
    assert located
    for feature in located:
        kind, points = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        for lon, lat in points if kind == "MultiPoint" else [points]:
            assert -9 < lon < 2.5
            assert 49 < lat < 61
    for name in ("licence", "attribution", "provenance", "urgent_help", "tombstones", "changes_cursor"):
        assert collection[name] == about[name]


@pytest.fixture(scope="module")
def package(api, tmp_path_factory):
    path = tmp_path_factory.mktemp("package") / "services.zip"
    path.write_bytes(api.get("/exports/services.zip").content)
    return path


@pytest.mark.filterwarnings("ignore")  # frictionless leaves files to the collector
def test_the_package_is_valid(package, tmp_path):
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []
    assert report.valid


def test_the_package_holds_every_row(package, records, about):
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        rows = {
            name[:-4]: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8", newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }
        read_me = archive.read("README.txt").decode()
        described = json.loads(archive.read("datapackage.json"))
    assert [row["id"] for row in rows["services"]] == [record["id"] for record in records]
    assert len(rows["phones"]) == sum(len(record.get("phones", ())) for record in records)
    assert len(rows["attributes"]) >= sum(len(record["attributes"]) for record in records)
    assert {row["id"] for row in rows["tombstones"]} == {stone["id"] for stone in about["tombstones"]}
    assert rows["urgent_help"][0]["tel"] == "999"
    assert "999" in read_me
    assert "Open Government Licence" in read_me
    assert described["licenses"]
    licences = {row["value"] for row in rows["attributes"] if row["link_type"] == "data_licence"}
    assert licences


def test_the_feed_goes_on_from_an_export(api, about):
    for name in FORM_NAMES:
        cursor = api.get(f"/exports/services.{name}").headers["changes-cursor"]
        assert cursor == about["changes_cursor"]
        assert api.get("/changes", params={"since": cursor}).json()["changes"] == []


@pytest.mark.parametrize("name", FORM_NAMES)
def test_the_terminal_writes_what_the_api_gives(call, tmp_path, name):
    target = tmp_path / f"services.{name}"
    assert call("export", "--format", name, "--output", target).exit_code == 0
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_size > 10_000
    if name == "ndjson":
        assert call("export").stdout_bytes == target.read_bytes()
