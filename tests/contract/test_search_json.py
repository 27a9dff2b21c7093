"""The contract of `/search`, over the real seed: what may be asked, what comes back, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import orjson
import pytest

from thrive_directory.api.params import SearchParams
from thrive_directory.api.search_json import answer_search

NW1 = {"near": "NW1 8QL"}


def get(api, **params: Any) -> Any:
    response = api.get("/search", params=params)
    assert response.status_code == 200, response.text
    return response.json()


def post(api, body: dict[str, Any]) -> Any:
    response = api.post("/search", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def ids(answer: Any) -> list[str]:
    return [result["service"]["id"] for result in answer["results"]]


@pytest.fixture(scope="session")
def check(api):
    """Validates an answer against a schema of the API's own document, formats too."""
    document = api.get("/openapi.json").json()

    def validate(answer: Any, name: str) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(schema, format_checker=checker).validate(answer)

    return validate


# What is asked -------------------------------------------------------------------------------------------------------

SAME = [
    ({"near": "NW1 8QL", "age": "14"}, {"near": "NW1 8QL", "age": 14}),
    ({"near": "nw18ql", "age": "14"}, {"near": "nw18ql", "age": "14"}),
    ({"near": "NW1", "age": "6,11"}, {"near": "NW1", "age": [6, 11]}),
    ({"near": "NW1", "age": ["6", "11"]}, {"near": "NW1", "age": "6,11"}),
    ({"near": "NW1", "age": "10-11"}, {"near": "NW1", "age": {"min": 10, "max": 11}}),
    ({"near": "Camden", "need": "anxiety,sleep"}, {"near": "Camden", "need": ["anxiety", "sleep"]}),
    ({"near": "Camden", "need": ["anxiety", "sleep"]}, {"near": "Camden", "need": "anxiety,sleep"}),
    ({"near": "-0.1466,51.5386", "limit": "5"}, {"near": "-0.1466,51.5386", "limit": 5}),
    ({"near": "NW1", "free": "true", "within_km": "5"}, {"near": "NW1", "free": True, "within_km": 5}),
    ({"near": "NW1", "variety": "off"}, {"near": "NW1", "variety": False}),
    ({"near": "NW1", "wait": "now"}, {"near": "NW1", "wait": 0}),
    ({"q": "getting advice near NW1 8QL"}, {"q": "getting advice near NW1 8QL"}),
    ({"near": "NW1", "explain": "true"}, {"near": "NW1", "explain": True}),
    ({"near": "NW1", "need": "", "age": ""}, {"near": "NW1", "need": [], "age": None}),
    ({}, {}),
]


@pytest.mark.parametrize(("by_url", "by_body"), SAME)
def test_get_and_post_give_the_same(api, by_url, by_body):
    assert get(api, **by_url) == post(api, by_body)


@pytest.mark.parametrize(("by_url", "_"), SAME)
def test_every_answer_is_as_the_document_says(api, check, by_url, _):
    check(get(api, **by_url), "SearchAnswer")


def test_the_same_question_gives_the_same_bytes(api):
    urls = [api.get("/search", params=NW1).content for _ in range(2)]
    assert urls[0] == urls[1]


# What comes back -----------------------------------------------------------------------------------------------------


def test_the_main_job(api):
    answer = get(api, near="NW1 8QL", grouping="getting-advice", limit=50)
    assert len(answer["results"]) >= 10
    camden = [n for n, result in enumerate(answer["results"]) if covers(result, "E09000007")]
    assert len([n for n in camden if n < 8]) >= 2
    sectors = {sector for result in answer["results"][:20] for sector in result["service"]["sectors"]}
    assert len(sectors) >= 2
    for result in answer["results"]:
        assert result["reasons"]
        assert result["service"]["coverage"]
        kinds = {area["kind"] for area in result["service"]["coverage"]}
        codes = {area["code"] for area in result["service"]["coverage"]}
        assert "E09000007" in codes or kinds - {"local-authority"}


def covers(result: Any, code: str) -> bool:
    return code in {area["code"] for area in result["service"]["coverage"]}


def test_open_minds_calderdale(api):
    answer = get(api, near="HX7 8AD", age=14, need="anxiety", limit=5)
    assert any("Open Minds" in result["service"]["name"] for result in answer["results"])


