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
SHOWN_BY_OTHERS = {
    **OURS_ALONE,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
"""For what stands in other people's pages. A page that demands an embedder policy shows only frames that have one."""
_PERMISSIONS = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
_MORE_PERMISSIONS = ("midi", "payment", "publickey-credentials-get", "usb", "browsing-topics")


def content_security_policy(nonce: str, *, ancestors: str = "'none'", frames: str | None = None) -> str:
    """Only our own files; of what stands in the page itself only what carries this answer's nonce. `ancestors` are the
    pages that may show this one in a frame, `frames` those that it may show."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "connect-src 'self'",
            *(() if frames is None else (f"frame-src {frames}",)),
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
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


def framed_headers(nonce: str, *, private: bool) -> Mapping[str, str]:
    """The headers of a page that anybody may show in a frame of theirs, those who guard theirs with an embedder policy
    among them. In all else it is as guarded as the others, and it is in no search engine."""
    return {
        **page_headers(nonce, private=private),
        **SHOWN_BY_OTHERS,
        **ROBOTS,
        "Content-Security-Policy": content_security_policy(nonce, ancestors="*"),
    }


def showcase_headers(nonce: str, *, private: bool) -> Mapping[str, str]:
    """The headers of a page of ours that shows another page of ours in a frame."""
    own = content_security_policy(nonce, frames="'self'")
    return {**page_headers(nonce, private=private), "Content-Security-Policy": own}
