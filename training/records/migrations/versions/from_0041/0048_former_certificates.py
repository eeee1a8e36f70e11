"""Certificates of before this system, and how far its series went then (R08, R17)."""

from alembic import op
from sqlalchemy import (
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

revision = "0048_former_certificates"
down_revision = "0047_projects"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_certificate",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("district_id", Integer()),
        Column("number", String(64), nullable=False),
        Column("number_key", String(64), nullable=False),
        Column("name", String(64), nullable=False),
        Column("id_number", LargeBinary(), nullable=False),
        Column("id_number_index", LargeBinary(), nullable=False),
        Column("trade", String(64), nullable=False),
        Column("level", String(64), nullable=False),
        Column("institution", String(255), nullable=False),
        Column("class_number", String(64), nullable=False),
        Column("issued_on", Date(), nullable=False),
        Column("paid_fen", Integer()),
        Column("paid_on", Date()),
        PrimaryKeyConstraint("id", name=op.f("pk_former_certificate")),
        UniqueConstraint("public_id", name=op.f("uq_former_certificate_public_id")),
        UniqueConstraint("number_key", name=op.f("uq_former_certificate_number_key")),
        CheckConstraint("paid_fen IS NULL OR paid_fen >= 0", name=op.f("ck_former_certificate_is_a_sum")),
        _to("former_certificate", "batch_id", "import_batch"),
        _to("former_certificate", "district_id", "district"),
    )
    for columns in (["id_number_index"], ["issued_on", "id"], ["batch_id"], ["district_id"]):
        op.create_index(op.f(f"ix_former_certificate_{'_'.join(columns)}"), "former_certificate", columns)
    op.create_table(
        "series_takeover",
        Column("id", Integer(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("series_id", Integer(), nullable=False),
        Column("before", Integer(), nullable=False),
        Column("last_serial", Integer(), nullable=False),
        Column("taken_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_series_takeover")),
        CheckConstraint("last_serial > before", name=op.f("ck_series_takeover_goes_on")),
        _to("series_takeover", "batch_id", "import_batch"),
        _to("series_takeover", "series_id", "certificate_series"),
    )
    for name in ("batch_id", "series_id"):
        op.create_index(op.f(f"ix_series_takeover_{name}"), "series_takeover", [name])


def downgrade() -> None:
    op.drop_table("series_takeover")
    op.drop_table("former_certificate")


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