@pytest.mark.parametrize("hour", [3, 9, 13, 18, 22])
@pytest.mark.parametrize("day", [22, 23, 28])
def test_open_minds_calderdale_at_any_hour(real_parts, day, hour):
    """Night lines that are open now come up; they do not push the local front door off the list."""
    parts = replace(real_parts, clock=lambda: datetime(2026, 11, day, hour, 30, tzinfo=UTC))
    asked = SearchParams.read({"near": "HX7 8AD", "age": 14, "need": "anxiety", "limit": 5})
    names = [result["service"]["name"] for result in orjson.loads(answer_search(asked, parts))["results"]]
    assert any("Open Minds" in name for name in names)


def test_a_wheelchair_makes_no_phone_line_unusable(api):
    answer = get(api, near="NW1 8QL", age=14, need="anxiety", access="step-free")
    assert answer["results"]
    told = {reason["code"] for result in answer["results"] for reason in result["reasons"]}
    assert told & {"from-home", "has-access"}


def test_what_was_understood_is_told(api):
    understood = get(api, near="NW1 8QL", age="14", need="anxiety")["understood"]
    assert understood["near"]["label"] == "NW1 8QL"
    assert understood["near"]["kind"] == "postcode"
    assert understood["near"]["area"] == {"code": "E09000007", "name": "Camden"}
    assert "8QL" not in understood["near"]["place"]
    assert understood["age"] == 14
    assert understood["need"] == ["anxiety"]


def test_the_coarse_place_finds_the_same_area(api):
    place = get(api, near="NW1 8QL")["understood"]["near"]["place"]
    assert get(api, near=place)["understood"]["near"]["area"]["code"] == "E09000007"


@pytest.mark.parametrize("near", ["NW1 8QL", "HX7 8AD", "Camden", None])
def test_urgent_help_is_on_every_answer_999_and_111_first_and_never_ranked(api, near):
    answer = get(api, near=near) if near else get(api)
    assert [line["tel"] for line in answer["urgent_help"]][:2] == ["999", "111"]
    assert {line["id"] for line in answer["urgent_help"]}.isdisjoint(ids(answer))


def test_words_of_danger_change_the_order_of_help_and_filter_nothing(api):
    answer = get(api, q="my dad hits me", near="NW1 8QL")
    assert answer["understood"]["urgent"] is True
    assert "abuse" in answer["understood"]["urgent_kinds"]
    assert answer["urgent_help"][0]["tel"] == "999"
    assert answer["urgent_help"][1]["kind"] == "abuse"
    assert answer["results"]


def test_every_contact_has_a_source_a_date_and_the_number_it_shows(api):
    for result in get(api, limit=100)["results"]:
        for contact in result["service"]["contacts"]:
            assert contact["source_url"].startswith("http")
            assert date.fromisoformat(contact["collected_on"])
            if contact["tel"]:
                digits = "".join(filter(str.isdigit, contact["value"]))
                assert digits.lstrip("0")[-6:] == contact["tel"][-6:] or contact["tel"].lstrip("+") == digits


def test_nothing_is_placed_at_0_0(api):
    for result in get(api, limit=100)["results"]:
        where = result["location"]
        assert where is None or (where["lon"], where["lat"]) != (0, 0)


def test_pages_follow_one_another_without_a_gap(api):
    whole = ids(get(api, near="NW1", limit=30, variety="off"))
    pages: list[str] = []
    cursor = None
    for _ in range(3):
        page = get(api, near="NW1", limit=10, variety="off", **({"cursor": cursor} if cursor else {}))
        pages += ids(page)
        cursor = page["next_cursor"]
    assert pages == whole


def test_the_last_page_has_no_next(api):
    answer = get(api, near="NW1 8QL", grouping="getting-advice", limit=100)
    if answer["total"] <= 100:
        assert answer["next_cursor"] is None


def test_explain_adds_every_penalty(api):
    assert "penalties" not in get(api, **NW1)["results"][0]
    assert all(result["penalties"] for result in get(api, **NW1, explain="true")["results"])


def test_every_service_found_can_be_read_in_full(api, check):
    for service_id in ids(get(api, limit=100)):
        response = api.get(f"/services/{service_id}")
        assert response.status_code == 200
        assert response.json()["id"] == service_id
        check(response.json(), "ServiceRecord")


# What is refused -----------------------------------------------------------------------------------------------------

