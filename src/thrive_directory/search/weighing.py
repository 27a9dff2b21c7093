"""Which penalties there are, in which order they are added, and which are kept for questions alike. Judges nothing.

Most penalties go by the offer and the day alone: those are worked out once for the whole catalogue. The rest go by what
was asked. The order is fixed, so that the same question gives the same sum to the last bit.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

import numpy as np

from thrive_directory.index.columns import Floats
from thrive_directory.index.hood import Kept
from thrive_directory.search import penalties as rank
from thrive_directory.search import plain_penalties as plain
from thrive_directory.search.penalties import Penalty, Plain, Weighed
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.judgement import Question
from thrive_directory.search.text import TextMatch, is_text_alone
from thrive_directory.search.weights import Weights

T = TypeVar("T")
_KEPT_MINUTES = 8
Weigh = Callable[[Question, Weights], Penalty | None]
Reads = Callable[[SearchQuery], Hashable]


@dataclass(frozen=True, slots=True)
class PenaltyRule:
    """A penalty and what it depends on: `reads` gives the parts of a query that its values and sentences go by, None
    where they are too many to keep by."""

    weigh: Weigh
    reads: Reads | None


def _day(query: SearchQuery) -> Hashable:
    return query.now.toordinal()


def _minute(query: SearchQuery) -> Hashable:
    return query.now, query.near.nation if query.near else None, query.open_at is None


def _for_others(query: SearchQuery) -> Hashable:
    return query.circumstances, query.needs, query.languages, query.gender, bool(query.text) and is_text_alone(query)


OF_THE_DAY: tuple[tuple[Weigh, Reads], ...] = (
    (plain.unconfirmed_penalty, lambda _: None),
    (plain.paid_penalty, lambda query: query.free is None),
    (plain.age_fit_penalty, lambda query: bool(query.ages)),
    (plain.wait_penalty, lambda query: (_day(query), query.wait_weeks is None)),
    (plain.freshness_penalty, _day),
    (
        plain.ease_referral_penalty,
        lambda query: (bool(query.referral_routes), query.audiences.intersection(plain.OWN_ROUTES)),
    ),
    (plain.ease_cost_penalty, lambda query: query.free is None),
)
"""Those that go by the offer. Whether a shop is open changes every minute and follows by itself."""
ASKED: tuple[PenaltyRule, ...] = (
    PenaltyRule(rank.need_penalty, attrgetter("needs", "prefer_needs", "audiences", "groupings")),
    PenaltyRule(rank.distance_penalty, None),
    PenaltyRule(rank.grouping_penalty, attrgetter("groupings")),
    PenaltyRule(rank.circumstance_penalty, attrgetter("circumstances")),
    PenaltyRule(rank.for_others_penalty, _for_others),
    PenaltyRule(rank.audience_penalty, attrgetter("audiences")),
    PenaltyRule(rank.school_penalty, attrgetter("school")),
    PenaltyRule(rank.preferred_access_penalty, attrgetter("prefer_access")),
)
"""Those that go by what was asked, after the words."""


def plain_penalties(whole: Question, kept: Kept | None, weights: Weights) -> Plain:
    """What every row of the catalogue costs by itself. `whole` looks at all of them."""
    keys = tuple([reads(whole.query) for _, reads in OF_THE_DAY])
    weighed, total = _keep(kept, ("of the day", keys), lambda: _of_the_day(whole, kept, weights))
    minute = _minute(whole.query)
    minutes = None if kept is None else kept.get("minutes", lambda: Kept(_KEPT_MINUTES))
    open_now = _keep(minutes, minute, lambda: _weighed(plain.ease_open_penalty(whole, weights)))
    return Plain(weighed if open_now is None else (*weighed, open_now), open_now, total, (keys, minute))


def _of_the_day(whole: Question, kept: Kept | None, weights: Weights) -> tuple[tuple[Weighed, ...], Floats]:
    found = []
    total = np.zeros(len(whole.hood))
    for weigh, reads in OF_THE_DAY:
        key = (weigh.__name__, reads(whole.query))
        weighed = _keep(kept, key, lambda weigh=weigh: _weighed(weigh(whole, weights)))  # type: ignore[misc]
        if weighed is not None:
            found.append(weighed)
            total += weighed.cost
    return tuple(found), total


def asked_penalties(
    question: Question, text: TextMatch | None, kept: Kept | None, weights: Weights
) -> Iterable[Weighed]:
    """What the rows of a question cost by what was asked, in the order in which it is added."""
    if text is not None:
        penalty = rank.text_penalty(question, text, weights)
        yield Weighed(penalty, penalty.weight * penalty.values)
    specialist = _specialist(question, text, kept, weights)
    if specialist is not None:
        yield specialist
    for rule in ASKED:
        weighed = _asked(rule, question, kept, weights)
        if weighed is not None:
            yield weighed


def _specialist(question: Question, text: TextMatch | None, kept: Kept | None, weights: Weights) -> Weighed | None:
    query = question.query
    if query.needs or query.prefer_needs:
        return None
    keep = None if query.text else kept  # words may call an offer by its name
    return _keep(keep, "specialist", lambda: _weighed(rank.specialist_penalty(question, text, weights)))


def _asked(rule: PenaltyRule, question: Question, kept: Kept | None, weights: Weights) -> Weighed | None:
    if rule.reads is None:
        return _weighed(rule.weigh(question, weights))
    key = (rule.weigh.__name__, rule.reads(question.query))
    return _keep(kept, key, lambda: _weighed(rule.weigh(question, weights)))


def _keep(kept: Kept | None, key: Hashable, make: Callable[[], T]) -> T:
    return make() if kept is None else kept.get(key, make)


def _weighed(penalty: Penalty | None) -> Weighed | None:
    return None if penalty is None else Weighed(penalty, penalty.weight * penalty.values)
