"""While you wait: what a person can use today for the needs of an offer they are waiting for. Ranks as search does."""

from dataclasses import replace

from thrive_directory.errors import ServiceNotFound
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search.answer import Answer
from thrive_directory.search.engine import search
from thrive_directory.search.query import SearchQuery

OWN_WAY_IN = frozenset({"self"})


def while_you_wait(snapshot: Snapshot, offer_id: str, query: SearchQuery) -> Answer:
    """What is open now, or has no hours we know of, for the needs of the offer, by referring oneself; the offer itself
    apart. `query` says where, how old and how many. Raises `ServiceNotFound`."""
    index = snapshot.offer_index.get(offer_id)
    if index is None:
        raise ServiceNotFound("There is no service with this id.")
    row = int(snapshot.rows_of(index)[0])
    needs = query.needs or frozenset(snapshot.sets["need"].unpack(snapshot.columns.words["need"][:, row].tolist()))
    left_out = query.leave_out | {offer_id}
    return search(
        snapshot, replace(query, needs=needs, open_at=query.now, referral_routes=OWN_WAY_IN, leave_out=left_out)
    )
