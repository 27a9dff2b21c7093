"""Settlements whose people a source puts where they cannot live."""

import numpy as np
import pytest

from thrive_directory.geo.grid import to_point
from thrive_directory.geo.place import GridPoint
from thrive_directory.geo.settlements import Crowd, Settlement, with_people_who_can_live_there

HERE = GridPoint(400_000.0, 300_000.0)


def crowd(postcodes: int, metres_away: int = 1_000) -> Crowd:
    """So many postcodes to the north-east, and one far off."""
    near = np.full(postcodes, metres_away, dtype=np.int32)
    far = np.array([90_000], dtype=np.int32)
    return Crowd(np.append(400_000 + near, 400_000 + far), np.append(300_000 + near, 300_000 + far))


def told(people: int, around: Crowd) -> int:
    (found,) = with_people_who_can_live_there([Settlement("Loughton", to_point(HERE), people)], around)
    return found.population


@pytest.mark.parametrize(
    ("people", "postcodes", "known"),
    [
        (33_000, 28, 0),  # a hamlet with the people of a town elsewhere
        (33_000, 1_300, 33_000),
        (6_000, 100, 6_000),  # sixty a postcode are many, and may be
        (6_001, 100, 0),
        (1_900, 1, 1_900),  # so few are a matter of chance
        (110_000, 848, 110_000),  # a large one reaches farther than we look
        (0, 0, 0),
    ],
)
def test_nobody_knows_how_many_live_where_a_source_tells_of_more_than_can(people, postcodes, known):
    assert told(people, crowd(postcodes)) == known


def test_postcodes_more_than_three_kilometres_off_do_not_count():
    assert told(20_000, crowd(1_000, metres_away=2_100)) == 20_000
    assert told(20_000, crowd(1_000, metres_away=2_200)) == 0
