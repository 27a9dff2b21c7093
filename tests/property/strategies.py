"""Random catalogues and questions, small enough to read and odd enough to find what nobody thought of."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import shapely
from hypothesis import strategies as st

from thrive_directory.catalogue.offer import (
    Age,
    Capacity,
    Contact,
    Offer,
    OfferLocation,
    Schedule,
    Tag,
    Verification,
)
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.geo.coverage import ServiceArea
from thrive_directory.geo.grid import to_point
from thrive_directory.geo.place import AreaRef, GridPoint, Place
from thrive_directory.search.query import SearchQuery

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "data" / "vocabulary.yaml")
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 22)
AREAS = [
    AreaRef("K02000001", "UK", "everywhere"),
    AreaRef("E92000001", "England", "nation"),
    AreaRef("W92000004", "Wales", "nation"),
    AreaRef("E10000015", "Hertfordshire", "county"),
    AreaRef("E09000007", "Camden", "local-authority"),
    AreaRef("E09000033", "Westminster", "local-authority"),
    AreaRef("E09000014", "Haringey", "local-authority"),
]
# Few of each vocabulary, so that offers and questions meet; among them those that some rule has a word on.
CODES = {
    "need": (
        "anxiety",
        "separation-anxiety",
        "ocd",
        "low-mood",
        "identity-lgbt",
        "perinatal",
        "young-carer",
        "looked-after",
        "parenting",
        "wellbeing",
    ),
    "circumstance": ("young-carer", "care-leaver", "send", "lgbt", "girls-women", "faith"),
    "mode": (
        "in-person",
        "phone",
        "text-message",
        "web-chat",
        "online-self-help",
        "drop-in",
        "group",
        "home-visit",
        "in-school",
    ),
    "access": ("step-free", "quiet-space", "bsl", "interpreter", "anonymous"),
}
WORDS = ["mind", "matters", "calm", "young-minds", "club", "talking", "café", "anxiety", "school", "kooth", "brave"]
ASKED_WORDS = [*WORDS, "mnid", "talkign", "zebra", "minds", "anxeity", "the"]


# Strategies are made once: building them anew for each draw takes longer than the search does.
@cache
def some(values, most=3, least=0):
    return st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True)


def codes(taxonomy):
    return CODES.get(taxonomy, VOCABULARY.codes(taxonomy))


@cache
def tags(taxonomy, most=3):
    found = some(codes(taxonomy), most)
    return st.builds(lambda found, sure: tuple(Tag(code, sure) for code in found), found, st.booleans())


@cache
def codes_of(taxonomy, most=2, least=0):
    return st.builds(frozenset, some(codes(taxonomy), most, least))


def asked_of(taxonomy, most=2):
    return codes_of(taxonomy, most, least=1)


eastings = st.integers(500_000, 560_000)
northings = st.integers(160_000, 210_000)
grids = st.builds(lambda e, n: GridPoint(float(e), float(n)), eastings, northings)


@st.composite
def polygons(draw):
    middle = to_point(draw(grids))
    size = draw(st.sampled_from([0.01, 0.05, 0.2]))
    shape = shapely.box(middle.lon - size, middle.lat - size, middle.lon + size, middle.lat + size)
    return ServiceArea(AreaRef(f"polygon-{draw(st.integers(0, 99))}", "drawn area", "polygon"), shape)


service_areas = st.lists(st.one_of(st.builds(ServiceArea, st.sampled_from(AREAS)), polygons()), max_size=3).map(tuple)
week_schedules = st.builds(
    Schedule,
    byday=st.sampled_from(["MO,TU,WE", "SU", "SA,SU", "MO,TU,WE,TH,FR,SA,SU"]),
    opens_at=st.sampled_from([time(0), time(9), time(17, 30)]),
    closes_at=st.sampled_from([time(0), time(17), time(21), time(2)]),
    bank_holidays=st.sampled_from([None, "open", "closed"]),
)
schedules = st.lists(week_schedules, max_size=2).map(tuple)


maybe_grids = st.none() | grids
maybe_words = st.none() | st.sampled_from(WORDS)
own_areas = st.none() | service_areas.filter(bool)


@st.composite
def locations(draw):
    grid = draw(maybe_grids)
    return OfferLocation(
        id="",
        name=draw(maybe_words),
        grid=grid,
        point=to_point(grid) if grid else None,
        access=draw(codes_of("access")),
        areas=draw(own_areas),
        schedules=draw(schedules),
    )


ages = st.builds(
    lambda minimum, span, exceptions: Age(
        minimum=minimum,
        until=None if span is None else (minimum or 0) + span,
        exceptions=exceptions if span is not None else (),
    ),
    st.none() | st.sampled_from([0.0, 5.0, 11.0, 16.0]),
    st.none() | st.sampled_from([1.0, 2.5, 7.0, 14.0]),
    st.lists(st.tuples(st.sampled_from(["send", "care-leaver"]), st.sampled_from([25.0, 26.0])), max_size=2).map(tuple),
)
capacities = st.builds(
    Capacity,
    as_of=st.just(TODAY - timedelta(days=30)),
    expires_on=st.sampled_from([TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30)]),
    wait_weeks=st.none() | st.sampled_from([0.0, 2.0, 12.0, 60.0]),
    open_to_referrals=st.none() | st.booleans(),
)
verifications = st.builds(
    Verification,
    status=st.sampled_from(["sourced", "verified", "unconfirmed"]),
    by=st.sampled_from(["a steward", "the provider"]),
    on=st.integers(0, 900).map(lambda days: TODAY - timedelta(days=days)),
)
CONTACT = Contact("phone", "0808 157 0000", "+448081570000", None, "https://example.org", "own", TODAY)


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)
one_word = st.sampled_from(WORDS)
scopes = st.sampled_from([None, "open", "listed"])
costs = st.sampled_from([None, "free", "paid"])
one_in_ten, one_in_five = st.integers(0, 9).map(lambda n: n == 0), st.integers(0, 4).map(lambda n: n == 0)
some_locations = st.lists(locations(), max_size=3)
some_contacts = st.sampled_from([(), (CONTACT,)])
maybe_capacity = st.none() | capacities


@st.composite
def offers(draw, number):
    offer_id = f"00000000-0000-5000-8000-{number:012d}"
    places = [replace(location, id=f"{offer_id}-{at}") for at, location in enumerate(draw(some_locations))]
    return Offer(
        id=offer_id,
        name=draw(words),
        organization_id="org",
        organization_name=draw(one_word),
        verification=draw(verifications),
        summary=draw(words),
        groupings=draw(tags("grouping", 2)),
        needs=draw(tags("need")),
        needs_scope=draw(scopes),
        sectors=draw(tags("sector", 2)),
        modes=draw(tags("mode")),
        audiences=draw(tags("audience", 2)),
        access=draw(tags("access")),
        referral_routes=draw(tags("referral_route", 2)),
        circumstances=draw(tags("circumstance", 2)),
        circumstances_scope=draw(scopes),
        genders=frozenset(
            draw(
                some(
                    (
                        "female",
                        "male",
                    ),
                    1,
                )
            )
        ),
        languages=frozenset(
            draw(
                some(
                    (
                        "en",
                        "pl",
                        "ur",
                    ),
                    2,
                )
            )
        ),
        age=draw(ages),
        cost=draw(costs),
        areas=draw(service_areas),
        found_by_name_only=draw(one_in_ten),
        gp_practices=frozenset(
            draw(
                some(
                    (
                        "A81001",
                        "B81002",
                    ),
                    1,
                )
            )
        )
        if draw(one_in_five)
        else frozenset(),
        gp_areas=frozenset(draw(some(("E09000007",), 1))) if draw(one_in_five) else frozenset(),
        schools=frozenset(
            draw(
                some(
                    (
                        "100001",
                        "100002",
                    ),
                    1,
                )
            )
        )
        if draw(one_in_five)
        else frozenset(),
        locations=tuple(places),
        contacts=draw(some_contacts),
        schedules=draw(schedules),
        capacity=draw(maybe_capacity),
    )


numbered_offers = cache(offers)
how_many = cache(lambda most: st.integers(1, most))


@st.composite
def catalogues(draw, most=16):
    return [draw(offers(number)) for number in range(draw(st.integers(0, most)))]


@st.composite
def places(draw):
    grid = draw(grids)
    home = draw(st.sampled_from(["E09000007", "E09000033", "E10000015"]))
    others = frozenset({"E09000033", "E09000014"}) - {home}
    partial = draw(st.sampled_from([frozenset(), others]))
    return Place(
        label="somewhere",
        kind="postcode",
        token="somewhere",
        area=AreaRef(home, f"Home {home}", "local-authority"),
        nation="England",
        covering=frozenset({home, "E92000001", "K02000001"}),
        partial=partial,
        likely=draw(st.sampled_from([frozenset(), partial - {"E09000014"}])),
        point=to_point(grid),
        grid=draw(st.sampled_from([grid, grid, None])),
        radius_km=draw(st.sampled_from([0.0, 0.0, 3.0])),
        nearby=draw(st.sampled_from([frozenset(), frozenset({"E09000014"}) - {home}])),
        travel_km=draw(st.sampled_from([2.0, 5.0, 11.0])),
    )


NOW = st.sampled_from(
    [
        datetime(2026, 11, 22, 10, 0, tzinfo=LONDON),
        datetime(2026, 11, 23, 18, 30, tzinfo=LONDON),
        datetime(2026, 12, 25, 12, 0, tzinfo=LONDON),
    ]
)
one_age = st.sampled_from([4.0, 10.0, 14.0, 17.5, 18.0, 24.0])
age_ranges = st.tuples(one_age, st.sampled_from([0.0, 1.0, 3.0])).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def queries(draw, one_in=6):
    """Questions that ask about one in so many fields."""

    def maybe(strategy, default):
        return draw(strategy) if draw(st.integers(1, one_in)) == 1 else default

    now = draw(NOW)
    return SearchQuery(
        now=now,
        near=draw(st.none() | places()),
        groupings=maybe(asked_of("grouping"), frozenset()),
        needs=maybe(asked_of("need"), frozenset()),
        prefer_needs=maybe(asked_of("need"), frozenset()),
        ages=maybe(st.lists(age_ranges, max_size=2).map(tuple), ()),
        audiences=maybe(asked_of("audience", 1), frozenset()),
        text=maybe(st.lists(st.sampled_from(ASKED_WORDS), max_size=2).map(" ".join), ""),
        sectors=maybe(asked_of("sector"), frozenset()),
        modes=maybe(asked_of("mode"), frozenset()),
        not_modes=maybe(asked_of("mode"), frozenset()),
        languages=maybe(st.sampled_from([frozenset({"pl"}), frozenset({"cy", "ur"})]), frozenset()),
        referral_routes=maybe(asked_of("referral_route", 1), frozenset()),
        free=maybe(st.booleans(), None),
        access=maybe(asked_of("access"), frozenset()),
        prefer_access=maybe(asked_of("access"), frozenset()),
        from_home=draw(st.booleans()),
        open_at=maybe(st.just(now), None),
        within_km=maybe(st.sampled_from([0.5, 5.0, 30.0]), None),
        wait_weeks=maybe(st.sampled_from([0.0, 6.0]), None),
        gender=maybe(st.sampled_from(["female", "male", "non-binary"]), None),
        gp=maybe(st.sampled_from(["A81001", "C81003"]), None),
        gp_areas=draw(st.sampled_from([frozenset(), frozenset({"E09000007"})])),
        school=maybe(st.sampled_from(["100001", "100009"]), None),
        circumstances=maybe(asked_of("circumstance", 1), frozenset()),
        leave_out=maybe(st.just(frozenset({"00000000-0000-5000-8000-000000000001"})), frozenset()),
        sort=draw(st.sampled_from(["relevance", "relevance", "distance", "name", "freshness"])),
        variety=draw(st.booleans()),
        limit=draw(st.sampled_from([3, 20])),
        offset=draw(st.sampled_from([0, 0, 2])),
    )


FIELDS = tuple(field.name for field in fields(SearchQuery))


@st.composite
def questions_alike(draw):
    """A question, and it again with each field in turn as two others have it that ask everything: what was found for
    one would nearly do for the next."""
    base, one, other = draw(queries(one_in=4)), draw(queries(one_in=1)), draw(queries(one_in=1))
    values = {name: dict.fromkeys(getattr(each, name) for each in (base, one, other)) for name in FIELDS}
    return [replace(base, **{name: value}) for name in FIELDS for value in values[name]]
