"""Every change of what is published is noted in its own transaction, whatever caused it; on each database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import Engine, text

from tests.catalogue_records import CAMDEN, ListSource, plain, tags, tombstone
from tests.integration.conftest import Take
from thrive_directory.catalogue.ingest import ingest
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.publication import forget_departures, restart_feed
from thrive_directory.catalogue.queries import catalogue_version, published
from thrive_directory.catalogue.queries_feed import feed_identity, publications
from thrive_directory.catalogue.reference import seed_areas, seed_vocabulary
from thrive_directory.catalogue.session import reading, writing
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.catalogue.withdraw import withdraw
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.sources.record import LocationRecord, OrganizationRecord

A, B = key("test", "service", "a"), key("test", "service", "b")


def told(engine: Engine) -> dict[str, tuple[int, int | None]]:
    with reading(engine) as session:
        return {row.service_id: (row.changed_in, row.published_in) for row in publications(session)}


def version(engine: Engine) -> int:
    with reading(engine) as session:
        return catalogue_version(session)


def records(engine: Engine, areas: AreaRegister) -> dict[str, dict[str, object]]:
    with reading(engine) as session:
        return {each.offer.id: each.record for each in published(session, areas)}


def test_new_and_changed_offers_are_noted_and_unchanged_ones_are_not(take: Take, catalogue: Engine) -> None:
    first = take(plain("a"), plain("b")).catalogue_version
    second = take(plain("a", name="Another name"), plain("b")).catalogue_version
    assert told(catalogue) == {A: (second, first), B: (first, first)}


def test_a_shared_organization_changes_every_offer_of_it(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain("a"), plain("b"), plain("c", organization=OrganizationRecord(source_id="other", name="Another")))
    before = records(catalogue, areas)
    renamed = OrganizationRecord(source_id="org", name="Under a new name")
    now = take(plain("a", organization=renamed)).catalogue_version
    after = records(catalogue, areas)
    changed = {one for one, record in after.items() if record != before[one]}
    assert changed == {A, B}
    assert {one for one, (changed_in, _) in told(catalogue).items() if changed_in == now} == changed
    assert after[B]["last_modified"] > before[B]["last_modified"]  # type: ignore[operator]


def test_an_organization_of_which_less_is_told_has_not_changed(take: Take, catalogue: Engine) -> None:
    described = OrganizationRecord(source_id="org", name="An Organisation", description="A charity.")
    first = take(plain("a", organization=described), plain("b", organization=described)).catalogue_version
    take(plain("a"))
    assert told(catalogue)[B] == (first, first)


@pytest.mark.parametrize("change", [{"name": "New House"}, {"city": "Leeds"}, {"lon": -0.16}, {"confidential": True}])
def test_a_shared_location_changes_every_offer_there(
    take: Take, catalogue: Engine, areas: AreaRegister, change: dict[str, object]
) -> None:
    house = LocationRecord(source_id="h", name="House", city="London", lon=-0.15, lat=51.54)
    take(plain("a", locations=(house,)), plain("b", locations=(house,)))
    before = records(catalogue, areas)
    now = take(plain("a", locations=(house.model_copy(update=change),))).catalogue_version
    assert told(catalogue)[B][0] == now
    assert records(catalogue, areas)[B] != before[B]


def test_a_term_described_anew_changes_the_offers_that_carry_it(
    take: Take, catalogue: Engine, vocabulary: Vocabulary
) -> None:
    take(plain("a", needs=tags("anxiety")), plain("b", needs=tags("low-mood")))
    needs = dict(vocabulary.by_taxonomy["need"])
    needs["anxiety"] = replace(needs["anxiety"], label="Worry")
    with writing(catalogue) as session:
        seed_vocabulary(
            session, Vocabulary(MappingProxyType({**vocabulary.by_taxonomy, "need": MappingProxyType(needs)}))
        )
    now = version(catalogue)
    assert [one for one, (changed_in, _) in told(catalogue).items() if changed_in == now] == [A]


def test_an_area_renamed_changes_the_offers_that_cover_it(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain("a", areas=(CAMDEN,)), plain("b", areas=("E08000033",)))
    with catalogue.begin() as connection:  # as if the register had called it that so far
        connection.execute(text("UPDATE area SET name = 'Old Camden' WHERE code = :code"), {"code": CAMDEN})
    before = version(catalogue)
    with writing(catalogue) as session:
        assert seed_areas(session, areas)
        assert not seed_areas(session, areas)
    assert version(catalogue) == before + 1
    assert {one: changed for one, (changed, _) in told(catalogue).items()}[A] == before + 1
    assert told(catalogue)[B][0] < before + 1


def test_new_terms_of_use_change_every_record_of_the_source(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain("a"))
    source = ListSource([plain("a")])
    source.licence = "OGL 3.0"
    with writing(catalogue) as session:
        now = ingest(session, source, areas=areas).catalogue_version
    assert told(catalogue)[A][0] == now
    assert {"data_licence": "OGL 3.0"}.items() <= {
        (each["link_type"], each.get("value"))
        for each in records(catalogue, areas)[A]["attributes"]  # type: ignore[attr-defined]
    }


def test_what_leaves_and_what_returns_is_noted(take: Take, catalogue: Engine) -> None:
    first = take(plain("a"), plain("b")).catalogue_version
    out = take(plain("a", status="inactive"), plain("b")).catalogue_version
    assert told(catalogue) == {A: (out, None), B: (first, first)}
    back = take(plain("a"), plain("b")).catalogue_version
    assert told(catalogue)[A] == (back, back)
    with writing(catalogue) as session:
        gone = withdraw(session, A, "closed", "a steward")
    assert told(catalogue)[A] == (gone, None)


def test_what_was_never_public_is_not_noted_unless_it_is_buried(take: Take, catalogue: Engine) -> None:
    take(plain("a", status="inactive"))
    assert told(catalogue) == {}
    take(tombstones=[tombstone("z")])
    assert list(told(catalogue)) == [key("test", "service", "z")]


def test_old_departures_are_forgotten_and_the_feed_says_up_to_where(take: Take, catalogue: Engine) -> None:
    take(plain("a"), plain("b"))
    with writing(catalogue) as session:
        gone = withdraw(session, A, "closed", "a steward")
    with writing(catalogue) as session:
        forget_departures(session, datetime.now(UTC) - timedelta(days=1))
        assert feed_identity(session).forgotten_to == 0
        forget_departures(session, datetime.now(UTC) + timedelta(days=1))
        assert feed_identity(session).forgotten_to == gone
    assert list(told(catalogue)) == [B]


def test_a_feed_that_starts_anew_has_another_identity(take: Take, catalogue: Engine) -> None:
    take(plain("a"))
    with writing(catalogue) as session:
        first = feed_identity(session).epoch
        restart_feed(session)
        assert feed_identity(session).epoch != first
