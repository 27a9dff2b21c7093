"""`/offer/{id}`: one offer as a page, from its card and its record; a page of its own for one that is gone."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from thrive_directory.api.deps import PartsDep
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import answer_json, urgent_help_json
from thrive_directory.api.understand import understand
from thrive_directory.errors import ServiceNotFound, UnknownPlace
from thrive_directory.geo.place import Place
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.meanwhile import while_you_wait
from thrive_directory.web.codes import Asked, written
from thrive_directory.web.gathered import Toggle, toggle_of
from thrive_directory.web.language import gettext as _
from thrive_directory.web.linked_data import linked_data
from thrive_directory.web.links import list_url, offer_url
from thrive_directory.web.near import asked_in, place_of
from thrive_directory.web.offer_facts import facts_of
from thrive_directory.web.offer_hours import hours_of
from thrive_directory.web.page import OURS, Setting, page
from thrive_directory.web.published import card_of, instead_of, record_of
from thrive_directory.web.route import PageRoute

router = APIRouter(include_in_schema=False, route_class=PageRoute)
_MEANWHILE = 4


@router.get("/offer/{id}")
def offer(id: str, request: Request, parts: PartsDep, near: str = "", s: str = "") -> Response:  # noqa: A002
    """Everything published about one offer. `near` and `s` are the question it was found by, for the way back and for
    what helps meanwhile; without them the page is the same for everybody."""
    return offer_page(request, parts, id, near, s)


def offer_page(
    request: Request, parts: Parts, offer_id: str, near: str, codes: str, setting: Setting = OURS
) -> Response:
    """One offer in its setting, or the page of one that is gone."""
    snapshot = parts.snapshots.live
    index = snapshot.offer_index.get(offer_id)
    if index is None:
        return absent(request, snapshot, offer_id, setting)
    parts.counters.count_offer_view(offer_id)
    place, asked = (place_of(near, parts) if near else None), asked_in(codes, snapshot)
    card, record = card_of(snapshot, offer_id), record_of(snapshot, offer_id)
    where = place or own_place(card, parts)
    return page(
        request,
        "offer.html",
        private=bool(near or codes),
        urgent=asked.danger,
        urgent_help=urgent_help_json(snapshot.urgent_help, where, asked.urgent_kinds),
        service=card,
        record=record,
        facts=facts_of(card, record, parts.clock().date()),
        hours=hours_of(snapshot, index, parts.clock(), where.nation if where else None),
        meanwhile=_meanwhile(snapshot, parts, offer_id, where, asked),
        back=setting.to.near(place.token, codes) if place else None,
        token=place.token if place else None,
        codes=codes,
        toggle=_toggle(offer_id, asked, near, codes, setting),
        linked=linked_data(card, record, parts.server.public_url + offer_url(offer_id)),
        setting=setting,
    )


def _toggle(offer_id: str, asked: Asked, near: str, codes: str, setting: Setting) -> Toggle | None:
    """The link that puts the offer on the list: it comes back to this page, or opens the list where nothing was asked.
    Pages that stand in others' have no list."""
    if setting.to.framed:
        return None
    if not (near or codes):
        return Toggle(list_url((offer_id,)), chosen=False, whole=None)
    write = written(asked)
    return toggle_of(asked.kept, offer_id, lambda kept: setting.to.offer(offer_id, near or None, write(kept)))


def own_place(card: Mapping[str, Any], parts: Parts) -> Place | None:
    """The first local area that the offer covers, as a place; None for one that covers nations."""
    for area in card["coverage"]:
        if area["kind"] not in {"everywhere", "nation", "polygon"}:
            try:
                return parts.resolve(area["code"], "near")
            except UnknownPlace:
                continue
    return None


def _meanwhile(
    snapshot: Snapshot, parts: Parts, offer_id: str, where: Place | None, asked: Asked
) -> list[dict[str, Any]]:
    """What can be used today for the same needs; nothing where no place is known, rather than help from elsewhere."""
    if where is None:
        return []
    params = SearchParams.model_construct(near=where.token, age=asked.params.age, limit=_MEANWHILE)
    question = understand(params, snapshot, parts)
    answer = answer_json(snapshot, params, question, while_you_wait(snapshot, offer_id, question.query))
    results: list[dict[str, Any]] = orjson.loads(answer)["results"]
    return results


def absent(request: Request, snapshot: Snapshot, offer_id: str, setting: Setting = OURS) -> Response:
    """The page of an offer that is gone (410). Raises `ServiceNotFound` for one that never was."""
    stone = snapshot.tombstones.get(offer_id)
    if stone is None:
        raise ServiceNotFound(_("There is no offer at this address. It may have been copied without its end."))
    instead = instead_of(snapshot, stone)
    return page(request, "gone.html", status=410, private=True, setting=setting, stone=stone, instead=instead)
