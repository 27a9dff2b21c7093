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
    Without a place, or for one that spans nations, the lines of England are shown: it is the country that the
    directory serves.
    """
    areas = _areas(place)
    shown = [record for record in records if record.area_code in areas]
    return tuple(sorted(shown, key=lambda record: _order(record, kinds)))


def _areas(place: Place | None) -> frozenset[str]:
    """The codes whose lines serve the place. An outcode on a border gets the front door of its main authority."""
    covering = place.covering if place else frozenset()
    nations = covering.intersection(NATION_CODES.values()) or {NATION_CODES["England"]}
    own = {place.area.code} if place and place.area else set()
    return frozenset({EVERYWHERE_CODE}) | covering | nations | own


def _order(record: UrgentHelp, kinds: Collection[str]) -> tuple[bool, bool, int, bool, int, str]:
    return (
        record.tel != EMERGENCY_NUMBER,
        record.kind not in kinds,
        KIND_ORDER.index(record.kind),
        record.area_code == EVERYWHERE_CODE,
        record.position,
        record.id,
    )
