"""A filed class and its timetable change by request and approval."""

from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
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

revision = "0024_class_amendments"
down_revision = "0023_restrictions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _requests(
        "class_amendment",
        Column("field", String(16), nullable=False),
        Column("old", String(255), nullable=False),
        Column("new", String(255), nullable=False),
    )
    _decisions(
        "amendment_decision", "amendment_id", "class_amendment", Column("effects", JSON(), nullable=False)
    )
    _requests(
        "lesson_change",
        Column("kind", String(16), nullable=False),
        Column("held_on", Date()),
        Column("half_day", String(16)),
        Column("new_on", Date()),
        Column("new_half_day", String(16)),
        Column("content", String(16), nullable=False),
        Column("mode", String(16), nullable=False),
        Column("halves", Integer(), nullable=False),
        Column("old_teacher", String(64), nullable=False),
        Column("new_teacher", String(64), nullable=False),
        Column("punches", Integer(), nullable=False),
    )
    _decisions("lesson_change_decision", "change_id", "lesson_change")
    op.create_table(
        "amendment_noted",
        Column("id", Integer(), nullable=False),
        Column("amendment_id", Integer(), nullable=False),
        *_who("amendment_noted", "noted"),
        PrimaryKeyConstraint("id", name=op.f("pk_amendment_noted")),
        _to("amendment_noted", "amendment_id", "class_amendment"),
        UniqueConstraint("amendment_id", name=op.f("uq_amendment_noted_amendment_id")),
    )


def downgrade() -> None:
    for table in (
        "amendment_noted",
        "lesson_change_decision",
        "lesson_change",
        "amendment_decision",
        "class_amendment",
    ):
        op.drop_table(table)


def _requests(table: str, *columns: Column[Any]) -> None:
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        *columns,
        Column("reason", String(255), nullable=False),
        Column("state", String(16), nullable=False),
        *_who(table, "asked"),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _to(table, "class_id", "training_class"),
        UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
        UniqueConstraint("class_id", "ordinal", name=op.f(f"uq_{table}_class_id_ordinal")),
    )
    op.create_index(op.f(f"ix_{table}_state_id"), table, ["state", "id"])


def _decisions(table: str, subject: str, of: str, *columns: Column[Any]) -> None:
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column(subject, Integer(), nullable=False),
        Column("is_approved", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        *columns,
        *_who(table, "decided"),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _to(table, subject, of),
        UniqueConstraint(subject, name=op.f(f"uq_{table}_{subject}")),
    )


def _who(table: str, did: str) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        Column(f"{did}_by_id", Integer(), nullable=False),
        Column(f"{did}_by", String(64), nullable=False),
        Column(f"{did}_at", DateTime(timezone=True), nullable=False),
        _to(table, f"{did}_by_id", "staff"),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
