"""What only some offers have, by row: the practices, schools and age exceptions behind a flag, and their own asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thrive_directory.catalogue.offer import Schedule
from thrive_directory.index.columns import Placement


@dataclass(frozen=True, slots=True)
class Particulars:
    """Sparse facts by row. A row that is missing has none."""

    gp: Mapping[int, tuple[frozenset[str], frozenset[str]]]
    """(ODS codes of practices, codes of areas whose practices count)"""
    gp_codes: frozenset[str]
    """Every area whose practices count for some offer."""
    schools: Mapping[int, frozenset[str]]
    age_exceptions: Mapping[int, tuple[tuple[str, float], ...]]
    asks: Mapping[int, tuple[str, ...]]


def build_particulars(rows: Sequence[Placement]) -> Particulars:
    """Collect the sparse facts of every row."""
    of = [(at, row.offer) for at, row in enumerate(rows)]
    return Particulars(
        gp={at: (o.gp_practices, o.gp_areas) for at, o in of if o.gp_practices or o.gp_areas},
        gp_codes=frozenset(code for _, o in of for code in o.gp_areas),
        schools={at: o.schools for at, o in of if o.schools},
        age_exceptions={at: o.age.exceptions for at, o in of if o.age.exceptions},
        asks={at: o.asks for at, o in of if o.asks},
    )


def schedules_of(row: Placement) -> tuple[Schedule, ...]:
    """The schedules of an offer together with those of this location."""
    return row.offer.schedules + (row.location.schedules if row.location else ())
