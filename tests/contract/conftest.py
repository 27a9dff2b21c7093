"""The real app over the real seed, set up once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.ready_folder import ready_folder
from thrive_directory.api.app import create_app
from thrive_directory.api.main import compose
from thrive_directory.api.parts import Parts

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
