"""The slow, obvious search: plain loops over plain offers, written to be read. It is what the fast engine must equal.

Nothing here is clever. Each rule is a few lines of what design and documentation promise; the fast engine's arrays,
bit words and inverted lists must come to the same answer, offer for offer, to the last bit of each penalty. The two
share only what is specified by itself and tested by itself: the numbers in `weights`, distance on the grid, polygons,
opening hours, and how text becomes stems.
"""

from collections import Counter
from dataclasses import dataclass
from math import inf

from rapidfuzz.distance import OSA

from thrive_directory.catalogue.offer import Offer, OfferLocation
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.coverage import Verdict, covers
from thrive_directory.geo.grid import distance_km
from thrive_directory.geo.place import EVERYWHERE_CODE, NATION_CODES, Place
from thrive_directory.index.pastimes import is_pastime
from thrive_directory.index.words import STOP_WORDS, rarity, stem, stems, words_by_stem, words_of
from thrive_directory.opening import is_open
from thrive_directory.search import weights as share
from thrive_directory.search.query import SearchQuery
from thrive_directory.search.rules.needs import PARENTS_CAN_HELP
from thrive_directory.search.rules.people import NEED_HINTS
from thrive_directory.search.text import MOST_WORDS
from thrive_directory.search.weights import DEFAULT_WEIGHTS as W

YES, UNKNOWN, NO = Verdict.YES, Verdict.UNKNOWN, Verdict.NO
REMOTE = {"phone", "text-message", "web-chat", "video", "email", "online-self-help", "app"}
ELIGIBILITY = {
    "area", "age", "circumstance", "gender", "gp", "school", "wait", "open_to_referrals", "audience", "referral_route",
}  # fmt: skip
BUILDING = {
    "step-free", "accessible-toilet", "gender-neutral-toilet", "hearing-loop", "quiet-space", "near-public-transport",
}  # fmt: skip
LIMITS = {"circumstance", "gp", "school"}
PROFESSIONALS = {"school", "gp", "social-care"}
KINDS = [
    {"in-person", "drop-in", "home-visit", "group", "in-school"},
    {"phone"},
    {"text-message", "web-chat", "video", "email"},
    {"online-self-help", "app"},
]
FACETS = ["grouping", "need", "sector", "mode", "audience", "access", "referral_route", "language", "cost"]


@dataclass
class Candidate:
    """An offer at one of its locations, with what the rules and penalties say of it."""

    offer: Offer
    location: OfferLocation | None
    order: tuple
    km: float | None
    verdicts: dict[str, Verdict]
    penalties: dict[str, float]

    @property
    def failed(self):
        return [rule for rule, verdict in self.verdicts.items() if verdict is NO]

    @property
    def penalty(self):
        return sum(round(value * 1e9) for value in self.penalties.values()) / 1e9


@dataclass
class ReferenceAnswer:
    hits: list[tuple]
    near_misses: list[tuple[str, str]]
    facets: dict[str, dict[str, int]]
    total: int


def reference_search(offers: list[Offer], vocabulary: Vocabulary, query: SearchQuery) -> ReferenceAnswer:
    words = known_words(offers, vocabulary)
    groups = []
    for offer in offers:
        if offer.id in query.leave_out:
            continue
        places = [
            judged(offer, location, (offer.id, at), query, vocabulary, words)
            for at, location in enumerate(offer.locations or (None,))
        ]
        groups.append([c for c in places if query.near is None or may_be_shown(c, query.near)])
    by_offer = [standing_for(group, set()) for group in groups if group]
    fits = [c for c in by_offer if not c.failed]
    ordered = in_order(fits, query)
    missed = [c for c in by_offer if len(c.failed) == 1 and c.failed[0] in ELIGIBILITY]
    missed.sort(key=lambda c: (c.penalty, c.order))
    return ReferenceAnswer(
        hits=[hit(c) for c in ordered[query.offset : query.offset + query.limit]],
        near_misses=[(c.offer.id, c.failed[0].replace("_", "-")) for c in missed[:5]],
        facets={facet: facet_counts(groups, facet) for facet in FACETS},
        total=len(fits),
    )


