"""The finder in other people's pages: what a site may choose, where its links lead, and the lines to paste."""

import base64
import gzip
import hashlib
import html
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.unit.api.conftest import DROP_IN, GONE, HERE, Holder
from tests.unit.web.conftest import resolve_tokens_too
from thrive_directory.api.app import create_app
from thrive_directory.web.embed.element import integrity, latest, versions
from thrive_directory.web.embed.options import options_of

HTML = {"accept": "text/html"}
CAMDEN = replace(HERE, label="Camden", kind="area", token="E09000007")  # a place's, not a password
GIVEN_OUT = {1: "sha384-FcoSZEQlMd3MXCGF0T1JbFV3PHP2VyCOmDidWfGrelnXC9Ppg+Y0HTEaNV1D4gNA"}
"""Every version of the element that pages may name, with its hash: none may ever change or go."""


def resolve(text, parameter="near"):
    return CAMDEN if text == "E09000007" else resolve_tokens_too(text, parameter)


@pytest.fixture
def parts(parts):
    return replace(parts, resolve=resolve)


def chosen(**query):
    return options_of(query, resolve)


def links(text):
    """(address, attributes) of every link and form."""
    tags = re.findall(r"<(?:a|form)\b[^>]*>", text)
    return [(html.unescape(re.search(r'(?:href|action)="([^"]*)"', tag)[1]), tag) for tag in tags]


def words_of(response):
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def lines(client, query=""):
    """The texts to copy, by their kind."""
    page = client.get(f"/embed/code{query}", headers=HTML).text
    found = re.findall(r'id="copy-embed-(\w+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {kind: html.unescape(text) for kind, text in found}


def test_everything_that_can_be_chosen_is_taken():
    options = chosen(
        accent="#7A1FA2", area="E09000007", grouping="getting-advice", audience="parent-carer", lang="en-GB", site="k-1"
    )
    assert options.given() == {
        "accent": "7a1fa2",
        "area": "E09000007",
        "grouping": "getting-advice",
        "audience": "parent-carer",
        "site": "k-1",
    }
    assert options.refused == {}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"accent": "#ffff00"}, "the contrast is 1.0 to 1, and must be 4.5 to 1 or more. Choose a darker colour."),
        ({"accent": "#777777"}, "the contrast is 4.4 to 1"),  # 4.48: rounded up it would read as 4.5
        ({"accent": "red"}, "such as #0b4f5c"),
        ({"accent": "#0b4f5c;}body{display:none"}, "such as #0b4f5c"),
        ({"area": "E09999999"}, "We know no area with this code. Choose one from the list."),
        ({"area": "NW1 8QL"}, "We know no area with this code."),
        ({"grouping": "tier-3"}, "Use one of: thriving, getting-advice"),
        ({"audience": "teacher"}, "Use one of: young-person"),
        ({"lang": "cy"}, "in English only so far"),
        ({"lang": "!"}, "in English only so far"),
        ({"site": "a key"}, "letters, digits, - and _"),
        ({"site": "k" * 65}, "the finder works all the same"),
    ],
)
def test_what_cannot_be_used_is_explained_and_the_rest_still_works(client, query, says):
    name = next(iter(query))
    assert says in chosen(**query).refused[name]
    assert says in words_of(client.get("/embed/code", params=query, headers=HTML))
    finder = client.get("/embed", params={**query, "audience": query.get("audience", "young-person")}, headers=HTML)
    assert finder.status_code == 200
    assert 'href="tel:999"' in finder.text
    assert "display:none" not in finder.text


def test_the_words_of_an_explanation_never_repeat_what_was_given():
    for name in ("accent", "area", "grouping", "audience", "lang", "site"):
        assert "zq<w>x y" not in chosen(**{name: "zq<w>x y"}).refused[name]


def test_a_colour_that_can_be_read_is_used_and_another_is_not(client):
    assert "--accent: #7a1fa2" in client.get("/embed?accent=7a1fa2", headers=HTML).text
    assert "--accent: #0b4f5c" in client.get("/embed?accent=ffff00", headers=HTML).text


@pytest.mark.parametrize("path", ["", "/near/E09000007-NW1", f"/offer/{DROP_IN}", f"/offer/{GONE}", "/no/such/page"])
def test_all_of_it_stays_in_the_frame_hands_on_the_choices_and_opens_others_in_a_new_tab(client, path):
    response = client.get(f"/embed{path}?accent=7a1fa2&area=E09000007&site=k1", headers=HTML)
    assert "Exit this page" not in response.text
    within = 0
    for address, tag in links(response.text):
        if address.startswith("#"):
            continue
        if re.match(r"(tel|sms|mailto):", address):
            assert 'target="_top"' in tag
        elif address.startswith("/embed"):
            within += 1
            assert "accent=7a1fa2&area=E09000007" in address
            assert "site=" not in address
            assert "target" not in tag
        else:
            assert 'target="_blank"' in tag
            assert 'rel="noreferrer"' in tag
    assert within


