"""Which urgent help to show, and in what order: always all that serves the place. Outside ranking, never filtered."""

from collections.abc import Collection, Iterable

from thrive_directory.catalogue.offer import UrgentHelp
from thrive_directory.geo.place import EVERYWHERE_CODE, NATION_CODES, Place

KIND_ORDER = ("life", "abuse", "missing", "talk")
EMERGENCY_NUMBER = "999"


def urgent_help_for(
    records: Iterable[UrgentHelp], place: Place | None = None, kinds: Collection[str] = ()
) -> tuple[UrgentHelp, ...]:
    """Lines for the whole UK, for the place's nation and for its authority (children's social care front door).

    999 always comes first. Then come the kinds that the words of danger named, then the rest, in the order life,
    abuse, missing, talk; within a kind the place's own lines before those of the whole UK, then by position, then id.
    Where a child is being hurt, the first line to talk to (Childline) comes before the abuse lines of the whole UK,
    which are for adults who worry.
    Without a place, or for one that spans nations, the lines of England are shown: it is the country that the
    directory serves.
    """
    areas = _areas(place)
    shown = [record for record in records if record.area_code in areas]
    talks = min((record for record in shown if record.kind == "talk"), key=lambda one: one.position, default=None)
    shown_first = talks.id if talks and "abuse" in kinds else None
    return tuple(sorted(shown, key=lambda record: _order(record, kinds, is_first=record.id == shown_first)))


def _areas(place: Place | None) -> frozenset[str]:
    """The codes whose lines serve the place. An outcode on a border gets the front door of its main authority."""
    covering = place.covering if place else frozenset()
    nations = covering.intersection(NATION_CODES.values()) or {NATION_CODES["England"]}
    own = {place.area.code} if place and place.area else set()
    return frozenset({EVERYWHERE_CODE}) | covering | nations | own


def _order(record: UrgentHelp, kinds: Collection[str], *, is_first: bool) -> tuple[bool, bool, int, bool, int, str]:
    kind = "abuse" if is_first else record.kind
    return (
        record.tel != EMERGENCY_NUMBER,
        kind not in kinds,
        KIND_ORDER.index(kind),
        record.area_code == EVERYWHERE_CODE,
        -1 if is_first else record.position,
        record.id,
    )
