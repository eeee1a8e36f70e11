"""What is to be purged is planned the evening before, and may be held (个人信息保护法第四十七条)."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0021_purge_plans"
down_revision = "0020_rights"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "purge_plan",
        Column("id", Integer(), nullable=False),
        Column("night", Date(), nullable=False),
        Column("due", JSON(), nullable=False),
        Column("is_suspicious", Boolean(), nullable=False),
        Column("planned_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_purge_plan")),
        UniqueConstraint("night", name=op.f("uq_purge_plan_night")),
    )
    op.create_table(
        "purge_hold",
        Column("id", Integer(), nullable=False),
        Column("is_held", Boolean(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("said_by", String(64), nullable=False),
        Column("said_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_purge_hold")),
    )


def downgrade() -> None:
    op.drop_table("purge_hold")
    op.drop_table("purge_plan")
