"""Cameras in classrooms, which class is seen by which, and which pictures of checks they gave."""

from typing import Any

from alembic import op
from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0038_cameras"
down_revision = "0037_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "camera",
        Column("id", Integer(), nullable=False),
        Column("institution_id", Integer(), nullable=False),
        Column("class_room", String(64), nullable=False),
        Column("address", LargeBinary(), nullable=False),
        Column("account", LargeBinary(), nullable=False),
        Column("password", LargeBinary(), nullable=False),
        *_said("camera", "registered"),
        PrimaryKeyConstraint("id", name=op.f("pk_camera")),
        _to("camera", "institution_id", "institution"),
    )
    op.create_index(op.f("ix_camera_institution_id"), "camera", ["institution_id"])
    op.create_table(
        "camera_retirement",
        Column("id", Integer(), nullable=False),
        Column("camera_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        *_said("camera_retirement", "retired"),
        PrimaryKeyConstraint("id", name=op.f("pk_camera_retirement")),
        UniqueConstraint("camera_id", name=op.f("uq_camera_retirement_camera_id")),
        _to("camera_retirement", "camera_id", "camera"),
    )
    op.create_table(
        "camera_use",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("camera_id", Integer()),
        *_said("camera_use", "said"),
        PrimaryKeyConstraint("id", name=op.f("pk_camera_use")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_camera_use_class_id_ordinal")),
        _to("camera_use", "class_id", "training_class"),
        _to("camera_use", "camera_id", "camera"),
    )
    op.create_index(op.f("ix_camera_use_camera_id"), "camera_use", ["camera_id"])
    op.create_table(
        "camera_still",
        Column("id", Integer(), nullable=False),
        Column("evidence_id", Integer(), nullable=False),
        Column("camera_id", Integer(), nullable=False),
        Column("class_room", String(64), nullable=False),
        Column("taken_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_camera_still")),
        UniqueConstraint("evidence_id", name=op.f("uq_camera_still_evidence_id")),
        _to("camera_still", "evidence_id", "evidence"),
        _to("camera_still", "camera_id", "camera"),
    )


def downgrade() -> None:
    for table in ("camera_still", "camera_use", "camera_retirement", "camera"):
        op.drop_table(table)


def _said(table: str, verb: str) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        Column(f"{verb}_by_id", Integer(), nullable=False),
        Column(f"{verb}_by", String(64), nullable=False),
        Column(f"{verb}_at", DateTime(timezone=True), nullable=False),
        _to(table, f"{verb}_by_id", "staff"),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
