"""The commands, over a data folder of their own."""

import inspect
from datetime import UTC, datetime

import orjson
import pytest
from starlette.testclient import TestClient

from tests.ready_folder import settings_for
from thrive_directory.api.app import create_app
from thrive_directory.api.main import app as app_of_environment
from thrive_directory.api.main import compose
from thrive_directory.api.params import SearchParams
from thrive_directory.catalogue.queries import published_identities
from thrive_directory.catalogue.reports import Problem, keep_report
from thrive_directory.catalogue.session import engine_for, reading, writing
from thrive_directory.cli.search import search
from thrive_directory.errors import AmbiguousPlace, BadParameter, ReportNotFound, ServiceNotFound, ServiceWithdrawn


def test_every_parameter_of_a_search_is_an_option():
    assert set(inspect.signature(search).parameters) - {"as_json"} == set(SearchParams.model_fields)


def test_search_prints_a_list_to_read(call):
    told = call("search", "getting advice near NW1 8QL", "--age", 14, "--need", "anxiety").stdout
    assert "near NW1 8QL (Camden)" in told
    assert "999" in told
    assert " 1. " in told
    assert "Why: " in told


def test_search_as_json_is_what_the_api_gives_byte_for_byte(call, folder):
    for _ in range(2):  # the answer may tell the time: once more if the minute changed between the two
        parts = compose(settings_for(folder))
        parts.snapshots.refresh()
        with TestClient(create_app(parts)) as client:
            over_http = client.post("/search", json={"near": "NW1 8QL", "age": 14, "need": "anxiety"}).content
        told = call("search", "--near", "NW1 8QL", "--age", 14, "--need", "anxiety", "--json").stdout_bytes
        if told == over_http:
            break
    assert told == over_http


def test_search_refuses_as_the_api_does(call):
    with pytest.raises(BadParameter) as refusal:
        call("search", "--need", "anxeity")
    assert "anxiety" in refusal.value.nearest


def test_places(call):
    told = call("places", "nw18ql").stdout
    assert "NW1 8QL · postcode · Camden (E09000007) · England" in told
    assert orjson.loads(call("places", "NW1", "--json").stdout)["area"]["code"] == "E09000007"
    with pytest.raises(AmbiguousPlace):
        call("places", "Newport")


def test_importing_the_seed_again_changes_nothing(call):
    assert " 0 new, 0 changed" in call("import", "seed").stdout


def test_index_build_says_what_it_compiled(call):
    assert "offers" in call("index", "build").stdout


def test_doctor_is_content(call):
    result = call("doctor")
    assert result.exit_code == 0
    for words in ("thrive-directory", "catalogue version", "postcodes", "names of places", " ago)", "vocabularies"):
        assert words in result.stdout


def test_doctor_of_an_empty_folder_says_what_is_missing(call, tmp_path, monkeypatch):
    monkeypatch.setenv("THRIVE_DATA_DIR", str(tmp_path))
    result = call("doctor")
    assert result.exit_code == 1
    assert "has not been built" in result.stdout
    assert "have not been built" in result.stdout


def test_withdraw_takes_an_offer_out_of_every_answer(call, folder, monkeypatch):
    found = orjson.loads(call("search", "--near", "NW1 8QL", "--json").stdout)["results"][0]["service"]["id"]
    assert "Catalogue version" in call("withdraw", found, "--reason", "closed").stdout
    left = orjson.loads(call("search", "--near", "NW1 8QL", "--limit", 100, "--json").stdout)["results"]
    assert found not in [result["service"]["id"] for result in left]
    with TestClient(app_of_environment()) as client:
        assert client.get(f"/services/{found}").status_code == 410
    with pytest.raises(ServiceWithdrawn):
        call("withdraw", found, "--reason", "again")
    with pytest.raises(ServiceNotFound):
        call("withdraw", "00000000-0000-5000-8000-000000000000", "--reason", "never was")


def test_reports_are_listed_and_closed(call, folder):
    engine = engine_for(settings_for(folder))
    with reading(engine) as session:
        offer = published_identities(session)[0].id
    with writing(engine) as session:
        keep_report(session, Problem(offer, "number-wrong", "It rings out", datetime.now(UTC).date()))
    told = call("reports", "list").stdout
    assert "number-wrong" in told
    assert "“It rings out”" in told
    assert offer in told
    call("reports", "close", told.split()[0])
    assert call("reports", "list").stdout == "0 open\n"
    with pytest.raises(ReportNotFound):
        call("reports", "close", told.split()[0])