def standing_for(group: list[Candidate], lifted: set[str]) -> Candidate:
    """An offer appears once: where fewest rules refuse it, then where it is nearest."""
    return min(group, key=lambda c: (len(set(c.failed) - lifted), inf if c.km is None else c.km, c.order))


def hit(c: Candidate) -> tuple:
    asks = sorted(rule for rule, verdict in c.verdicts.items() if verdict is UNKNOWN)
    if c.offer.verification.status == "unconfirmed":
        asks.append("unconfirmed")
    return (c.offer.id, c.location.id if c.location else None, c.km, c.penalty, asks)


# --- which offers come into view -------------------------------------------------------------------------------------


def areas_of(offer, location):
    return offer.areas if location is None or location.areas is None else location.areas


def may_be_shown(c: Candidate, place: Place) -> bool:
    """An offer that does not cover the place is worth a mention only where it is near: in an area next to it, or
    standing within ordinary travel."""
    if c.verdicts["area"] is not NO:
        return True
    if any(area.area.code in place.nearby for area in areas_of(c.offer, c.location) if area.polygon is None):
        return True
    return c.km is not None and c.km <= place.travel_km


# --- rules -----------------------------------------------------------------------------------------------------------


def judged(offer, location, order, query, vocabulary, words) -> Candidate:
    km = None
    if query.near and query.near.grid and location and location.grid:
        km = distance_km(query.near.grid, location.grid)
    text = text_match(offer, location, query, vocabulary, words)
    schedules = offer.schedules + (location.schedules if location else ())
    nation = query.near.nation if query.near else None
    open_now = is_open(schedules, query.now, nation) is True and bool(offer.contacts or offer.url)
    c = Candidate(offer, location, order, km, {}, {})
    c.verdicts = {
        rule: verdict
        for rule, verdict in {
            "area": area_rule(offer, location, query),
            "grouping": grouping_rule(offer, query),
            "need": need_rule(offer, query, vocabulary),
            "age": age_rule(offer, query),
            "circumstance": circumstance_rule(offer, query),
            "gender": codes_rule(offer.genders, {query.gender} if query.gender else set()),
            "gp": gp_rule(offer, query),
            "school": school_rule(offer, query),
            "wait": wait_rule(offer, query),
            "open_to_referrals": referrals_rule(offer, query),
            "not_mode": not_mode_rule(offer, query),
            "language": language_rule(offer, location, query),
            "cost": cost_rule(offer, query),
            "access": access_rule(offer, location, query),
            "open": open_rule(schedules, query, nation),
            "within_km": within_rule(offer, km, query),
            "text": text_rule(text, query),
            "name": name_rule(offer, text),
            "audience": audience_rule(offer, query),
            "referral_route": codes_rule(codes(offer.referral_routes), routes_wanted(query)),
            "sector": codes_rule(codes(offer.sectors), query.sectors),
            "mode": codes_rule(codes(offer.modes), query.modes),
        }.items()
        if verdict is not None
    }
    c.penalties = penalties(c, query, vocabulary, text, open_now)
    return c


def codes(tags):
    return {tag.code for tag in tags}


def access_of(offer, location):
    return codes(offer.access) | (set(location.access) if location else set())


def codes_rule(has, wanted):
    """Yes with any wanted code, unknown with no code at all, otherwise no; not asked when nothing is wanted."""
    if not wanted:
        return None
    if set(has) & set(wanted):
        return YES
    return NO if has else UNKNOWN


def audience_rule(offer, query):
    """An offer that a professional can refer to is one to professionals, whomever it helps."""
    verdict = codes_rule(codes(offer.audiences), audiences_wanted(query))
    can_refer = codes(offer.referral_routes) & {"school", "gp", "social-care", "professional"}
    return YES if "professional" in query.audiences and can_refer else verdict


