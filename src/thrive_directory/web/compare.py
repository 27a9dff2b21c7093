"""`/compare` for people: two to four offers side by side, to decide together. The route is the API's."""

from collections.abc import Sequence
from typing import Any

import orjson
from fastapi import Request
from starlette.responses import Response

from thrive_directory.errors import BadParameter, ServiceNotFound
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.compare import Comparison, compare
from thrive_directory.web.language import gettext as _
from thrive_directory.web.page import page


def compare_page(request: Request, snapshot: Snapshot, offer_ids: Sequence[str]) -> Response:
    """The comparison as a page; what cannot be compared is said in words, with the way back to finding help."""
    try:
        found = compare(snapshot, offer_ids)
    except (BadParameter, ServiceNotFound) as error:
        status = 404 if isinstance(error, ServiceNotFound) else 422
        return _with_vary(page(request, "compare.html", status=status, problem=_problem(error), offers=[], rows=[]))
    return _with_vary(page(request, "compare.html", problem=None, **_shown(found)))


def _shown(found: Comparison) -> dict[str, Any]:
    offers = [orjson.loads(offer) for offer in found.offers]
    rows = [
        {"label": row.label, "cells": list(zip(offers, row.cells, strict=True)), "question": row.question}
        for row in found.rows
    ]
    return {"offers": offers, "rows": rows, "questions": found.questions}


def _problem(error: BadParameter | ServiceNotFound) -> str:
    if isinstance(error, ServiceNotFound):
        return _("One of these offers is not here any more. Choose again from the list.")
    return _("You can compare two, three or four different offers.")


def _with_vary(response: Response) -> Response:
    response.headers["Vary"] = "Accept"
    return response
