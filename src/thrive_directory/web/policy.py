"""The headers of a page: what a browser may load, keep, send on and show it in. One place for all of them."""

from collections.abc import Mapping

from fastapi import Request

ROBOTS = {"X-Robots-Tag": "noindex, nofollow"}
NO_STORE = {"Cache-Control": "no-store"}
OURS_ALONE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PERMISSIONS = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
_MORE_PERMISSIONS = ("midi", "payment", "publickey-credentials-get", "usb", "browsing-topics")


def content_security_policy(nonce: str) -> str:
    """Only our own files; of what stands in the page itself only what carries this answer's nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def page_headers(nonce: str, *, private: bool) -> Mapping[str, str]:
    """The headers of a page. `private` is for answers to a place or words: not kept, and in no search engine."""
    return {
        **OURS_ALONE,
        "Content-Security-Policy": content_security_policy(nonce),
        "Permissions-Policy": ", ".join(f"{name}=()" for name in (*_PERMISSIONS, *_MORE_PERMISSIONS)),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": "Accept, Accept-Encoding",
        **({**NO_STORE, **ROBOTS} if private else {"Cache-Control": "no-cache"}),
    }


def is_sent_from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site's page sent the form (Fetch Metadata). Old browsers say nothing."""
    return request.headers.get("sec-fetch-site", "same-origin") in {"cross-site", "same-site"}
