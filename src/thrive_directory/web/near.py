"""`/near/{place}`: the answer to a search as a page. It asks the same code as the API; nothing is searched here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from thrive_directory.api.cursor import Cursor
from thrive_directory.api.cursor import encode as cursor_at
from thrive_directory.api.deps import PartsDep
from thrive_directory.api.params import SearchParams
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import answer_json
from thrive_directory.api.understand import understand
from thrive_directory.errors import BadParameter, PlaceNotFound, UnknownPlace
from thrive_directory.geo.place import Place
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Hit
from thrive_directory.web.asked import words_of
from thrive_directory.web.cards import brief, same_for_all
from thrive_directory.web.codes import Asked, decode, encode
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import ANYWHERE
from thrive_directory.web.page import OURS, Setting, page
from thrive_directory.web.policy import NO_STORE
from thrive_directory.web.results import results_of
from thrive_directory.web.route import PageRoute

router = APIRouter(include_in_schema=False, route_class=PageRoute)
MAX_PAGE = 500


@router.get("/near/{token}")
def near(token: str, request: Request, parts: PartsDep, s: str = "", page: str = "1") -> Response:
    """Options near a place, best first, with why each is there. A full postcode in the address becomes its token."""
    return results_page(request, parts, token, s, page)


def results_page(
    request: Request, parts: Parts, token: str, codes: str, number: str, setting: Setting = OURS
) -> Response:
    """The page of that number of what the codes ask for near the place, in its setting."""
    place = place_of(token, parts)
    if place is not None and place.token != token:
        if place.notes:
            codes = encode(replace(asked_in(codes, parts.snapshots.live), guessed=True))
        return RedirectResponse(setting.to.near(place.token, codes), 303, headers={**setting.sharing, **NO_STORE})
    return _results(request, parts, place, codes, _page_number(number), setting)


def place_of(token: str, parts: Parts) -> Place | None:
    """The place of an address; None where it says that none was given. Raises `PlaceNotFound`."""
    if token == ANYWHERE:
        return None
    try:
        return parts.resolve(token, "token")
    except UnknownPlace:
        raise PlaceNotFound(_("This link names no place that we know. Start again below.")) from None


def asked_in(codes: str, snapshot: Snapshot) -> Asked:
    """What the codes of an address stand for. Raises `BadParameter`."""
    return decode(codes, snapshot.vocabulary, snapshot.postings)


def _page_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MAX_PAGE):
        raise _no_such_page()
    return int(text)


def _no_such_page() -> BadParameter:
    return BadParameter("page", _("There is no such page of results. Start again below."))


def _results(
    request: Request, parts: Parts, place: Place | None, codes: str, number: int, setting: Setting
) -> Response:
    snapshot = parts.snapshots.live
    asked = asked_in(codes, snapshot)
    params = params_of(asked, place)
    limit = setting.page_size or parts.limits.default_limit
    params = params.model_copy(update={"limit": setting.page_size})
    if number > 1:
        cursor = cursor_at(Cursor(snapshot.version, (number - 1) * limit), params)
        params = params.model_copy(update={"cursor": cursor})
    answer, hits = answered(asked, params, snapshot, parts, brief)
    if number > 1 and not answer["results"]:
        raise _no_such_page()
    shown = results_of(answer, asked, place, number=number, page_size=limit, canonical=codes, to=setting.to)
    return page(
        request,
        "near.html",
        private=True,
        urgent_help=answer["urgent_help"],
        urgent=asked.danger,
        setting=setting,
        answer=answer,
        same=[
            same_for_all(snapshot.card(hit.row), framed=setting.to.framed, phone_last="phone" in asked.params.not_mode)
            for hit in hits
        ],
        view=shown,
    )


def answered(
    asked: Asked, params: SearchParams, snapshot: Snapshot, parts: Parts, card: Callable[[bytes], bytes] = bytes
) -> tuple[dict[str, Any], Sequence[Hit]]:
    """The answer to what was asked, as the API would give it, with `card` made of each card; and its hits. Counted."""
    question = understand(params, snapshot, parts, words_of(asked))
    found = parts.search(snapshot, question.query)
    if not asked.kept:  # with a list in its address, the page comes back for each offer that is put on it
        parts.counters.count_search(question.query, found.total)
    return orjson.loads(answer_json(snapshot, params, question, found, card)), found.hits


def params_of(asked: Asked, place: Place | None) -> SearchParams:
    """The parameters of the search that an address stands for."""
    return asked.params.model_copy(update={"near": place.token if place else None})
