"""What a source tells comes back whole, and the same from both databases."""

import json
from datetime import time

import pytest
import shapely
from sqlalchemy import Engine

from tests.catalogue_records import CALDERDALE, CAMDEN, SQUARE, TODAY, plain, rich
from tests.integration.conftest import Take
from tests.integration.open_referral import SHARED, service_validator
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.offer import Age, Capacity, Offer, Tag, Verification
from thrive_directory.catalogue.queries import Published, published
from thrive_directory.catalogue.session import reading
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.geo.grid import to_grid
from thrive_directory.geo.place import Point


def everything(engine: Engine, areas: AreaRegister) -> list[Published]:
    with reading(engine) as session:
        return list(published(session, areas))


@pytest.fixture
def the_rich_one(take: Take, catalogue: Engine, areas: AreaRegister) -> Published:
    take(rich())
    return everything(catalogue, areas)[0]


def test_every_field_of_a_rich_offer_comes_back(the_rich_one: Published) -> None:
    offer = the_rich_one.offer
    assert offer.id == key("test", "service", "rich")
    assert (offer.name, offer.organization_name) == ("Quayside Counselling", "Quayside")
    assert offer.groupings == (Tag("getting-help", confirmed=True), Tag("getting-advice"))
    assert offer.needs == (Tag("anxiety"), Tag("low-mood"))
    assert offer.access == (Tag("bsl"),)
    assert (offer.sectors, offer.audiences) == ((Tag("voluntary"),), (Tag("young-person"),))
    assert offer.modes == (Tag("in-person"), Tag("phone"))
    assert offer.referral_routes == (Tag("self"), Tag("gp"))
    assert (offer.circumstances, offer.circumstances_scope) == ((Tag("young-carer"),), "open")
    assert (offer.needs_scope, offer.cost, offer.cost_text) == ("listed", "free", "Free of charge.")
    assert offer.age == Age(11, 17, 18, "11 to 17", (("send", 25.0),))
    assert (offer.genders, offer.languages) == ({"female", "non-binary"}, {"en", "cy"})
    assert (offer.gp_practices, offer.gp_areas, offer.schools) == ({"A00001"}, {CAMDEN}, {"100000"})
    assert (offer.urgent_support, offer.asks) == (True, ("Do you see people under 11?",))
    assert offer.capacity is not None
    assert offer.capacity == Capacity(TODAY, offer.capacity.expires_on, 6.0, open_to_referrals=True)
    assert offer.verification == Verification("sourced", "tester", TODAY)
    assert (offer.summary, offer.description) == ("Talk to somebody.", "Six meetings with a counsellor.")
    assert (offer.opening_hours_text, offer.no_contact_advice) == ("Weekdays.", "Ask your school.")


def test_schedules_come_back_with_their_order(the_rich_one: Published) -> None:
    weekly, monthly = the_rich_one.offer.schedules
    assert (weekly.byday, weekly.opens_at, weekly.closes_at, weekly.bank_holidays) == (
        "MO,TU",
        time(9),
        time(17),
        "closed",
    )
    assert (monthly.freq, monthly.byday, monthly.dtstart, monthly.bank_holidays) == ("MONTHLY", "1SA", TODAY, None)


def test_areas_come_back_as_codes_and_polygons(the_rich_one: Published) -> None:
    coded, drawn = the_rich_one.offer.areas
    assert (coded.area.code, coded.area.name, coded.area.kind) == (CAMDEN, "Camden", "local-authority")
    assert drawn.area.kind == "polygon"
    assert drawn.polygon is not None
    assert drawn.polygon.equals(shapely.geometry.shape(SQUARE))


def test_a_location_keeps_its_own_areas_access_and_hours(the_rich_one: Published) -> None:
    house = the_rich_one.offer.locations[0]
    assert (house.name, house.postcode, house.point) == ("Quay House", "NW1 8QL", Point(-0.15, 51.54))
    assert house.grid == to_grid(Point(-0.15, 51.54))
    assert house.access == {"step-free"}
    assert [area.area.code for area in house.areas or ()] == [CALDERDALE]
    assert [schedule.byday for schedule in house.schedules] == ["SA"]


def test_contacts_keep_their_order_their_source_and_what_is_dialled(the_rich_one: Published) -> None:
    told = [(contact.kind, contact.value, contact.tel) for contact in the_rich_one.offer.contacts]
    assert told == [
        ("phone", "020 7974 4444", "+442079744444"),
        ("text", "85258", "85258"),
        ("relay", "18001 020 7974 4444", "1800102079744444"),
        ("email", "hello@quayside.example", None),
        ("web", "https://quayside.example/contact", None),
    ]
    assert {(c.source_url, c.provenance, c.collected_on) for c in the_rich_one.offer.contacts} == {
        ("https://example.org/about", "own", TODAY)
    }


def test_a_confidential_location_tells_nothing_of_where_it_is(the_rich_one: Published) -> None:
    refuge = the_rich_one.offer.locations[1]
    assert (refuge.confidential, refuge.point, refuge.grid, refuge.postcode) == (True, None, None, None)
    told = json.dumps(the_rich_one.record)
    assert "The refuge" in told
    for secret in ("SECRET", "HX7", "53.74", "-2.01"):
        assert secret not in told


def test_an_offer_that_says_little_claims_nothing_more(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain())
    (one,) = everything(catalogue, areas)
    offer = one.offer
    assert offer == Offer(
        id=offer.id,
        name="Offer plain",
        organization_id=offer.organization_id,
        organization_name="An Organisation",
        verification=Verification("sourced", "tester", TODAY),
        areas=offer.areas,
    )
    assert {"phones", "schedules", "minimum_age", "attributes"} & one.record.keys() == {"attributes"}
    assert [attribute["link_type"] for attribute in one.record["attributes"]] == ["verification_status", "data_licence"]


def test_an_abolished_area_has_become_its_successors(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    old = next(area for area in areas.areas.values() if len(area.successors) == 1)
    take(plain(areas=(old.code,)))
    (one,) = everything(catalogue, areas)
    assert [area.area.code for area in one.offer.areas] == list(areas.resolve(old.code))


def test_offers_come_in_the_order_of_their_ids(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(*(plain(str(number)) for number in range(40)))
    ids = [one.offer.id for one in everything(catalogue, areas)]
    assert len(ids) == 40
    assert ids == sorted(ids)


@pytest.mark.parametrize("folder", ["oruk/hsds-3.1", "oruk/validator-schemas"])
@pytest.mark.parametrize("record", [rich(), plain()], ids=["rich", "plain"])
def test_records_are_valid_open_referral(
    folder: str, record: object, take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip(f"the reference schemas of {folder} are not beside the project")
    take(record)
    validate = service_validator(SHARED / folder)
    (one,) = everything(catalogue, areas)
    assert [error.message for error in validate.iter_errors(one.record)] == []
    broken = one.record | {"service_areas": [{"id": "not a uuid"}]}
    assert list(validate.iter_errors(broken)), "the schema checks nothing"
