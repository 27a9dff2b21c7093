"""The seed itself, in the catalogue: whole, valid, and the same on both databases."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.integration.conftest import DATA
from tests.integration.open_referral import SHARED, service_validator
from thrive_directory.catalogue.graves import Graveyard
from thrive_directory.catalogue.ingest import ImportReport, ingest
from thrive_directory.catalogue.offer import Offer, UrgentHelp
from thrive_directory.catalogue.queries import graves, published, urgent_help
from thrive_directory.catalogue.reference import seed_vocabulary
from thrive_directory.catalogue.session import engine_at, migrate, reading, writing
from thrive_directory.catalogue.vocabulary import Vocabulary
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.sources.seed import SeedSource


def take_seed(engine: Engine, areas: AreaRegister) -> ImportReport:
    source = SeedSource(DATA / "seed_services.yaml")
    with writing(engine) as session:
        return ingest(session, source, areas=areas, tombstones=source.tombstones(), urgent_help=source.urgent_help())


def answers(engine: Engine, areas: AreaRegister) -> tuple[list[Offer], list[dict[str, Any]], tuple[UrgentHelp, ...]]:
    """Everything published, but for the moment at which it was stored."""
    with reading(engine) as session:
        both = list(published(session, areas))
        lines = urgent_help(session)
    return [one.offer for one in both], [one.record | {"last_modified": None} for one in both], lines


def test_every_record_of_the_seed_is_published(catalogue: Engine, areas: AreaRegister) -> None:
    report = take_seed(catalogue, areas)
    assert (report.rejected, report.refused, report.held) == ((), (), ())
    assert report.new == report.read > 0
    again = take_seed(catalogue, areas)
    assert (again.unchanged, again.new, again.changed) == (report.read, 0, 0)
    assert again.catalogue_version == report.catalogue_version


def test_both_databases_give_the_same(
    catalogue: Engine, areas: AreaRegister, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    other = engine_at(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    migrate(other)
    with writing(other) as session:
        seed_vocabulary(session, vocabulary)
    for engine in (catalogue, other):
        take_seed(engine, areas)
    assert answers(catalogue, areas) == answers(other, areas)
    other.dispose()


def test_the_seed_says_nothing_that_it_must_not(catalogue: Engine, areas: AreaRegister) -> None:
    take_seed(catalogue, areas)
    offers, _, lines = answers(catalogue, areas)
    with reading(catalogue) as session:
        graveyard = Graveyard(graves(session))
    for offer in offers:
        numbers = [contact.tel for contact in offer.contacts if contact.tel]
        assert graveyard.covering(offer.id, offer.name, offer.organization_name, numbers) is None
        assert all(contact.source_url and contact.collected_on for contact in offer.contacts)
        assert offer.areas or offer.found_by_name_only or any(location.areas for location in offer.locations)
    (kooth,) = (offer for offer in offers if offer.name.startswith("Kooth"))
    assert kooth.found_by_name_only
    assert not {area.area.kind for area in kooth.areas} & {"everywhere", "nation"}
    assert {"999", "111"} <= {line.tel for line in lines}
    assert not {"999", "111"} & {
        contact.tel for offer in offers for contact in offer.contacts if contact.kind == "phone"
    }


@pytest.mark.parametrize("folder", ["oruk/hsds-3.1", "oruk/validator-schemas"])
def test_every_record_of_the_seed_is_valid_open_referral(folder: str, catalogue: Engine, areas: AreaRegister) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip(f"the reference schemas of {folder} are not beside the project")
    take_seed(catalogue, areas)
    validate = service_validator(SHARED / folder)
    with reading(catalogue) as session:
        faults = {
            one.offer.name: [error.message for error in validate.iter_errors(one.record)]
            for one in published(session, areas)
        }
    assert {name: found for name, found in faults.items() if found} == {}
