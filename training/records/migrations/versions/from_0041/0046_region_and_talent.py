"""The mirror of the region's system, and what was handed to the talent platform (R05, R13, R18)."""

from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    CheckConstraint,
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

revision = "0046_region_and_talent"
down_revision = "0045_certificates"
branch_labels = None
depends_on = None

TABLES = (
    *("region_step", "region_number", "region_row", "region_difference", "region_difference_settling"),
    *("talent_batch", "talent_row", "talent_failure", "talent_entry"),
)


def upgrade() -> None:
    _steps_and_numbers()
    _rows_and_differences()
    _talent()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _steps_and_numbers() -> None:
    op.create_table(
        "region_step",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("step", String(16), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("status", String(16), nullable=False),
        Column("reference", String(64), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("on_day", Date(), nullable=False),
        *_by("noted", "region_step"),
        PrimaryKeyConstraint("id", name=op.f("pk_region_step")),
        UniqueConstraint("class_id", "step", "ordinal", name=op.f("uq_region_step_class_id_step_ordinal")),
        CheckConstraint("reference <> '' OR reason <> ''", name=op.f("ck_region_step_says_whence")),
        _to("region_step", "class_id", "training_class"),
    )
    op.create_table(
        "region_number",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("live_number", String(64)),
        Column("batch_id", Integer()),
        *_by("noted", "region_number", is_person=False),
        PrimaryKeyConstraint("id", name=op.f("pk_region_number")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_region_number_class_id_ordinal")),
        UniqueConstraint("live_number", name=op.f("uq_region_number_live_number")),
        _to("region_number", "class_id", "training_class"),
        _to("region_number", "batch_id", "import_batch"),
    )


def _rows_and_differences() -> None:
    op.create_table(
        "region_row",
        Column("id", Integer(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("region_number", String(64), nullable=False),
        Column("id_number_index", LargeBinary()),
        Column("masked", String(64), nullable=False),
        Column("values", JSON(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_region_row")),
        _to("region_row", "batch_id", "import_batch"),
    )
    place = ["region_number", "kind", "id"]
    op.create_index(op.f("ix_region_row_region_number_kind_id"), "region_row", place)
    op.create_index(op.f("ix_region_row_batch_id"), "region_row", ["batch_id"])
    op.create_table(
        "region_difference",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("scope", String(64), nullable=False),
        Column("subject", String(64), nullable=False),
        Column("field", String(16), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("district_id", Integer()),
        Column("class_id", Integer()),
        Column("enrolment_id", Integer()),
        Column("region_number", String(64), nullable=False),
        Column("ours", String(255), nullable=False),
        Column("theirs", String(255), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("found_at", DateTime(timezone=True), nullable=False),
        Column("open_key", String(200)),
        PrimaryKeyConstraint("id", name=op.f("pk_region_difference")),
        UniqueConstraint("public_id", name=op.f("uq_region_difference_public_id")),
        UniqueConstraint("open_key", name=op.f("uq_region_difference_open_key")),
        UniqueConstraint(
            *("scope", "subject", "field", "ordinal"),
            name=op.f("uq_region_difference_scope_subject_field_ordinal"),
        ),
        _to("region_difference", "district_id", "district"),
        _to("region_difference", "class_id", "training_class"),
        _to("region_difference", "enrolment_id", "enrolment"),
        _to("region_difference", "batch_id", "import_batch"),
    )
    for columns in (["district_id", "found_at"], ["class_id"], ["enrolment_id"], ["batch_id"]):
        name = op.f(f"ix_region_difference_{'_'.join(columns)}")
        op.create_index(name, "region_difference", columns)
    op.create_table(
        "region_difference_settling",
        Column("id", Integer(), nullable=False),
        Column("difference_id", Integer(), nullable=False),
        Column("how", String(16), nullable=False),
        Column("note", String(255), nullable=False),
        Column("batch_id", Integer()),
        *_by("settled", "region_difference_settling", is_person=False),
        PrimaryKeyConstraint("id", name=op.f("pk_region_difference_settling")),
        UniqueConstraint("difference_id", name=op.f("uq_region_difference_settling_difference_id")),
        _to("region_difference_settling", "difference_id", "region_difference"),
        _to("region_difference_settling", "batch_id", "import_batch"),
    )


def _talent() -> None:
    op.create_table(
        "talent_batch",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("rows", Integer(), nullable=False),
        *_by("made", "talent_batch"),
        PrimaryKeyConstraint("id", name=op.f("pk_talent_batch")),
        UniqueConstraint("public_id", name=op.f("uq_talent_batch_public_id")),
        UniqueConstraint("number", name=op.f("uq_talent_batch_number")),
        _to("talent_batch", "district_id", "district"),
    )
    op.create_index(op.f("ix_talent_batch_district_id"), "talent_batch", ["district_id"])
    op.create_table(
        "talent_row",
        Column("id", Integer(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("position", Integer(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("row_sha256", String(64), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_talent_row")),
        UniqueConstraint("enrolment_id", "ordinal", name=op.f("uq_talent_row_enrolment_id_ordinal")),
        UniqueConstraint("batch_id", "position", name=op.f("uq_talent_row_batch_id_position")),
        _to("talent_row", "batch_id", "talent_batch"),
        _to("talent_row", "enrolment_id", "enrolment"),
    )
    op.create_table(
        "talent_failure",
        Column("id", Integer(), nullable=False),
        Column("row_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        *_by("noted", "talent_failure"),
        PrimaryKeyConstraint("id", name=op.f("pk_talent_failure")),
        UniqueConstraint("row_id", name=op.f("uq_talent_failure_row_id")),
        _to("talent_failure", "row_id", "talent_row"),
    )
    op.create_table(
        "talent_entry",
        Column("id", Integer(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("entered_on", Date(), nullable=False),
        Column("note", String(255), nullable=False),
        *_by("noted", "talent_entry"),
        PrimaryKeyConstraint("id", name=op.f("pk_talent_entry")),
        UniqueConstraint("batch_id", name=op.f("uq_talent_entry_batch_id")),
        _to("talent_entry", "batch_id", "talent_batch"),
    )


def _by(act: str, table: str, *, is_person: bool = True) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    """Who did it and when; a file or the comparison itself is no person."""
    return (
        Column(f"{act}_by_id", Integer(), nullable=not is_person),
        Column(f"{act}_by", String(64), nullable=False),
        Column(f"{act}_at", DateTime(timezone=True), nullable=False),
        _to(table, f"{act}_by_id", "staff"),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
