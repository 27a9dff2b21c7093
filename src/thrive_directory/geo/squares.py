"""How many postcodes an authority has in each grid square, so that a place token can be as fine as privacy allows.

A square is named by the km of its south-west corner; sides are 1, 2, 5 and 10 km. Packs and counts; names nothing.
"""

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

SIDES_KM = (1, 2, 5, 10)
# Sides (2 bits), authority (9), easting km (10), northing km (11): one 32-bit key. The offset keeps the westernmost
# square above zero; the UK lies within -10..700 km east and 0..1250 km north.
_EAST_OFFSET_KM = 100
_MAX_AUTHORITIES = 512


def corner_km(easting_m: float, northing_m: float, side_km: int) -> tuple[int, int]:
    """South-west corner, in whole km, of the square with this side that holds the position."""
    side_m = side_km * 1000
    return int(easting_m // side_m) * side_km, int(northing_m // side_m) * side_km


def square_key(side_km: int, authority: int, east_km: int, north_km: int) -> int:
    """The packed key of an authority's part of a square."""
    side = SIDES_KM.index(side_km)
    return side << 30 | authority << 21 | (east_km + _EAST_OFFSET_KM) << 11 | north_km


def count_squares(
    easting_m: NDArray[np.int32], northing_m: NDArray[np.int32], authority: NDArray[np.uint16]
) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
    """Sorted keys and, for each, the number of postcodes (65,535 at most)."""
    if authority.size and int(authority.max()) >= _MAX_AUTHORITIES:
        raise ValueError("more authorities than a square key can name")
    keys, counts = [], []
    for side, side_km in enumerate(SIDES_KM):
        side_m = side_km * 1000
        east = easting_m // side_m * side_km + _EAST_OFFSET_KM
        north = northing_m // side_m * side_km
        packed = side << 30 | authority.astype(np.int64) << 21 | east.astype(np.int64) << 11 | north
        found, number = np.unique(packed, return_counts=True)
        keys.append(found.astype(np.uint32))
        counts.append(np.minimum(number, 65_535).astype(np.uint16))
    return np.concatenate(keys), np.concatenate(counts)


def squares_of_side(
    keys: NDArray[np.uint32], side_km: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(authority numbers, km east and km north of the corners) of every square of one side among sorted keys."""
    side = SIDES_KM.index(side_km)
    first, last = np.searchsorted(keys.astype(np.int64), (side << 30, (side + 1) << 30))
    packed = keys[first:last].astype(np.int64)
    return packed >> 21 & (_MAX_AUTHORITIES - 1), (packed >> 11 & 1023) - _EAST_OFFSET_KM, packed & 2047


def count_in(keys: memoryview, counts: memoryview, key: int) -> int:
    """Postcodes under one key; 0 when there are none."""
    at = bisect_left(keys, key)
    return counts[at] if at < len(keys) and keys[at] == key else 0
