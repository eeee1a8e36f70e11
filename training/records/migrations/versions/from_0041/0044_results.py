"""Verdicts of classes, marks of examinations, lists of the qualified (R16, R42, R46)."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
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

revision = "0044_results"
down_revision = "0043_reviews"
branch_labels = None
depends_on = None

TABLES = (
    "list_second",
    "qualified_person",
    "qualified_list",
    "exam_mark",
    "uncheckable_note",
    "verdict_second",
    "class_verdict",
)


def upgrade() -> None:
    _verdicts()
    _marks()
    _lists()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _verdicts() -> None:
    op.create_table(
        "class_verdict",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("verdict", String(16), nullable=False),
        Column("proposed", String(16)),
        Column("proposal", JSON(), nullable=False),
        Column("fingerprint", String(64), nullable=False),
        Column("overrides_city", Boolean(), nullable=False),
        Column("reason", String(255), nullable=False),
        *_signed("class_verdict"),
        Column("in_force_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_class_verdict")),
        UniqueConstraint("public_id", name=op.f("uq_class_verdict_public_id")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_class_verdict_class_id_ordinal")),
        _to("class_verdict", "class_id", "training_class"),
    )
    _second("verdict_second", "verdict_id", "class_verdict")
    op.create_table(
        "uncheckable_note",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("noted_by_id", Integer(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_uncheckable_note")),
        UniqueConstraint("class_id", name=op.f("uq_uncheckable_note_class_id")),
        _to("uncheckable_note", "class_id", "training_class"),
        _to("uncheckable_note", "noted_by_id", "staff"),
    )


def _marks() -> None:
    op.create_table(
        "exam_mark",
        Column("id", Integer(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("theory_tenths", Integer()),
        Column("practice_tenths", Integer()),
        Column("held_on", Date()),
        Column("batch_id", Integer()),
        Column("noted_by_id", Integer()),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_exam_mark")),
        UniqueConstraint("enrolment_id", "ordinal", name=op.f("uq_exam_mark_enrolment_id_ordinal")),
        CheckConstraint("theory_tenths BETWEEN 0 AND 1000", name=op.f("ck_exam_mark_theory_is_a_mark")),
        CheckConstraint("practice_tenths BETWEEN 0 AND 1000", name=op.f("ck_exam_mark_practice_is_a_mark")),
        _to("exam_mark", "enrolment_id", "enrolment"),
        _to("exam_mark", "batch_id", "import_batch"),
        _to("exam_mark", "noted_by_id", "staff"),
    )
    op.create_index(op.f("ix_exam_mark_batch_id"), "exam_mark", ["batch_id"])


def _lists() -> None:
    op.create_table(
        "qualified_list",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("verdict_id", Integer(), nullable=False),
        Column("needs_second", Boolean(), nullable=False),
        *_signed("qualified_list"),
        Column("approved_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_qualified_list")),
        UniqueConstraint("public_id", name=op.f("uq_qualified_list_public_id")),
        UniqueConstraint("class_id", "version", name=op.f("uq_qualified_list_class_id_version")),
        _to("qualified_list", "class_id", "training_class"),
        _to("qualified_list", "verdict_id", "class_verdict"),
    )
    op.create_index(op.f("ix_qualified_list_verdict_id"), "qualified_list", ["verdict_id"])
    op.create_table(
        "qualified_person",
        Column("id", Integer(), nullable=False),
        Column("list_id", Integer(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("credited_halves", Integer(), nullable=False),
        Column("needed_halves", Integer(), nullable=False),
        Column("prescribed_halves", Integer(), nullable=False),
        Column("sources", JSON(), nullable=False),
        Column("theory_tenths", Integer()),
        Column("practice_tenths", Integer()),
        Column("proposal", String(16)),
        Column("decision", String(16), nullable=False),
        Column("reason", String(255), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_qualified_person")),
        UniqueConstraint("list_id", "enrolment_id", name=op.f("uq_qualified_person_list_id_enrolment_id")),
        _to("qualified_person", "list_id", "qualified_list"),
        _to("qualified_person", "enrolment_id", "enrolment"),
    )
    op.create_index(op.f("ix_qualified_person_enrolment_id"), "qualified_person", ["enrolment_id"])
    _second("list_second", "list_id", "qualified_list")


def _second(table: str, column: str, other: str) -> None:
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column(column, Integer(), nullable=False),
        Column("is_agreed", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        *_signed(table),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        UniqueConstraint(column, name=op.f(f"uq_{table}_{column}")),
        _to(table, column, other),
    )


def _signed(table: str) -> tuple[Column[object] | ForeignKeyConstraint, ...]:
    return (
        Column("signed_by_id", Integer(), nullable=False),
        Column("signed_by", String(64), nullable=False),
        Column("signed_at", DateTime(timezone=True), nullable=False),
        _to(table, "signed_by_id", "staff"),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
