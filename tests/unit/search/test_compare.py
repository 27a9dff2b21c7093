"""Two to four offers side by side: the same rows for each, blanks for what is not known, and what one could ask."""

import orjson
import pytest

from tests.small_world import TODAY, VOCABULARY, offer, snapshot
from thrive_directory.catalogue.assemble import TAKES_REFERRALS, WAITING_WEEKS
from thrive_directory.errors import BadParameter, ServiceNotFound
from thrive_directory.index.build import build_snapshot
from thrive_directory.search.compare import ALWAYS_ASK, compare

FULL = offer(
    "full",
    groupings="getting-advice (confirmed), thriving",
    needs="anxiety, sleep",
    age="11-17",
    audience="young-person",
    modes="phone, web-chat",
    areas="camden, haringey",
    routes="self",
    cost="free",
    access="step-free",
)
BARE = offer("bare", areas="unknown", contact="none", checked="sourced 3 days ago")


def cells(*offers) -> dict[str, tuple[str | None, ...]]:
    return {row.code: row.cells for row in compare(snapshot(*offers), [made.id for made in offers], TODAY).rows}


def test_every_row_for_each_offer():
    rows = cells(FULL, BARE)
    assert rows == {
        "groupings": ("Advice and someone to talk to; Staying well", None),
        "needs": ("Anxiety and worry; Sleep", None),
        "ages": ("11 to 17", None),
        "audiences": ("Young person", None),
        "modes": ("Phone; Web chat", None),
        "coverage": ("Camden and Haringey", None),
        "referral": ("Refer yourself", None),
        "wait": (None, None),
        "cost": ("Free", None),
        "opening": (None, None),
        "access": ("Step-free", None),
        "contact": ("call 020 7946 0000", None),
        "what_happens": (None, None),
        "what_to_expect": (None, None),
        "who_is_told": (None, None),
        "limits": (None, None),
        "if_it_does_not_help": (None, None),
        "checked": (
            "Checked with them on 18 November 2026",
            "Read on public pages on 15 November 2026, not checked with them",
        ),
    }


@pytest.mark.parametrize(
    ("age", "said"),
    [("11-17", "11 to 17"), ("16+", "16 and over"), ("until 18", "Up to 17"), ("from 16 until 26", "16 to 25")],
)
def test_ages(age, said):
    assert cells(offer("a", age=age), offer("b", cost_text="£5 a session"))["ages"] == (said, None)


def test_what_they_say_of_the_cost_beats_the_code():
    assert cells(offer("a", cost="paid", cost_text="£5 a session"), FULL)["cost"] == ("£5 a session", "Free")


def test_the_offers_come_in_the_order_asked_and_not_by_rank():
    found = compare(snapshot(FULL, BARE), ["full", "bare"], TODAY)
    assert [orjson.loads(card)["id"] for card in found.offers] == ["full", "bare"]
    turned = compare(snapshot(FULL, BARE), ["bare", "full"], TODAY)
    assert [row.cells[::-1] for row in turned.rows] == [row.cells for row in found.rows]


def test_a_question_for_each_blank_and_those_worth_asking_of_any():
    found = compare(snapshot(FULL, BARE), ["full", "bare"], TODAY)
    blank = [row.question for row in found.rows if None in row.cells]
    assert found.questions == tuple(blank)
    assert "Which ages do you see?" in found.questions
    assert "Are these details right?" not in found.questions
    assert all(question.endswith("?") for question in found.questions)


def test_nothing_is_asked_that_both_have_said():
    found = compare(snapshot(FULL, offer("also", age="5-9")), ["full", "also"], TODAY)
    assert "Which ages do you see?" not in found.questions
    assert "Does it cost anything?" in found.questions


def recorded(*told: dict) -> dict[str, tuple[str | None, ...]]:
    """The rows of offers whose records hold this."""
    offers = [offer(f"o{at}") for at in range(len(told))]
    compiled = build_snapshot(1, offers, VOCABULARY, records=[{"id": "o", **each} for each in told])
    found = compare(compiled, [made.id for made in offers], TODAY)
    assert set(ALWAYS_ASK) <= set(found.questions), "that something is private never says when it is not"
    return {row.code: row.cells for row in found.rows}


def said(kind: str, value: str) -> dict[str, str]:
    return {"link_type": kind, "value": value}


def test_what_is_told_beforehand_stands_beside_what_is_not():
    """What happens, who is told: as on the page of the offer. What only those who refer need to know is left out where
    none of the offers tells it, and said not to be known where one does."""
    kinds = ("what_happens", "what_to_expect", "who_is_told", "limits", "if_it_does_not_help")
    rows = recorded({"attributes": [said(kind, f"{kind}!") for kind in kinds]}, {})
    assert {kind: rows[kind] for kind in kinds} == {kind: (f"{kind}!", None) for kind in kinds}
    for kind in ("how_to_refer", "referral_form", "consent", "threshold"):
        assert kind not in rows
        assert recorded({}, {"attributes": [said(kind, "So.")]})[kind] == (None, "So.")


def capacity(name: str, count: float, until: str) -> dict:
    return {
        "capacities": [
            {
                "unit": {"name": name},
                "available": count,
                "updated": "2026-11-01T00:00:00+00:00",
                "description": f"Not known after {until}.",
            }
        ]
    }


def test_a_wait_has_its_day_and_is_not_known_after_its_last():
    rows = recorded(
        capacity(WAITING_WEEKS, 6, TODAY.isoformat()),
        capacity(TAKES_REFERRALS, 0, "2027-01-01"),
        capacity(WAITING_WEEKS, 6, "2026-11-17"),
    )
    assert rows["wait"] == (
        "About 6 weeks to wait (told on 1 November 2026)",
        "Takes no referrals at the moment (told on 1 November 2026)",
        None,
    )


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four(count):
    offers = [offer(f"o{number}") for number in range(count)]
    found = compare(snapshot(*offers), [made.id for made in offers], TODAY)
    assert {len(row.cells) for row in found.rows} == {count}


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "b", "c", "d", "e"], ["a", "a"], ["a", "b", "a"]])
def test_too_few_too_many_or_the_same_twice(ids):
    catalogue = snapshot(*(offer(key) for key in "abcde"))
    with pytest.raises(BadParameter) as caught:
        compare(catalogue, ids, TODAY)
    assert caught.value.parameter == "id"


def test_an_id_that_is_not_published():
    with pytest.raises(ServiceNotFound) as caught:
        compare(snapshot(FULL, BARE), ["full", "somebody-typed-this"], TODAY)
    assert "somebody-typed-this" not in str(caught.value)
