"""Which rules and penalties go by the same facts of an offer, and what of a query each family reads. Judges nothing.

A family is asked with a query that holds what it reads and nothing else, so that what it finds serves every question
that is alike in that. The order is that of the reasons. What goes by the row itself (area, distance, opening at a
moment, words) is in `each_row`.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from operator import attrgetter
from typing import Any

from thrive_directory.geo.place import Place
from thrive_directory.index.snapshot import Snapshot
from thrive_directory.search import penalties as rank
from thrive_directory.search import plain_penalties as plain
from thrive_directory.search.penalties import Penalty
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.age import judge_age
from thrive_directory.search.rules.confirmed import judge_confirmed
from thrive_directory.search.rules.judgement import Judgement, Question
from thrive_directory.search.rules.needs import judge_grouping, judge_need
from thrive_directory.search.rules.people import (
    NEED_CIRCUMSTANCES,
    NEED_HINTS,
    NEEDS_OF_WOMEN,
    judge_circumstance,
    judge_gender,
    judge_gp,
    judge_school,
)
from thrive_directory.search.rules.tags import (
    AUDIENCE,
    MODE,
    REFERRAL_ROUTE,
    SECTOR,
    judge_access,
    judge_free,
    judge_language,
    judge_not_mode,
    judge_tag,
)
from thrive_directory.search.rules.waiting import judge_open_to_referrals, judge_wait
from thrive_directory.search.text import is_text_alone, judge_name_only
from thrive_directory.search.weights import Weights

_TELLING_NEEDS = NEED_CIRCUMSTANCES.keys() | NEED_HINTS.keys() | NEEDS_OF_WOMEN
Read = Callable[[Snapshot, SearchQuery], Hashable]


@dataclass(frozen=True, slots=True)
class Family:
    """Rules and penalties that go by the facts of `index.kinds.FAMILIES[name]`. They go by these
    `fields` of a query; `read` gives their values as far as they go by them, where that is not the whole value."""

    name: str
    fields: tuple[str, ...]
    read: Read | None
    rules: tuple[Callable[[Question], Judgement | None], ...]
    penalties: tuple[Callable[[Question, Weights], Penalty | None], ...] = ()

    def reader(self, snapshot: Snapshot) -> Callable[[SearchQuery], Any]:
        """What reads the fields of a query: a tuple of them, or the one that there is."""
        return attrgetter(*self.fields) if self.read is None else partial(self.read, snapshot)

    def query(self, read: Any) -> SearchQuery:
        """A query that asks for what was read and for nothing else."""
        asked = dict(zip(self.fields, read if len(self.fields) > 1 else (read,), strict=True))
        if asked.get("near") is not None:
            asked["near"] = Place("", "area", "", None, None, asked["near"])
        day = asked.pop("now", date.min)
        return SearchQuery(now=datetime.combine(day, time.min, UTC), **asked)


def _only_words(query: SearchQuery) -> str:
    """Stands for the words where they are all that is asked: which they are is for `each_row`."""
    return "words" if query.text and is_text_alone(query) else ""


def _need(_: Snapshot, query: SearchQuery) -> tuple[Hashable, ...]:
    return query.needs, query.prefer_needs, query.audiences & rank.PARENT, _only_words(query)


def _people(snapshot: Snapshot, query: SearchQuery) -> tuple[Hashable, ...]:
    needs = query.needs
    if needs:
        needs &= _TELLING_NEEDS | snapshot.sets["circumstance"].bit.keys()
    return query.circumstances, needs, query.gender, query.languages, _only_words(query)


def _gp(snapshot: Snapshot, query: SearchQuery) -> tuple[Hashable, ...]:
    """The place as far as practices' areas go."""
    here = query.near.covering & snapshot.particulars.gp_codes if query.near else None
    return query.gp, query.gp_areas, here or None


def _way_in(_: Snapshot, query: SearchQuery) -> tuple[Hashable, ...]:
    audiences = query.audiences
    return query.referral_routes, query.free, audiences and audiences.intersection(plain.OWN_ROUTES)


FAMILIES = (
    Family("grouping", ("groupings",), None, (judge_grouping,), (rank.grouping_penalty,)),
    Family(
        "need",
        ("needs", "prefer_needs", "audiences", "text"),
        _need,
        (judge_need,),
        (rank.need_penalty, rank.specialist_penalty),
    ),
    Family(
        "age",
        ("ages", "circumstances"),
        None,
        (judge_age,),
        (plain.age_fit_penalty,),
    ),
    Family(
        "people",
        ("circumstances", "needs", "gender", "languages", "text"),
        _people,
        (judge_circumstance, judge_gender, judge_language),
        (rank.circumstance_penalty, rank.for_others_penalty),
    ),
    Family("gp", ("gp", "gp_areas", "near"), _gp, (judge_gp,)),
    Family(
        "school",
        ("school",),
        None,
        (judge_school, judge_name_only),
        (rank.school_penalty,),
    ),
    Family(
        "access",
        ("access", "from_home", "prefer_access"),
        None,
        (judge_access,),
        (rank.preferred_access_penalty,),
    ),
    Family(
        "capacity",
        ("now", "wait_weeks"),
        lambda _, query: (query.now.date(), query.wait_weeks),
        (judge_wait, judge_open_to_referrals),
        (plain.wait_penalty,),
    ),
    Family(
        "checked",
        ("now",),
        lambda _, query: query.now.date(),
        (judge_confirmed,),
        (plain.unconfirmed_penalty, plain.freshness_penalty),
    ),
    Family(
        "audience",
        ("audiences",),
        None,
        (lambda question: judge_tag(question, AUDIENCE),),
        (rank.audience_penalty,),
    ),
    Family(
        "way_in",
        ("referral_routes", "free", "audiences"),
        _way_in,
        (lambda question: judge_tag(question, REFERRAL_ROUTE), judge_free),
        (plain.paid_penalty, plain.ease_referral_penalty, plain.ease_cost_penalty),
    ),
    Family("sector", ("sectors",), None, (lambda question: judge_tag(question, SECTOR),)),
    Family(
        "mode",
        ("modes", "not_modes"),
        None,
        (lambda question: judge_tag(question, MODE), judge_not_mode),
    ),
)
"""In the order of `index.kinds.FAMILIES`."""
