"""Which rules and penalties go by the same facts of an offer, and what of a query each family reads. Judges nothing.

A family is asked with a query that holds what it reads and nothing else, so that what it finds serves every question
that is alike in that. The order is that of the reasons. What goes by the row itself (area, distance, opening at a
moment, words) is in `each_row`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
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
Read = Callable[[SearchQuery], Any]
Reader = Callable[[Snapshot], Read]


@dataclass(frozen=True, slots=True)
class Family:
    """Rules and penalties that go by the facts of `index.kinds.FAMILIES[name]`. They go by these
    `fields` of a query; `reads` gives what reads their values, where they do not go by the whole of them."""

    name: str
    fields: tuple[str, ...]
    reads: Reader | None
    rules: tuple[Callable[[Question], Judgement | None], ...]
    penalties: tuple[Callable[[Question, Weights], Penalty | None], ...] = ()

    def reader(self, snapshot: Snapshot) -> Read:
        """What reads the fields of a query: a tuple of them, or the one that there is."""
        return attrgetter(*self.fields) if self.reads is None else self.reads(snapshot)

    def query(self, read: Any) -> SearchQuery:
        """A query that asks for what was read and for nothing else."""
        asked = dict(zip(self.fields, read if len(self.fields) > 1 else (read,), strict=True))
        if asked.get("near") is not None:
            asked["near"] = Place("", "area", "", None, None, asked["near"])
        day = datetime.fromordinal(asked.pop("now", 1)).replace(tzinfo=UTC)
        return SearchQuery(now=day, **asked)


def _only_words(query: SearchQuery) -> str:
    """Stands for the words where they are all that is asked: which they are is for `each_row`."""
    return "words" if query.text and is_text_alone(query) else ""


def _need(_: Snapshot) -> Read:
    return lambda query: (query.needs, query.prefer_needs, query.audiences & rank.PARENT, _only_words(query))


def _people(snapshot: Snapshot) -> Read:
    """Of the needs those that tell of people, or hint at them."""
    telling = _TELLING_NEEDS | snapshot.sets["circumstance"].bit.keys()
    return lambda query: (
        query.circumstances,
        query.needs and query.needs & telling,
        query.gender,
        query.languages,
        _only_words(query),
    )


def _gp(snapshot: Snapshot) -> Read:
    """The place as far as practices' areas go."""
    areas = snapshot.particulars.gp_codes
    return lambda query: (query.gp, query.gp_areas, (query.near.covering & areas or None) if query.near else None)


def _capacity(_: Snapshot) -> Read:
    return lambda query: (query.now.toordinal(), query.wait_weeks)


def _checked(_: Snapshot) -> Read:
    return lambda query: query.now.toordinal()


def _way_in(_: Snapshot) -> Read:
    own = frozenset(plain.OWN_ROUTES)
    return lambda query: (query.referral_routes, query.free, query.audiences and query.audiences & own)


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
        _capacity,
        (judge_wait, judge_open_to_referrals),
        (plain.wait_penalty,),
    ),
    Family(
        "checked",
        ("now",),
        _checked,
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
