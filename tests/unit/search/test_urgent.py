"""Which urgent help is shown, and in what order."""

from datetime import date

import pytest

from thrive_directory.catalogue.offer import UrgentHelp
from thrive_directory.geo.place import EVERYWHERE_CODE, NATION_CODES, AreaRef, Place
from thrive_directory.search.urgent import urgent_help_for


def line(name, kind, area, tel=None, position=100):
    return UrgentHelp(
        name, kind, name, "Call.", tel, tel, None, None, area, "https://x.org/", date(2026, 1, 1), position
    )


LINES = [
    line("talk", "talk", EVERYWHERE_CODE),
    line("childline", "talk", EVERYWHERE_CODE, position=10),
    line("missing", "missing", EVERYWHERE_CODE),
    line("nspcc", "abuse", EVERYWHERE_CODE, position=10),
    line("camden-door", "abuse", "E09000007", position=20),
    line("salford-door", "abuse", "E08000006", position=10),
    line("111-2", "life", NATION_CODES["England"], "111", position=2),
    line("999", "life", EVERYWHERE_CODE, "999", position=1),
    line("wales-111", "life", NATION_CODES["Wales"], "111", position=2),
]


def place(nation, authority):
    covering = frozenset({EVERYWHERE_CODE, NATION_CODES[nation], authority})
    return Place("x", "postcode", "x", AreaRef(authority, "x", "local-authority"), nation, covering)


CAMDEN = place("England", "E09000007")
TABLE = [
    (None, (), ["999", "111-2", "nspcc", "missing", "childline", "talk"]),
    (CAMDEN, (), ["999", "111-2", "camden-door", "nspcc", "missing", "childline", "talk"]),
    (CAMDEN, ("abuse",), ["999", "camden-door", "childline", "nspcc", "111-2", "missing", "talk"]),
    (None, ("abuse",), ["999", "childline", "nspcc", "111-2", "missing", "talk"]),
    (CAMDEN, ("missing",), ["999", "missing", "111-2", "camden-door", "nspcc", "childline", "talk"]),
    (CAMDEN, ("life",), ["999", "111-2", "camden-door", "nspcc", "missing", "childline", "talk"]),
    (place("Wales", "W06000022"), (), ["999", "wales-111", "nspcc", "missing", "childline", "talk"]),
]


@pytest.mark.parametrize(("where", "kinds", "names"), TABLE)
def test_lines_for_the_place_in_order_of_need(where, kinds, names):
    assert [shown.name for shown in urgent_help_for(LINES, where, kinds)] == names


def test_an_outcode_over_two_authorities_has_the_door_of_the_main_one():
    outcode = Place(
        "NW1",
        "outcode",
        "x",
        AreaRef("E09000007", "Camden", "local-authority"),
        "England",
        frozenset({EVERYWHERE_CODE, NATION_CODES["England"]}),
        frozenset({"E09000007", "E09000033"}),
    )
    assert "camden-door" in [shown.name for shown in urgent_help_for(LINES, outcode)]
