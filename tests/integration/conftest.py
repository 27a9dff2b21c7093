"""A catalogue with its vocabularies and areas, on each database."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.catalogue_records import ListSource
from thrive_directory.catalogue.ingest import ImportReport, ingest
from thrive_directory.catalogue.reference import seed_areas, seed_vocabulary
from thrive_directory.catalogue.session import writing
from thrive_directory.catalogue.vocabulary import Vocabulary, load_vocabulary
from thrive_directory.geo.areas import AreaRegister, load_areas
from thrive_directory.sources.record import SourceRecord

DATA = Path(__file__).parents[2] / "data"
Take = Callable[..., ImportReport]


@cache
def register() -> AreaRegister:
    return load_areas(DATA / "areas.csv")


@cache
def bundled_vocabulary() -> Vocabulary:
    return load_vocabulary(DATA / "vocabulary.yaml")


@pytest.fixture
def areas() -> AreaRegister:
    return register()


@pytest.fixture
def vocabulary() -> Vocabulary:
    return bundled_vocabulary()


@pytest.fixture
def catalogue(database: Engine) -> Engine:
    """A catalogue that holds the vocabularies and areas, and no offer yet."""
    with writing(database) as session:
        seed_vocabulary(session, bundled_vocabulary())
        seed_areas(session, register())
    return database


@pytest.fixture
def take(catalogue: Engine) -> Take:
    """Take these records into the catalogue, as one source in one transaction."""

    def take_in(*records: SourceRecord, source: str = "test", **more: Any) -> ImportReport:
        with writing(catalogue) as session:
            return ingest(session, ListSource(records, source), areas=register(), **more)

    return take_in
