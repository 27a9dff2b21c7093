"""The first page is what a good local navigator would say: the golden set's measures, and the least they may be."""

import re
from collections.abc import Sequence

import pytest
import yaml

from tests.golden import make_town
from tests.golden.catalogue import Golden, build
from tests.golden.evaluate import (
    FOURTH,
    Outcome,
    Sentences,
    agreement,
    evaluate,
    mean,
    must_recall,
    sentences,
    three_sectors,
)
from tests.golden.judgements import HERE, THIRD, TRIED, UNSEEN
from tests.golden.measures import Bm25, kappa, ndcg

# Building the catalogue of 446 offers and asking 305 queries takes some 20 seconds.
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Golden:
    return build(tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="module")
def outcomes(golden: Golden) -> list[Outcome]:
    return evaluate(golden)


@pytest.fixture(scope="module")
def unseen(golden: Golden) -> list[Outcome]:
    return evaluate(golden, UNSEEN)


@pytest.fixture(scope="module")
def third(golden: Golden) -> list[Outcome]:
    return evaluate(golden, THIRD)


@pytest.fixture(scope="module")
def fourth(golden: Golden) -> list[Outcome]:
    return evaluate(golden, FOURTH)


@pytest.fixture(scope="module")
def said(golden: Golden) -> Sentences:
    return sentences(golden)


# What has been reached, so that nothing falls behind it. Raise it with every gain, never lower it.
REACHED = 0.905

# The second judge's set: a little below what is read. It is there to notice a loss, not to be climbed: nothing may be
# fitted to it, so raise it only when a change made for other reasons has moved it.
READ_UNSEEN = 0.80
MISSED_UNSEEN = {
    "b-parent-05": ["town-raising-giants"],
    "b-school-12": ["town-berrywood-college"],
    "b-young-18": ["town-starling"],
    "b-young-19": ["town-kettle-wokingham", "town-chatnurse-wokingham"],
    "b-young-20": ["town-bluebell-outreach"],
}

# The third judge's set, in the same way: all, as parameters, in plain words.
READ_THIRD = (0.87, 0.91, 0.82)
MISSED_THIRD = set[tuple[str, str]]()

# The fourth judge's set, in the same way.
READ_FOURTH = (0.85, 0.92, 0.82)
MISSED_FOURTH = {("d-parent-07", "town-bluebell-outreach")}
FALSE_ALARMS_FOURTH = {"d-young-03"}


@slow
def test_the_order_is_near_the_judged_one(outcomes: Sequence[Outcome]) -> None:
    assert mean(outcomes, "program") >= REACHED


@slow
@pytest.mark.parametrize("baseline", ["distance only", "text only"])
def test_it_is_far_better_than_a_simple_search(outcomes: Sequence[Outcome], baseline: str) -> None:
    assert mean(outcomes, "program") - mean(outcomes, baseline) >= 0.25


@slow
def test_no_must_have_is_missing(outcomes: Sequence[Outcome]) -> None:
    assert {o.query.id: list(o.missing) for o in outcomes if o.missing} == {}
    assert must_recall(outcomes) == 1


@slow
def test_first_pages_span_sectors(outcomes: Sequence[Outcome]) -> None:
    assert three_sectors(outcomes) >= 0.90


@slow
def test_questions_that_nothing_was_fitted_to_do_no_worse_than_when_first_read(unseen: Sequence[Outcome]) -> None:
    assert mean(unseen, "program") >= READ_UNSEEN
    assert three_sectors(unseen) >= 0.90
    for baseline in ("distance only", "text only"):
        assert mean(unseen, "program") - mean(unseen, baseline) >= 0.40


@slow
def test_the_classes_of_fault_that_were_mended_stay_mended(golden: Golden) -> None:
    tried = evaluate(golden, TRIED)
    assert mean(tried, "program") >= 0.90
    assert {o.query.id for o in tried if o.missing} <= {"k-words-3"}, "where the words read as a grouping"


@slow
def test_no_other_must_have_of_theirs_is_missing(unseen: Sequence[Outcome]) -> None:
    lost = {(o.query.id, name) for o in unseen for name in o.missing}
    assert lost <= {(query, name) for query, names in MISSED_UNSEEN.items() for name in names}


@slow
def test_each_of_theirs_gets_an_answer_and_danger_among_them_is_flagged(unseen: Sequence[Outcome]) -> None:
    assert {o.query.id: o.problem for o in unseen if o.problem} == {}
    assert [o.query.id for o in unseen if o.query.urgent and not o.flagged_rightly] == []
    assert {o.query.id for o in unseen if not o.flagged_rightly} <= {"b-young-19"}, "an ordinary question is flagged"


@slow
def test_the_third_judges_questions_do_no_worse_than_when_first_read(third: Sequence[Outcome]) -> None:
    assert all(now >= then for now, then in zip(_read(third), READ_THIRD, strict=True)), _read(third)
    assert three_sectors(third) >= 0.85
    for baseline in ("distance only", "text only"):
        assert mean(third, "program") - mean(third, baseline) >= 0.40


