"""What the office lets trainees and its own people know (公告), and who has read it."""

from typing import Any

from alembic import op
from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)

revision = "0031_notices"
down_revision = "0030_urging"
branch_labels = None
depends_on = None
TABLE = "announcement"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("title", String(255), nullable=False),
        Column("body", Text(), nullable=False),
        Column("readers", String(16), nullable=False),
        Column("district_id", Integer()),
        Column("class_id", Integer()),
        Column("institution_id", Integer()),
        Column("from_day", Date(), nullable=False),
        Column("until_day", Date()),
        Column("replaces_id", Integer()),
        *_who(TABLE, "written"),
        PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        UniqueConstraint("public_id", name=op.f("uq_announcement_public_id")),
        UniqueConstraint("replaces_id", name=op.f("uq_announcement_replaces_id")),
        _to(TABLE, "district_id", "district"),
        _to(TABLE, "class_id", "training_class"),
        _to(TABLE, "institution_id", "institution"),
        _to(TABLE, "replaces_id", TABLE),
    )
    op.create_index(op.f("ix_announcement_readers_from_day"), TABLE, ["readers", "from_day"])
    op.create_index(op.f("ix_announcement_district_id"), TABLE, ["district_id"])
    op.create_index(op.f("ix_announcement_class_id"), TABLE, ["class_id"])
    _once("announcement_publication", "published")
    _once("announcement_withdrawal", "withdrawn", Column("reason", String(255), nullable=False))
    _readings("announcement_reading")


def downgrade() -> None:
    for table in ("announcement_reading", "announcement_withdrawal", "announcement_publication", TABLE):
        op.drop_table(table)


def _once(table: str, did: str, *columns: Column[Any]) -> None:
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("announcement_id", Integer(), nullable=False),
        *columns,
        *_who(table, did),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        UniqueConstraint("announcement_id", name=op.f(f"uq_{table}_announcement_id")),
        _to(table, "announcement_id", TABLE),
    )


def _readings(table: str) -> None:
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("announcement_id", Integer(), nullable=False),
        Column("trainee_id", Integer()),
        Column("staff_id", Integer()),
        Column("read_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        UniqueConstraint(
            "announcement_id", "trainee_id", name=op.f(f"uq_{table}_announcement_id_trainee_id")
        ),
        UniqueConstraint("announcement_id", "staff_id", name=op.f(f"uq_{table}_announcement_id_staff_id")),
        _to(table, "announcement_id", TABLE),
        _to(table, "trainee_id", "trainee"),
        _to(table, "staff_id", "staff"),
    )
    op.create_index(op.f(f"ix_{table}_trainee_id"), table, ["trainee_id"])


def _who(table: str, did: str) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        Column(f"{did}_by_id", Integer(), nullable=False),
        Column(f"{did}_by", String(64), nullable=False),
        Column(f"{did}_at", DateTime(timezone=True), nullable=False),
        _to(table, f"{did}_by_id", "staff"),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
