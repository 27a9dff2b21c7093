"""A database from before the feed gets one: what is public has entered it, what is buried has left; on each."""

from sqlalchemy import Engine

from alembic import command
from tests.catalogue_records import plain, tombstone
from tests.integration.conftest import Take
from thrive_directory.catalogue.keys import key
from thrive_directory.catalogue.queries_feed import feed_identity, publications
from thrive_directory.catalogue.session import alembic_config, migrate, reading


def test_offers_that_were_there_before_are_in_the_feed(take: Take, catalogue: Engine) -> None:
    version = take(plain("a"), plain("b", status="inactive"), tombstones=[tombstone("z")]).catalogue_version
    config = alembic_config()
    with catalogue.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    migrate(catalogue)
    with reading(catalogue) as session:
        told = {row.service_id: (row.changed_in, row.published_in) for row in publications(session)}
        identity = feed_identity(session)
    assert told == {key("test", "service", "a"): (version, version), key("test", "service", "z"): (version, None)}
    assert identity is not None
    assert identity.forgotten_to == 0
