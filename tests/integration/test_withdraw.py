"""A withdrawn offer is out of every answer at once, and stays out; on each database."""

from contextlib import suppress

import pytest
from sqlalchemy import Engine

from tests.catalogue_records import plain
from tests.integration.conftest import Take
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.queries import catalogue_version, published, tombstones
from thrive_directory.catalogue.session import reading, writing
from thrive_directory.catalogue.withdraw import withdraw
from thrive_directory.errors import BadParameter, ServiceNotFound, ServiceWithdrawn
from thrive_directory.geo.areas import AreaRegister

GONE, HEIR = key("test", "service", "a"), key("test", "service", "b")


def test_it_is_out_at_once_with_a_tombstone_and_a_new_version(
    take: Take, catalogue: Engine, areas: AreaRegister
) -> None:
    before = take(plain("a"), plain("b")).catalogue_version
    with writing(catalogue) as session:
        assert withdraw(session, GONE, "closed", "a steward", replaced_by=HEIR) == before + 1
    with reading(catalogue) as session:
        assert catalogue_version(session) == before + 1
        assert [one.offer.id for one in published(session, areas)] == [HEIR]
        (grave,) = tombstones(session)
    assert (grave.id, grave.name, grave.reason, grave.replaced_by) == (GONE, "Offer a", "closed", HEIR)


def test_a_reason_must_be_given(take: Take, catalogue: Engine) -> None:
    take(plain("a"))
    with writing(catalogue) as session, pytest.raises(BadParameter, match="why"):
        withdraw(session, GONE, "  ", "a steward")


def test_its_source_cannot_bring_it_back(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain("a"))
    with writing(catalogue) as session:
        withdraw(session, GONE, "closed", "a steward")
    for record in (plain("a"), plain("a", name="Under a new name")):
        report = take(record)
        assert [problem.record for problem in report.refused] == ["a"]
        assert report.missing == ()
    with reading(catalogue) as session:
        assert list(published(session, areas)) == []


def test_another_organisation_may_have_an_offer_of_that_name(take: Take, catalogue: Engine) -> None:
    take(plain("a", name="Counselling"))
    with writing(catalogue) as session:
        withdraw(session, GONE, "closed", "a steward")
    same = plain("c", name="Counselling")
    other = same.model_copy(
        update={"organization": same.organization.model_copy(update={"source_id": "x", "name": "X"})}
    )
    assert take(other).refused == ()
    assert take(same).refused != ()


def test_it_can_be_done_once_and_only_to_what_exists(take: Take, catalogue: Engine) -> None:
    take(plain("a"))
    with writing(catalogue) as session:
        with pytest.raises(ServiceNotFound):
            withdraw(session, HEIR, "closed", "a steward")
        with pytest.raises(ServiceNotFound, match="replace"):
            withdraw(session, GONE, "closed", "a steward", replaced_by=HEIR)
        withdraw(session, GONE, "closed", "a steward")
        with pytest.raises(ServiceWithdrawn):
            withdraw(session, GONE, "closed", "a steward")


def test_nothing_happens_when_the_transaction_does_not_end(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    before = take(plain("a")).catalogue_version
    with suppress(KeyboardInterrupt), writing(catalogue) as session:
        withdraw(session, GONE, "closed", "a steward")
        raise KeyboardInterrupt
    with reading(catalogue) as session:
        assert catalogue_version(session) == before
        assert len(list(published(session, areas))) == 1
        assert tombstones(session) == ()
