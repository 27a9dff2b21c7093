"""The shapes that parameters may come in, by URL and as JSON, and how the wrong ones are refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from thrive_directory.api.params import SearchParams
from thrive_directory.errors import BadParameter, UnknownParameter

AGES = [
    ("14", ((14, 14),)),
    ("17.5", ((17.5, 17.5),)),
    ("6,11", ((6, 6), (11, 11))),
    ("10-11", ((10, 11),)),
    ("10 – 11", ((10, 11),)),
    ("0", ((0, 0),)),
    ("120", ((120, 120),)),
    ("14,14", ((14, 14),)),
    ("", ()),
]
JSON_AGES = [
    (14, ((14, 14),)),
    (17.5, ((17.5, 17.5),)),
    ("17.5", ((17.5, 17.5),)),
    ([6, "11"], ((6, 6), (11, 11))),
    ({"min": 10, "max": 11}, ((10, 11),)),
    ({"min": "10"}, ((10, 120),)),
    ([{"max": 3}, "5,7"], ((0, 3), (5, 5), (7, 7))),
]


@pytest.mark.parametrize(("text", "ages"), AGES)
def test_age_in_a_url(text, ages):
    assert SearchParams.read_pairs([("age", text)]).age == ages


@pytest.mark.parametrize(("value", "ages"), JSON_AGES)
def test_age_in_json(value, ages):
    assert SearchParams.read({"age": value}).age == ages


def test_a_parameter_of_several_values_repeats_or_takes_commas():
    pairs = [("need", "anxiety, sleep"), ("need", "panic"), ("need", "Sleep"), ("need", "")]
    assert SearchParams.read_pairs(pairs).need == ("anxiety", "sleep", "panic")


@pytest.mark.parametrize("value", ["anxiety,sleep", ["anxiety", "sleep"], ["anxiety,sleep"]])
def test_json_takes_a_string_commas_or_a_list(value):
    assert SearchParams.read({"need": value}).need == ("anxiety", "sleep")


def test_near_and_q_keep_their_commas():
    params = SearchParams.read_pairs([("near", "-0.14,51.53"), ("q", "anxious, sad")])
    assert (params.near, params.q) == ("-0.14,51.53", "anxious, sad")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", "now"),
        ("2026-11-24T17:30", datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo("Europe/London"))),
        ("2026-11-24 17:30", datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo("Europe/London"))),
        ("2026-11-24T17:30 01:00", datetime.fromisoformat("2026-11-24T17:30+01:00")),
        ("2026-11-24T17:30Z", datetime.fromisoformat("2026-11-24T17:30+00:00")),
        ("", None),
    ],
)
def test_open_is_now_or_a_time_in_the_uk(text, moment):
    assert SearchParams.read_pairs([("open", text)]).open == moment


@pytest.mark.parametrize(("text", "said"), [("true", True), ("on", True), ("1", True), ("off", False), ("No", False)])
def test_switches(text, said):
    assert SearchParams.read_pairs([("variety", text)]).variety is said


@pytest.mark.parametrize(("value", "weeks"), [("now", 0), (0, 0), ("6", 6), (2.5, 2.5)])
def test_wait(value, weeks):
    assert SearchParams.read({"wait": value}).wait == weeks


def test_null_in_json_is_not_asked():
    assert SearchParams.read({"near": None, "age": None, "free": None}) == SearchParams()


REFUSED = [
    ("age", "fourteen", {"0", "120"}),
    ("age", "-1", {"0"}),
    ("age", "121", {"120"}),
    ("age", "11-10", set()),
    ("age", "nan", {"0", "120"}),
    ("age", "1e1", {"0", "120"}),
    ("age", "10-11-12", {"0", "120"}),
    ("age", {"min": 1, "most": 2}, set()),
    ("age", {}, set()),
    ("age", True, {"0", "120"}),
    ("age", [[14]], {"0", "120"}),
    ("limit", "ten", {"20"}),
    ("limit", "1.5", {"20"}),
    ("limit", True, {"20"}),
    ("limit", [10, 20], set()),
    ("free", "perhaps", {"true", "false"}),
    ("explain", 2, {"true", "false"}),
    ("open", "tuesday", {"now"}),
    ("open", "2026-11-24", {"now"}),
    ("open", "9999-11-24T17:30", {"now"}),
    ("open", "2026-13-24T17:30", {"now"}),
    ("within_km", "0", {"1", "1000"}),
    ("within_km", "1001", {"1", "1000"}),
    ("within_km", "near", set()),
    ("within_km", float("inf"), set()),
    ("wait", "521", {"now", "520"}),
    ("wait", "soon", set()),
    ("near", ["NW1", "NW2"], set()),
    ("near", 7, set()),
    ("q", {"words": "x"}, set()),
    ("need", {"code": "anxiety"}, set()),
    ("need", [["anxiety"]], set()),
    ("need", [None], set()),
    ("sort", "newest", {"relevance"}),
    ("gender", "f", {"female"}),
    ("gp", "A8100", set()),
    ("school", "12345", set()),
]


@pytest.mark.parametrize(("name", "value", "nearest"), REFUSED)
def test_a_value_that_cannot_be_used_is_refused_by_name(name, value, nearest):
    with pytest.raises(BadParameter) as refusal:
        SearchParams.read({name: value})
    assert refusal.value.parameter == name
    assert refusal.value.message.startswith(name)
    assert nearest <= set(refusal.value.nearest)


@pytest.mark.parametrize(
    "name", ["age", "limit", "free", "explain", "open", "within_km", "wait", "sort", "gender", "gp"]
)
def test_a_refusal_never_repeats_what_was_given(name):
    with pytest.raises(BadParameter) as refusal:
        SearchParams.read({name: "qzxvj"})
    assert "qzxvj" not in f"{refusal.value.message} {refusal.value.nearest}"


@pytest.mark.parametrize(("name", "shown", "nearest"), [("nead", "nead", "need"), ("lat", "lat", None)])
def test_an_unknown_parameter_is_named_with_the_nearest(name, shown, nearest):
    with pytest.raises(UnknownParameter) as refusal:
        SearchParams.read({name: "x"})
    assert refusal.value.parameter == shown
    assert refusal.value.nearest
    assert nearest is None or nearest in refusal.value.nearest


@pytest.mark.parametrize("name", ["NW1 8QL", "my son hurts himself", "a" * 41, "", "near[]", "ñear"])
def test_a_name_that_is_no_name_is_not_repeated(name):
    with pytest.raises(UnknownParameter) as refusal:
        SearchParams.read({name: "x"})
    assert refusal.value.parameter == "(unnamed)"
