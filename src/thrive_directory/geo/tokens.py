"""Coarse place tokens: an authority's part of a grid square, wide enough to hold many postcodes. Never a full postcode.

`E09000007-1km-528-183` is Camden's part of the 1 km square whose south-west corner is 528 km east and 183 km north. The
square is 1 km wide, or 2, 5 or 10 km where it takes that for the authority's part to hold `least` postcodes; where even
10 km do not, the token is the authority's code alone.
"""

import re
from dataclasses import dataclass

from thrive_directory.geo.place import GridPoint
from thrive_directory.geo.postcode_table import PostcodeTable
from thrive_directory.geo.squares import SIDES_KM, corner_km

LEAST_POSTCODES = 20
_SQUARE = re.compile(r"([A-Z][0-9]{8})-(1|2|5|10)km-(-?[0-9]{1,2}|[0-9]{3})-([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Square:
    """An authority's part of a grid square: its side and south-west corner in km."""

    authority: str
    side_km: int
    east_km: int
    north_km: int

    @property
    def centre(self) -> GridPoint:
        """The middle of the square, which may lie outside the authority's part."""
        half_m = self.side_km * 500
        return GridPoint(self.east_km * 1000 + half_m, self.north_km * 1000 + half_m)

    def __str__(self) -> str:
        return f"{self.authority}-{self.side_km}km-{self.east_km}-{self.north_km}"


def square_token(table: PostcodeTable, authority: str, grid: GridPoint | None, least: int = LEAST_POSTCODES) -> str:
    """The finest token that hides this position among at least `least` postcodes of the authority."""
    if grid is None:
        return authority
    for side_km in SIDES_KM:
        east_km, north_km = corner_km(grid.easting_m, grid.northing_m, side_km)
        if table.count_in_square(authority, side_km, east_km, north_km) >= least:
            return f"{authority}-{side_km}km-{east_km}-{north_km}"
    return authority


def read_square(token: str) -> Square | None:
    """The square that a token names, or None when the text has not that shape or its corner is on no grid line."""
    match = _SQUARE.fullmatch(token)
    if match is None:
        return None
    square = Square(match[1], int(match[2]), int(match[3]), int(match[4]))
    on_lines = square.east_km % square.side_km == 0 and square.north_km % square.side_km == 0
    in_range = -100 <= square.east_km < 900 and square.north_km < 2000
    return square if on_lines and in_range and str(square) == token else None
