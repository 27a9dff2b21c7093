"""What is told before somebody gets in touch or refers, each sentence with its source."""

import sqlalchemy as sa

from alembic import op
from thrive_directory.catalogue.column_types import Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guidance",
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_guidance_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance")),
        sa.UniqueConstraint("service_id", "kind", name=op.f("uq_guidance_service_id_kind")),
    )
    op.create_index(op.f("ix_guidance_service_id"), "guidance", ["service_id"])


def downgrade() -> None:
    op.drop_table("guidance")
