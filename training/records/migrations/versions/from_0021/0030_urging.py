"""What the city urges a district to do (督办), and what was done about it."""

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

revision = "0030_urging"
down_revision = "0029_desk_admin"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "urging",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("class_id", Integer()),
        Column("text", String(255), nullable=False),
        Column("state", String(16), nullable=False),
        Column("first_due_on", Date(), nullable=False),
        Column("due_on", Date(), nullable=False),
        Column("urged_by_id", Integer(), nullable=False),
        Column("urged_by", String(64), nullable=False),
        Column("urged_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_urging")),
        UniqueConstraint("public_id", name=op.f("uq_urging_public_id")),
        _to("urging", "district_id", "district"),
        _to("urging", "class_id", "training_class"),
        _to("urging", "urged_by_id", "staff"),
    )
    op.create_index(op.f("ix_urging_state_due_on_id"), "urging", ["state", "due_on", "id"])
    op.create_index(op.f("ix_urging_district_id_state"), "urging", ["district_id", "state"])
    op.create_index(op.f("ix_urging_class_id"), "urging", ["class_id"])
    op.create_table(
        "urging_step",
        Column("id", Integer(), nullable=False),
        Column("urging_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("move", String(16), nullable=False),
        Column("text", String(255), nullable=False),
        Column("due_on", Date()),
        Column("acted_by_id", Integer(), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_urging_step")),
        UniqueConstraint("urging_id", "ordinal", name=op.f("uq_urging_step_urging_id_ordinal")),
        _to("urging_step", "urging_id", "urging"),
        _to("urging_step", "acted_by_id", "staff"),
    )


def downgrade() -> None:
    op.drop_table("urging_step")
    op.drop_table("urging")


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
