"""The worker tells that it is at work, so that whoever looks sees when it is not."""

from alembic import op
from sqlalchemy import Column, DateTime, PrimaryKeyConstraint, String

revision = "0017_heartbeats"
down_revision = "0016_devices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        Column("part", String(16), nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("part", name="pk_heartbeat"),
    )


def downgrade() -> None:
    op.drop_table("heartbeat")
