"""From parameters and plain words to a query, and the account of it."""

from dataclasses import replace

import pytest

from thrive_directory.api.cursor import Cursor, encode
from thrive_directory.api.params import SearchParams
from thrive_directory.api.understand import FROM_NOWHERE, RESTARTED, understand
from thrive_directory.errors import BadParameter, UnknownPlace
from thrive_directory.search.parse.understood import Term, Understood


def ask(parts, **given):
    return understand(SearchParams.read(given), parts.snapshots.live, parts)


def saying(parts, **said):
    """Parts whose reader of plain words always understands this."""
    return replace(parts, parse=lambda _q, _now: Understood(**said))


def test_nothing_asked_is_everything(parts):
    question = ask(parts)
    assert question.query.near is None
    assert question.query.limit == 20
    assert question.understood["near"] is None
    assert question.understood["age"] is None


def test_plain_words_become_the_query(parts):
    question = ask(parts, q="getting advice near NW1 8QL")
    assert question.query.groupings == {"getting-advice"}
    assert question.query.near.label == "NW1 8QL"
    assert question.understood["near"]["area"] == {"code": "E09000007", "name": "Camden"}


EITHER = [
    ("grouping", "thriving", "groupings", ("getting-advice",), "groupings", {"thriving"}),
    ("need", "sleep", "needs", ("anxiety",), "needs", {"sleep"}),
    ("age", 0, "ages", ((14, 14),), "ages", ((0, 0),)),
    ("free", False, "free", True, "free", False),
    ("wait", "now", "wait_weeks", 6.0, "wait_weeks", 0),
    ("mode", "phone", "not_modes", ("phone", "video"), "not_modes", {"video"}),
    ("within_km", 5, "within_km", 2.0, "within_km", 5),
    ("gender", "female", "gender", "male", "gender", "female"),
]


@pytest.mark.parametrize(("name", "given", "said_name", "said", "field", "expected"), EITHER)
def test_an_explicit_parameter_beats_the_words(parts, name, given, said_name, said, field, expected):
    question = ask(saying(parts, **{said_name: said}), q="words", **{name: given})
    assert getattr(question.query, field) == expected


def test_who_speaks_no_english_is_not_left_with_nothing(parts):
    """Few offers say whether they have interpreters: words like them, only a parameter requires them."""
    words = saying(parts, access=("step-free", "interpreter"), prefer_access=("anonymous",))
    said, given = ask(words, q="words").query, ask(words, q="words", access="interpreter").query
    assert (said.access, said.prefer_access) == ({"step-free"}, {"anonymous", "interpreter"})
    assert (given.access, given.prefer_access) == ({"interpreter"}, {"anonymous"})


@pytest.mark.parametrize("given", [{"within_km": 5}, {"sort": "distance"}])
def test_a_distance_from_nowhere_is_said_not_to_be_used(parts, given):
    assert ask(parts, **given).notes == (FROM_NOWHERE,)
    assert ask(parts, near="NW1", **given).notes == ()


def test_near_beats_the_place_in_the_words(parts):
    question = ask(saying(parts, near_text="Atlantis"), q="near Atlantis", near="NW1")
    assert question.query.near.label == "NW1 8QL"


def test_an_unknown_place_in_the_words_names_q(parts):
    with pytest.raises(UnknownPlace) as refusal:
        ask(saying(parts, near_text="Atlantis"), q="near Atlantis")
    assert refusal.value.parameter == "q"


def test_an_empty_near_is_refused_unless_there_are_words(parts):
    with pytest.raises(UnknownPlace):
        ask(parts, near="")
    assert ask(parts, near="", q="music").query.near is None


def test_words_of_danger_are_told(parts):
    question = ask(parts, q="he hurts me")
    assert question.understood["urgent"] is True
    assert question.understood["urgent_kinds"] == ["abuse"]


def test_unused_words_are_those_that_no_offer_holds(parts):
    assert ask(parts, q="drop xylophone").understood["unused"] == ["xylophone"]