def test_what_the_site_chose_stands_for_what_is_left_empty(client):
    address = "/embed?area=E09000007&grouping=getting-advice&audience=young-person"
    sent = client.post(address, data={"near": "", "q": ""}, follow_redirects=False)
    assert sent.headers["location"].startswith("/embed/near/E09000007?s=")
    shown = words_of(client.get(sent.headers["location"], headers=HTML))
    assert "for: young person" in shown
    elsewhere = client.post(address, data={"near": "NW1", "q": ""}, follow_redirects=False)
    assert elsewhere.headers["location"].startswith("/embed/near/E09000007-NW1?")


def test_a_place_that_the_words_name_beats_the_area_of_the_site(client):
    sent = client.post("/embed?area=E09000007", data={"q": "help near NW1 8QL"}, follow_redirects=False)
    assert sent.headers["location"].startswith("/embed/near/E09000007-NW1?")


def test_what_was_typed_is_in_no_address(client):
    sent = client.post("/embed", data={"near": "NW1 8QL", "q": "somebody hurts me"}, follow_redirects=False)
    assert "8QL" not in sent.headers["location"]
    assert "hurts" not in sent.headers["location"]
    shown = client.get(sent.headers["location"], headers=HTML)
    assert "You can get help right now" in shown.text


def test_a_slash_too_many_is_understood(client):
    response = client.get("/embed/?area=E09000007", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/embed?area=E09000007")


def test_a_known_site_counts_once_for_each_opening_and_a_made_up_one_does_not(parts):
    counted = []
    parts = replace(
        parts, counters=replace(parts.counters, read_sites=lambda: frozenset({"school"}), write=counted.append)
    )
    parts.counters.flush()
    with TestClient(create_app(parts)) as client:
        for url in ("/embed?site=school", "/embed?site=made-up", "/embed", "/embed/code?site=school"):
            assert client.get(url, headers=HTML).status_code == 200
        client.get("/embed/near/E09000007-NW1?site=school", headers=HTML)
    parts.counters.flush()
    sums = {key: count for each in counted for key, count in each.items() if key.kind == "embed"}
    assert {key.subject: count for key, count in sums.items()} == {"school": 1}


def test_no_version_of_the_element_ever_changes_or_goes():
    assert {version: integrity(version) for version in versions()} == GIVEN_OUT


def test_the_element_is_small():
    assert len(gzip.compress(versions()[latest()], 9)) <= 1000


def test_the_element_is_served_as_it_was_given_out_whatever_is_added_to_its_address(client):
    for added in ("", "?ver=6.8"):
        body = client.get(f"/embed/thrive-finder-1.js{added}", headers={"accept-encoding": "br"}).content
        assert "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode() == GIVEN_OUT[1]
    assert client.get("/embed/thrive-finder-99.js").status_code == 404


def test_the_lines_to_paste_hold_what_was_chosen_and_a_way_without_scripts(client):
    found = lines(client, "?area=E09000007&accent=7a1fa2&site=k1&grouping=tier-3")
    address = "http://testserver/embed?accent=7a1fa2&area=E09000007&site=k1"
    origin = re.match(r"(http://[^/]+)/embed", found["address"])[1]
    address = address.replace("http://testserver", origin)
    assert found["address"] == address
    assert f'integrity="{GIVEN_OUT[latest()]}"' in found["element"]
    assert 'crossorigin="anonymous"' in found["element"]
    assert '<thrive-finder accent="#7a1fa2" area="E09000007" site="k1">' in found["element"]
    assert f'<a href="{html.escape(address)}">' in found["element"]
    assert f'<iframe src="{html.escape(address)}"' in found["frame"]
    assert "sandbox" not in found["frame"]


def test_the_preview_counts_nobody(client):
    page = client.get("/embed/code?site=k1", headers=HTML).text
    preview = page.partition('id="preview"')[2].partition("</thrive-finder>")[0]
    assert "/embed" in preview
    assert "k1" not in preview


def test_while_the_catalogue_is_being_read_the_frame_still_says_999(parts):
    with TestClient(create_app(replace(parts, snapshots=Holder(None)))) as client:
        for path, status in (("/embed", 200), ("/embed/near/E09000007-NW1", 503)):
            response = client.get(path, headers=HTML)
            assert response.status_code == status
            assert "frame-ancestors *" in response.headers["content-security-policy"]
            assert "In an emergency, call 999." in words_of(response)
