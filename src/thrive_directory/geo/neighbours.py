"""Which other authorities begin within ordinary travel of a place, from the squares that hold their postcodes.

Offers next door that do not serve the place are worth a mention; those at the other end of England are not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from thrive_directory.geo.place import GridPoint
from thrive_directory.geo.squares import squares_of_side

SIDE_KM = 2
_BLOCK_KM = 10
_CACHED = 16_384

Block = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Squares of 2 km by the block of 10 km they lie in: (authority number, centre east km, centre north km)."""

    codes: Sequence[str]
    blocks: dict[Block, NDArray[np.float64]]

    def __post_init__(self) -> None:
        """Answers are kept by whole km: the same for every postcode of a square, and asked for again and again."""
        object.__setattr__(self, "_near", lru_cache(_CACHED)(self._find))

    def within(self, grid: GridPoint, travel_km: float) -> frozenset[str]:
        """Codes of the authorities with postcodes within the distance, to about 2 km; the place's own among them."""
        found: frozenset[str] = self._near(int(grid.easting_m // 1000), int(grid.northing_m // 1000), travel_km)  # type: ignore[attr-defined]
        return found

    def _find(self, east_km: int, north_km: int, travel_km: float) -> frozenset[str]:
        reach = ceil(travel_km / _BLOCK_KM)
        column, line = east_km // _BLOCK_KM, north_km // _BLOCK_KM
        around = [
            block
            for x in range(column - reach, column + reach + 1)
            for y in range(line - reach, line + reach + 1)
            if (block := self.blocks.get((x, y))) is not None
        ]
        if not around:
            return frozenset()
        squares = np.concatenate(around)
        away = np.hypot(squares[:, 1] - east_km - 0.5, squares[:, 2] - north_km - 0.5)
        numbers = np.unique(squares[away <= travel_km, 0]).astype(int).tolist()
        return frozenset(self.codes[number] for number in numbers)


def build_neighbours(keys: NDArray[np.uint32], codes: Sequence[str]) -> Neighbours:
    """From the packed squares of a postcode table."""
    authority, east_km, north_km = squares_of_side(keys, SIDE_KM)
    centres = np.column_stack([authority, east_km + SIDE_KM / 2, north_km + SIDE_KM / 2]).astype(np.float64)
    grouped: dict[Block, list[NDArray[np.float64]]] = defaultdict(list)
    for centre in centres[authority > 0]:
        grouped[int(centre[1] // _BLOCK_KM), int(centre[2] // _BLOCK_KM)].append(centre)
    return Neighbours(codes, {block: np.array(rows) for block, rows in grouped.items()})
