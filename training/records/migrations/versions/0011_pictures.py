"""Pictures of checks and of corrections go when their time is over; that they were there stays."""

from alembic import op
from sqlalchemy import Column, DateTime

revision = "0011_pictures"
down_revision = "0010_pages_of_alerts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("evidence", "correction_photo"):
        op.add_column(table, Column("purged_at", DateTime(timezone=True)))


def downgrade() -> None:
    for table in ("evidence", "correction_photo"):
        op.drop_column(table, "purged_at")
