"""The addresses of our pages. Nothing that a person typed is ever in one."""

from typing import Any
from urllib.parse import quote, urlencode

ANYWHERE = "anywhere"
"""Stands in an address for "no place was given"."""


def near_url(token: str, codes: str = "", page: int = 1) -> str:
    """The results near a place."""
    return _url(f"/near/{quote(token, safe='')}", s=codes or None, page=page if page > 1 else None)


def offer_url(offer_id: str, token: str | None = None, codes: str = "") -> str:
    """One offer; with the place and the codes it was found by, so that the page knows the way back."""
    return _url(f"/offer/{quote(offer_id, safe='')}", near=token, s=codes or None)


def report_url(offer_id: str, page: str = "") -> str:
    """Where to say that something about an offer is wrong; `page` is one that follows."""
    return _url(f"/offer/{quote(offer_id, safe='')}/report{page}")


def _url(path: str, **query: Any) -> str:
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
