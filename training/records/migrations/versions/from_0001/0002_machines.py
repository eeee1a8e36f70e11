"""Machines in access-control mode, and lines of machines that later code can read after all."""

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, false

revision = "0002_machines"
down_revision = "0001_baseline"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", Column("is_access_control", Boolean(), nullable=False, server_default=false()))
    op.add_column("device_upload", Column("purged_at", DateTime(timezone=True)))
    op.add_column("unread_line", Column("read_at", DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("unread_line", "read_at")
    op.drop_column("device_upload", "purged_at")
    op.drop_column("device", "is_access_control")
