"""A made-up catalogue for the contract: as many offers as asked, each unlike the last, the same each time.

Every field that a source may tell is there in some of them and missing in others. No real service is named."""

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from tests.catalogue_records import GUIDANCE, SEEN, SQUARE, TODAY, plain, rich, tags
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.sources.record import (
    AgeRecord,
    AreaRecord,
    CapacityRecord,
    LocationRecord,
    OrganizationRecord,
    ScheduleRecord,
    SourceRecord,
)

SPOTS = (
    ("NW1 8QL", "E09000007"),
    ("HX7 8AD", "E08000033"),
    ("LS1 4AP", "E08000035"),
    ("M1 1AE", "E08000003"),
    ("BS1 4DJ", "E06000023"),
    ("RG1 1AZ", "E06000038"),
)
"""Postcodes and the authorities that they lie in."""
WORDS = "Quay Harbour Meadow Lantern Orchard Bridge Kite Willow Beacon Compass Juniper Skylark Café Naïve".split()
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def made_up(count: int, vocabulary: Vocabulary) -> Iterator[SourceRecord]:
    """That many offers."""
    draw = random.Random(20_261_122)  # noqa: S311
    for number in range(count):
        yield _one(number, draw, vocabulary)


def _one(number: int, draw: random.Random, vocabulary: Vocabulary) -> SourceRecord:
    name = f"{draw.choice(WORDS)} {draw.choice(WORDS)} {number}"
    if number % 7 == 0:
        return plain(str(number), name=name)
    spots = draw.sample(SPOTS, draw.randint(1, 3))
    areas = [AreaRecord(code=code) for _, code in spots]
    facts: dict[str, Any] = {
        "name": name,
        "organization": _organization(draw.randrange(1 + number // 3)),
        "areas": tuple(areas if number % 5 else [AreaRecord(polygon=SQUARE), *areas]),
        "locations": tuple(_location(f"{number}-{n}", spot, draw) for n, (spot, _) in enumerate(spots)),
        "age": _age(draw),
        "schedules": tuple(_schedules(draw)),
        "capacity": _capacity(draw),
        "languages": tuple(draw.sample(("en", "cy", "pl", "ur"), draw.randint(0, 3))),
        "cost": draw.choice(("free", "paid", None)),
        "guidance": tuple(each for each in GUIDANCE if draw.random() < 0.5),
    }
    for field, taxonomy in (("groupings", "grouping"), ("needs", "need"), ("modes", "mode"), ("access", "access")):
        codes = vocabulary.codes(taxonomy)
        facts[field] = tags(*draw.sample(codes, draw.randint(0, 3)), status=draw.choice(("suggested", "confirmed")))
    return rich(str(number), **facts)


def _organization(number: int) -> OrganizationRecord:
    more = {"description": "A charity.", "url": f"https://trust{number}.example/"} if number % 2 else {}
    return OrganizationRecord(source_id=f"trust-{number}", name=f"Trust {number}", **more)


def _location(source_id: str, postcode: str, draw: random.Random) -> LocationRecord:
    hidden = draw.random() < 0.1
    return LocationRecord(
        source_id=source_id,
        name="A refuge" if hidden else draw.choice((None, "The Hub")),
        address_1="SECRET House" if hidden else draw.choice((None, "1 High Street")),
        city=draw.choice((None, "Anytown")),
        postcode=postcode,
        confidential=hidden,
        access=tags(*draw.sample(("step-free",), draw.randint(0, 1))),
        schedules=tuple(_schedules(draw)),
        seen=SEEN,
    )


def _schedules(draw: random.Random) -> Iterator[ScheduleRecord]:
    for _ in range(draw.choice((0, 0, 1, 2))):
        opens = draw.randint(7, 20)
        yield ScheduleRecord(
            byday=",".join(sorted(draw.sample(DAYS, draw.randint(1, 5)), key=DAYS.index)),
            opens_at=time(opens),
            closes_at=time((opens + draw.randint(1, 8)) % 24),
            valid_to=draw.choice((None, TODAY + timedelta(days=90))),
            bank_holidays=draw.choice((None, "open", "closed")),
        )


def _age(draw: random.Random) -> AgeRecord:
    low = draw.randint(0, 16)
    return draw.choice((AgeRecord(), AgeRecord(minimum=low, maximum=low + draw.randint(1, 9)), AgeRecord(maximum=18)))


def _capacity(draw: random.Random) -> CapacityRecord | None:
    if draw.random() < 0.5:
        return None
    return CapacityRecord(wait_weeks=draw.randint(0, 40), as_of=TODAY, expires_on=date(2027, 1, 31))
