"""What happened while a card was being drawn: whether it may rest afterwards."""

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0059_urgent_cards"
down_revision = "0058_follow_ups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chat_card", Column("is_urgent", Boolean(), nullable=False, server_default=false()))


def downgrade() -> None:
    op.drop_column("chat_card", "is_urgent")
