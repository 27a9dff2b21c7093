"""`/list`: offers that somebody chose, to hand over. The address is the list: ids of offers and nothing else. Also the
same as contacts for a phone, `/list.vcf` and `/offer/{id}.vcf`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import urgent_help_json
from thrive_directory.errors import ServiceNotFound
from thrive_directory.geo.place import Place
from thrive_directory.web.chosen_items import chosen_of, items_of, offer_of
from thrive_directory.web.copy_texts import copies_of_list
from thrive_directory.web.gathered import comparing
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import SITE, list_url, list_vcf_url
from thrive_directory.web.offer import absent, own_place
from thrive_directory.web.offer_facts import Facts
from thrive_directory.web.page import page
from thrive_directory.web.policy import NO_STORE, OURS_ALONE, ROBOTS
from thrive_directory.web.published import card_of
from thrive_directory.web.route import PageRoute
from thrive_directory.web.send import mail_link, message_link
from thrive_directory.web.slip import heading, slip_of
from thrive_directory.web.vcard import MEDIA_TYPE, contacts_of

router = APIRouter(include_in_schema=False, route_class=PageRoute)
Ids = Annotated[list[str], Query(alias="id")]
Json = Mapping[str, Any]


@router.get("/list")
def chosen_page(request: Request, parts: PartsDep, ids: Ids = [], names: str = "") -> Response:  # noqa: B006
    """The list as a page, with all that hands it over. It holds no place, so it shows no distance."""
    snapshot, today = parts.snapshots.live, parts.clock().date()
    chosen = chosen_of(ids, snapshot)
    offers = [offer_of(snapshot, offer_id, today) for offer_id in chosen.ids if offer_id in snapshot.offer_index]
    cards = [card for card, _facts in offers]
    is_discreet = names == "no"
    lines = urgent_help_json(snapshot.urgent_help, _place(cards, parts))
    address = parts.server.public_url + list_url(chosen.ids, discreet=is_discreet)
    status = chosen.status if offers or not chosen.ids else 410
    return page(
        request,
        "list.html",
        status=status,
        private=True,
        urgent_help=lines,
        title=heading(discreet=True) if is_discreet else _("Your list"),
        discreet=is_discreet,
        chosen=chosen,
        items=list(items_of(chosen.ids, snapshot, lines, parts.server.public_url, today, discreet=is_discreet)),
        offer_ids=[card["id"] for card in cards],
        left_out=[card_of(snapshot, each) for each in chosen.left_out],
        links=_links(chosen.ids, cards, discreet=is_discreet),
        rest=list_url(chosen.left_out),
        **(_handed_over(offers, lines, parts.server.public_url, address, discreet=is_discreet) if offers else {}),
    )


@router.get("/list.vcf")
def chosen_contacts(parts: PartsDep, ids: Ids = [], names: str = "") -> Response:  # noqa: B006
    """The offers of the list that are there, as contacts. Raises `ServiceNotFound` where there are none."""
    snapshot = parts.snapshots.live
    cards = [card_of(snapshot, each) for each in chosen_of(ids, snapshot).ids if each in snapshot.offer_index]
    if not cards:
        raise ServiceNotFound(_("This list holds nothing that can be saved. Find help, and put it on a list."))
    return _contacts(cards, parts, discreet=names == "no")


@router.get("/offer/{id}.vcf")
def offer_contact(id: str, request: Request, parts: PartsDep) -> Response:  # noqa: A002
    """One offer as a contact; for one that is gone, the page that says so."""
    snapshot = parts.snapshots.live
    if id not in snapshot.offer_index:
        return absent(request, snapshot, id)
    return _contacts([card_of(snapshot, id)], parts, discreet=False)


def _place(cards: Sequence[Json], parts: Parts) -> Place | None:
    """The place whose urgent help to show: the first that an offer serves, if all that they serve lie in one nation."""
    places = [found for card in cards if (found := own_place(card, parts))]
    return places[0] if len({place.nation for place in places}) == 1 else None


def _links(ids: tuple[str, ...], cards: Sequence[Json], *, discreet: bool) -> dict[str, str | None]:
    there = [card["id"] for card in cards]
    return {
        "more": SITE.find(ids),
        "compare": comparing(there),
        "other": list_url(ids, discreet=not discreet),
        "contacts": list_vcf_url(there, discreet=discreet),
    }


def _handed_over(
    offers: Sequence[tuple[dict[str, Any], Facts]],
    lines: list[dict[str, Any]],
    public_url: str,
    address: str,
    *,
    discreet: bool,
) -> dict[str, Any]:
    """The slip, the texts of the whole list, and the links that open a message with them in it."""
    copies = copies_of_list(offers, lines, public_url, address, discreet=discreet)
    message = next(each.text for each in copies if each.kind == "message")
    return {
        "slip": slip_of([card for card, _facts in offers], lines, address, discreet=discreet, how=_how(offers)),
        "copies": copies,
        "by_message": message_link(message),
        "by_mail": mail_link(heading(discreet=discreet), message),
    }


def _how(offers: Sequence[tuple[Json, Facts]]) -> dict[str, str]:
    """By id how to refer to an offer, where that is told."""
    return {card["id"]: facts.how_to_refer for card, facts in offers if facts.how_to_refer}


def _contacts(cards: Sequence[Json], parts: Parts, *, discreet: bool) -> Response:
    lines = urgent_help_json(parts.snapshots.live.urgent_help, _place(cards, parts))
    return Response(
        contacts_of(cards, lines, parts.server.public_url, discreet=discreet),
        media_type=MEDIA_TYPE,
        headers={**OURS_ALONE, **NO_STORE, **ROBOTS, "Content-Disposition": 'attachment; filename="numbers.vcf"'},
    )
