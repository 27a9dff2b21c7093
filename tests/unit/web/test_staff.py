"""The search for people at work: what its addresses hold and never hold, and what a row and the page around it say."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.api.conftest import DROP_IN, LINE, snapshot_of
from tests.unit.web.test_pages import HTML, has_urgent_help, words_of
from thrive_directory.api.codes import TAXONOMY_OF
from thrive_directory.api.params import SearchParams
from thrive_directory.web.codes import URGENT_KINDS, Asked
from thrive_directory.web.staff_address import query_text, read_query
from thrive_directory.web.staff_results import SAID_BY_FACTS

SNAPSHOT = snapshot_of()
CODES = {name: SNAPSHOT.vocabulary.codes(taxonomy) for name, taxonomy in TAXONOMY_OF.items()}
PLACE = "E09000007-NW1"


def send(client, **sent):
    return client.post("/staff", data=sent, headers=HTML, follow_redirects=False)


def asks() -> st.SearchStrategy[Asked]:
    """Any question that an address can hold."""
    ages = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: tuple(sorted(map(float, pair))))
    some = {name: st.lists(st.sampled_from(codes), unique=True, max_size=3).map(tuple) for name, codes in CODES.items()}
    params = st.fixed_dictionaries(
        {
            **some,
            "age": st.lists(ages, unique=True, max_size=2).map(tuple),
            "free": st.sampled_from([None, True, False]),
            "open": st.sampled_from([None, "now"]),
            "within_km": st.sampled_from([None, 5.0, 7.5]),
            "wait": st.sampled_from([None, 0.0, 6.0]),
            "gender": st.sampled_from([None, "female"]),
            "gp": st.sampled_from([None, "A81001"]),
            "sort": st.sampled_from([None, "name"]),
            "variety": st.sampled_from([None, False]),
        }
    ).map(lambda fields: SearchParams.model_construct(**fields))
    kinds = st.lists(st.sampled_from(URGENT_KINDS), unique=True).map(tuple)
    urgent = st.one_of(st.just((False, ())), kinds.map(lambda found: (True, found)))
    needs = st.lists(st.sampled_from(CODES["need"]), unique=True, max_size=2).map(tuple)
    return st.builds(
        lambda params, urgent, needs, dropped, guessed: Asked(
            params, prefer_need=needs, urgent=urgent[0], urgent_kinds=urgent[1], dropped=dropped, guessed=guessed
        ),
        params,
        urgent,
        needs,
        st.booleans(),
        st.booleans(),
    )


@settings(max_examples=60)
@given(asks())
def test_an_address_holds_the_whole_question_and_reads_as_words(asked):
    text = query_text(asked)
    assert read_query(parse_qsl(text), SNAPSHOT) == asked
    assert re.fullmatch(r"[\w=&,.:-]*", text), "nothing in it is escaped"


def test_the_form_leads_to_a_readable_address_with_nothing_typed_in_it(client):
    answer = send(client, near="nw1 8ql", age="14", q="getting advice")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/staff/{PLACE}?grouping=getting-advice&age=14"


def test_words_travel_as_codes_or_not_at_all(client):
    location = send(client, near="NW1", q="zanzibar drop-in").headers["location"]
    query = dict(parse_qsl(urlsplit(location).query))
    assert query.keys() == {"dropped", "words"}
    assert "zanzibar" not in location
    assert "drop" not in query["words"]
    assert "the word “drop…”" in words_of(client.get(location, headers=HTML))


def test_danger_travels_and_urgent_help_comes_first(client):
    location = send(client, near="NW1", q="my dad hurts me").headers["location"]
    assert "urgent=abuse" in location
    page = client.get(location, headers=HTML)
    assert "td-urgent--first" in page.text
    assert "hurts" not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/staff/NW1 8QL?age=14",
        f"/staff/{PLACE}?age=14&near=NW1+8QL&q=my+son+Jo",
        f"/staff/{PLACE}?utm_source=x&age=14",
        f"/staff/{PLACE}?need=&urgent=&age=14",
        f"/staff/{PLACE}?age=14&limit=1&cursor=x",
    ],
)
def test_what_does_not_belong_into_an_address_is_taken_out_of_it(client, address):
    answer = client.get(address, headers=HTML, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/staff/{PLACE}?age=14"


def test_filters_are_kept_for_another_place(client):
    page = client.get("/staff?grouping=getting-help&age=14", headers=HTML)
    assert "These filters are kept: age 14, help with a goal." in words_of(page)
    kept = re.search(r'name="kept" value="([^"]+)"', page.text)[1].replace("&amp;", "&")
    location = send(client, near="NW1", kept=kept).headers["location"]
    assert location == f"/staff/{PLACE}?grouping=getting-help&age=14"
    assert send(client, near="NW1", age="9", kept=kept).headers["location"].endswith("grouping=getting-help&age=9")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "That is not a postcode."),
        ({"near": "nowhere"}, "The nearest we know: NW1"),
        ({"near": "newport"}, "Newport, Wales"),
        ({"near": "NW1", "age": "fourteen"}, "must be an age"),
        ({"near": "NW1", "q": "a" * 501}, "Your words must be at most 500 characters"),
        ({"near": "NW1", "kept": "need=anxeity"}, "need must be a code"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_form(client, sent, says):
    page = send(client, **sent)
    assert page.status_code == 422
    assert "govuk-error-summary" in page.text
    assert says in words_of(page)
    assert has_urgent_help(page)
    assert "autofocus" not in page.text, "the focus goes to the summary"


@pytest.mark.parametrize("address", [f"/staff/{PLACE}?need=anxeity", f"/staff/{PLACE}?words=changed", "/staff?age=x"])
def test_an_address_changed_by_hand_leads_back_to_the_form(client, address):
    page = client.get(address, headers=HTML)
    assert page.status_code == 422
    assert 'action="/staff"' in page.text
    assert has_urgent_help(page)


def test_a_place_that_is_none_is_not_found(client):
    assert client.get("/staff/nowhere-at-all", headers=HTML).status_code == 404


def test_every_option_is_in_the_page_in_the_order_that_everybody_gets(client):
    page = client.get(f"/staff/{PLACE}", headers=HTML)
    told = client.get("/search?near=NW1").json()
    names = re.findall(r'<h2 id="option-\d+">\d+\. <a[^>]*>([^<]+)</a>', page.text)
    assert names == [result["service"]["name"] for result in told["results"]]
    for result in told["results"]:
        for said in (*result["reasons"], *result["asks"]):
            assert said["text"] in words_of(page) or said["code"] in SAID_BY_FACTS


def test_every_row_bears_the_day_on_which_it_was_read(client):
    page = words_of(client.get(f"/staff/{PLACE}", headers=HTML))
    assert page.count("read 1 November 2026.") == 2
    assert "“Read”: on a public page on that day, not checked with them." in page


def test_near_misses_stand_there_with_their_one_reason(client):
    assert "Line : Only for people aged 18 and over" in words_of(client.get(f"/staff/{PLACE}", headers=HTML))


def test_the_authoritys_front_door_is_named_or_said_not_to_be_known(client):
    camden = words_of(client.get(f"/staff/{PLACE}", headers=HTML))
    assert "In danger now: 999. Line door: 02079743317" in camden
    anywhere = words_of(client.get("/staff/anywhere"))
    assert "children’s social care of the council where the child lives. Follow your own" in anywhere


def test_a_row_can_be_put_on_a_list_and_copied_without_scripts(client):
    page = client.get(f"/staff/{PLACE}", headers=HTML).text
    assert '<form action="/list" method="get" id="chosen"' in page
    assert re.findall(r'name="id" value="([^"]+)" form="chosen"', page) == [DROP_IN, LINE]
    assert 'data-offers=""' in page, "nothing is told of a copy where counting is switched off"
    assert 'data-button="Copy number"' in page


def test_what_is_not_known_is_said(client):
    row = words_of(client.get(f"/staff/{PLACE}", headers=HTML))
    assert "Who can refer: not known, ask" in row
    assert "Where nothing is said of room and wait, they are not known: ask." in row


def test_there_is_no_button_to_leave_and_all_else_of_the_frame(client):
    for address in ("/staff", f"/staff/{PLACE}"):
        page = client.get(address, headers=HTML)
        assert "govuk-exit-this-page" not in page.text
        assert has_urgent_help(page)
        assert 'href="/about/privacy"' in page.text
