"""`/list`: the address is the list. What is on it, what it says of what is not, how it is changed by links alone."""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DAY, DROP_IN, GONE, LINE, offer, snapshot_of
from tests.unit.web.test_pages import HTML, has_urgent_help, words_of
from thrive_directory.api.app import create_app
from thrive_directory.catalogue.assemble import WAITING_WEEKS
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.index.build import build_snapshot
from thrive_directory.settings import bundled

UNKNOWN = "00000000-0000-5000-8000-00000000ffff"
NINE = [f"00000000-0000-5000-8000-0000000001{n:02}" for n in range(9)]


def get(client, *ids, path="/list", **more):
    return client.get(path, params=[*(("id", each) for each in ids), *more.items()], headers=HTML)


def links(response) -> dict[str, str]:
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', response.text, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]+>", "", text).split()): html.unescape(href) for href, text in found}


def ids_of(address: str) -> list[str]:
    return [value for name, value in parse_qsl(urlsplit(address).query) if name == "id"]


@pytest.fixture
def nine(parts):
    """A program that has nine offers."""
    offers = [offer(offer_id, f"Offer {at}") for at, offer_id in enumerate(NINE)]
    records = [{"id": each.id, "name": each.name, "status": "active"} for each in offers]
    lines = parts.snapshots.live.urgent_help
    words = load_vocabulary(bundled("data/vocabulary.yaml"))
    parts.snapshots.snapshot = build_snapshot(18, offers, words, records=records, urgent_help=lines)
    with TestClient(create_app(parts)) as client:
        yield client


def test_a_list_shows_what_is_on_it_in_its_order(client):
    response = get(client, LINE, DROP_IN)
    assert response.status_code == 200
    shown = words_of(response)
    assert shown.index("1. Line") < shown.index("2. Drop-in")
    assert 'href="tel:+442079460000"' in response.text
    assert has_urgent_help(response)
    assert "miles" not in shown


def test_it_is_changed_by_links_that_are_lists_themselves(client):
    found = links(get(client, LINE, DROP_IN, GONE))
    assert ids_of(found["Move down: Line"]) == [DROP_IN, LINE, GONE]
    assert ids_of(found["Move up: Gone"]) == [LINE, GONE, DROP_IN]
    assert ids_of(found["Take off: Drop-in"]) == [LINE, GONE]
    assert "Move up: Line" not in found
    assert "Move down: Gone" not in found
    assert found["Find more to put on it"] == f"/find?id={LINE}&id={DROP_IN}&id={GONE}"
    assert found["Compare them"] == f"/compare?id={LINE}&id={DROP_IN}"


def test_what_has_gone_is_said_to_be_gone_with_what_replaces_it(client):
    response = get(client, GONE, LINE)
    assert response.status_code == 200
    shown = words_of(response)
    assert "Gone is no longer listed" in shown
    assert "Closed We took it off on 1 November 2026." in shown
    found = links(response)
    assert found["Drop-in"] == f"/offer/{DROP_IN}"
    assert ids_of(found["Put it on the list in its place"]) == [DROP_IN, LINE]


def test_nothing_left_but_what_has_gone_is_410_and_still_explains(client):
    response = get(client, GONE)
    assert response.status_code == 410
    assert "Gone is no longer listed" in words_of(response)
    assert "Print it" not in words_of(response)
    assert has_urgent_help(response)


def test_what_nobody_knows_is_said_and_the_rest_works(client):
    response = get(client, UNKNOWN, LINE, "<script>")
    assert response.status_code == 200
    assert "2 things in this address are nothing we know." in words_of(response)
    assert "1. Line" in words_of(response)
    assert "<script>" not in response.text.replace("<script>\n", "")
    assert ids_of(links(response)["Find more to put on it"]) == [LINE]


def test_nothing_that_anybody_knows_is_404_with_urgent_help(client):
    response = get(client, UNKNOWN)
    assert response.status_code == 404
    assert "Nothing in this address is anything we know." in words_of(response)
    assert has_urgent_help(response)


def test_an_empty_list_says_how_to_fill_it(client):
    response = get(client)
    assert response.status_code == 200
    assert "There is nothing on your list yet." in words_of(response)
    assert has_urgent_help(response)


