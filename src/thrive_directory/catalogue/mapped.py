"""What a source record is mapped with and into: values only."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from thrive_directory.catalogue.keys import key
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.place import Place

RowsByTable = dict[str, list[dict[str, Any]]]
Locate = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Mapper:
    """What records of one source are mapped with. `locate` finds the point of a postcode, where there is a table."""

    source: str
    source_id: str
    term_ids: Collection[str]
    areas: AreaRegister
    locate: Locate | None = None


@dataclass(slots=True)
class MappedRecord:
    """One record as rows. `held` says why it is stored and not published; `repairs` what was left out or
    mended."""

    service_id: str
    rows: RowsByTable = field(default_factory=lambda: defaultdict(list))
    held: str | None = None
    repairs: list[str] = field(default_factory=list)


def service_key(source: str, record_id: str) -> str:
    """The id of the service that a source knows by this id."""
    return key(source, "service", record_id)
