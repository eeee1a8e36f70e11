"""Restriction in place of erasure, its lift, and why a paper was opened (个人信息保护法第四十七条)."""

from alembic import op
from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0023_restrictions"
down_revision = "0022_alternatives"
branch_labels = None
depends_on = None

# Code of before knows no release that waits: to it whatever is released counts.
RELEASED_IN_WHAT_WAITS = """
DELETE FROM punch_release WHERE batch_id IN (
    SELECT import_batch.id FROM import_batch
    WHERE import_batch.waits_for IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM batch_acceptance
        WHERE batch_acceptance.batch_id = import_batch.id AND batch_acceptance.is_accepted
    )
)
"""


def upgrade() -> None:
    _restrictions()
    op.create_table(
        "restriction_lift",
        Column("id", Integer(), nullable=False),
        Column("restriction_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("lifted_by_id", Integer()),
        Column("lifted_by", String(64), nullable=False),
        Column("lifted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_restriction_lift")),
        ForeignKeyConstraint(
            ["restriction_id"],
            ["processing_restriction.id"],
            name=op.f("fk_restriction_lift_restriction_id"),
        ),
        ForeignKeyConstraint(["lifted_by_id"], ["staff.id"], name=op.f("fk_restriction_lift_lifted_by_id")),
        UniqueConstraint("restriction_id", name=op.f("uq_restriction_lift_restriction_id")),
    )
    op.add_column("paper_opening", Column("reason", String(255), nullable=False, server_default=""))


def _restrictions() -> None:
    name = "processing_restriction"
    op.create_table(
        name,
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("trainee_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("district_id", Integer()),
        Column("request_id", Integer()),
        Column("reason", String(255), nullable=False),
        Column("begun_by_id", Integer()),
        Column("begun_by", String(64), nullable=False),
        Column("begun_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        ForeignKeyConstraint(["trainee_id"], ["trainee.id"], name=op.f(f"fk_{name}_trainee_id")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f(f"fk_{name}_district_id")),
        ForeignKeyConstraint(["request_id"], ["data_request.id"], name=op.f(f"fk_{name}_request_id")),
        ForeignKeyConstraint(["begun_by_id"], ["staff.id"], name=op.f(f"fk_{name}_begun_by_id")),
        UniqueConstraint("public_id", name=op.f(f"uq_{name}_public_id")),
        UniqueConstraint("trainee_id", "ordinal", name=op.f(f"uq_{name}_trainee_id_ordinal")),
        UniqueConstraint("request_id", name=op.f(f"uq_{name}_request_id")),
    )
    op.create_index(op.f(f"ix_{name}_district_id"), name, ["district_id"])


def downgrade() -> None:
    op.execute(RELEASED_IN_WHAT_WAITS)
    op.drop_column("paper_opening", "reason")
    op.drop_table("restriction_lift")
    op.drop_table("processing_restriction")
