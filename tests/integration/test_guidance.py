"""What happens, who is told, how to refer: from a source's sentence to the record, the feed and the page; on each
database."""

import csv
import html
import io
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from starlette.testclient import TestClient

from tests.catalogue_records import GUIDANCE, SEEN, plain, rich
from tests.integration.conftest import Take, bundled_vocabulary, register
from tests.unit.api.conftest import Holder, parts_over
from thrive_directory.api.app import create_app
from thrive_directory.catalogue.keys import key
from thrive_directory.index.compile import compile_catalogue
from thrive_directory.sources.hsds_guidance import guidance_in

RICH, PLAIN = key("test", "service", "rich"), key("test", "service", "plain")
FORM = "https://quayside.example/refer"


@pytest.fixture
def served(catalogue: Engine) -> Iterator[tuple[TestClient, Holder]]:
    holder = Holder(compile_catalogue(catalogue, bundled_vocabulary(), register(), None))
    with TestClient(create_app(parts_over(holder))) as client:
        yield client, holder


@pytest.fixture
def client(take: Take, catalogue: Engine, served: tuple[TestClient, Holder]) -> TestClient:
    """The API and the pages over one offer that tells everything and one that tells nothing."""
    take(rich(), plain())
    served[1].snapshot = compile_catalogue(catalogue, bundled_vocabulary(), register(), None)
    return served[0]


def test_every_kind_is_in_the_record_with_the_page_it_was_read_on(client: TestClient) -> None:
    record = client.get(f"/services/{RICH}").json()
    told = {each["link_type"]: each for each in record["attributes"]}
    for each in GUIDANCE:
        attribute = told[each.kind]
        assert attribute["value"] == (FORM if each.kind == "referral_form" else each.text)
        (seen,) = attribute["metadata"]
        assert (seen["replacement_value"], seen["last_action_date"]) == (str(SEEN.source_url), "2026-11-22")
    assert told["referral_form"]["label"] == "Online form"


def test_what_goes_out_can_be_taken_in_again(client: TestClient) -> None:
    record = client.get(f"/services/{RICH}").json()
    elsewhere = SEEN.model_copy(update={"provenance": "secondary"})
    assert tuple(guidance_in(record, elsewhere)) == GUIDANCE


def test_the_standard_fields_repeat_the_two_that_the_standard_has(client: TestClient) -> None:
    record = client.get(f"/services/{RICH}").json()
    assert record["application_process"] == "Somebody rings you back."
    fields = {each["field_name"]: each["replacement_value"] for each in record["metadata"]}
    assert fields["application_process"] == str(SEEN.source_url)
    form = record["additional_urls"][-1]
    assert (form["label"], form["url"], len(form["metadata"])) == ("Online form", FORM, 1)
    assert "application_process" not in client.get(f"/services/{PLAIN}").json()


def test_how_to_refer_is_the_application_process_of_an_offer_that_tells_families_nothing(
    take: Take, client: TestClient, served: tuple[TestClient, Holder], catalogue: Engine
) -> None:
    take(rich(guidance=[each for each in GUIDANCE if each.kind == "how_to_refer"]))
    served[1].snapshot = compile_catalogue(catalogue, bundled_vocabulary(), register(), None)
    assert client.get(f"/services/{RICH}").json()["application_process"] == "By the form."


def test_one_changed_sentence_is_a_change_for_everybody_who_keeps_a_copy(
    take: Take, client: TestClient, served: tuple[TestClient, Holder], catalogue: Engine
) -> None:
    before = client.get(f"/services/{RICH}")
    cursor = client.get("/changes").json()["next_cursor"]
    (first, *others) = GUIDANCE
    report = take(rich(guidance=(first.model_copy(update={"text": "A nurse rings you."}), *others)), plain())
    assert (report.changed, report.unchanged) == (1, 1)
    served[1].snapshot = compile_catalogue(catalogue, bundled_vocabulary(), register(), None)
    (change,) = client.get("/changes", params={"since": cursor}).json()["changes"]
    assert (change["id"], change["kind"]) == (RICH, "updated")
    assert change["service"]["application_process"] == "A nurse rings you."
    again = client.get(f"/services/{RICH}", headers={"If-None-Match": before.headers["etag"]})
    assert again.status_code == 200


def test_the_table_has_a_column_for_each(client: TestClient) -> None:
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(client.get("/exports/services.csv").text[1:]))}
    row = rows["Quayside Counselling"]
    assert row["Referral form"] == FORM
    assert row["Who is told, and what stays private"] == "They say that it is confidential."
    assert rows["Offer plain"]["Who is told, and what stays private"] == ""


def test_the_page_says_what_is_told_and_where_it_was_read(client: TestClient) -> None:
    page = client.get(f"/offer/{RICH}", headers={"accept": "text/html"}).text
    for each in GUIDANCE:
        assert each.text in page
    assert f'<a class="govuk-link" rel="noreferrer" href="{FORM}">Online form</a>' in page
    words = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
    assert "What to expect Read on the provider's own page of 2026-10, 22 November 2026" in words


def test_what_stays_private_is_still_a_question_when_they_say_that_it_is_confidential(client: TestClient) -> None:
    page = client.get(f"/offer/{RICH}", headers={"accept": "text/html"}).text
    assert "You could still ask: “Who will you tell? Will my parents know?" in page
    assert "Not known. You could ask: “Who will you tell?" not in page


def test_what_nobody_has_told_is_a_question_ready_to_be_asked(client: TestClient) -> None:
    page = client.get(f"/offer/{PLAIN}", headers={"accept": "text/html"}).text
    for question in (
        "What will happen when I call, write or come?",
        "Will my parents know?",
        "What can you not help with?",
        "What happens if this does not help me?",
        "Is there a form, and where?",
        "Whose consent do you need",
        "When would you say no",
    ):
        assert question in page
        assert page.rindex("Not known. You could ask: “", 0, page.index(question)) > page.index(question) - 80


def test_no_sentence_is_stored_without_its_source_and_date(take: Take, catalogue: Engine) -> None:
    take(rich())
    for column in ("source_url", "collected_on", "provenance"):
        with pytest.raises(IntegrityError), catalogue.begin() as connection:
            connection.execute(text(f"UPDATE guidance SET {column} = NULL"))  # names of our own
