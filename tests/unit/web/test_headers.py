"""Every header of every kind of answer: what a browser may load, keep, pass on and show it in."""

import re

import pytest

from tests.unit.api.conftest import DROP_IN, GONE, LINE
from thrive_directory.web.assets import asset_url
from thrive_directory.web.embed.element import element_path, latest

LISTS = [
    f"/list?id={DROP_IN}",
    f"/list?id={GONE}",
    f"/list?id={DROP_IN}&names=no",
    "/list",
    "/list?id=nothing",
    f"/compare?id={DROP_IN}&id={LINE}",
    "/compare",
    f"/find?id={LINE}",
]
PAGES = {
    "kept": ["/find"],
    "private": ["/near/NW1", "/near/nowhere", f"/offer/{DROP_IN}?near=NW1", f"/offer/{GONE}", *LISTS],
}
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-N'; style-src 'self' 'nonce-N'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FRAMED = {
    "/embed": 200,
    "/embed?accent=ffff00&area=X&lang=cy&site=made-up": 200,
    "/embed/near/NW1": 200,
    "/embed/near/nowhere": 404,
    "/embed/near/NW1?s=changed": 422,
    f"/embed/offer/{DROP_IN}": 200,
    f"/embed/offer/{DROP_IN}?near=NW1": 200,
    f"/embed/offer/{GONE}": 410,
    "/embed/no/such/page": 404,
}
ELEMENT = element_path(latest())
OURS_ALONE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
PAGE = {**OURS_ALONE, "cross-origin-opener-policy": "same-origin", "content-type": "text/html; charset=utf-8"}
HTML = {"accept": "text/html", "accept-encoding": "identity"}


def has(response, expected):
    assert {name: response.headers.get(name) for name in expected} == expected


@pytest.mark.parametrize("url", [*PAGES["kept"], *PAGES["private"], f"/offer/{DROP_IN}", "/no/such/page"])
def test_a_page_loads_only_our_own_and_is_framed_by_nobody(client, url):
    response = client.get(url, headers=HTML, follow_redirects=True)
    has(response, PAGE)
    is_guarded(response, POLICY)
    assert not re.search(r' style="', response.text)


def is_guarded(response, policy):
    """Only what carries the answer's nonce runs or styles; nothing is asked of the person or of the machine."""
    found = response.headers["content-security-policy"]
    assert re.sub(r"nonce-[\w-]{22}", "nonce-N", found) == policy
    nonce = re.search(r"nonce-([\w-]+)", found)[1]
    tags = re.findall(r"<(?:script|style)[^>]*>", response.text)
    assert tags
    assert all(f'nonce="{nonce}"' in tag for tag in tags)
    assert "geolocation=()" in response.headers["permissions-policy"]
    assert "camera=()" in response.headers["permissions-policy"]
    assert "access-control-allow-origin" not in response.headers
    assert "set-cookie" not in response.headers
    assert not re.search(r' on\w+="', response.text)