def area_rule(offer, location, query):
    if query.near is None:
        return None
    areas = areas_of(offer, location)
    return min((covers(area, query.near) for area in areas), default=UNKNOWN)


def grouping_rule(offer, query):
    return codes_rule(codes(offer.groupings), query.groupings)


def need_match(offer, asked, vocabulary):
    has = codes(offer.needs)
    broader = {vocabulary.term("need", code).broader for code in asked}
    narrower = {term.code for term in vocabulary.terms("need") if term.broader in asked}
    if has & asked:
        return "exact"
    if has & ((broader | narrower) - {None}):
        return "related"
    if not has:
        return "unsaid"
    if offer.needs_scope == "listed":
        return "other"
    return "general" if "wellbeing" in has else "open"


def need_rule(offer, query, vocabulary):
    if not query.needs:
        return None
    return {"other": NO, "unsaid": UNKNOWN}.get(need_match(offer, query.needs, vocabulary), YES)


def age_rule(offer, query):
    if not query.ages:
        return None
    each = {one_age(offer, low, high, query) for low, high in query.ages}
    return each.pop() if len(each) == 1 else UNKNOWN


def one_age(offer, low, high, query):
    age = offer.age
    if age.minimum is None and age.until is None:
        return UNKNOWN
    said = [until for code, until in age.exceptions if code in query.circumstances]
    plain = within_bounds(age.minimum, age.until, low, high, [])
    sure = within_bounds(age.minimum, age.until, low, high, said)
    hoped = within_bounds(age.minimum, age.until, low, high, [until for _, until in age.exceptions])
    if not age.exceptions:
        return plain
    return sure if sure is YES or hoped is NO else UNKNOWN


def within_bounds(minimum, until, low, high, later):
    least = -inf if minimum is None else minimum
    end = inf if until is None else max([until, *later])
    if high < least or low >= end:
        return NO
    return YES if low >= least and high < end else UNKNOWN


def circumstance_rule(offer, query):
    if offer.circumstances_scope != "listed" or not offer.circumstances:
        return YES
    told = query.circumstances | query.needs | ({"lgbt"} if "identity-lgbt" in query.needs else set())
    if codes(offer.circumstances) & told:
        return YES
    return NO if query.circumstances else UNKNOWN


def gp_rule(offer, query):
    if not offer.gp_practices and not offer.gp_areas:
        return YES
    if query.gp is None:
        return UNKNOWN
    if query.gp in offer.gp_practices or offer.gp_areas & query.gp_areas:
        return YES
    return UNKNOWN if offer.gp_areas and not query.gp_areas else NO


def school_rule(offer, query):
    if not offer.schools and codes(offer.modes) != {"in-school"}:
        return YES
    if query.school is None or not offer.schools:
        return UNKNOWN
    return YES if query.school in offer.schools else NO


def known_capacity(offer, query):
    """Volatile facts, while they hold."""
    return offer.capacity if offer.capacity and offer.capacity.expires_on >= query.now.date() else None


def known_wait(offer, query):
    capacity = known_capacity(offer, query)
    return capacity.wait_weeks if capacity else None


def wait_rule(offer, query):
    if query.wait_weeks is None:
        return None
    weeks = known_wait(offer, query)
    return UNKNOWN if weeks is None else YES if weeks <= query.wait_weeks else NO


def referrals_rule(offer, query):
    capacity = known_capacity(offer, query)
    return NO if capacity and capacity.open_to_referrals is False else YES


def not_mode_rule(offer, query):
    if not query.not_modes:
        return None
    modes, unwanted = codes(offer.modes), set(query.not_modes)
    if "in-person" in unwanted:
        unwanted |= {"drop-in", "group", "home-visit", "in-school"}
    return UNKNOWN if not modes else YES if modes - unwanted else NO


def language_rule(offer, location, query):
    verdict = codes_rule(offer.languages, query.languages)
    return UNKNOWN if verdict is NO and "interpreter" in access_of(offer, location) else verdict