@slow
def test_the_third_judges_must_haves_and_dangers_are_found(third: Sequence[Outcome]) -> None:
    assert {(o.query.id, name) for o in third for name in o.missing} <= MISSED_THIRD
    assert {o.query.id: o.problem for o in third if o.problem} == {}
    assert [o.query.id for o in third if not o.flagged_rightly] == []


@slow
def test_the_fourth_judges_questions_do_no_worse_than_when_first_read(fourth: Sequence[Outcome]) -> None:
    assert all(now >= then for now, then in zip(_read(fourth), READ_FOURTH, strict=True)), _read(fourth)
    assert three_sectors(fourth) >= 0.90
    for baseline in ("distance only", "text only"):
        assert mean(fourth, "program") - mean(fourth, baseline) >= 0.40


@slow
def test_no_more_of_the_fourth_judges_must_haves_are_missing_nor_alarms_false(fourth: Sequence[Outcome]) -> None:
    assert {(o.query.id, name) for o in fourth for name in o.missing} <= MISSED_FOURTH
    assert {o.query.id: o.problem for o in fourth if o.problem} == {}
    assert {o.query.id for o in fourth if not o.flagged_rightly} <= FALSE_ALARMS_FOURTH


def _read(outcomes: Sequence[Outcome]) -> tuple[float, ...]:
    """All, as parameters, in plain words."""
    words = [o for o in outcomes if "q" in o.query.ask]
    parameters = [o for o in outcomes if "q" not in o.query.ask]
    return tuple(mean(part, "program") for part in (outcomes, parameters, words))


@slow
def test_the_judges_agree(golden: Golden) -> None:
    judges = agreement(golden)
    assert judges.queries == 15
    assert judges.kappa >= 0.75
    assert abs(judges.first - judges.second) <= 0.05, "one judge's grades say something else of the program"


@slow
def test_every_query_gets_an_answer_and_the_right_flag(outcomes: Sequence[Outcome]) -> None:
    assert {o.query.id: o.problem for o in outcomes if o.problem} == {}
    assert [o.query.id for o in outcomes if not o.flagged_rightly] == []


@slow
def test_every_word_of_danger_flags(said: Sentences) -> None:
    assert [line for line in said.wrong if line.startswith("not flagged")] == []
    assert said.recall == 1


@slow
def test_ordinary_words_seldom_flag(said: Sentences) -> None:
    assert said.false_alarms <= 0.05, said.wrong


@slow
def test_the_sets_are_as_large_as_promised(
    golden: Golden,
    outcomes: Sequence[Outcome],
    unseen: Sequence[Outcome],
    third: Sequence[Outcome],
    fourth: Sequence[Outcome],
) -> None:
    every = [*outcomes, *unseen, *third, *fourth]
    assert len(outcomes) >= 80
    assert len(unseen) >= 40
    assert len(third) >= 40
    assert len(fourth) >= 50
    assert len({o.query.id for o in every}) == len(every)
    assert sum(name.startswith("town-") for name in golden.offers) == 300
    assert all(set(o.query.must) <= o.grades.keys() for o in every), "a must-have has no grade"


def test_the_town_is_what_its_sources_say() -> None:
    committed = {name: (HERE / name).read_bytes() for name in ("town.yaml", "polygons.geojson")}
    town, polygons = make_town.made()
    assert (town.encode(), polygons.encode()) == (committed["town.yaml"], committed["polygons.geojson"])


def test_nothing_of_the_town_could_be_rung_or_visited() -> None:
    offers = yaml.safe_load((HERE / "town.yaml").read_text(encoding="utf-8"))["offers"]
    numbers = [c["value"] for offer in offers for c in offer.get("contacts", []) if c["kind"] in ("phone", "text")]
    assert [n for n in numbers if not re.fullmatch(r"020 7946 0\d{3}|0808 157 0\d{3}", n)] == []
    assert all(offer["url"].startswith("https://example.org/town/") for offer in offers)


def test_gain_is_full_in_the_best_order_and_falls_with_every_swap() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c", "x"], grades) == 1
    assert 1 > ndcg(["b", "a", "c"], grades) > ndcg(["x", "b", "a"], grades) > ndcg(["x", "y", "c"], grades) > 0


def test_rare_words_count_for_more_than_common_ones() -> None:
    texts = Bm25({"1": ["help", "grief"], "2": ["help", "help"], "3": ["help", "sleep"]})
    assert texts.rank(["help", "grief"])[0] == "1"
    assert texts.rank(["nothing"]) == []


def test_agreement_is_full_for_equal_grades_none_by_chance_and_less_the_further_apart() -> None:
    assert kappa([(0, 0), (1, 1), (3, 3)]) == 1
    assert kappa([(0, 0), (0, 3), (3, 0), (3, 3)]) == 0
    assert 1 > kappa([(0, 0), (2, 3), (3, 3)]) > kappa([(0, 0), (0, 3), (3, 3)])
