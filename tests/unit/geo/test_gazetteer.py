"""Names: inside sentences, by their beginnings, with a slip; and faults in our own list."""

import time

import pytest
import yaml

from tests.places_fixture import BUNDLED_DATA, shared_places
from thrive_directory.errors import AmbiguousPlace, BadRecord
from thrive_directory.geo.gazetteer import Gazetteer, NamedPlace, meant
from thrive_directory.geo.gazetteer_build import area_names, from_own_list, merged
from thrive_directory.geo.place import Point
from thrive_directory.geo.settlements import Settlement

PLACES = shared_places()
NAMES = PLACES.gazetteer
OWN = yaml.safe_load((BUNDLED_DATA / "places.yaml").read_text(encoding="utf-8"))


def longest(sentence: str, start: int = 0):
    found = NAMES.longest_name(sentence.split(), start)
    return (found[0][0].name, found[1]) if found else None


def test_the_longest_name_wins_in_a_sentence():
    assert longest("hebden bridge for my son") == ("Hebden Bridge", 2)
    assert longest("Stoke-on-Trent please") == ("Stoke-on-Trent", 1)
    assert longest("near stoke on trent", 1) == ("Stoke-on-Trent", 3)
    assert longest("King's Lynn area") == ("King's Lynn", 2)
    assert longest("anxious about exams") is None
    assert longest("hebdon bridge") is None


@pytest.mark.parametrize("word", ["send", "reading", "street", "hope", "steps", "everywhere", "sandwich"])
def test_ordinary_words_are_marked(word):
    places, _ = NAMES.longest_name([word])
    assert all(place.is_word for place in places)


def test_names_that_are_no_words_are_not_marked():
    places, _ = NAMES.longest_name(["camden"])
    assert not any(place.is_word for place in places)


def test_suggestions_begin_with_the_text_and_the_largest_comes_first():
    assert NAMES.suggest("manch", 3)[0].name == "Manchester"
    assert {place.name for place in NAMES.suggest("camd", 5)} >= {"Camden", "Camden Town"}
    assert any(place.name == "Hebden Bridge" for place in NAMES.suggest("bridg", 200))
    assert NAMES.suggest("wythenshaw", 3)[0].name == "Wythenshawe"
    assert NAMES.suggest("hebdon bridge", 3)[0].name == "Hebden Bridge"
    assert NAMES.suggest("", 3) == NAMES.suggest("?!", 3) == []
    assert len(NAMES.suggest("s", 7)) == 7


@pytest.mark.parametrize(
    ("begun", "name"),
    [
        ("hebdn br", "Hebden Bridge"),
        ("manchse", "Manchester"),
        ("camdne", "Camden"),
        ("newcaslte u", "Newcastle upon Tyne"),
    ],
)
def test_a_slip_in_what_has_been_typed_so_far_is_forgiven(begun, name):
    assert name in [place.name for place in NAMES.suggest(begun, 4)]


def test_a_slip_is_looked_for_only_where_nothing_begins_so_and_never_in_a_few_letters():
    assert all(place.name.startswith("Hebd") for place in NAMES.suggest("hebd", 4))
    assert NAMES.suggest("qxmd", 4) == []


def test_a_slip_in_the_first_letter_is_another_place():
    """Whoever means a place that is in no list must not be sent to one a hundred miles away."""
    assert NAMES.closest("Waversham") == []
    assert {places[0].name for places in NAMES.similar("Waversham", 1)} == {"Caversham", "Faversham"}
    assert NAMES.closest("Favershm")[0].name == "Faversham"


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Bexhill", "Bexhill-on-Sea"),
        ("Barrow", "Barrow in Furness"),
        ("Malvern", "Great Malvern"),
        ("Canvey", "Canvey Island"),
        ("Leamington", "Royal Leamington Spa"),
        ("Leamington Spa", "Royal Leamington Spa"),
        ("Southend", "Southend-on-Sea"),
        ("Kingston", "Kingston upon Thames"),
        ("Chester", "Chester"),
        ("Kirkby", "Kirkby"),
        ("Sutton", "Sutton"),
    ],
)
def test_a_town_of_a_long_name_is_known_by_what_people_call_it(short, whole):
    """Not where that is the name of another as large, or of an area."""
    assert PLACES.resolve(short).label == whole


