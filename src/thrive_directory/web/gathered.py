"""The list that a person gathers while looking: which offers, and the links that put one on it or take it off. The
addresses carry it (`codes.Asked.kept`); nothing is stored."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from thrive_directory.search.compare import FEWEST, MOST
from thrive_directory.web.codes import MOST_KEPT
from thrive_directory.web.links import compare_url, list_url


@dataclass(frozen=True, slots=True)
class Gathered:
    """The list so far: how many offers, its page, and the page that compares them where they are two to four."""

    count: int
    href: str
    compare: str | None


@dataclass(frozen=True, slots=True)
class Toggle:
    """The link that puts an offer on the list, or takes it off where it is `chosen`; None where the list is full."""

    href: str | None
    chosen: bool
    whole: Gathered | None


def gathered_of(kept: Sequence[str]) -> Gathered | None:
    """The list that holds these offers; None where it holds none."""
    if not kept:
        return None
    return Gathered(len(kept), list_url(kept), comparing(kept))


def comparing(offer_ids: Sequence[str]) -> str | None:
    """The page that puts these offers side by side; None for fewer or more than it takes."""
    return compare_url(offer_ids) if FEWEST <= len(offer_ids) <= MOST else None


def toggle_of(kept: Sequence[str], offer_id: str, address: Callable[[Sequence[str]], str]) -> Toggle:
    """The link for an offer. `address` gives the page to come back to, from the offers that are kept then."""
    chosen = offer_id in kept
    whole = gathered_of(kept)
    if chosen:
        return Toggle(address(tuple(each for each in kept if each != offer_id)), chosen, whole)
    if len(kept) >= MOST_KEPT:
        return Toggle(None, chosen, whole)
    return Toggle(address((*kept, offer_id)), chosen, whole)


def ids_in(given: Iterable[str]) -> tuple[str, ...]:
    """The ids of an address as a list can hold them: those that are ids at all, each once, no more than fit."""
    return tuple(dict.fromkeys(each.lower() for each in given if _is_id(each.lower())))[:MOST_KEPT]


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
