"""The terms of a question, each with a link that takes it off; and the question with a value more or less."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from thrive_directory.api.codes import TAXONOMY_OF
from thrive_directory.api.languages import LANGUAGE_NAMES
from thrive_directory.web.codes import Asked
from thrive_directory.web.language import gettext as _
from thrive_directory.web.language import later
from thrive_directory.web.show import lowered, term, years

LONDON = ZoneInfo("Europe/London")
Link = Callable[[Asked], str]
"""Where another question about the same place is answered."""
FOR_A_CHILD = {"parent-carer", "young-person", "child"}
"""Whom "my son" asks for (`api.merge.asked_for`): one term to a person, taken off as one."""
_BEFORE = {
    "need": later("about: %s"),
    "audience": later("for: %s"),
    "not_mode": later("not: %s"),
    "prefer_access": later("better: %s"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A term of the question in words, and the address of the question without it."""

    text: str
    href: str


def chips_of(asked: Asked, link: Link) -> Iterator[Chip]:
    """Every term of the question."""
    for text, other in _terms(asked):
        yield Chip(text, link(other))


def with_value(asked: Asked, name: str, value: Any) -> Asked:
    """The question with this value: one more of a list, or instead of what was there."""
    there = getattr(asked.params, name)
    wanted = (*there, value) if isinstance(there, tuple) else value
    return replace(asked, params=asked.params.model_copy(update={name: wanted}))


def without_value(asked: Asked, name: str, value: Any) -> Asked:
    """The question without this value of a list."""
    left = tuple(each for each in getattr(asked.params, name) if each != value)
    return replace(asked, params=asked.params.model_copy(update={name: left}))


def _terms(asked: Asked) -> Iterator[tuple[str, Asked]]:
    params = asked.params
    for pair in params.age:
        yield _age(pair), without_value(asked, "age", pair)
    if set(params.audience) >= FOR_A_CHILD:
        left = tuple(code for code in params.audience if code not in FOR_A_CHILD)
        yield _("for: a child you look after"), replace(asked, params=params.model_copy(update={"audience": left}))
    for name, taxonomy in TAXONOMY_OF.items():
        for code in getattr(params, name):
            if name == "audience" and code in FOR_A_CHILD <= set(params.audience):
                continue
            yield _(_BEFORE.get(name, "%s")) % lowered(term(code, taxonomy)), without_value(asked, name, code)
    for code in asked.prefer_need:
        left = tuple(each for each in asked.prefer_need if each != code)
        yield _(_BEFORE["need"]) % lowered(term(code, "need")), replace(asked, prefer_need=left)
    for code in params.language:
        yield _("in %s") % LANGUAGE_NAMES[code], without_value(asked, "language", code)
    yield from _single_terms(asked)
    for word in asked.words:
        left = tuple(each for each in asked.words if each != word)
        yield _("the word “%s…”") % word, replace(asked, words=left)


def _single_terms(asked: Asked) -> Iterator[tuple[str, Asked]]:
    params = asked.params
    shown = {
        "free": None if params.free is None else (_("not only free"), _("free"))[params.free],
        "open": _open(params.open),
        "within_km": params.within_km and _("within %s km") % years(params.within_km),
        "wait": None if params.wait is None else _wait(params.wait),
        "gender": params.gender,
        "gp": params.gp and _("with the GP practice %s") % params.gp,
        "school": params.school and _("at the school %s") % params.school,
    }
    for name, text in shown.items():
        if text:
            yield text, with_value(asked, name, None)


def _age(pair: tuple[float, float]) -> str:
    low, high = pair
    if low == high:
        return _("age %s") % years(low)
    return _("ages %(low)s to %(high)s") % {"low": years(low), "high": years(high)}


def _wait(weeks: float) -> str:
    return _("no wait") if weeks == 0 else _("within %s weeks") % years(weeks)


def _open(moment: Any) -> str | None:
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return _("open now")
    local = moment.astimezone(LONDON)
    return _("open on %(day)s at %(time)s") % {"day": f"{local:%A} {local.day} {local:%B}", "time": f"{local:%H:%M}"}
