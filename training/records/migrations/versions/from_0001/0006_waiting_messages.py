"""A message in the chat that waits for the platform is due again at its own time, apart from its lease."""

from alembic import op
from sqlalchemy import Column, DateTime, Integer

revision = "0006_waiting_messages"
down_revision = "0005_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("received_message", Column("due_at", DateTime(timezone=True)))
    op.add_column("received_message", Column("waits", Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("received_message", "waits")
    op.drop_column("received_message", "due_at")
