"""How much each penalty weighs in rank, in one place. Numbers only.

A penalty is a number in [0, 1], 0 the best; an offer's rank is the sum of penalty times weight, lowest first.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a penalty. The unit is "as much as the whole way from next door to far away"."""

    text: float = 3.0
    """Words that were typed and are not there. The heaviest: a person who types a name wants that offer. In full for a
    word that one offer holds; less the more hold it, since such words name a kind of help and no offer."""
    text_beside: float = 1.5
    """The same where needs or groupings were understood: what words are left over beside them tell less."""
    need: float = 3.0
    """Made for this need < a related need < a general offer < a pastime < one for other needs too < nothing said. Heavy
    enough that what could help comes before what is for other needs, however near the latter is."""
    unconfirmed: float = 1.2
    """Nobody has confirmed that it still runs."""
    unknown_limit: float = 1.75
    """Only for people in some circumstance, school or practice, and the question does not say: behind a general offer
    that is open to all, even where it is made for the need."""
    distance: float = 0.8
    """Next door 0, as far as people there usually go 0.5, far away nearly 1. Scaled by `Place.travel_km`."""
    grouping: float = 0.65
    """Confirmed for the grouping < suggested for it < no grouping known. Never which grouping it is."""
    specialist: float = 0.7
    """Only for some needs, and the question names none: a general offer is the safer first suggestion."""
    for_others: float = 0.6
    """Made for girls, for Black young people, for Polish families …, and the question does not say that one is."""
    circumstance: float = 0.6
    """Made for the circumstance that was named < open to everyone."""
    audience: float = 0.4
    """For professionals themselves < takes a referral from them; for parents as well < for the young person only, where
    a parent asks. Less than a general offer falls behind one for the need."""
    school: float = 1.4
    """Works in the school that was named < anywhere else."""
    unknown_asked: float = 1.5
    """Something was asked that the offer does not say."""
    paid: float = 0.9
    """The person must pay, and the question does not speak of money."""
    wait: float = 0.5
    """A known short wait < not known < a long one."""
    unknown_area: float = 0.5
    """Not certain to cover the place."""
    nowhere: float = 0.9
    """Where no place is asked: serves less than a nation. Few who ask live there; what is made for the need still comes
    before a general offer to all."""
    preferred_access: float = 0.5
    """Share of the liked access features that are not known to be there."""
    freshness: float = 0.3
    """Verified lately < verified long ago < only read on a page."""
    age_fit: float = 0.3
    """An offer for a few years of age < one for all ages."""
    ease_referral: float = 0.33
    """The person can get in touch without anybody's referral, where the question does not speak of referral."""
    ease_cost: float = 0.1
    """Known to be free, where the question does not speak of money."""
    ease_open: float = 0.1
    """Open now, where the question does not speak of opening."""
    shut_in_danger: float = 0.8
    """Known to be shut now, where words of danger were read: whoever is in danger needs somebody who answers."""


DEFAULT_WEIGHTS = Weights()

TYPICAL_SHARE = 0.4
"""Distance penalty of an offer that covers the place's authority and has no point: that authority's usual distance."""
REMOTE_SHARE = 0.95
"""Distance penalty of a national or remote offer: more than a local one's, so that among equals local comes first."""
UNKNOWN_ROUTE_SHARE = 0.5
"""Nobody has said who may refer; of 1, that somebody else must."""
SUGGESTED_SHARE = 0.3
"""Grouping penalty of an offer that is suggested for the grouping and not confirmed."""
RELATED_NEED_SHARE = 0.12
"""Need penalty of an offer for a broader or narrower need."""
GENERAL_NEED_SHARE = 0.33
"""Need penalty of an offer for general wellbeing, which takes most kinds of difficulty."""
GENERAL_FOR_SPECIALIST_SHARE = 0.51
"""The same where the need takes a specialist's skill (`Term.specialist`): eating, psychosis, autism, grief …"""
FRONT_DOOR_SHARE = 0.31
"""Need penalty of a general offer that is a way in to an area's specialists: it knows where every need is met."""
PASTIME_NEED_SHARE = 0.8
"""Need penalty of a general offer that is a pastime: good company, and no answer to a named need. Between a general
offer that serves the whole nation and one for other needs."""
WELCOMES_SHARE = 0.6
"""For-others penalty of an offer that has some people in mind and is open to all; one for a gender counts in full."""
OPEN_NEED_SHARE = 0.95
"""Need penalty of an offer that names other needs and does not say that it is only for those."""
AGE_SPAN_YEARS = 15.0
"""Years of age at which the age-fit penalty is one half, which is also that of ages nobody knows."""
HALF_WAIT_WEEKS = 12.0
"""Weeks of waiting at which the wait penalty is one half, which is also that of a wait nobody knows."""
HALF_FRESH_DAYS = 180.0
"""Days since verification at which half the freshness is gone."""
SOURCED_SHARE = 0.75
"""Freshness penalty, at its best, of an offer read on a page and never verified."""
BODY_WORD_SHARE = 0.3
"""Text penalty of a word found in the description and not in the name."""
CORRECTED_WORD_SHARE = 0.2
"""Added to a word that had to be corrected."""
LIKELY_AREA_DOUBT = 0.3
"""Doubt about an offer of the area that most of the place lies in: the best guess at where the person lives."""
IN_SCHOOL_DOUBT = 0.3
"""Doubt about an offer in schools that names none: many take part. One that names its schools counts in full."""
GP_AREA_DOUBT = 0.25
"""Doubt about an offer to patients of an area's practices, where the place lies in another."""
GP_HERE_DOUBT = 0.05
"""The same where the place lies in that area: most people's practice does too."""
GP_PRACTICE_DOUBT = 0.7
"""Doubt about an offer to patients of some practices only."""
LIKELY_GROUP_DOUBT = 0.3
"""Doubt about an offer only for a circumstance that the need makes likely. Of one that nothing hints at it is 1."""
CHILDREN_AGE_DOUBT = 0.2
"""Doubt about unknown ages of an offer that is for children or young people."""
NO_QUEUE_DOUBT = 0.3
"""Doubt about the wait for an offer by phone, chat, text, app or drop-in, which seldom has a queue."""
INTERPRETER_DOUBT = 0.4
"""Doubt about the language of an offer that has interpreters."""
GENDER_DOUBT = 0.2
"""Doubt about an offer that names no gender, where one was given: nearly all take everyone."""
NAMED_DOUBT = 0.3
"""Doubt about a need or grouping, whose own penalty has counted most of it already."""
VARIETY_MARGIN = 0.15
"""How much worse, in rank, an offer of another kind may be and still move up past a better one."""
VARIETY_PLACES = 20
"""Places of the list that variety re-picks; from there on the order is plain rank."""
VARIETY_POOL = 60
"""How many of the best offers variety chooses among."""
