"""How single values are shown on a page: codes by their plain names, days and distances in words. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from thrive_directory.catalogue.vocabulary import Vocabulary, load_vocabulary
from thrive_directory.geo.grid import miles
from thrive_directory.settings import bundled
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import offer_url, offer_vcf_url, report_url

_PROPER = {"British", "Easy", "Relay"}


@cache
def vocabulary() -> Vocabulary:
    """The vocabularies that ship with the program, for the names of codes."""
    return load_vocabulary(bundled("data/vocabulary.yaml"))


def term(code: str, taxonomy: str) -> str:
    """The plain name of a code; the code itself, with its hyphens taken out, where no vocabulary has it."""
    found = vocabulary().by_taxonomy[taxonomy].get(code)
    return found.plain if found else code.replace("-", " ")


def official(code: str, taxonomy: str) -> str:
    """The name that the workforce uses."""
    found = vocabulary().by_taxonomy[taxonomy].get(code)
    return found.label if found else code


def day(value: str | date) -> str:
    """A day in words: 1 November 2026."""
    found = value if isinstance(value, date) else date.fromisoformat(value)
    return f"{found.day} {found:%B %Y}"


def checked(card: Mapping[str, Any]) -> str:
    """Who checked the details of an offer, how, and when."""
    found = card["verification"]
    parts = {"who": found["by"], "day": day(found["on"])}
    if found["status"] == "verified":
        return _("Details checked with them by %(who)s on %(day)s.") % parts
    return _("Details read on public pages by %(who)s on %(day)s, not checked with them.") % parts


def distance(km: float) -> str:
    """A distance as people in England say it: in miles, and less than half a mile without a number."""
    away = miles(km)
    if away < 0.5:
        return _("Less than half a mile away")
    shown = f"{away:.1f}" if away < 10 else f"{away:.0f}"
    return _("About %(miles)s miles away") % {"miles": shown.removesuffix(".0")}


def years(age: float) -> str:
    """An age without a needless fraction."""
    return f"{age:g}"


def ages(service: dict[str, Any]) -> str | None:
    """Which ages a service is for, in its own words where it gives them; None where nobody has said."""
    low, high = service.get("minimum_age"), service.get("maximum_age")
    if low is None and high is None:
        return service.get("age_text")
    if high is None:
        return _("Aged %(low)s and over") % {"low": years(low or 0)} if low else service.get("age_text") or _("Any age")
    if not low:
        return _("Up to age %(high)s") % {"high": years(high)}
    return _("Aged %(low)s to %(high)s") % {"low": years(low), "high": years(high)}


def web_name(url: str) -> str:
    """A web address as people say it: without https, www or a slash at the end."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def lets_in(contact: Mapping[str, Any]) -> bool:
    """Whether somebody new may use this way in: its label does not say whom or what it is not for."""
    return "not for " not in (contact["label"] or "").lower()


def lowered(label: str) -> str:
    """The label as it stands within a line: its first letter small, unless it is a name or a short form."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() or first in _PROPER else label[:1].lower() + label[1:]


FILTERS: dict[str, Callable[..., Any]] = {
    "term": term,
    "official": official,
    "day": day,
    "checked": checked,
    "distance": distance,
    "ages": ages,
    "web_name": web_name,
    "lowered": lowered,
    "offer_url": offer_url,
    "report_url": report_url,
    "offer_vcf_url": offer_vcf_url,
}