def cost_rule(offer, query):
    if query.free is None:
        return None
    if offer.cost is None:
        return UNKNOWN
    return YES if (offer.cost == "free") == query.free else NO


def access_rule(offer, location, query):
    if not query.access:
        return None
    has = access_of(offer, location)
    if query.access <= has:
        return YES
    from_home = (
        query.from_home and query.access & BUILDING and codes(offer.modes) & REMOTE and query.access - BUILDING <= has
    )
    return YES if from_home else NO


def open_rule(schedules, query, nation):
    if query.open_at is None:
        return None
    return {True: YES, False: NO, None: UNKNOWN}[is_open(schedules, query.open_at, nation)]


def within_rule(offer, km, query):
    if query.within_km is None or query.near is None or query.near.grid is None:
        return None
    if km is not None:
        return YES if km <= query.within_km else NO
    return YES if codes(offer.modes) & REMOTE else UNKNOWN


def audiences_wanted(query):
    also = {"young-person": {"child"}, "child": {"young-person"}}
    return set(query.audiences).union(*(also.get(code, set()) for code in query.audiences))


def routes_wanted(query):
    wanted = set(query.referral_routes)
    if wanted & PROFESSIONALS:
        wanted |= {"professional"}
    if wanted - {"single-point-of-access"}:
        wanted |= {"no-referral"}
    return wanted


# --- text ------------------------------------------------------------------------------------------------------------


def name_stems(offer):
    return set(stems(f"{offer.name} {offer.organization_name}"))


def texts_of(offer, location, vocabulary):
    terms = [vocabulary.term("need", tag.code) for tag in offer.needs]
    needs = " ".join(" ".join((term.label, *term.aliases)) for term in terms)
    where = location.name if location and location.name else ""
    name = f"{offer.name} {offer.organization_name}"
    return name, " ".join([offer.summary, offer.description, where, needs])


def all_stems(offer, location, vocabulary):
    return {word for text in texts_of(offer, location, vocabulary) for word in stems(text)}


@dataclass
class KnownWords:
    """How many placements hold each stem, how many placements there are, and what a slip may be a slip of."""

    holding: Counter
    rows: int
    spelt: set[str]


def known_words(offers, vocabulary):
    rows = [(offer, location) for offer in offers for location in offer.locations or (None,)]
    holding = Counter(word for offer, location in rows for word in all_stems(offer, location, vocabulary))
    texts = [text for offer, location in rows for text in texts_of(offer, location, vocabulary)]
    whole = {word for text in texts for word in words_of(text)} - STOP_WORDS
    return KnownWords(holding, len(rows), whole.union(map(stem, whole)))


def corrected(word, spelt):
    """The stem of the nearest known word with the same first letter: one slip, or two in a long word; the first of
    equals."""
    slips = 2 if len(word) >= 8 else 1
    if len(word) < 4:
        return None
    near = [(OSA.distance(word, other), other) for other in spelt if other[0] == word[0]]
    near = [pair for pair in near if pair[0] <= slips]
    return stem(min(near)[1]) if near else None


@dataclass
class TextMatch:
    shares: list[float]  # what each word costs, all together at most 1
    any_word: bool
    in_name: bool


def text_match(offer, location, query, vocabulary, known):
    asked = words_by_stem(query.text)
    if not asked:
        return None
    costs, any_word, in_name = [], False, False
    for word, typed in list(asked.items())[:MOST_WORDS]:
        found = word if word in known.holding else corrected(typed, known.spelt)
        tells = rarity(known.rows, known.holding[found])
        slip = share.CORRECTED_WORD_SHARE if found != word else 0.0
        if found in name_stems(offer):
            costs.append((tells, slip))
            in_name = any_word = True
        elif found in all_stems(offer, location, vocabulary):
            costs.append((tells, share.BODY_WORD_SHARE + slip))
            any_word = True
        else:
            costs.append((tells, 1.0))
    all_tell = [tells for tells, _ in costs]
    strength = max(all_tell) / rarity(known.rows, 1) / sum(all_tell)
    return TextMatch([tells * strength * cost for tells, cost in costs], any_word, in_name)