def test_open_now_is_the_moment_of_asking(parts):
    question = ask(parts, open="now")
    assert question.query.open_at == question.query.now
    assert question.understood["open"] == "now"


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (14, 14),
        ("17.5", 17.5),
        ("6,11", [6, 11]),
        ("10-11", {"min": 10, "max": 11}),
        ("3,10-11", [3, {"min": 10, "max": 11}]),
    ],
)
def test_age_is_told_as_it_was_meant(parts, age, told):
    assert ask(parts, age=age).understood["age"] == told


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ({"need": "anxeity"}, "anxiety"),
        ({"need": "depression"}, "low-mood"),
        ({"grouping": "advice"}, "getting-advice"),
        ({"grouping": "crisis"}, "getting-risk-support"),
        ({"mode": "telephone"}, "phone"),
        ({"not_mode": "zoom"}, None),
        ({"access": "wheelchair"}, "step-free"),
        ({"language": "polish"}, "pl"),
        ({"sector": "charity"}, "voluntary"),
        ({"audience": "parent"}, "parent-carer"),
        ({"circumstance": "care leavers"}, "care-leaver"),
        ({"referral_route": "myself"}, "self"),
        ({"prefer_access": "loop"}, "hearing-loop"),
    ],
)
def test_an_unknown_code_names_the_nearest(parts, given, nearest):
    with pytest.raises(BadParameter) as refusal:
        ask(parts, **given)
    assert refusal.value.parameter in given
    assert refusal.value.nearest
    assert nearest is None or nearest in refusal.value.nearest


@pytest.mark.parametrize(("limit", "nearest"), [(0, "1"), (-5, "1"), (101, "100"), ("999999999", "100")])
def test_a_limit_out_of_bounds_names_the_nearest(parts, limit, nearest):
    with pytest.raises(BadParameter) as refusal:
        ask(parts, limit=limit)
    assert refusal.value.nearest == (nearest,)


def test_q_is_at_most_500_characters(parts):
    ask(parts, q="a" * 500)
    with pytest.raises(BadParameter, match="500"):
        ask(parts, q="a" * 501)


def test_a_cursor_of_this_catalogue_goes_on_and_of_another_restarts(parts):
    params = SearchParams(near="NW1")
    here, gone = encode(Cursor(17, 1), params), encode(Cursor(16, 1), params)
    assert ask(parts, near="NW1", cursor=here).query.offset == 1
    restarted = ask(parts, near="NW1", cursor=gone)
    assert restarted.query.offset == 0
    assert restarted.notes == (RESTARTED,)


BESIDE_DANGER = [
    ({"needs": ("domestic-abuse",)}, {}, set()),
    ({"needs": ("anxiety", "domestic-abuse")}, {}, {"anxiety", "domestic-abuse"}),
    ({"needs": ("domestic-abuse",)}, {"need": "anxiety"}, {"anxiety", "domestic-abuse"}),
    ({"needs": ("anxiety", "domestic-abuse")}, {"need": "sleep"}, {"sleep", "domestic-abuse"}),
]


@pytest.mark.parametrize(("said", "given", "filtered"), BESIDE_DANGER)
def test_other_needs_do_not_shut_out_what_is_there_for_danger(parts, said, given, filtered):
    """A need of danger alone filters nothing; beside others, offers for either are shown."""
    question = ask(saying(parts, urgent_needs=("domestic-abuse",), **said), q="words", **given)
    assert question.query.needs == filtered
    assert question.query.prefer_needs == {"domestic-abuse"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("someone to talk to", {"getting-advice", "getting-help"}), ("getting advice", {"getting-advice"})],
)
def test_someone_to_talk_to_may_be_advice_or_help(parts, typed, meant):
    term = Term(typed, "grouping", "getting-advice", "Advice and someone to talk to")
    assert ask(saying(parts, groupings=("getting-advice",), terms=(term,)), q="words").query.groupings == meant
    assert ask(
        saying(parts, groupings=("getting-advice",), terms=(term,)), q="words", grouping="thriving"
    ).query.groupings == {"thriving"}


def test_a_third_person_shuts_out_nobody_and_is_still_told(parts):
    """ "lad 14" may be typed by the lad, a parent or a teacher; only a parameter shuts offers out."""
    words = saying(parts, audiences=("young-person",), is_told_of=True)
    said, given = ask(words, q="words"), ask(words, q="words", audience="young-person")
    assert (said.query.audiences, said.understood["audience"]) == (frozenset(), "young-person")
    assert (given.query.audiences, given.understood["audience"]) == ({"young-person"}, "young-person")
