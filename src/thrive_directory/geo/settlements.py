"""Settlements as sources give them, and those that one puts where so many people cannot live: a hamlet that was given
the people of a town of its name elsewhere. Judges by postcodes; moves nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.grid import to_grid
from thrive_directory.geo.place import GridPoint, Point

_PEOPLE_A_POSTCODE = 60  # some 25 is usual; in the emptiest districts of England it is 45
_WITHIN_M = 3_000
_TOWNS = range(2_000, 50_000)  # people: fewer are a matter of chance, and more reach further than we look


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town, suburb or village as a source gives it."""

    name: str
    point: Point
    population: int = 0
    aliases: tuple[str, ...] = ()


class Crowd:
    """How many postcodes stand around a point, of positions in metres on the national grid."""

    def __init__(self, easting_m: NDArray[np.int32], northing_m: NDArray[np.int32]) -> None:
        order = np.argsort(easting_m, kind="stable")
        self._easting_m, self._northing_m = easting_m[order], northing_m[order].astype(np.int64)

    def around(self, at: GridPoint) -> int:
        """Those within three kilometres."""
        west, east = np.searchsorted(self._easting_m, [at.easting_m - _WITHIN_M, at.easting_m + _WITHIN_M])
        east_m = self._easting_m[west:east].astype(np.int64) - at.easting_m
        north_m = self._northing_m[west:east] - at.northing_m
        return int(np.count_nonzero(east_m**2 + north_m**2 <= _WITHIN_M**2))


def with_people_who_can_live_there(settlements: Iterable[Settlement], crowd: Crowd) -> Iterator[Settlement]:
    """The same, save that nobody knows how many people live where a source tells of more than there can be. The place
    itself may well be there: Loughton in Shropshire is a hamlet, and the 33,000 people live in Loughton in Essex."""
    for each in settlements:
        is_crowded = each.population in _TOWNS
        if is_crowded and each.population > _PEOPLE_A_POSTCODE * crowd.around(to_grid(each.point)):
            yield replace(each, population=0)
        else:
            yield each
