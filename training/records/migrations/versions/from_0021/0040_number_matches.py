"""Numbers of machines that were given to people afterwards: asked for, decided, taken back (一键匹配)."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0040_number_matches"
down_revision = "0039_alternative_askers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "number_match",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("device", String(64), nullable=False),
        Column("old_number", String(64), nullable=False),
        Column("new_number", String(64), nullable=False),
        Column("grounds", String(255), nullable=False),
        Column("half_days", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("is_at_once", Boolean(), nullable=False),
        Column("asked_by_id", Integer(), nullable=False),
        Column("asked_by", String(64), nullable=False),
        Column("asked_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_number_match")),
        UniqueConstraint("public_id", name=op.f("uq_number_match_public_id")),
        _to("number_match", "class_id", "training_class"),
        _to("number_match", "enrolment_id", "enrolment"),
        _to("number_match", "asked_by_id", "staff"),
    )
    op.create_index(op.f("ix_number_match_class_id_new_number"), "number_match", ["class_id", "new_number"])
    op.create_index(op.f("ix_number_match_enrolment_id"), "number_match", ["enrolment_id"])
    op.create_table(
        "number_match_decision",
        Column("id", Integer(), nullable=False),
        Column("match_id", Integer(), nullable=False),
        Column("is_approved", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("decided_by_id", Integer(), nullable=False),
        Column("decided_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_number_match_decision")),
        UniqueConstraint("match_id", name=op.f("uq_number_match_decision_match_id")),
        _to("number_match_decision", "match_id", "number_match"),
        _to("number_match_decision", "decided_by_id", "staff"),
    )
    op.create_table(
        "number_match_undoing",
        Column("id", Integer(), nullable=False),
        Column("match_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("undone_by_id", Integer(), nullable=False),
        Column("undone_by", String(64), nullable=False),
        Column("undone_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_number_match_undoing")),
        UniqueConstraint("match_id", name=op.f("uq_number_match_undoing_match_id")),
        _to("number_match_undoing", "match_id", "number_match"),
        _to("number_match_undoing", "undone_by_id", "staff"),
    )


def downgrade() -> None:
    for table in ("number_match_undoing", "number_match_decision", "number_match"):
        op.drop_table(table)


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