@pytest.mark.parametrize(("url", "status"), FRAMED.items())
def test_the_embedded_finder_alone_may_be_framed_and_in_all_else_is_guarded_like_a_page(client, url, status):
    response = client.get(url, headers=HTML, follow_redirects=True)
    assert response.status_code == status
    is_guarded(response, POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"))
    framed = {"cross-origin-resource-policy": "cross-origin", "cross-origin-embedder-policy": "require-corp"}
    has(response, {**PAGE, **framed, "x-robots-tag": "noindex, nofollow"})
    is_an_answer = "near" in url or status != 200
    assert response.headers["cache-control"] == ("no-store" if is_an_answer else "no-cache")
    assert "etag" not in response.headers


def test_the_embedded_form_goes_on_without_being_kept(client):
    response = client.post("/embed", data={"near": "NW1 8QL"}, follow_redirects=False)
    assert (response.status_code, response.headers["cache-control"]) == (303, "no-store")
    has(response, {"cross-origin-resource-policy": "cross-origin", "cross-origin-embedder-policy": "require-corp"})
    assert response.headers["location"] == "/embed/near/E09000007-NW1"
    again = client.post("/embed", data={"near": "nowhere"}, headers=HTML)
    assert again.status_code == 422
    is_guarded(again, POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"))


def test_the_page_with_the_lines_to_paste_shows_our_own_finder_and_is_framed_by_nobody(client):
    response = client.get("/embed/code?accent=ffff00", headers=HTML)
    has(response, {**PAGE, "cache-control": "no-cache"})
    is_guarded(response, POLICY.replace("form-action", "frame-src 'self'; form-action"))


def test_the_element_is_kept_for_ever_and_may_be_loaded_and_checked_by_any_page(client):
    response = client.get(ELEMENT, headers={"accept-encoding": "identity"})
    has(
        response,
        {
            "content-type": "text/javascript; charset=utf-8",
            "cache-control": "public, max-age=31536000, immutable",
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        },
    )


@pytest.mark.parametrize("url", PAGES["private"])
def test_an_answer_to_a_place_or_words_is_not_kept_or_indexed(client, url):
    response = client.get(url, headers=HTML, follow_redirects=True)
    has(response, {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"})
    assert "etag" not in response.headers
    assert '<meta name="robots" content="noindex, nofollow">' in response.text


def test_the_nonce_is_new_each_time(client):
    assert len({client.get("/find").headers["content-security-policy"] for _ in range(3)}) == 3


def test_the_form_goes_on_without_being_kept(client):
    response = client.post("/find", data={"near": "NW1 8QL"}, follow_redirects=False)
    assert response.status_code == 303
    has(response, {**OURS_ALONE, "cache-control": "no-store"})
    assert "NW1" not in response.headers["location"].replace("E09000007-NW1", "")


def test_the_form_with_an_error_is_a_page_like_any_other(client):
    response = client.post("/find", data={"near": "nowhere"}, headers=HTML)
    assert response.status_code == 422
    has(response, {**PAGE, "cache-control": "no-store"})


@pytest.mark.parametrize("path", [f"/list.vcf?id={DROP_IN}", f"/offer/{DROP_IN}.vcf"])
def test_contacts_are_ours_alone_not_kept_and_not_indexed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    has(response, {**OURS_ALONE, "cache-control": "no-store", "x-robots-tag": "noindex, nofollow"})


@pytest.mark.parametrize("path", ["vendor/pages.css", "vendor/govuk-frontend.min.js", "icon.svg"])
def test_a_file_of_ours_is_kept_for_ever_and_for_our_pages_alone(client, path):
    response = client.get(asset_url(path))
    assert response.status_code == 200
    has(response, {**OURS_ALONE, "cache-control": "public, max-age=31536000, immutable"})


@pytest.mark.parametrize("path", ["../page.py", "%2e%2e/page.py", "vendor/.made-from", "nothing.css", ""])
def test_no_other_file_is_served(client, path):
    assert client.get(f"/static/x/{path}").status_code == 404


@pytest.mark.parametrize("url", ["/search?near=NW1", f"/services/{DROP_IN}", "/nowhere", "/healthz"])
def test_the_api_is_shared_with_all_and_framed_by_nobody(client, url):
    has(
        client.get(url),
        {
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        },
    )


def test_a_browser_and_a_program_are_told_apart_at_the_root(client):
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    sent_on = client.get("/", headers=browser, follow_redirects=False)
    assert (sent_on.status_code, sent_on.headers["location"], sent_on.headers["vary"]) == (303, "/find", "Accept")
    for accept in ("*/*", "application/json", "text/html;q=0.5, application/json"):
        assert client.get("/", headers={"accept": accept}).json()["name"] == "thrive-directory"


def test_what_others_add_to_a_link_keeps_nobody_from_help(client):
    assert client.get("/find?utm_source=x", headers=HTML).status_code == 200
