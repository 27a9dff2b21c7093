"""The contract of `/places`, over the real tables of places."""

import pytest


@pytest.mark.parametrize(
    ("q", "label", "place"),
    [
        ("hebden b", "Hebden Bridge", "hebden-bridge"),
        ("camd", "Camden", "E09000007"),
        ("NW1", "NW1", None),
        ("hebdon bridge", "Hebden Bridge", "hebden-bridge"),
    ],
)
def test_what_is_being_typed_is_completed(api, q, label, place):
    found = api.get("/places", params={"q": q}).json()["places"]
    match = next(each for each in found if each["label"].startswith(label))
    assert place is None or place in match["place"]
    assert api.get("/search", params={"near": match["place"], "limit": 1}).status_code == 200


def test_a_postcode_is_suggested_by_a_token_without_it(api):
    (found,) = api.get("/places", params={"q": "nw1 8ql"}).json()["places"]
    assert found["label"] == "NW1 8QL"
    assert "8QL" not in found["place"]


@pytest.mark.parametrize("q", ["zzzzzzzz", "12345678", "NW1 8Q%"])
def test_nothing_like_it_is_an_empty_list(api, q):
    response = api.get("/places", params={"q": q})
    assert response.status_code == 200
    assert response.json()["urgent_help"][0]["tel"] == "999"


@pytest.mark.parametrize("params", [{}, {"q": ""}, {"q": "  "}, {"q": "x" * 101}])
def test_an_empty_or_endless_beginning_is_refused(api, params):
    response = api.get("/places", params=params)
    assert response.status_code == 422
    assert response.json()["parameter"] == "q"


@pytest.mark.parametrize(
    ("token", "area"), [("E09000007", "Camden"), ("NW1", "Camden"), ("hebden-bridge.calderdale", "Calderdale")]
)
def test_a_token_says_what_it_stands_for(api, token, area):
    response = api.get(f"/places/{token}")
    assert response.status_code == 200
    assert response.json()["area"]["name"] == area
    assert response.headers["cache-control"] == "no-store"


def test_a_token_of_a_search_reads_back(api):
    near = api.get("/search", params={"near": "HX7 8AD"}).json()["understood"]["near"]
    assert api.get(f"/places/{near['place']}").json()["area"] == near["area"]


@pytest.mark.parametrize("token", ["nonsense-token", "NW1 8QL", "ZZ1", "Newport"])
def test_what_is_no_token_is_404_with_urgent_help(api, token):
    response = api.get(f"/places/{token}")
    assert response.status_code == 404
    assert response.json()["parameter"] == "token"
    assert response.json()["urgent_help"][0]["tel"] == "999"