def test_a_short_name_of_several_is_asked():
    with pytest.raises(AmbiguousPlace) as asked:
        PLACES.resolve("Ashton")
    assert [label for label, _ in asked.value.choices] == [
        "Ashton-under-Lyne, Tameside, North West",
        "Ashton in Makerfield, Wigan, North West",
    ]


def test_beginnings_that_are_kept_are_few_whatever_is_typed():
    for text in ("abcdefgh" * 6)[10:]:
        NAMES.suggest(text * 30)
    for length in range(5, 60):
        NAMES.suggest("h" + "x" * length)
    assert all(length <= 16 for _, length in NAMES._kept_beginnings)


def test_suggestions_know_outcodes_and_lead_to_places():
    assert [label for label, _ in PLACES.suggest("nw1", 3)] == ["NW1", "NW10", "NW11"]
    assert PLACES.suggest("nw1", 0) == []
    assert all(label not in {"M1", "M2"} for label, _ in PLACES.suggest("m", 10))
    for label, token in PLACES.suggest("newp", 10):
        assert PLACES.resolve(token).label in label


def test_suggestions_are_quick():
    """The median of many prefixes stays far under 2 ms; 10 ms here so that a busy machine does not fail the build."""
    NAMES.suggest("a")
    times = []
    for prefix in ("s", "ma", "new", "camd", "hebdon bridge", "kings", "zzzzz"):
        start = time.perf_counter()
        NAMES.suggest(prefix)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.010


def test_every_name_has_a_token_that_leads_back_to_it():
    for named in NAMES.places[::25]:
        if not named.is_former:
            assert PLACES.resolve(named.token).token == named.token


def test_what_people_mean_by_a_name():
    town = NamedPlace("X", "here", "x.here", ("E1",), population=60_000)
    hamlet = NamedPlace("X", "there", "x.there", ("E2",), population=700)
    village = NamedPlace("X", "elsewhere", "x.elsewhere", ("E3",), population=500)
    city = NamedPlace("X", "", "E4", ("E4",), is_area=True, population=60_000)
    assert meant([town, hamlet]) is None
    assert meant([town, village]) == town
    assert meant([city, hamlet]) == city
    assert Gazetteer((hamlet, town)).named("x")[0] == town


def test_a_place_of_two_sources_is_kept_once_and_namesakes_far_apart_twice():
    first, again = Settlement("Upton", Point(-2.0, 53.0), 900), Settlement("Upton", Point(-2.01, 53.0), 5)
    far = Settlement("Upton", Point(-1.0, 53.0), 5)
    assert merged([first], [again, far]) == [first, far]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "X", "at": "ZZ9 9", "in": "Camden"}, "at"),
        ({"name": "X", "at": "NW1 8", "in": "Leeds"}, "in"),
    ],
)
def test_a_fault_in_our_list_of_places_names_its_record(row, field):
    with pytest.raises(BadRecord) as caught:
        from_own_list({"places": [row]}, PLACES.atlas)
    assert (caught.value.record, caught.value.field) == ("X", field)


@pytest.mark.parametrize(
    ("own", "field"),
    [
        ({"area_names": [{"code": "E99999999", "name": "X"}]}, "code"),
        ({"groups": [{"name": "X", "areas": ["E99999999"]}]}, "areas"),
    ],
)
def test_a_fault_in_our_list_of_areas_names_its_record(own, field):
    with pytest.raises(BadRecord) as caught:
        area_names(PLACES.register, own)
    assert (caught.value.record, caught.value.field) == ("X", field)


def test_every_place_of_our_own_list_resolves_where_the_list_says():
    for row in OWN["places"]:
        candidates = NAMES.named(row["name"])
        authorities = {PLACES.register.areas[place.areas[0]].name for place in candidates}
        assert row["in"] in authorities
