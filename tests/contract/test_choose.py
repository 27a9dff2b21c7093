"""Comparing offers, and what to use while waiting: over the real seed, by HTTP."""

import pytest
from jsonschema import Draft202012Validator


def ids(api, count, **asked):
    results = api.get("/search", params={"near": "NW1 8QL", "grouping": "getting-advice", **asked}).json()["results"]
    return [result["service"]["id"] for result in results[:count]]


def check(api, path, answer):
    document = api.get("/openapi.json").json()
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": document["components"]}).validate(answer)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_offers_stand_side_by_side_in_the_order_asked(api, count):
    asked = ids(api, count)
    response = api.get("/compare", params={"id": asked})
    answer = response.json()
    check(api, "/compare", answer)
    assert [service["id"] for service in answer["services"]] == asked
    assert all(len(row["cells"]) == count for row in answer["rows"])
    assert response.headers["vary"] == "Accept"


def test_a_browser_gets_a_page_at_the_same_address(api):
    asked = ids(api, 2)
    response = api.get("/compare", params={"id": asked}, headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.headers["content-type"].startswith("text/html")
    assert "Accept" in response.headers["vary"].split(", ")
    assert all(f"/offer/{offer_id}" in response.text for offer_id in asked)
    assert "Not known. You could ask:" in response.text
    assert 'href="tel:999"' in response.text


@pytest.mark.parametrize(("count", "status"), [(1, 422), (5, 422)])
def test_a_browser_is_told_in_words_what_cannot_be_compared(api, count, status):
    response = api.get("/compare", params={"id": ids(api, count)}, headers={"Accept": "text/html"})
    assert response.status_code == status
    assert "two, three or four" in response.text


def test_what_is_not_known_is_blank_and_raises_a_question(api):
    answer = api.get("/compare", params={"id": ids(api, 4)}).json()
    blank = [row for row in answer["rows"] if None in row["cells"]]
    assert blank
    assert {row["question"] for row in blank} <= set(answer["questions"])
    assert "What happens if it does not help?" in answer["questions"]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_can_be_compared(api, count):
    response = api.get("/compare", params={"id": ids(api, count)})
    assert response.status_code == 422
    assert response.json()["parameter"] == "id"


def test_the_same_offer_twice_is_refused(api):
    one = ids(api, 1)[0]
    assert api.get("/compare", params={"id": [one, one]}).status_code == 422


def test_an_id_nobody_knows_is_not_found(api):
    unknown = "00000000-0000-5000-8000-00000000dead"
    assert api.get("/compare", params={"id": [unknown, ids(api, 1)[0]]}).status_code == 404
    assert api.get(f"/services/{unknown}/while-you-wait").status_code == 404


def test_an_unknown_parameter_is_refused(api):
    response = api.get("/compare", params={"id": ids(api, 2), "colour": "red"})
    assert (response.status_code, response.json()["parameter"]) == (422, "colour")


def test_while_you_wait_gives_what_is_there_now_without_a_referral(api):
    waiting_for = ids(api, 1)[0]
    response = api.get(f"/services/{waiting_for}/while-you-wait", params={"near": "NW1 8QL", "age": "14"})
    answer = response.json()
    check(api, "/services/{id}/while-you-wait", answer)
    assert response.headers["cache-control"] == "no-store"
    assert answer["results"]
    assert answer["urgent_help"]
    for result in answer["results"]:
        assert result["service"]["id"] != waiting_for
        routes = result["service"]["referral_routes"]
        assert not routes or {"self", "no-referral"} & set(routes)
        told = {reason["code"] for reason in result["reasons"]} | {ask["code"] for ask in result["asks"]}
        assert told & {"open-now", "opening-unknown"}


def test_while_you_wait_is_the_same_by_body(api):
    path = f"/services/{ids(api, 1)[0]}/while-you-wait"
    asked = {"near": "NW1 8QL", "age": "14"}
    assert api.post(path, json=asked).json() == api.get(path, params=asked).json()


@pytest.mark.parametrize("name", ["open", "referral_route", "q", "sort"])
def test_when_and_by_whom_is_settled(api, name):
    response = api.get(f"/services/{ids(api, 1)[0]}/while-you-wait", params={name: "now"})
    assert (response.status_code, response.json()["parameter"]) == (422, name)
