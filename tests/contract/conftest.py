"""The real app over the real seed, set up once."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.catalogue_records import ListSource
from tests.contract.made_up import made_up
from tests.places_fixture import shared_postcode_folder
from tests.ready_folder import ready_folder, settings_for
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.api.parts import Parts
from thrive_directory.catalogue.ingest import ingest
from thrive_directory.catalogue.reference import seed_areas, seed_vocabulary
from thrive_directory.catalogue.session import engine_for, migrate, writing
from thrive_directory.catalogue.vocabulary import load_vocabulary
from thrive_directory.cli.setup import locate
from thrive_directory.geo.resolve import open_places
from thrive_directory.settings import bundled

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture(scope="session")
def real_parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """The parts of a program on a fresh data folder, where it is always the same noon."""
    parts = compose(ready_folder(tmp_path_factory.mktemp("ready")))
    parts.snapshots.refresh()
    return replace(parts, clock=lambda: NOON)


@pytest.fixture(scope="session")
def real_app(real_parts: Parts) -> FastAPI:
    """The real app."""
    return create_app(real_parts)


@pytest.fixture(scope="session")
def api(real_app: FastAPI) -> Iterator[TestClient]:
    """A client of the real app."""
    with TestClient(real_app) as client:
        yield client


MADE_UP = 5000 if os.environ.get("CI") == "true" else 120


@pytest.fixture(scope="session")
def made_up_api(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A client of an app over a made-up catalogue: 5,000 offers in CI, fewer elsewhere."""
    folder = tmp_path_factory.mktemp("made-up")
    for table in ("postcodes", "names"):
        (folder / table).symlink_to(shared_postcode_folder() / table)
    settings = settings_for(folder)
    engine = engine_for(settings)
    migrate(engine)
    places = open_places(folder, bundled("data"))
    vocabulary = load_vocabulary(bundled("data/vocabulary.yaml"))
    with writing(engine) as session:
        seed_vocabulary(session, vocabulary)
        seed_areas(session, places.register)
        source = ListSource(made_up(MADE_UP, vocabulary))
        report = ingest(session, source, areas=places.register, locate=lambda text: locate(places, text))
    assert not report.rejected
    parts = replace(compose(settings, engine), clock=lambda: NOON)
    parts.snapshots.refresh()
    return TestClient(create_app(parts))  # not started: nothing changes, so nothing need be followed


@pytest.fixture(scope="session", params=["seed", "made up"])
def feed(request: pytest.FixtureRequest) -> TestClient:
    """Both feeds, one after the other."""
    client: TestClient = request.getfixturevalue({"seed": "api", "made up": "made_up_api"}[request.param])
    return client
