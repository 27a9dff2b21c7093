"""What must hold of a seed record beyond its shape: codes that exist, bounds in order, a way to act. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from thrive_directory.sources.record import GuidanceKind, SourceRecord
from thrive_directory.sources.seed_shape import TAXONOMIES, SeedAge, SeedGuidance, SeedOffer, SeedUrgentHelp
from thrive_directory.sources.yaml_lines import NodePath

Codes = Mapping[str, Collection[str]]
Problem = tuple[NodePath, str]
_NUMBER = re.compile(r"\d(?:[ -]?\d){4,}")
"""Five figures or more: 999, 111 and "20 times in 60 days" are none."""


def offer_problems(offer: SeedOffer, vocabulary: Codes, areas: Collection[str] | None) -> Iterator[Problem]:
    """Each (place inside the record, what is wrong). An empty `vocabulary` or `areas` None skips that check."""
    for name, taxonomy in TAXONOMIES.items():
        yield from _unknown_codes(getattr(offer, name), (name,), vocabulary.get(taxonomy))
    for index, place in enumerate(offer.locations):
        yield from _unknown_codes(place.access, ("locations", index, "access"), vocabulary.get("access"))
        yield from _unknown_codes(place.areas, ("locations", index, "areas"), areas)
    yield from _unknown_codes(offer.age.exceptions, ("age", "exceptions"), vocabulary.get("circumstance"))
    yield from _unknown_codes(offer.areas, ("areas",), areas)
    yield from _unknown_codes(offer.gp_areas, ("gp_areas",), areas)
    yield from _unknown_codes(offer.seen_at, ("seen_at",), SourceRecord.model_fields)
    yield from _age_problems(offer.age)
    if not offer.areas and not offer.found_by_name_only:
        yield ("areas",), "missing: an offer whose area is unknown is not published; give areas or found_by_name_only"
    if not (offer.contacts or offer.url or offer.no_contact_advice):
        yield ("contacts",), "missing: give a contact, a url, or no_contact_advice that says whom to ask"
    yield from _guidance_problems(offer.guidance)
    for scope, terms in (("needs_scope", offer.needs), ("circumstances_scope", offer.circumstances)):
        if getattr(offer, scope) == "listed" and not terms:
            yield (scope,), "says only for those listed, and none is listed"


def _guidance_problems(guidance: Mapping[GuidanceKind, SeedGuidance]) -> Iterator[Problem]:
    for kind, told in guidance.items():
        if (kind == "referral_form") != (told.url is not None):
            yield ("guidance", kind, "url"), "a referral_form needs the address of the form, and nothing else has one"
        if told.text is None and told.url is None:
            yield ("guidance", kind, "text"), "missing"
        if told.text is not None and _NUMBER.search(told.text):
            problem = "holds a number to ring; it belongs in contacts, with the page it was read on"
            yield ("guidance", kind, "text"), problem


def urgent_help_problems(line: SeedUrgentHelp, areas: Collection[str] | None) -> Iterator[Problem]:
    """As `offer_problems`, for a line of urgent help."""
    yield from _unknown_codes(line.area, ("area",), areas)
    if len(line.area) != 1:
        yield ("area",), "give exactly one area"


def _age_problems(age: SeedAge) -> Iterator[Problem]:
    end = age.until if age.until is not None else age.maximum
    if age.minimum is not None and end is not None and end < age.minimum:
        yield ("age",), "the upper bound is below the lower one"
    if age.until is not None and age.maximum is not None and not age.maximum < age.until:
        yield ("age", "until"), "must be above the last completed year"
    for circumstance, until in age.exceptions.items():
        if end is not None and until <= end:
            yield ("age", "exceptions", circumstance), "an exception must end later than the rule"


def _unknown_codes(given: Collection[str], path: NodePath, known: Collection[str] | None) -> Iterator[Problem]:
    if known is None:
        return
    for code in given:
        if code not in known:
            near = get_close_matches(code, list(known), n=3, cutoff=0.5)
            yield (*path, code), "no such code" + (f"; nearest: {', '.join(near)}" if near else "")
