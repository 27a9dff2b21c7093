"""What is told of each offer in the feed of changes; offers that are there already entered it in this version."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa

from alembic import op
from thrive_directory.catalogue.column_types import Key, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    feed = op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", Key(), nullable=False),
        sa.Column("forgotten_to", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
    )
    op.bulk_insert(feed, [{"id": 1, "epoch": str(uuid4()), "forgotten_to": 0}])
    publication = op.create_table(
        "publication",
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("changed_in", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("published_in", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_changed_in"), "publication", ["changed_in"])
    version = sa.select(sa.column("version")).select_from(sa.table("catalogue_version")).scalar_subquery()
    now = sa.literal(datetime.now(UTC), Moment())
    service = sa.table("service", sa.column("id"), sa.column("is_published", sa.Boolean()), sa.column("last_modified"))
    stone = sa.table("tombstone", sa.column("service_id"))
    published = sa.select(service.c.id, version, service.c.last_modified, version).where(service.c.is_published)
    gone = sa.select(stone.c.service_id, version, now, sa.null())
    columns = ["service_id", "changed_in", "changed_at", "published_in"]
    op.execute(publication.insert().from_select(columns, published))
    op.execute(publication.insert().from_select(columns, gone))


def downgrade() -> None:
    op.drop_table("publication")
    op.drop_table("feed")