def text_rule(text, query):
    if text is None or not is_text_alone(query):
        return None
    return YES if text.any_word else NO


def is_text_alone(query):
    """Is nothing asked but words, or nothing at all?"""
    return query == SearchQuery(
        now=query.now, text=query.text, prefer_access=query.prefer_access, sort=query.sort, variety=query.variety,
        explain=query.explain, from_home=query.from_home, limit=query.limit, offset=query.offset,
    )  # fmt: skip


def name_rule(offer, text):
    if not offer.found_by_name_only:
        return YES
    return YES if text and text.in_name else NO


# --- rank ------------------------------------------------------------------------------------------------------------


def penalties(c, query, vocabulary, text, open_now) -> dict[str, float]:
    offer, found = c.offer, {}
    found["unconfirmed"] = W.unconfirmed * (1.0 if offer.verification.status == "unconfirmed" else 0.0)
    if query.free is None:
        found["paid"] = W.paid * (1.0 if offer.cost == "paid" else 0.0)
    if query.ages:
        found["age_fit"] = W.age_fit * age_fit(offer)
    weeks = known_wait(offer, query)
    found["wait"] = W.wait * (0.5 if weeks is None else weeks / (weeks + share.HALF_WAIT_WEEKS))
    found["freshness"] = W.freshness * staleness(offer, query)
    reachable = bool(offer.contacts or offer.url)
    if not query.referral_routes:
        own = reachable and codes(offer.referral_routes) & own_routes(query)
        nobody_knows = reachable and not offer.referral_routes
        found["ease_referral"] = W.ease_referral * (0.0 if own else share.UNKNOWN_ROUTE_SHARE if nobody_knows else 1.0)
    if query.free is None:
        found["ease_cost"] = W.ease_cost * (0.0 if reachable and offer.cost == "free" else 1.0)
    if query.open_at is None:
        found["ease_open"] = W.ease_open * (0.0 if open_now else 1.0)
        if query.prefer_needs:
            nation = query.near.nation if query.near else None
            schedules = offer.schedules + (c.location.schedules if c.location else ())
            found["shut_in_danger"] = W.shut_in_danger * (is_open(schedules, query.now, nation) is False)
    if text:
        beside = query.needs or query.prefer_needs or query.groupings
        weight = W.text_beside if beside else W.text
        found["text"] = sum(round(weight * share * 1e9) for share in text.shares) / 1e9
    if query.needs | query.prefer_needs:
        found["need"] = W.need * need_share(offer, query, vocabulary)
    elif not (query.text and is_text_alone(query)):
        called = text and text.in_name
        special = offer.needs and all(vocabulary.term("need", code).specialist for code in codes(offer.needs))
        for_some = offer.needs_scope == "listed" or special
        found["specialist"] = W.specialist * (1.0 if for_some and not called else 0.0)
    if query.near:
        found["distance"] = W.distance * distance_share(c, query.near)
    if query.groupings:
        sure = {tag.code for tag in offer.groupings if tag.confirmed} & query.groupings
        any_at_all = codes(offer.groupings) & query.groupings
        found["grouping"] = W.grouping * (0.0 if sure else share.SUGGESTED_SHARE if any_at_all else 1.0)
    if query.circumstances:
        made_for = codes(offer.circumstances) & query.circumstances
        found["circumstance"] = W.circumstance * (0.0 if made_for else 1.0)
    if not (query.text and is_text_alone(query)):
        found["for_others"] = W.for_others * for_others(offer, query)
    asking = "parent-carer" if "parent-carer" in query.audiences else "professional"
    if asking == "parent-carer" or query.audiences == {"professional"}:
        found["audience"] = W.audience * (0.0 if asking in codes(offer.audiences) else 1.0)
    if query.school:
        found["school"] = W.school * (0.0 if query.school in offer.schools else 1.0)
    if query.prefer_access:
        missing = query.prefer_access - access_of(offer, c.location)
        found["preferred_access"] = W.preferred_access * (len(missing) / len(query.prefer_access))
    for rule, verdict in c.verdicts.items():
        weight = W.unknown_area if rule == "area" else W.unknown_limit if rule in LIMITS else W.unknown_asked
        found[f"unknown_{rule}"] = weight * (doubt(c, rule, query) if verdict is UNKNOWN else 0.0)
    if query.near is None:
        found["nowhere"] = 0.0 if is_wide(c, {EVERYWHERE_CODE, *NATION_CODES.values()}) else W.nowhere
    return found


