"""Another way to attend than by one's face, and what was decided (个人信息保护法第十六条)."""

from alembic import op
from sqlalchemy import (
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

revision = "0022_alternatives"
down_revision = "0021_purge_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_alternative",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("way", String(16), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("asked_by", String(64), nullable=False),
        Column("asked_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_attendance_alternative")),
        ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_alternative_enrolment_id")
        ),
        UniqueConstraint("public_id", name=op.f("uq_attendance_alternative_public_id")),
        UniqueConstraint(
            "enrolment_id", "ordinal", name=op.f("uq_attendance_alternative_enrolment_id_ordinal")
        ),
    )
    op.create_table(
        "alternative_decision",
        Column("id", Integer(), nullable=False),
        Column("alternative_id", Integer(), nullable=False),
        Column("until", Date()),
        Column("note", String(255), nullable=False),
        Column("decided_by_id", Integer(), nullable=False),
        Column("decided_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_alternative_decision")),
        ForeignKeyConstraint(
            ["alternative_id"],
            ["attendance_alternative.id"],
            name=op.f("fk_alternative_decision_alternative_id"),
        ),
        ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_alternative_decision_decided_by_id")
        ),
        UniqueConstraint("alternative_id", name=op.f("uq_alternative_decision_alternative_id")),
    )


def downgrade() -> None:
    op.drop_table("alternative_decision")
    op.drop_table("attendance_alternative")
