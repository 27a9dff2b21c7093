"""Every header that guards whoever asks, on every kind of route and answer of the real program: the whole table."""

import re
from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from thrive_directory.api.parts import Parts
from thrive_directory.web.assets import asset_url
from thrive_directory.web.embed.element import element_path, latest

GUARDS = (
    "cache-control",
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-robots-tag",
    "access-control-allow-origin",
    "set-cookie",
    "server",
)
"""Each of these is stated for every answer below: as a value, or as absent."""
ALWAYS = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
SEALED = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-N'; style-src 'self' 'nonce-N'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment "
        "publickey-credentials-get usb browsing-topics"
    ).split()
)
OURS = {**ALWAYS, "cross-origin-resource-policy": "same-origin"}
PAGE = {
    **OURS,
    "content-security-policy": PAGE_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
}
PUBLIC_PAGE = {**PAGE, "cache-control": "no-cache"}
PRIVATE_PAGE = {**PAGE, "cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}
ONWARD = {**OURS, "cache-control": "no-store", "content-security-policy": SEALED}
SHARED = {
    **ALWAYS,
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": SEALED,
}
KEPT_SHARED = {**SHARED, "cache-control": "public, max-age=0, must-revalidate"}
SECRET_SHARED = {**SHARED, "cache-control": "no-store"}
CONTACTS = {**OURS, "cache-control": "no-store", "x-robots-tag": "noindex, nofollow", "content-security-policy": SEALED}
SHOWCASE = {
    **PUBLIC_PAGE,
    "content-security-policy": PAGE_POLICY.replace("form-action", "frame-src 'self'; form-action"),
}
FRAME = {
    **PAGE,
    "content-security-policy": PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
    "cross-origin-resource-policy": "cross-origin",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-cache",
}
PRIVATE_FRAME = {**FRAME, "cache-control": "no-store"}
FRAME_ONWARD = {**ONWARD, "cross-origin-resource-policy": "cross-origin"}
ELEMENT = {**SHARED, "cache-control": "public, max-age=31536000, immutable"}
ASSET = {**OURS, "cache-control": "public, max-age=31536000, immutable", "content-security-policy": SEALED}

PAGES = [
    ("GET", "/find", {}, 200, PUBLIC_PAGE),
    *(
        ("GET", f"/about/{name}", {}, 200, PUBLIC_PAGE)
        for name in ("privacy", "stay-safe-online", "accessibility", "licences", "sources", "thrive")
    ),
    ("GET", "/offer/{offer}", {}, 200, PUBLIC_PAGE),
    ("GET", "/offer/{offer}?near=NW1", {}, 200, PRIVATE_PAGE),
    ("GET", "/offer/{gone}", {}, 410, PRIVATE_PAGE),
    ("GET", "/offer/none", {}, 404, PRIVATE_PAGE),
    ("GET", "/offer/{offer}/report", {}, 200, PRIVATE_PAGE),
    ("POST", "/offer/{offer}/report", {"problem": ""}, 422, PRIVATE_PAGE),
    ("POST", "/offer/{offer}/report", {"problem": "closed"}, 303, ONWARD),
    ("GET", "/offer/{offer}/report/sent", {}, 200, PRIVATE_PAGE),
    ("POST", "/count", {"kind": "copy", "id": "{offer}"}, 204, ONWARD),
    ("POST", "/find", {"near": "NW1 8QL"}, 303, ONWARD),
    ("POST", "/find", {"near": "nowhere at all"}, 422, PRIVATE_PAGE),
    ("POST", "/find", {"q": "a" * 100_000}, 413, PRIVATE_PAGE),
    ("GET", "/near/{token}", {}, 200, PRIVATE_PAGE),
    ("GET", "/near/anywhere", {}, 200, PRIVATE_PAGE),
    ("GET", "/near/NW1 8QL", {}, 303, ONWARD),
    ("GET", "/near/{token}?s=changed", {}, 422, PRIVATE_PAGE),
    ("GET", "/staff", {}, 200, PUBLIC_PAGE),
    ("GET", "/staff?age=14", {}, 200, PUBLIC_PAGE),
    ("GET", "/staff?age=x", {}, 422, PRIVATE_PAGE),
    ("POST", "/staff", {"near": "NW1 8QL"}, 303, ONWARD),
    ("POST", "/staff", {"near": "nowhere at all"}, 422, PRIVATE_PAGE),
    ("GET", "/staff/{token}?age=14", {}, 200, PRIVATE_PAGE),
    ("GET", "/staff/{token}?q=typed", {}, 303, ONWARD),
    ("GET", "/staff/nowhere-at-all", {}, 404, PRIVATE_PAGE),
    ("GET", "/list", {}, 200, PRIVATE_PAGE),
    ("GET", "/list?id={offer}&names=no", {}, 200, PRIVATE_PAGE),
    ("GET", "/list?id=none", {}, 404, PRIVATE_PAGE),
    ("GET", "/list.vcf?id={offer}", {}, 200, CONTACTS),
    ("GET", "/offer/{offer}.vcf", {}, 200, CONTACTS),
    ("GET", "/offer/{gone}.vcf", {}, 410, PRIVATE_PAGE),
    ("GET", "/compare?id={offer}&id={other}", {}, 200, PRIVATE_PAGE),
    ("GET", "/compare?id={offer}", {}, 422, PRIVATE_PAGE),
    ("GET", "/embed", {}, 200, FRAME),
    ("POST", "/embed", {"near": "NW1 8QL"}, 303, FRAME_ONWARD),
    ("POST", "/embed", {"near": "nowhere at all"}, 422, PRIVATE_FRAME),
    ("GET", "/embed/near/{token}", {}, 200, PRIVATE_FRAME),
    ("GET", "/embed/offer/{offer}", {}, 200, FRAME),
    ("GET", "/embed/offer/{gone}", {}, 410, PRIVATE_FRAME),
    ("GET", "/embed/no/such/page", {}, 404, PRIVATE_FRAME),
    ("GET", "/embed/code", {}, 200, SHOWCASE),
    ("GET", "{element}", {}, 200, ELEMENT),
    ("GET", "/about", {}, 303, {**OURS, "content-security-policy": SEALED}),
    ("GET", "/no/such/page", {}, 404, PRIVATE_PAGE),
    ("GET", "{css}", {}, 200, ASSET),
]
PROGRAMS = [
    ("GET", "/search?near=NW1", 200, SECRET_SHARED),
    ("GET", "/search?near=nowhere", 422, SECRET_SHARED),
    ("GET", "/services/{offer}", 200, KEPT_SHARED),
    ("GET", "/exports/services.ndjson", 200, KEPT_SHARED),
    ("GET", "/no/such/thing", 404, SECRET_SHARED),
]


@pytest.fixture(scope="module")
def names(real_parts: Parts) -> Mapping[str, str]:
    """What stands in the addresses of the table."""
    live = real_parts.snapshots.live
    return {
        "offer": live.offer_ids[0],
        "gone": next(iter(live.tombstones)),
        "token": real_parts.resolve("NW1", "near").token,
        "other": live.offer_ids[1],
        "css": asset_url("vendor/pages.css"),
        "element": element_path(latest()),
    }


def guards_of(headers: Mapping[str, str]) -> dict[str, str]:
    found = {name: headers[name] for name in GUARDS if name in headers}
    if "content-security-policy" in found:
        found["content-security-policy"] = re.sub(r"nonce-[\w-]{22}", "nonce-N", found["content-security-policy"])
    return found


@pytest.mark.parametrize(
    ("method", "url", "sent", "status", "guards"), PAGES, ids=[f"{m} {u} {status}" for m, u, _, status, _ in PAGES]
)
def test_a_page_has_these_and_no_others(api: TestClient, names, method, url, sent, status, guards):
    answer = api.request(
        method,
        url.format(**names),
        data={name: value.format(**names) for name, value in sent.items()} or None,
        headers={"accept": "text/html", "accept-encoding": "identity"},
        follow_redirects=False,
    )
    assert answer.status_code == status
    assert guards_of(answer.headers) == guards


@pytest.mark.parametrize(("method", "url", "status", "guards"), PROGRAMS, ids=[f"{m} {u}" for m, u, _, _ in PROGRAMS])
def test_an_answer_for_programs_has_these_and_no_others(api: TestClient, names, method, url, status, guards):
    answer = api.request(method, url.format(**names))
    assert answer.status_code == status
    assert guards_of(answer.headers) == guards


@pytest.mark.parametrize("url", ["/find", "/near/anywhere", "/offer/{offer}", "/about/licences"])
def test_links_to_elsewhere_tell_nobody_where_they_were_followed(api: TestClient, names, url):
    page = api.get(url.format(**names), headers={"accept": "text/html"}).text
    outward = [tag for tag in re.findall(r"<a\b[^>]*>", page) if re.search(r'href="https?://', tag)]
    assert outward
    for tag in outward:
        assert "noreferrer" in tag, tag
