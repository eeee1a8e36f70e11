"""Who is asked what became of them, what they answered, who was asked again (R11, R14, R56)."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0058_follow_ups"
down_revision = "0057_vouchers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "follow_up",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("institution_id", Integer(), nullable=False),
        Column("after_days", Integer(), nullable=False),
        Column("qualified_on", Date(), nullable=False),
        Column("due_on", Date(), nullable=False),
        Column("is_open", Boolean(), nullable=False),
        Column("dropped_at", DateTime(timezone=True)),
        Column("token", String(32)),
        PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_follow_up_district_id")),
        ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_follow_up_enrolment_id")),
        ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_follow_up_institution_id")
        ),
        UniqueConstraint("enrolment_id", "after_days", name=op.f("uq_follow_up_enrolment_id_after_days")),
        UniqueConstraint("public_id", name=op.f("uq_follow_up_public_id")),
        UniqueConstraint("token", name=op.f("uq_follow_up_token")),
    )
    op.create_index(
        op.f("ix_follow_up_district_id_is_open_due_on_id"),
        "follow_up",
        ["district_id", "is_open", "due_on", "id"],
    )
    op.create_index(
        op.f("ix_follow_up_institution_id_is_open_due_on_id"),
        "follow_up",
        ["institution_id", "is_open", "due_on", "id"],
    )
    op.create_table(
        "follow_up_answer",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("follow_up_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("status", String(16), nullable=False),
        Column("employer", String(255), nullable=False),
        Column("credit_code", String(64), nullable=False),
        Column("job", String(64), nullable=False),
        Column("since", Date()),
        Column("source", String(16), nullable=False),
        Column("asked_on", Date(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("has_proof", Boolean(), nullable=False),
        Column("staff_id", Integer()),
        Column("answered_by", String(64), nullable=False),
        Column("answered_at", DateTime(timezone=True), nullable=False),
        Column("batch_id", Integer()),
        Column("client_key", String(64)),
        Column("seed", LargeBinary()),
        Column("back_check_is_due", Boolean(), nullable=False),
        Column("purged_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_follow_up_answer")),
        ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_follow_up_answer_batch_id")),
        ForeignKeyConstraint(
            ["follow_up_id"], ["follow_up.id"], name=op.f("fk_follow_up_answer_follow_up_id")
        ),
        ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_follow_up_answer_staff_id")),
        UniqueConstraint(
            "follow_up_id", "client_key", name=op.f("uq_follow_up_answer_follow_up_id_client_key")
        ),
        UniqueConstraint("follow_up_id", "ordinal", name=op.f("uq_follow_up_answer_follow_up_id_ordinal")),
        UniqueConstraint("public_id", name=op.f("uq_follow_up_answer_public_id")),
    )
    op.create_index(op.f("ix_follow_up_answer_answered_at"), "follow_up_answer", ["answered_at"])
    op.create_index(
        op.f("ix_follow_up_answer_back_check_is_due_id"), "follow_up_answer", ["back_check_is_due", "id"]
    )
    op.create_index(op.f("ix_follow_up_answer_batch_id"), "follow_up_answer", ["batch_id"])
    op.create_table(
        "follow_up_proof",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("answer_id", Integer(), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("media_type", String(64), nullable=False),
        Column("size", Integer(), nullable=False),
        Column("store_key", String(255), nullable=False),
        Column("received_at", DateTime(timezone=True), nullable=False),
        Column("purged_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_follow_up_proof")),
        ForeignKeyConstraint(
            ["answer_id"], ["follow_up_answer.id"], name=op.f("fk_follow_up_proof_answer_id")
        ),
        UniqueConstraint("answer_id", name=op.f("uq_follow_up_proof_answer_id")),
        UniqueConstraint("public_id", name=op.f("uq_follow_up_proof_public_id")),
    )
    op.create_table(
        "back_check",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("answer_id", Integer(), nullable=False),
        Column("status", String(16), nullable=False),
        Column("agrees", Boolean()),
        Column("employer", String(255), nullable=False),
        Column("since", Date()),
        Column("note", String(255), nullable=False),
        Column("asked_on", Date(), nullable=False),
        Column("checked_by_id", Integer(), nullable=False),
        Column("checked_by", String(64), nullable=False),
        Column("checked_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_back_check")),
        ForeignKeyConstraint(["answer_id"], ["follow_up_answer.id"], name=op.f("fk_back_check_answer_id")),
        ForeignKeyConstraint(["checked_by_id"], ["staff.id"], name=op.f("fk_back_check_checked_by_id")),
        UniqueConstraint("answer_id", name=op.f("uq_back_check_answer_id")),
        UniqueConstraint("public_id", name=op.f("uq_back_check_public_id")),
    )


def downgrade() -> None:
    for table in ("back_check", "follow_up_proof", "follow_up_answer", "follow_up"):
        op.drop_table(table)
