"""`/compare` for people: two to four offers side by side, to decide together. The route is the API's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson
from fastapi import Request
from starlette.responses import Response

from thrive_directory.api.choose_json import check_published
from thrive_directory.errors import BadParameter, ServiceNotFound, ServiceWithdrawn
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.compare import Comparison, compare
from thrive_directory.web.gathered import ids_in
from thrive_directory.web.language import gettext as _
from thrive_directory.web.links import list_url
from thrive_directory.web.page import page


def compare_page(request: Request, snapshot: Snapshot, offer_ids: Sequence[str], today: date) -> Response:
    """The comparison as a page; what cannot be compared is said in words, with the list of what was chosen, where each
    is explained, and the way back to finding help. What somebody chose is not kept or indexed."""
    chosen = ids_in(offer_ids)
    shown: dict[str, Any] = {"problem": None, "offers": [], "list": list_url(chosen) if chosen else None}
    try:
        for offer_id in offer_ids:
            check_published(snapshot, offer_id)
        shown |= _shown(compare(snapshot, offer_ids, today))
        status = 200
    except (BadParameter, ServiceNotFound) as error:
        status = 422 if isinstance(error, BadParameter) else 410 if isinstance(error, ServiceWithdrawn) else 404
        shown["problem"] = _problem(error)
    return page(request, "compare.html", status=status, private=True, **shown)


def _shown(found: Comparison) -> dict[str, Any]:
    """Offer by offer, each with its cell of every row: they are read one after the other on a small screen."""
    offers = [
        {
            "card": orjson.loads(offer),
            "rows": [
                {"code": row.code, "label": row.label, "cell": row.cells[at], "question": row.question}
                for row in found.rows
            ],
        }
        for at, offer in enumerate(found.offers)
    ]
    return {"offers": offers, "questions": found.questions}


def _problem(error: BadParameter | ServiceNotFound) -> str:
    if isinstance(error, ServiceNotFound):
        return _("One of these offers is not here any more.")
    return _("You can compare two, three or four different offers.")
