"""The addresses of our pages. Nothing that a person typed is ever in one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

_PLAIN = re.compile(r"[\w.~-]*", re.ASCII)
"""What no address has to spell otherwise (RFC 3986, unreserved)."""
_HERE = "~here~"
"""Where each address differs: no place has such a token."""
ANYWHERE = "anywhere"
"""Stands in an address for "no place was given"."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links of a page lead. Of our own pages nothing is set. Of the small ones that stand in other people's
    pages, `base` is where they begin, and `options` is what those people chose: every link hands it on."""

    base: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def framed(self) -> bool:
        """Whether the page stands in somebody else's."""
        return bool(self.base)

    def find(self, kept: Sequence[str] = ()) -> str:
        """The page to start from; what is found there joins the list that holds `kept`."""
        return self._url("" if self.framed else "/find", id=list(kept) or None)

    def near(self, token: str, codes: str = "", page: int = 1) -> str:
        """The results near a place."""
        return self._url(f"/near/{_quoted(token)}", s=codes or None, page=page if page > 1 else None)

    def offer(self, offer_id: str, token: str | None = None, codes: str = "") -> str:
        """One offer; with the place and the codes it was found by, so that the page knows the way back."""
        return self._url(f"/offer/{_quoted(offer_id)}", near=token, s=codes or None)

    def nears(self, token: str, page: int = 1) -> Callable[[str], str]:
        """`near` for many questions about one place: what their addresses share is put together once."""
        bare = self.near(token, page=page)
        before, _there, after = self.near(token, _HERE, page).partition(_HERE)
        return lambda codes: f"{before}{codes}{after}" if codes else bare

    def offers(self, token: str, codes: str = "") -> Callable[[str], str]:
        """`offer` for many offers that were found by the same question."""
        before, _there, after = self.offer(_HERE, token, codes).partition(_HERE)
        return lambda offer_id: f"{before}{_quoted(offer_id)}{after}"

    def _url(self, path: str, **query: Any) -> str:
        given = {name: value for name, value in query.items() if value is not None} | dict(self.options)
        return f"{self.base}{path}?{_query(given)}" if given else f"{self.base}{path}"


def _query(given: Mapping[str, Any]) -> str:
    """What follows the question mark. A page has some sixty links, nearly all of plain letters, which need no care."""
    if all(isinstance(value, str) and _PLAIN.fullmatch(value) for value in given.values()):
        return "&".join(f"{name}={value}" for name, value in given.items())
    return urlencode(given, doseq=True)


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quote(text, safe="")


SITE = Addresses()
"""Our own pages."""
FRAMED = Addresses(base="/embed")
"""Any of the pages that stand in other people's, where it does not matter in whose."""


def offer_url(offer_id: str, token: str | None = None, codes: str = "") -> str:
    """One offer, on our own pages."""
    return SITE.offer(offer_id, token, codes)


def report_url(offer_id: str, page: str = "") -> str:
    """Where to say that something about an offer is wrong; `page` is one that follows."""
    return f"/offer/{_quoted(offer_id)}/report{page}"


def list_url(offer_ids: Sequence[str], *, discreet: bool = False) -> str:
    """The list that holds these offers: the address is the list. `discreet` is for one that names nothing."""
    return _of_offers("/list", offer_ids, discreet=discreet)


def list_vcf_url(offer_ids: Sequence[str], *, discreet: bool = False) -> str:
    """The same offers as contacts for a phone."""
    return _of_offers("/list.vcf", offer_ids, discreet=discreet)


def offer_vcf_url(offer_id: str) -> str:
    """One offer as a contact for a phone."""
    return f"/offer/{_quoted(offer_id)}.vcf"


def compare_url(offer_ids: Sequence[str]) -> str:
    """Two to four offers side by side."""
    return _of_offers("/compare", offer_ids)


def _of_offers(path: str, offer_ids: Sequence[str], *, discreet: bool = False) -> str:
    query = [*(("id", offer_id) for offer_id in offer_ids), *([("names", "no")] if discreet else [])]
    return f"{path}?{urlencode(query)}" if query else path