@pytest.mark.parametrize(("until", "shown"), [("2026-10-31", False), ("2099-12-31", True)])
def test_a_wait_that_is_past_its_day_is_in_no_text_to_copy(parts, until, shown):
    offers = [offer(NINE[0], "Offer 0")]
    told = {"unit": {"name": WAITING_WEEKS}, "available": 6, "updated": "2026-10-01T00:00:00+00:00"}
    record = {"id": NINE[0], "status": "active", "capacities": [{**told, "description": f"Not known after {until}."}]}
    live = parts.snapshots.live
    parts.snapshots.snapshot = build_snapshot(
        18, offers, live.vocabulary, records=[record], urgent_help=live.urgent_help
    )
    with TestClient(create_app(parts)) as client:
        page = words_of(get(client, NINE[0]))
    assert ("About 6 weeks to wait" in page) is shown
    blanks = page.partition("Not known, ask them: ")[2].partition("Details read")[0]
    assert ("How long the wait is" in blanks) is not shown


def test_a_repeated_id_is_there_once(client):
    assert words_of(get(client, LINE, LINE)).count("Take off : Line") == 1


def test_of_nine_the_first_eight_are_there_and_the_ninth_is_named(nine):
    response = get(nine, *NINE)
    assert response.status_code == 200
    shown = words_of(response)
    assert "A list holds at most 8. These did not fit: Offer 8" in shown
    assert shown.count("Take off : ") == 8
    assert ids_of(links(response)["Open these as a list of their own"]) == [NINE[8]]
    assert "Compare them" not in links(response)
    assert response.text.count('class="td-slip"') == 2
    assert "Help we talked about 1/2" in shown, "a sheet that got lost is missed"
    assert "Help we talked about 2/2" in shown
    assert shown.count("What we agreed") == 1, "it is agreed once, whatever the number of sheets"


def test_a_list_opens_unchanged_after_the_catalogue_was_made_again(parts, client):
    before = words_of(get(client, LINE, DROP_IN, GONE))
    parts.snapshots.snapshot = snapshot_of(version=18)
    assert words_of(get(client, LINE, DROP_IN, GONE)) == before


def test_it_opens_the_persons_own_messages_with_the_text_in_it(client):
    found = links(get(client, DROP_IN))
    message = found["Write a text message with it"]
    assert message.startswith("sms:?&body=Drop-in%3A%20020%207946%200000%0A")
    mail = found["Write an e-mail with it"]
    assert mail.startswith("mailto:?subject=Help%20we%20talked%20about&body=Drop-in%3A%20")
    for text in (unquote(message), unquote(mail)):
        assert "999" in text
        assert "1 November 2026" in text
        assert f"/list?id={DROP_IN}" in text
    assert "%0D%0A" in mail
    assert "+" not in mail


def test_a_discreet_list_names_nothing_on_what_leaves_it(client):
    response = get(client, DROP_IN, LINE, names="no")
    assert re.search(r"<title[^>]*>\s*Numbers to keep\s*</title>", response.text)
    slip = response.text.partition('class="td-slip"')[2].partition("</main>")[0]
    for name in ("Drop-in", "Line", "Trust", "mental"):
        assert name not in slip
    assert "020 7946 0000" in slip
    found = links(response)
    for way in ("Write a text message with it", "Write an e-mail with it"):
        assert "Drop-in" not in unquote(found[way])
        assert "names=no" in unquote(found[way])
    for way in ("Move down: Drop-in", "Take off: Line", "Save it in my phone’s contacts"):
        assert found[way].endswith("names=no")
    assert "names=" not in found["Put the names back on what you print and send"]


def test_counting_is_told_nothing_where_it_is_switched_off(parts):
    with TestClient(create_app(parts)) as client:
        assert 'data-offers=""' in get(client, DROP_IN).text
    counting = replace(parts.counters, write=lambda sums: None)
    with TestClient(create_app(replace(parts, counters=counting))) as client:
        assert f'data-offers="{DROP_IN}"' in get(client, DROP_IN).text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/list.vcf?id={DROP_IN}&id={GONE}", 200),
        (f"/list.vcf?id={GONE}", 404),
        ("/list.vcf", 404),
        (f"/offer/{DROP_IN}.vcf", 200),
        (f"/offer/{GONE}.vcf", 410),
        (f"/offer/{UNKNOWN}.vcf", 404),
    ],
)
def test_contacts_of_what_is_there_and_a_page_for_what_is_not(client, path, status):
    response = client.get(path, headers=HTML)
    assert response.status_code == status
    kind = "text/vcard; charset=utf-8" if status == 200 else "text/html; charset=utf-8"
    assert response.headers["content-type"] == kind
    if status == 200:
        assert response.text.count("BEGIN:VCARD") == 1
        assert response.headers["content-disposition"] == 'attachment; filename="numbers.vcf"'
    else:
        assert has_urgent_help(response)


def test_the_day_of_the_oldest_detail_stands_on_the_slip(client):
    assert f"{DAY.day} November 2026" in words_of(get(client, DROP_IN))