def need_share(offer, query, vocabulary):
    asked = query.needs | query.prefer_needs
    match = need_match(offer, asked, vocabulary)
    routes, needs = codes(offer.referral_routes), codes(offer.needs)
    if match == "general" and "single-point-of-access" in routes:
        return share.FRONT_DOOR_SHARE
    if match == "open" and "parent-carer" in query.audiences and "parenting" in needs and asked & PARENTS_CAN_HELP:
        match = "general"
    by_match = {
        "exact": 0.0,
        "related": share.RELATED_NEED_SHARE,
        "general": share.PASTIME_NEED_SHARE if is_pastime(offer) else general_share(query, vocabulary),
        "open": share.OPEN_NEED_SHARE,
    }
    return by_match.get(match, 1.0)


def for_others(offer, query):
    """Made for some people, whom the question does not name."""
    if offer.genders and query.gender is None and not query.needs & {"perinatal", "domestic-abuse"}:
        return 1.0
    told = query.circumstances | query.needs | ({"lgbt"} if "identity-lgbt" in query.needs else set())
    has = codes(offer.circumstances)
    if not has or has & (told | hinted(query)) or offer.circumstances_scope == "listed":
        return 0.0
    return 0.0 if set(offer.languages) & query.languages else share.WELCOMES_SHARE


def hinted(query):
    """Circumstances that a need makes likely."""
    return {code for need in query.needs for code in NEED_HINTS.get(need, ())}


def own_routes(query):
    """Ways in that whoever asks can take."""
    routes = {"self", "no-referral"}
    if "parent-carer" in query.audiences:
        routes |= {"parent-carer"}
    if "professional" in query.audiences:
        routes |= {"school", "gp", "social-care", "professional", "single-point-of-access"}
    return routes


def general_share(query, vocabulary):
    asked = [vocabulary.term("need", code) for code in query.needs | query.prefer_needs]
    return share.GENERAL_FOR_SPECIALIST_SHARE if all(t.specialist for t in asked) else share.GENERAL_NEED_SHARE


def doubt(c, rule, query):
    """How much an unknown is worth, in [0, 1]."""
    offer, modes = c.offer, codes(c.offer.modes)
    if rule == "area":
        likely = any(a.area.code in query.near.likely for a in areas_of(offer, c.location) if a.polygon is None)
        return share.LIKELY_AREA_DOUBT if likely else 1.0
    if rule == "gp":
        if offer.gp_practices:
            return share.GP_PRACTICE_DOUBT
        return share.GP_HERE_DOUBT if query.near and offer.gp_areas & query.near.covering else share.GP_AREA_DOUBT
    if rule == "school":
        return 1.0 if offer.schools else share.IN_SCHOOL_DOUBT
    if rule == "age" and codes(offer.audiences) & {"child", "young-person"}:
        return share.CHILDREN_AGE_DOUBT
    if rule == "wait" and modes & {"phone", "text-message", "web-chat", "online-self-help", "app", "drop-in"}:
        return share.NO_QUEUE_DOUBT
    if rule == "circumstance":
        return share.LIKELY_GROUP_DOUBT if codes(offer.circumstances) & hinted(query) else 1.0
    if rule == "gender":
        return share.GENDER_DOUBT
    if rule == "language" and "interpreter" in access_of(offer, c.location):
        return share.INTERPRETER_DOUBT
    return share.NAMED_DOUBT if rule in ("need", "grouping") else 1.0


