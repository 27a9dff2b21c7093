"""The catalogue in HSDS 3.1 terms, with its vocabularies, history and one version counter."""

import sqlalchemy as sa

from alembic import op
from thrive_directory.catalogue.column_types import Key, Moment, Shape

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SPATIAL = (("area", "outline"), ("location", "point"), ("service_area", "extent"))


def upgrade() -> None:  # noqa: PLR0915 - one table after another
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.create_table(
        "area",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outline", Shape("GEOMETRY"), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
    )
    op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_catalogue_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_type", sa.String(), nullable=False),
        sa.Column("resource_id", Key(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_catalogue_version"), "revision", ["catalogue_version"])
    op.create_index(op.f("ix_revision_resource_id"), "revision", ["resource_id"])

    op.create_table(
        "source",
        sa.Column("id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "taxonomy",
        sa.Column("id", Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy")),
        sa.UniqueConstraint("code", name=op.f("uq_taxonomy_code")),
    )
    op.create_table(
        "unit",
        sa.Column("id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.JSON(), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_import_run_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index(op.f("ix_import_run_source_id"), "import_run", ["source_id"])

    op.create_table(
        "location",
        sa.Column("id", Key(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("location_type", sa.String(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("point", Shape("POINT"), nullable=True),
        sa.Column("easting_m", sa.Float(), nullable=True),
        sa.Column("northing_m", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_location_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    op.create_index(op.f("ix_location_source_id"), "location", ["source_id"])

    op.create_table(
        "organization",
        sa.Column("id", Key(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_organization_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_index(op.f("ix_organization_source_id"), "organization", ["source_id"])

    op.create_table(
        "taxonomy_term",
        sa.Column("id", Key(), nullable=False),
        sa.Column("taxonomy_id", Key(), nullable=False),
        sa.Column("parent_id", Key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["taxonomy_term.id"], name=op.f("fk_taxonomy_term_parent_id")),
        sa.ForeignKeyConstraint(["taxonomy_id"], ["taxonomy.id"], name=op.f("fk_taxonomy_term_taxonomy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_term")),
    )
    op.create_index(op.f("ix_taxonomy_term_parent_id"), "taxonomy_term", ["parent_id"])
    op.create_index(op.f("ix_taxonomy_term_taxonomy_id"), "taxonomy_term", ["taxonomy_id"])

    op.create_table(
        "tombstone",
        sa.Column("id", Key(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organization_name", sa.String(), nullable=True),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("replaced_by", Key(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_tombstone_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
        sa.UniqueConstraint("service_id", name=op.f("uq_tombstone_service_id")),
    )
    op.create_index(op.f("ix_tombstone_source_id"), "tombstone", ["source_id"])

    op.create_table(
        "urgent_help",
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("tel", sa.String(), nullable=True),
        sa.Column("sms", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_urgent_help_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgent_help")),
    )
    op.create_index(op.f("ix_urgent_help_source_id"), "urgent_help", ["source_id"])

    op.create_table(
        "address",
        sa.Column("id", Key(), nullable=False),
        sa.Column("location_id", Key(), nullable=False),
        sa.Column("address_1", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_address_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    op.create_index(op.f("ix_address_location_id"), "address", ["location_id"])

    op.create_table(
        "service",
        sa.Column("id", Key(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("organization_id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("alternate_name", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("young_person_text", sa.String(), nullable=True),
        sa.Column("professional_text", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("minimum_age", sa.Float(), nullable=True),
        sa.Column("maximum_age", sa.Float(), nullable=True),
        sa.Column("age_until", sa.Float(), nullable=True),
        sa.Column("age_text", sa.String(), nullable=True),
        sa.Column("age_exceptions", sa.JSON(), nullable=False),
        sa.Column("needs_scope", sa.String(), nullable=True),
        sa.Column("circumstances_scope", sa.String(), nullable=True),
        sa.Column("genders", sa.JSON(), nullable=False),
        sa.Column("gp_practices", sa.JSON(), nullable=False),
        sa.Column("gp_areas", sa.JSON(), nullable=False),
        sa.Column("schools", sa.JSON(), nullable=False),
        sa.Column("fees_description", sa.String(), nullable=True),
        sa.Column("coverage_text", sa.String(), nullable=True),
        sa.Column("found_by_name_only", sa.Boolean(), nullable=False),
        sa.Column("no_contact_advice", sa.String(), nullable=True),
        sa.Column("opening_hours_text", sa.String(), nullable=True),
        sa.Column("urgent_support", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("verification_status", sa.String(), nullable=False),
        sa.Column("verified_by", sa.String(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("last_modified", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_service_organization_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_service_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_organization_id"), "service", ["organization_id"])
    op.create_index(op.f("ix_service_source_id"), "service", ["source_id"])

    op.create_table(
        "attribute",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("link_id", Key(), nullable=False),
        sa.Column("link_entity", sa.String(), nullable=False),
        sa.Column("link_type", sa.String(), nullable=False),
        sa.Column("taxonomy_term_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_attribute_service_id")),
        sa.ForeignKeyConstraint(["taxonomy_term_id"], ["taxonomy_term.id"], name=op.f("fk_attribute_taxonomy_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
    )
    op.create_index(op.f("ix_attribute_link_id"), "attribute", ["link_id"])
    op.create_index(op.f("ix_attribute_service_id"), "attribute", ["service_id"])
    op.create_index(op.f("ix_attribute_taxonomy_term_id"), "attribute", ["taxonomy_term_id"])

    op.create_table(
        "contact",
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_contact_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_service_id"), "contact", ["service_id"])

    op.create_table(
        "cost_option",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_cost_option_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_option")),
    )
    op.create_index(op.f("ix_cost_option_service_id"), "cost_option", ["service_id"])

    op.create_table(
        "language",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_language_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language")),
    )
    op.create_index(op.f("ix_language_service_id"), "language", ["service_id"])

    op.create_table(
        "phone",
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("tel", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_phone_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_service_id"), "phone", ["service_id"])

    op.create_table(
        "provenance",
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("resource_type", sa.String(), nullable=False),
        sa.Column("resource_id", Key(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_provenance_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provenance")),
    )
    op.create_index(op.f("ix_provenance_service_id"), "provenance", ["service_id"])

    op.create_table(
        "service_at_location",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("location_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_service_at_location_location_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_at_location_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_at_location")),
    )
    op.create_index(op.f("ix_service_at_location_location_id"), "service_at_location", ["location_id"])
    op.create_index(op.f("ix_service_at_location_service_id"), "service_at_location", ["service_id"])

    op.create_table(
        "service_capacity",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("unit_id", Key(), nullable=False),
        sa.Column("available", sa.Float(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_capacity_service_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_capacity_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_capacity")),
    )
    op.create_index(op.f("ix_service_capacity_service_id"), "service_capacity", ["service_id"])
    op.create_index(op.f("ix_service_capacity_unit_id"), "service_capacity", ["unit_id"])

    op.create_table(
        "source_record",
        sa.Column("id", Key(), nullable=False),
        sa.Column("source_id", Key(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_source_record_service_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_record_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
        sa.UniqueConstraint("source_id", "record_id", name=op.f("uq_source_record_source_id_record_id")),
    )
    op.create_index(op.f("ix_source_record_service_id"), "source_record", ["service_id"])
    op.create_index(op.f("ix_source_record_source_id"), "source_record", ["source_id"])

    op.create_table(
        "url",
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_url_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_url")),
    )
    op.create_index(op.f("ix_url_service_id"), "url", ["service_id"])

    op.create_table(
        "schedule",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("service_at_location_id", Key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("freq", sa.String(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("byday", sa.String(), nullable=True),
        sa.Column("bymonthday", sa.String(), nullable=True),
        sa.Column("byweekno", sa.String(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dtstart", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("bank_holidays", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"], ["service_at_location.id"], name=op.f("fk_schedule_service_at_location_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_schedule_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    op.create_index(op.f("ix_schedule_service_at_location_id"), "schedule", ["service_at_location_id"])
    op.create_index(op.f("ix_schedule_service_id"), "schedule", ["service_id"])

    op.create_table(
        "service_area",
        sa.Column("id", Key(), nullable=False),
        sa.Column("service_id", Key(), nullable=False),
        sa.Column("service_at_location_id", Key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=True),
        sa.Column("extent", Shape("GEOMETRY"), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"], ["service_at_location.id"], name=op.f("fk_service_area_service_at_location_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_area_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
    )
    op.create_index(op.f("ix_service_area_area_code"), "service_area", ["area_code"])
    op.create_index(op.f("ix_service_area_service_at_location_id"), "service_area", ["service_at_location_id"])
    op.create_index(op.f("ix_service_area_service_id"), "service_area", ["service_id"])

    op.execute("INSERT INTO catalogue_version (id, version) VALUES (1, 0)")
    if on_postgresql:
        for table, column in SPATIAL:
            op.create_index(f"ix_{table}_{column}", table, [column], postgresql_using="gist")


def downgrade() -> None:
    op.drop_table("service_area")
    op.drop_table("schedule")
    op.drop_table("url")
    op.drop_table("source_record")
    op.drop_table("service_capacity")
    op.drop_table("service_at_location")
    op.drop_table("provenance")
    op.drop_table("phone")
    op.drop_table("language")
    op.drop_table("cost_option")
    op.drop_table("contact")
    op.drop_table("attribute")
    op.drop_table("service")
    op.drop_table("address")
    op.drop_table("urgent_help")
    op.drop_table("tombstone")
    op.drop_table("taxonomy_term")
    op.drop_table("organization")
    op.drop_table("location")
    op.drop_table("import_run")
    op.drop_table("unit")
    op.drop_table("taxonomy")
    op.drop_table("source")
    op.drop_table("revision")
    op.drop_table("catalogue_version")
    op.drop_table("area")
