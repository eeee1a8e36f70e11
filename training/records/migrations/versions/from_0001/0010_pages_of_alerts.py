"""An alert knows what it is about, for the page behind it; what is owed may have hours, for a calendar."""

from alembic import op
from sqlalchemy import Column, DateTime, Uuid

revision = "0010_pages_of_alerts"
down_revision = "0009_call_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alert", Column("about", Uuid()))
    op.add_column("chat_todo", Column("starts_at", DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("chat_todo", "starts_at")
    op.drop_column("alert", "about")