def distance_share(c, place):
    if c.km is not None:
        return c.km / (c.km + place.travel_km)
    wide = {EVERYWHERE_CODE, *NATION_CODES.values()} & place.covering
    return share.REMOTE_SHARE if is_wide(c, wide) else share.TYPICAL_SHARE


def is_wide(c, codes):
    return any(area.area.code in codes for area in areas_of(c.offer, c.location) if area.polygon is None)


def age_fit(offer):
    if offer.age.until is None:
        return 0.5 if offer.age.minimum is None else 1.0
    span = offer.age.until - (offer.age.minimum or 0.0)
    return span / (span + share.AGE_SPAN_YEARS)


def staleness(offer, query):
    days = float(max((query.now.date() - offer.verification.on).days, 0))
    decay = days / (days + share.HALF_FRESH_DAYS)
    if offer.verification.status == "verified":
        return decay
    return share.SOURCED_SHARE + (1 - share.SOURCED_SHARE) * decay


# --- order and variety -----------------------------------------------------------------------------------------------


def in_order(fits, query):
    ranked = sorted(fits, key=lambda c: (c.penalty, c.order))
    if query.sort == "relevance":
        return varied(ranked, query) if query.variety else ranked
    names = {c.offer.id: (c.offer.name.casefold(), c.offer.id) for c in fits}
    keys = {
        "name": lambda c: names[c.offer.id],
        "distance": lambda c: (inf if c.km is None else c.km) if query.near and query.near.grid else 0,
        "freshness": lambda c: (c.offer.verification.status != "verified", -c.offer.verification.on.toordinal()),
    }
    return sorted(ranked, key=keys[query.sort])


def kinds(c, query):
    """What sort of help it is: its sectors, how one meets it, and whether it is there now."""
    modes = codes(c.offer.modes)
    found = {f"sector {code}" for code in codes(c.offer.sectors)}
    found |= {f"mode {at}" for at, kind in enumerate(KINDS) if modes & kind}
    schedules = c.offer.schedules + (c.location.schedules if c.location else ())
    nation = query.near.nation if query.near else None
    if (c.offer.contacts or c.offer.url) and is_open(schedules, query.now, nation) is True:
        found.add("now")
    return found


def varied(ranked, query):
    """The best first; then each time the offer that adds most kinds, among those worse than the next by a margin."""
    pool, rest = ranked[: share.VARIETY_POOL], ranked[share.VARIETY_POOL :]
    everything = set().union(*(kinds(c, query) for c in pool))
    picked, seen = [], set()
    while pool and len(picked) < share.VARIETY_PLACES:
        choice = pool[0]
        if picked and seen != everything:
            close = [c for c in pool if c.penalty <= pool[0].penalty + share.VARIETY_MARGIN]
            choice = max(close, key=lambda c: len(kinds(c, query) - seen))  # the first of equals is the best ranked
        picked.append(choice)
        seen |= kinds(choice, query)
        pool.remove(choice)
    return picked + pool + rest


# --- facets ----------------------------------------------------------------------------------------------------------


def facet_counts(groups, facet):
    """Offers by value, among those that fail nothing, or only the facet's own rule, at some location."""
    counts = Counter()
    for c in (standing_for(group, {facet}) for group in groups if group):
        if set(c.failed) <= {facet}:
            counts.update(facet_values(c, facet))
    return dict(counts)


def facet_values(c, facet):
    offer = c.offer
    if facet == "access":
        return access_of(offer, c.location)
    if facet == "language":
        return offer.languages
    if facet == "cost":
        return {offer.cost} - {None}
    tags = {
        "grouping": offer.groupings, "need": offer.needs, "sector": offer.sectors, "mode": offer.modes,
        "audience": offer.audiences, "referral_route": offer.referral_routes,
    }  # fmt: skip
    return codes(tags[facet])
