"""Every error becomes one shape of problem, which says what would work and repeats nothing."""

import pytest

from tests.unit.api.conftest import DROP_IN
from thrive_directory import errors
from thrive_directory.api.problems import KINDS, all_kinds, kind_of, problem

RAISED = [
    (errors.UnknownParameter("nead", "there is no such parameter", ["near"]), 422, "unknown-parameter"),
    (errors.BadParameter("limit", "limit must be from 1 to 100", ["100"]), 422, "bad-parameter"),
    (errors.UnknownPlace("That is not a postcode."), 422, "unknown-place"),
    (errors.PlaceNotFound("No such outcode."), 404, "no-such-place"),
    (errors.OutsideService("Jersey is outside."), 422, "outside-service"),
    (errors.AmbiguousPlace("Two.", [("Newport, Wales", "W06000022")]), 422, "ambiguous-place"),
    (errors.ServiceNotFound("No service has this id."), 404, "no-such-service"),
    (errors.ServiceWithdrawn("Withdrawn.", "2026-11-01", None), 410, "service-withdrawn"),
    (errors.SnapshotNotReady("Not yet."), 503, "not-ready"),
    (errors.CatalogueError("The database postgresql://host is gone."), 500, "our-fault"),
    (errors.DirectoryError("Something."), 500, "our-fault"),
]


@pytest.mark.parametrize(("error", "status", "slug"), RAISED)
def test_errors_have_statuses(error, status, slug):
    response = problem(error)
    assert response.status_code == status
    assert response.media_type == "application/problem+json"
    assert kind_of(error).slug == slug


def test_from_500_up_the_message_stays_with_us():
    assert b"postgresql" not in problem(errors.CatalogueError("The database postgresql://host is gone.")).body


def test_slugs_are_told_apart():
    slugs = [kind.slug for kind in all_kinds()]
    assert len(set(slugs)) == len(slugs)
    assert all(kind.meaning and kind.title for kind in KINDS.values())


def test_an_unknown_parameter_by_url_and_by_body(client):
    by_url = client.get("/search?nead=x")
    by_body = client.post("/search", json={"nead": "x"})
    assert by_url.status_code == by_body.status_code == 422
    assert by_url.json() == by_body.json()
    assert by_url.json()["parameter"] == "nead"
    assert "near" in by_url.json()["nearest"]


@pytest.mark.parametrize("path", ["/search", f"/services/{DROP_IN}/while-you-wait", "/services"])
@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('{"limit": 5, "limit": 6}', "limit"),
        ('{"near": {"lon": 1, "lat": 2, "lon": 3}}', "lon"),
        ('{"our Ayesha": 1, "our Ayesha": 2}', "(unnamed)"),
    ],
)
def test_a_field_given_twice_in_a_body_is_refused_by_name(client, path, body, named):
    """Of two values nobody can tell which was meant; taking the last in silence answers another question."""
    response = client.post(path, content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert response.json()["parameter"] == named
    assert "more than once" in response.json()["detail"]
    assert "Ayesha" not in response.text


@pytest.mark.parametrize("odd", ["[" * 1000 + "]" * 1000, "1" * 5000])
def test_an_odd_body_is_the_callers_fault(client, odd):
    response = client.post("/search", content=f'{{"near": {odd}}}', headers={"content-type": "application/json"})
    assert response.status_code in {400, 422}


@pytest.mark.parametrize("url", ["/healthz?x=1", "/?format=csv", "/services/x?full=true", "/places?q=NW1&limit=3"])
def test_no_route_ignores_a_parameter_it_does_not_have(client, url):
    response = client.get(url)
    assert response.status_code == 422
    assert response.json()["type"].endswith("#unknown-parameter")


def test_an_ambiguous_place_gives_choices(client):
    found = client.get("/search?near=Newport").json()
    assert found["choices"] == [{"label": "Newport, Wales", "place": "W06000022"}]


def test_an_outcode_that_does_not_exist_is_404(client):
    assert client.get("/search?near=ZZ1+1ZZ").status_code == 404


def test_a_withdrawn_service_says_when_and_what_instead(client):
    gone = client.get("/services/00000000-0000-5000-8000-000000000003")
    assert gone.status_code == 410
    assert gone.json()["withdrawn_on"] == "2026-11-01"
    assert gone.json()["replaced_by"] == "00000000-0000-5000-8000-000000000001"


@pytest.mark.parametrize(
    ("method", "url", "sent", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/services/not-an-id", {}, 404),
        ("DELETE", "/search", {}, 405),
        ("POST", "/search", {"content": "{", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/search", {"content": "[1]", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/search", {"content": "NaN", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/search", {"content": "", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/search", {"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/search", {"content": "[" * 5000, "headers": {"Content-Type": "application/json"}}, 400),
        ("POST", "/search", {"data": {"near": "NW1"}}, 415),
        ("POST", "/search", {"content": "{}"}, 415),
        ("POST", "/search", {"json": {"q": "a" * 70_000}}, 413),
        ("POST", "/search?near=NW1", {"json": {}}, 422),
        ("GET", "/docs/assets/other.js", {}, 422),
    ],
)
def test_what_the_framework_refuses_is_a_problem_too(client, method, url, sent, status):
    response = client.request(method, url, **sent)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_405_names_every_method_of_the_path(client):
    assert client.put("/search").headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("url", ["/search?age=x", "/search?near=ZZ1+1ZZ", "/places/nowhere"])
def test_problems_of_search_and_places_carry_urgent_help(client, url):
    lines = client.get(url).json()["urgent_help"]
    assert [line["tel"] for line in lines][:2] == ["999", "111"]


def test_other_problems_do_not(client):
    assert "urgent_help" not in client.get("/nowhere").json()
