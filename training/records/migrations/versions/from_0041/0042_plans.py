"""Plans of a district for a quarter, in versions with items and acts; which item a class is of (季度计划)."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0042_plans"
down_revision = "0040_number_matches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _plans()
    _items()
    _acts()
    op.create_table(
        "class_plan_choice",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("line", Uuid(), nullable=True),
        Column("reason", String(255), nullable=False),
        Column("chosen_by_id", Integer(), nullable=False),
        Column("chosen_by", String(64), nullable=False),
        Column("chosen_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_class_plan_choice")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_class_plan_choice_class_id_ordinal")),
        _to("class_plan_choice", "class_id", "training_class"),
        _to("class_plan_choice", "chosen_by_id", "staff"),
    )


def downgrade() -> None:
    for table in ("class_plan_choice", "plan_act", "plan_item", "quarter_plan"):
        op.drop_table(table)


def _plans() -> None:
    op.create_table(
        "quarter_plan",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("year", Integer(), nullable=False),
        Column("quarter", Integer(), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("state", String(16), nullable=False),
        Column("moved_at", DateTime(timezone=True), nullable=False),
        Column("begun_by_id", Integer(), nullable=False),
        Column("begun_by", String(64), nullable=False),
        Column("begun_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_quarter_plan")),
        UniqueConstraint("public_id", name=op.f("uq_quarter_plan_public_id")),
        UniqueConstraint(
            *("district_id", "year", "quarter", "version"),
            name=op.f("uq_quarter_plan_district_id_year_quarter_version"),
        ),
        CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_quarter_plan_quarter")),
        _to("quarter_plan", "district_id", "district"),
        _to("quarter_plan", "begun_by_id", "staff"),
    )
    op.create_index(op.f("ix_quarter_plan_state_id"), "quarter_plan", ["state", "id"])


def _items() -> None:
    op.create_table(
        "plan_item",
        Column("id", Integer(), nullable=False),
        Column("plan_id", Integer(), nullable=False),
        Column("line", Uuid(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("trade", String(64), nullable=False),
        Column("level", String(64), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("is_new_occupation", Boolean(), nullable=False),
        Column("industry", String(64), nullable=False),
        Column("classes", Integer(), nullable=False),
        Column("people", Integer(), nullable=False),
        Column("halves", Integer(), nullable=False),
        Column("fund", String(16), nullable=False),
        Column("amount_fen", BigInteger(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
        UniqueConstraint("plan_id", "line", name=op.f("uq_plan_item_plan_id_line")),
        CheckConstraint(
            "classes > 0 AND people > 0 AND halves > 0 AND amount_fen > 0", name=op.f("ck_plan_item_positive")
        ),
        _to("plan_item", "plan_id", "quarter_plan"),
    )
    op.create_index(op.f("ix_plan_item_plan_id"), "plan_item", ["plan_id"])


def _acts() -> None:
    op.create_table(
        "plan_act",
        Column("id", Integer(), nullable=False),
        Column("plan_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("move", String(16), nullable=False),
        Column("state", String(16), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("acted_by_id", Integer(), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_plan_act")),
        UniqueConstraint("plan_id", "ordinal", name=op.f("uq_plan_act_plan_id_ordinal")),
        _to("plan_act", "plan_id", "quarter_plan"),
        _to("plan_act", "acted_by_id", "staff"),
    )
    op.create_index(op.f("ix_plan_act_acted_at"), "plan_act", ["acted_at"])


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
