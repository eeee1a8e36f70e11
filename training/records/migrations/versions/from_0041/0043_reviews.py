"""Filings reviewed by the city, and what certifies the teachers of a class (备案复核, 教师审核)."""

from alembic import op
from sqlalchemy import (
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

revision = "0043_reviews"
down_revision = "0042_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reviews()
    _certificates()
    _matches()
    _changes()


def downgrade() -> None:
    for table in (
        *("teacher_change_receipt", "teacher_change", "instructor_review", "instructor_certificate"),
        *("filing_reply", "filing_review"),
    ):
        op.drop_table(table)


def _reviews() -> None:
    op.create_table(
        "filing_review",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("verdict", String(16), nullable=False),
        Column("opinion", String(255), nullable=False),
        Column("prescribed_halves", Integer(), nullable=False),
        Column("is_key_group", Boolean(), nullable=False),
        *_by("reviewed"),
        PrimaryKeyConstraint("id", name=op.f("pk_filing_review")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_filing_review_class_id_ordinal")),
        _to("filing_review", "class_id", "training_class"),
        _to("filing_review", "reviewed_by_id", "staff"),
    )
    op.create_table(
        "filing_reply",
        Column("id", Integer(), nullable=False),
        Column("review_id", Integer(), nullable=False),
        Column("text", String(255), nullable=False),
        *_by("replied"),
        PrimaryKeyConstraint("id", name=op.f("pk_filing_reply")),
        UniqueConstraint("review_id", name=op.f("uq_filing_reply_review_id")),
        _to("filing_reply", "review_id", "filing_review"),
        _to("filing_reply", "replied_by_id", "staff"),
    )


def _certificates() -> None:
    table = "instructor_certificate"
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("instructor_id", Integer(), nullable=False),
        *(Column(name, String(64), nullable=False) for name in ("kind", "trade", "level", "number")),
        Column("issued_on", Date()),
        Column("expires_on", Date()),
        *_by("written"),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
        _to(table, "instructor_id", "instructor"),
        _to(table, "written_by_id", "staff"),
    )
    op.create_index(op.f(f"ix_{table}_instructor_id_id"), table, ["instructor_id", "id"])
    op.create_index(op.f(f"ix_{table}_number"), table, ["number"])


def _matches() -> None:
    table = "instructor_review"
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("instructor_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("verdict", String(16), nullable=False),
        Column("opinion", String(255), nullable=False),
        *_by("reviewed"),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        UniqueConstraint(
            "class_id", "instructor_id", "ordinal", name=op.f(f"uq_{table}_class_id_instructor_id_ordinal")
        ),
        _to(table, "class_id", "training_class"),
        _to(table, "instructor_id", "instructor"),
        _to(table, "reviewed_by_id", "staff"),
    )
    op.create_index(op.f(f"ix_{table}_instructor_id"), table, ["instructor_id"])


def _changes() -> None:
    op.create_table(
        "teacher_change",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        *(Column(name, Integer(), nullable=False) for name in ("class_id", "ordinal", "old_id", "new_id")),
        Column("from_day", Date(), nullable=False),
        Column("from_half", String(16), nullable=False),
        Column("reason", String(255), nullable=False),
        *_by("filed"),
        PrimaryKeyConstraint("id", name=op.f("pk_teacher_change")),
        UniqueConstraint("public_id", name=op.f("uq_teacher_change_public_id")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_teacher_change_class_id_ordinal")),
        _to("teacher_change", "class_id", "training_class"),
        _to("teacher_change", "old_id", "instructor"),
        _to("teacher_change", "new_id", "instructor"),
        _to("teacher_change", "filed_by_id", "staff"),
    )
    op.create_table(
        "teacher_change_receipt",
        Column("id", Integer(), nullable=False),
        Column("change_id", Integer(), nullable=False),
        *_by("received"),
        PrimaryKeyConstraint("id", name=op.f("pk_teacher_change_receipt")),
        UniqueConstraint("change_id", name=op.f("uq_teacher_change_receipt_change_id")),
        _to("teacher_change_receipt", "change_id", "teacher_change"),
        _to("teacher_change_receipt", "received_by_id", "staff"),
    )


def _by(did: str) -> tuple[Column[int], Column[str], Column[object]]:
    """Who did it, the name of then, and when."""
    return (
        Column(f"{did}_by_id", Integer(), nullable=False),
        Column(f"{did}_by", String(64), nullable=False),
        Column(f"{did}_at", DateTime(timezone=True), nullable=False),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
