"""What people report to be wrong with an offer, kept until a steward has dealt with it or for 90 days."""

import sqlalchemy as sa

from alembic import op
from thrive_directory.catalogue.column_types import Key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "problem_report",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
    )
    op.create_index(op.f("ix_problem_report_reported_on"), "problem_report", ["reported_on"])


def downgrade() -> None:
    op.drop_table("problem_report")
