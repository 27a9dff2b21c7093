"""What is answered: frozen values that say which offers, in what order and why. No HTTP, no JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Effect = Literal["inclusion", "rank"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer is here, or here rather than lower: produced by the rule that let it in or ranked it.

    `effect` is "inclusion" where without the fact the offer would be left out or become an ask, "rank" where it
    would only stand lower."""

    code: str
    text: str
    params: Mapping[str, Any]
    effect: Effect


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that is not known and that the person can ask the provider."""

    code: str
    text: str


class Hit(NamedTuple):
    """One offer at its best location. `row` is its row in the snapshot that answered; `trade` says what it
    trades against the options above it ("by phone, not face to face"); `penalties` is filled by `explain`."""

    row: int
    offer_id: str
    location_id: str | None
    distance_km: float | None
    penalty: float
    reasons: tuple[Reason, ...]
    asks: tuple[Ask, ...]
    trade: str | None = None
    penalties: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An offer that fails exactly one rule, and that rule in words."""

    row: int
    offer_id: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A part of the question that was widened because too few offers fitted, and why."""

    parameter: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to one query. `facets` counts offers by value as if that filter alone were lifted;
    `asks` says how many more may fit but do not say ("12 more may be step-free: ask them")."""

    hits: tuple[Hit, ...]
    near_misses: tuple[NearMiss, ...]
    facets: Mapping[str, Mapping[str, int]]
    total: int
    relaxed: tuple[Relaxed, ...] = ()
    asks: tuple[Ask, ...] = ()
    next_offset: int | None = None
