"""What is asked in the benchmarks: questions as people would mix them, the same each time, and hostile ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from benchmarks.synthetic import SEED, spots, words
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.resolve import Places
from thrive_directory.search.query import SearchQuery

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)  # a Wednesday morning: a third of the offers with hours are open
# How often a part of a question is there. Every question names a place: that is the main job.
_OFTEN = {
    "groupings": 0.6,
    "needs": 0.5,
    "ages": 0.7,
    "audiences": 0.2,
    "modes": 0.15,
    "sectors": 0.05,
    "languages": 0.05,
    "referral_routes": 0.1,
    "access": 0.05,
    "free": 0.1,
    "open_at": 0.05,
    "wait_weeks": 0.05,
    "text": 0.15,
}
_TAXONOMY = {
    "groupings": "grouping",
    "needs": "need",
    "audiences": "audience",
    "modes": "mode",
    "sectors": "sector",
    "referral_routes": "referral_route",
    "access": "access",
}


def questions(
    count: int, places: Places, vocabulary: Vocabulary, *, only: Sequence[str] | None = None
) -> list[SearchQuery]:
    """`count` questions, each near a random postcode. `only` keeps to these fields, each always asked."""
    random = np.random.default_rng(SEED + 1)
    near = [places.resolve(postcode) for postcode in spots(places, random, count).postcode]
    often = _OFTEN if only is None else dict.fromkeys(only, 1.0)
    known = words()
    return [
        SearchQuery(
            now=NOW,
            near=place,
            **{f: _value(f, random, vocabulary, known) for f in often if random.random() < often[f]},
        )
        for place in near
    ]


def _value(field: str, random: np.random.Generator, vocabulary: Vocabulary, known: Sequence[str]) -> Any:
    if field == "ages":
        age = float(random.integers(4, 25))
        return ((age, age),)
    if field == "text":
        # Words as common as those of the texts are, the very commonest apart; one in six has a slip in it.
        drawn = [known[int(i)] for i in random.integers(3, 600, random.integers(1, 4))]
        return " ".join(_slip(word) if random.random() < 0.17 else word for word in drawn)
    if field == "languages":
        return frozenset({str(random.choice(["ar", "pl", "ur"]))})
    if field == "free":
        return True
    if field == "open_at":
        return NOW + timedelta(hours=int(random.integers(0, 12)))
    if field == "wait_weeks":
        return float(random.choice([0, 4, 12]))
    codes = vocabulary.codes(_TAXONOMY[field])
    many = 1 if random.random() < 0.8 else 2
    return frozenset(codes[int(i)] for i in random.integers(0, len(codes), many))


def _slip(word: str) -> str:
    return word[:2] + word[3:] if len(word) > 4 else word


def with_everything(count: int, places: Places, vocabulary: Vocabulary) -> list[SearchQuery]:
    """Questions that use every feature at once: words, eligibility, opening, preferences, penalties."""
    asked = questions(count, places, vocabulary, only=("groupings", "needs", "ages", "audiences", "text", "open_at"))
    liked = frozenset(vocabulary.codes("access")[:2])
    return [replace(query, prefer_access=liked, gender="female", explain=True) for query in asked]


def hostile(places: Places, vocabulary: Vocabulary) -> dict[str, SearchQuery]:
    """Valid questions made to be slow, by what makes each so."""
    known = words()
    plain = SearchQuery(now=NOW, near=places.resolve("NW1 8QL"))
    every = {name: frozenset(vocabulary.codes(_TAXONOMY[name])) for name in _TAXONOMY if name != "access"}
    return {
        "nothing asked at all": SearchQuery(now=NOW),
        "the whole of England": replace(plain, near=places.resolve("England")),
        "the whole of the UK": replace(plain, near=places.resolve("United Kingdom")),
        "London": replace(plain, near=places.resolve("London")),
        "a region": replace(plain, near=places.resolve("North West")),
        "every code there is": replace(plain, **every),
        "five hundred letters of known words": replace(plain, text=" ".join(known[:500])[:500]),
        "five hundred letters, each word misspelt": replace(plain, text=" ".join(map(_slip, known[:500]))[:500]),
        "five hundred letters of nonsense": replace(plain, text=" ".join(f"q{i:x}zx" for i in range(100))[:500]),
        "words alone, the commonest": SearchQuery(now=NOW, text=known[0]),
        "twenty ages": replace(plain, ages=tuple((float(a), float(a)) for a in range(5, 25))),
        "a hundred results with penalties": replace(plain, limit=100, explain=True),
        "page fifty": replace(plain, limit=100, offset=4_900),
        "sorted by name": replace(plain, sort="name"),
        "sorted by distance, everywhere": replace(plain, near=places.resolve("England"), sort="distance"),
        "another minute": replace(plain, now=NOW + timedelta(days=3, minutes=17)),
        "open at another minute": replace(plain, open_at=NOW + timedelta(days=9, minutes=41)),
        "a bank holiday at night": replace(plain, open_at=datetime(2026, 12, 25, 23, 59, tzinfo=UTC)),
        "a practice": replace(plain, gp="A81001", gp_areas=frozenset({"E09000007"})),
        "a school": replace(plain, school="100001"),
        "no such distance": replace(plain, within_km=0.001),
        "every access feature": replace(plain, access=frozenset(vocabulary.codes("access"))),
    }
