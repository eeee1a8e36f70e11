"""Vouchers, by batch, and every act with one (R10)."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0057_vouchers"
down_revision = "0056_payments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voucher_batch",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("name", String(255), nullable=False),
        Column("district_id", Integer()),
        Column("trade", String(64), nullable=False),
        Column("level", String(64), nullable=False),
        Column("face_fen", Integer()),
        Column("fund", String(16), nullable=False),
        Column("valid_from", Date(), nullable=False),
        Column("valid_until", Date(), nullable=False),
        Column("people", Integer(), nullable=False),
        Column("import_batch_id", Integer()),
        Column("issued_by_id", Integer(), nullable=False),
        Column("issued_by", String(64), nullable=False),
        Column("issued_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_voucher_batch")),
        CheckConstraint("valid_from <= valid_until", name=op.f("ck_voucher_batch_days")),
        CheckConstraint("people > 0", name=op.f("ck_voucher_batch_people")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_voucher_batch_district_id")),
        ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_voucher_batch_import_batch_id")
        ),
        ForeignKeyConstraint(["issued_by_id"], ["staff.id"], name=op.f("fk_voucher_batch_issued_by_id")),
        UniqueConstraint("number", name=op.f("uq_voucher_batch_number")),
        UniqueConstraint("public_id", name=op.f("uq_voucher_batch_public_id")),
    )
    op.create_index(op.f("ix_voucher_batch_district_id"), "voucher_batch", ["district_id"])
    op.create_index(op.f("ix_voucher_batch_import_batch_id"), "voucher_batch", ["import_batch_id"])
    op.create_table(
        "voucher",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("serial", Integer(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("trainee_id", Integer(), nullable=False),
        Column("year", Integer(), nullable=False),
        Column("district_id", Integer()),
        Column("valid_until", Date(), nullable=False),
        Column("state", String(16), nullable=False),
        Column("used_enrolment_id", Integer()),
        PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        ForeignKeyConstraint(["batch_id"], ["voucher_batch.id"], name=op.f("fk_voucher_batch_id")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_voucher_district_id")),
        ForeignKeyConstraint(["trainee_id"], ["trainee.id"], name=op.f("fk_voucher_trainee_id")),
        ForeignKeyConstraint(
            ["used_enrolment_id"], ["enrolment.id"], name=op.f("fk_voucher_used_enrolment_id")
        ),
        UniqueConstraint("batch_id", "serial", name=op.f("uq_voucher_batch_id_serial")),
        UniqueConstraint("number", name=op.f("uq_voucher_number")),
        UniqueConstraint("public_id", name=op.f("uq_voucher_public_id")),
        UniqueConstraint("used_enrolment_id", name=op.f("uq_voucher_used_enrolment_id")),
    )
    op.create_index(op.f("ix_voucher_district_id"), "voucher", ["district_id"])
    op.create_index(op.f("ix_voucher_state_valid_until"), "voucher", ["state", "valid_until"])
    op.create_index(op.f("ix_voucher_trainee_id_year"), "voucher", ["trainee_id", "year"])
    op.create_table(
        "voucher_event",
        Column("id", Integer(), nullable=False),
        Column("voucher_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("move", String(16), nullable=False),
        Column("state", String(16), nullable=False),
        Column("enrolment_id", Integer()),
        Column("reason", String(255), nullable=False),
        Column("acted_by_id", Integer(), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_voucher_event")),
        ForeignKeyConstraint(["acted_by_id"], ["staff.id"], name=op.f("fk_voucher_event_acted_by_id")),
        ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_voucher_event_enrolment_id")),
        ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_event_voucher_id")),
        UniqueConstraint("voucher_id", "ordinal", name=op.f("uq_voucher_event_voucher_id_ordinal")),
    )
    op.create_index(op.f("ix_voucher_event_acted_at"), "voucher_event", ["acted_at"])
    op.create_index(op.f("ix_voucher_event_enrolment_id"), "voucher_event", ["enrolment_id"])


def downgrade() -> None:
    for table in ("voucher_event", "voucher", "voucher_batch"):
        op.drop_table(table)
