"""What the page of results shows beside the answer itself: its heading, terms that can be taken off, filters, pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from thrive_directory.geo.place import Place
from thrive_directory.web.codes import Asked, encode, with_one_more, written
from thrive_directory.web.gathered import Gathered, Toggle, gathered_of, toggle_of
from thrive_directory.web.language import gettext as _
from thrive_directory.web.language import later
from thrive_directory.web.links import ANYWHERE, SITE, Addresses
from thrive_directory.web.map import Map, map_of
from thrive_directory.web.show import official, term
from thrive_directory.web.terms import Chip, Link, chips_of, with_value, without_value

FACETS = (
    ("mode", later("How the help is given")),
    ("referral_route", later("How you get it")),
    ("sector", later("Who gives it")),
    ("access", later("What you need to be able to use it")),
    ("grouping", later("What kind of help")),
)
"""The facets that are offered as filters, in this order, each with its heading."""
SORTS = (
    ("relevance", later("Best match")),
    ("distance", later("Nearest")),
    ("freshness", later("Checked most recently")),
    ("name", later("A to Z")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that asks for more or for less. `count` is how many options are known to fit: where nobody has said, an
    option stays in the list, with a question to ask."""

    text: str
    href: str
    chosen: bool
    count: int | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """All that the page of results shows which the answer does not say."""

    heading: str
    place_label: str | None
    token: str
    codes: str
    chips: tuple[Chip, ...]
    asks: tuple[tuple[str, str | None], ...]
    filters: tuple[tuple[str, tuple[Choice, ...]], ...]
    sorts: tuple[Choice, ...]
    first: int
    previous: str | None
    following: str | None
    dropped: bool
    guessed: bool
    map: Map | None
    kept: tuple[str, ...]
    list: Gathered | None
    toggles: Mapping[str, Toggle]
    offer: Callable[[str], str]


def results_of(
    answer: Mapping[str, Any],
    asked: Asked,
    place: Place | None,
    *,
    number: int,
    page_size: int,
    canonical: str,
    to: Addresses = SITE,
) -> Results:
    """What to show around the answer to what was asked near the place, on the page of this number. Links lead `to`."""
    token = place.token if place else ANYWHERE

    address = to.nears(token)

    def link(other: Asked) -> str:
        return address(encode(other))

    one_more = with_one_more(asked)
    last = number * page_size >= answer["total"]
    first = (number - 1) * page_size + 1
    return Results(
        heading=heading_of(place),
        place_label=place.label if place else None,
        token=token,
        codes=canonical,
        chips=tuple(chips_of(asked, link)),
        asks=tuple((ask["text"], _unknown_too(ask["code"], asked, link)) for ask in answer["asks"]),
        filters=tuple(filters_of(answer["facets"], asked, link, lambda name, code: address(one_more(name, code)))),
        sorts=tuple(sorts_of(asked, link, place)),
        first=first,
        previous=to.near(token, canonical, number - 1) if number > 1 else None,
        following=None if last or not answer["results"] else to.near(token, canonical, number + 1),
        dropped=asked.dropped,
        guessed=asked.guessed,
        map=map_of(place, answer["results"], first),
        kept=asked.kept,
        list=gathered_of(asked.kept),
        toggles={} if to.framed else dict(_toggles(answer["results"], asked, first, to.nears(token, number))),
        offer=to.offers(token, canonical),
    )


def _toggles(
    results: Sequence[Mapping[str, Any]], asked: Asked, first: int, page: Callable[[str], str]
) -> Iterator[tuple[str, Toggle]]:
    """By id, the link that puts an option on the list or takes it off. It comes back to the same option of the `page`,
    which goes by the codes of what was asked."""
    write = written(asked)
    for position, result in enumerate(results, first):

        def back(kept: Sequence[str], position: int = position) -> str:
            return f"{page(write(kept))}#option-{position}"

        offer_id = result["service"]["id"]
        yield offer_id, toggle_of(asked.kept, offer_id, back)


def _unknown_too(code: str, asked: Asked, link: Link) -> str | None:
    """Where the options are that may have the access asked for: those that are known to have it come first there."""
    if code != "access-unknown":
        return None
    wished = tuple(dict.fromkeys((*asked.params.prefer_access, *asked.params.access)))
    return link(replace(asked, params=asked.params.model_copy(update={"access": (), "prefer_access": wished})))


def heading_of(place: Place | None) -> str:
    """The place as it was said; of a full postcode only the council, since nothing finer is in the address."""
    if place is None:
        return _("Help by phone, online and around the country")
    where = place.area.name if place.area else place.label
    if place.kind in {"token", "postcode"}:
        return _("Help near you in %(place)s") % {"place": where}
    if place.kind == "area":
        return _("Help in %(place)s") % {"place": place.label}
    if where in place.label:
        return _("Help near %(place)s") % {"place": place.label}
    if place.likely:
        return _("Help near %(place)s (%(area)s and around)") % {"place": place.label, "area": where}
    return _("Help near %(place)s (%(area)s)") % {"place": place.label, "area": where}


def filters_of(
    facets: Mapping[str, Mapping[str, int]], asked: Asked, link: Link, more: Callable[[str, str], str] | None = None
) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """The filters by heading, each with what is known to fit. `more`: a quicker `link` for one more value of a list."""

    def choice(name: str, code: str, count: int | None) -> Choice:
        chosen = code in getattr(asked.params, name)
        if chosen:
            href = link(without_value(asked, name, code))
        else:
            href = more(name, code) if more else link(with_value(asked, name, code))
        hint = official(code, name) if name == "grouping" else None
        return Choice(term(code, name), href, chosen, count, hint)

    now = asked.params.open == "now"
    quick = [
        Choice(_("Open now"), link(with_value(asked, "open", None if now else "now")), now),
    ]
    free = asked.params.free is True
    count = facets.get("cost", {}).get("free")
    if free or count:
        quick.append(Choice(_("Free"), link(with_value(asked, "free", None if free else True)), free, count))
    yield _("Open and free"), tuple(quick)
    for name, title in FACETS:
        chosen = getattr(asked.params, name)
        counts = facets.get(name, {})
        codes = [*(code for code in chosen if code not in counts), *counts]
        counted = name != "access" or not chosen  # a count lifts the access asked for, to which a choice would add
        choices = tuple(choice(name, code, counts.get(code, 0) if counted else None) for code in codes)
        if choices:
            yield _(title), choices


def sorts_of(asked: Asked, link: Link, place: Place | None) -> Iterator[Choice]:
    """The orders that make sense for the place."""
    current = asked.params.sort or "relevance"
    for code, text in SORTS:
        if code != "distance" or (place is not None and place.grid is not None):
            yield Choice(_(text), link(with_value(asked, "sort", code)), code == current)