REFUSED = [
    ({"near": "NW1 8QLL"}, 422, "near"),
    ({"near": "!!"}, 422, "near"),
    ({"near": ""}, 422, "near"),
    ({"near": "ZZ1 1ZZ"}, 404, "near"),
    ({"near": "0,0"}, 422, "near"),
    ({"near": "51.5386,-0.1466"}, 422, "near"),
    ({"near": "2.35,48.85"}, 422, "near"),
    ({"near": "JE2 3AB"}, 422, "near"),
    ({"near": "x" * 5000}, 422, "near"),
    ({"near": ["NW1", "NW3"]}, 422, "near"),
    ({"grouping": "geting-advice"}, 422, "grouping"),
    ({"grouping": "tier-3"}, 422, "grouping"),
    ({"need": "anxeity"}, 422, "need"),
    ({"need": "anxiety,nonsense"}, 422, "need"),
    ({"age": "fourteen"}, 422, "age"),
    ({"age": "-1"}, 422, "age"),
    ({"age": "121"}, 422, "age"),
    ({"age": "11-10"}, 422, "age"),
    ({"age": "1e9"}, 422, "age"),
    ({"limit": "0"}, 422, "limit"),
    ({"limit": "101"}, 422, "limit"),
    ({"limit": "-1"}, 422, "limit"),
    ({"limit": "ten"}, 422, "limit"),
    ({"limit": "1e9"}, 422, "limit"),
    ({"cursor": "nonsense"}, 422, "cursor"),
    ({"cursor": "AAAAAAAAAAEAAAAUMAk"}, 422, "cursor"),
    ({"open": "tuesday"}, 422, "open"),
    ({"within_km": "-1"}, 422, "within_km"),
    ({"wait": "soon"}, 422, "wait"),
    ({"free": "maybe"}, 422, "free"),
    ({"sort": "price"}, 422, "sort"),
    ({"language": "klingon"}, 422, "language"),
    ({"mode": "telepathy"}, 422, "mode"),
    ({"gp": "nonsense"}, 422, "gp"),
    ({"school": "nonsense"}, 422, "school"),
    ({"gender": "nonsense"}, 422, "gender"),
    ({"q": "a" * 501}, 422, "q"),
    ({"postcode": "NW1 8QL"}, 422, "postcode"),
    ({"groupings": "getting-advice"}, 422, "groupings"),
    ({"Near": "NW1"}, 422, "(unnamed)"),
]


@pytest.mark.parametrize(("asked", "status", "parameter"), REFUSED)
def test_what_cannot_be_used_is_named_alike_by_url_and_body(api, check, asked, status, parameter):
    by_url, by_body = api.get("/search", params=asked), api.post("/search", json=asked)
    for response in (by_url, by_body):
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["parameter"] == parameter
        assert response.json()["urgent_help"][0]["tel"] == "999"
        check(response.json(), "Problem")
    assert by_url.json() == by_body.json()


NEAREST = [
    ({"grouping": "geting-advice"}, "getting-advice"),
    ({"need": "anxeity"}, "anxiety"),
    ({"limit": "101"}, "100"),
    ({"limit": "0"}, "1"),
    ({"age": "121"}, "120"),
    ({"age": "-1"}, "0"),
    ({"groupings": "x"}, "grouping"),
    ({"postcode": "x"}, None),
    ({"sort": "dist"}, "distance"),
    ({"language": "polish"}, "pl"),
]


@pytest.mark.parametrize(("asked", "nearest"), NEAREST)
def test_the_nearest_valid_value_is_named(api, asked, nearest):
    found = api.get("/search", params=asked).json()["nearest"]
    assert found
    assert nearest is None or nearest in found


HOSTILE = [
    "' OR 1=1; --",
    "<script>alert(1)</script>",
    "\u202eevil",
    "😀" * 100,
    "\x00\x01\x02",
    "a" * 500,
    "near " * 90,
    "%00%ff",
    "{{7*7}}",
    "(((((" * 50,
]


@pytest.mark.parametrize("q", HOSTILE)
def test_hostile_words_get_a_safe_answer(api, check, q):
    for response in (api.get("/search", params={"q": q}), api.post("/search", json={"q": q})):
        assert response.status_code in {200, 422}
        check(response.json(), "SearchAnswer" if response.status_code == 200 else "Problem")


def test_a_home_newer_than_the_table_is_found_by_its_outcode_with_a_note(api):
    answer = get(api, near="NW1 9ZZ")
    assert answer["notes"]
    assert answer["understood"]["near"]["area"]["code"] == "E09000007"


def test_a_parent_is_understood_as_one_and_finds_offers_to_the_child(api):
    answer = api.get("/search", params={"q": "help for my son who is 14, near NW1 8QL"}).json()
    assert answer["understood"]["audience"] == "parent-carer"
    audiences = [set(result["service"]["audiences"]) for result in answer["results"]]
    assert any(named and "parent-carer" not in named for named in audiences)
