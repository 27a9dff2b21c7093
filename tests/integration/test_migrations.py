"""The database is brought to this version, or refused in one clear line; on each database."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from tests.catalogue_records import plain
from tests.integration.conftest import Take
from thrive_directory.catalogue.queries import catalogue_version, published
from thrive_directory.catalogue.session import engine_at, engine_for, migrate, reading, writing
from thrive_directory.catalogue.tables import metadata
from thrive_directory.errors import CatalogueError
from thrive_directory.geo.areas import AreaRegister
from thrive_directory.settings import Settings


def test_a_migrated_database_has_every_table_and_the_first_version(database: Engine) -> None:
    assert metadata.tables.keys() <= set(inspect(database).get_table_names())
    with reading(database) as session:
        assert catalogue_version(session) == 0


def test_migrating_again_changes_nothing(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain())
    migrate(catalogue)
    with reading(catalogue) as session:
        assert len(list(published(session, areas))) == 1


@pytest.mark.postgis
def test_geometries_have_spatial_indexes_on_postgis(empty_postgis: Engine) -> None:
    migrate(empty_postgis)
    with empty_postgis.connect() as connection:
        found = connection.execute(text("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%USING gist%'"))
        assert set(found.scalars()) == {"ix_area_outline", "ix_location_point", "ix_service_area_extent"}


def test_a_database_of_a_newer_version_is_refused(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CatalogueError, match="another version of thrive-directory"):
        migrate(database)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    engine = engine_at(f"sqlite:///{tmp_path / 'theirs.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE service (id INTEGER)"))
    with pytest.raises(CatalogueError, match="another program"):
        migrate(engine)
    engine.dispose()


def test_an_interrupted_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_at(f"sqlite:///{tmp_path / 'catalogue.sqlite3'}")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", interrupt)
        with pytest.raises(KeyboardInterrupt):
            migrate(engine)
    assert inspect(engine).get_table_names() == []
    migrate(engine)
    assert "service" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    path.write_text("something else altogether, long enough to be read as a header" * 20)
    engine = engine_at(f"sqlite:///{path}")
    with pytest.raises(CatalogueError, match=re.escape(str(path))):
        migrate(engine)
    engine.dispose()


def test_an_unreachable_server_is_one_line_without_its_password() -> None:
    engine = engine_at("postgresql+psycopg://someone:hush@127.0.0.1:1/catalogue")
    with pytest.raises(CatalogueError) as caught:
        migrate(engine)
    assert "127.0.0.1" in caught.value.message
    assert "hush" not in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/name", "postgresql+nonsense://host/name"])
def test_an_address_of_no_database_of_ours_is_refused(address: str) -> None:
    with pytest.raises(CatalogueError, match="THRIVE_DATABASE_URL"):
        engine_at(address)


def test_the_default_is_a_file_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THRIVE_DATA_DIR", str(tmp_path / "new" / "folder"))
    engine = engine_for(Settings())
    migrate(engine)
    engine.dispose()
    assert (tmp_path / "new" / "folder" / "catalogue.sqlite3").is_file()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("THRIVE_DATA_DIR", str(tmp_path / "file" / "folder"))
    with pytest.raises(CatalogueError, match="cannot be made"):
        engine_for(Settings())


def test_a_reader_sees_one_state_from_first_to_last(take: Take, catalogue: Engine, areas: AreaRegister) -> None:
    take(plain("a"))
    with reading(catalogue) as session:
        before = catalogue_version(session)
        take(plain("b"))
        assert catalogue_version(session) == before
        assert len(list(published(session, areas))) == 1
    with reading(catalogue) as session:
        assert len(list(published(session, areas))) == 2


def test_a_reader_cannot_write(catalogue: Engine) -> None:
    with pytest.raises((CatalogueError, DBAPIError), match=r"read-?only"), reading(catalogue) as session:
        session.execute(text("UPDATE catalogue_version SET version = 7"))
    with writing(catalogue) as session:
        session.execute(text("UPDATE catalogue_version SET version = 7"))
