"""Pictures of checks and of corrections go when their time is over; that they were there stays."""

from alembic import op
from sqlalchemy import Column, DateTime

revision = "0014_pictures"
down_revision = "0013_looks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("evidence", "correction_photo"):
        op.add_column(table, Column("purged_at", DateTime(timezone=True)))


def downgrade() -> None:
    for table in ("evidence", "correction_photo"):
        op.drop_column(table, "purged_at")
