"""How much each penalty weighs in rank, in one place. Numbers only.

A penalty is a number in [0, 1], 0 the best; an offer's rank is the sum of penalty times weight, lowest first.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a penalty. The unit is "as much as the whole way from next door to far away"."""

    text: float = 2.0
    """Words that were typed and are not there. The heaviest: a person who types a name wants that offer."""
    need: float = 1.2
    """Made for this need < a related need < a general offer < one for other needs too < nothing said."""
    specialist: float = 0.35
    """Only for some needs, and the question names none: a general offer is the safer first suggestion."""
    distance: float = 1.0
    """Next door 0, as far as people there usually go 0.5, far away nearly 1. Scaled by `Place.travel_km`."""
    grouping: float = 0.8
    """Confirmed for the grouping < suggested for it < no grouping known. Never which grouping it is."""
    unconfirmed: float = 0.8
    """Nobody has confirmed that it still runs."""
    preferred_access: float = 0.5
    """Share of the liked access features that are not known to be there."""
    age_fit: float = 0.4
    """An offer for a few years of age < one for all ages."""
    wait: float = 0.4
    """A known short wait < not known < a long one."""
    freshness: float = 0.4
    """Verified lately < verified long ago < only read on a page."""
    ease: float = 0.3
    """Refer yourself, free, open now: each a third, and only where the question says nothing of it."""
    unknown_area: float = 0.5
    """Not certain to cover the place."""
    unknown_circumstance: float = 0.6
    """Only for people in some circumstance, and the question does not say."""
    unknown_other: float = 0.2
    """Any other rule that nobody can answer."""


DEFAULT_WEIGHTS = Weights()

TYPICAL_SHARE = 0.4
"""Distance penalty of an offer that covers the place's authority and has no point: that authority's usual distance."""
REMOTE_SHARE = 0.95
"""Distance penalty of a national or remote offer: more than a local one's, so that among equals local comes first."""
SUGGESTED_SHARE = 0.35
"""Grouping penalty of an offer that is suggested for the grouping and not confirmed."""
RELATED_NEED_SHARE = 0.3
"""Need penalty of an offer for a broader or narrower need."""
GENERAL_NEED_SHARE = 0.5
"""Need penalty of an offer for general wellbeing, which takes most kinds of difficulty."""
GENERAL_NEED = "wellbeing"
"""The need that a general offer names."""
OPEN_NEED_SHARE = 0.9
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
VARIETY_MARGIN = 0.2
"""How much worse, in rank, an offer of another kind may be and still move up past a better one."""
VARIETY_PLACES = 20
"""Places of the list that variety re-picks; from there on the order is plain rank."""
VARIETY_POOL = 60
"""How many of the best offers variety chooses among."""
