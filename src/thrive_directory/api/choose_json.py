"""Comparison and while-you-wait as JSON bytes, for the API and the terminal alike. Decides nothing."""

from collections.abc import Sequence
from datetime import date

import orjson

from thrive_directory.api.params import SearchParams, no_such_parameter
from thrive_directory.api.parts import Parts
from thrive_directory.api.search_json import answer_json, urgent_help_json
from thrive_directory.api.understand import understand
from thrive_directory.errors import ServiceNotFound, ServiceWithdrawn
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.compare import compare
from thrive_directory.search.meanwhile import while_you_wait

MEANWHILE_PARAMETERS = (
    "near",
    "need",
    "age",
    "mode",
    "not_mode",
    "language",
    "access",
    "prefer_access",
    "gender",
    "circumstance",
    "limit",
)
"""What may be said about the person who waits. When, and by whom referred, is settled: now, by themselves."""


def comparison_json(snapshot: Snapshot, offer_ids: Sequence[str], today: date) -> bytes:
    """Two to four services side by side, with what is known `today`.

    Raises `BadParameter`, `ServiceNotFound` and `ServiceWithdrawn`."""
    for offer_id in offer_ids:
        check_published(snapshot, offer_id)
    compared = compare(snapshot, offer_ids, today)
    rest = {
        "rows": compared.rows,
        "questions": compared.questions,
        "urgent_help": urgent_help_json(snapshot.urgent_help),
        "catalogue_version": snapshot.version,
    }
    return b'{"services":[' + b",".join(compared.offers) + b"]," + orjson.dumps(rest)[1:]


def while_you_wait_json(params: SearchParams, offer_id: str, parts: Parts) -> bytes:
    """The answer of a search, of what can be used now for what the offer helps with. Raises as a search does."""
    for name in params.model_fields_set:
        if name not in MEANWHILE_PARAMETERS:
            raise no_such_parameter(name, MEANWHILE_PARAMETERS)
    snapshot = parts.snapshots.live
    check_published(snapshot, offer_id)
    question = understand(params, snapshot, parts)
    return answer_json(snapshot, params, question, while_you_wait(snapshot, offer_id, question.query))


def check_published(snapshot: Snapshot, offer_id: str) -> None:
    """Raises `ServiceNotFound` for an id nobody knows, `ServiceWithdrawn` for one that is gone."""
    if offer_id not in snapshot.offer_index:
        raise absence(snapshot, offer_id)


def absence(snapshot: Snapshot, offer_id: str) -> ServiceNotFound:
    """Why there is nothing under an id: nobody knows it, or it has been withdrawn, since when and for what."""
    stone = snapshot.tombstones.get(offer_id)
    if stone is None:
        return ServiceNotFound("No service has this id.")
    return ServiceWithdrawn("This service has been withdrawn.", stone.on.isoformat(), stone.replaced_by)
