"""A session knows what it was begun on, and a trainee's when it was last used: it ends unused, too."""

from alembic import op
from sqlalchemy import Column, DateTime, String, text

revision = "0016_devices"
down_revision = "0015_machine_proof"
branch_labels = None
depends_on = None
DEVICE = ("device", String(64))


def upgrade() -> None:
    op.add_column("sign_in", Column(*DEVICE, nullable=False, server_default=""))
    op.add_column("sign_in", Column("seen_at", DateTime(timezone=True)))
    op.add_column("staff_session", Column(*DEVICE, nullable=False, server_default=""))
    # Nobody knows when they were used last: nobody is signed out for it.
    op.execute(text("UPDATE sign_in SET seen_at = CURRENT_TIMESTAMP"))


def downgrade() -> None:
    op.drop_column("staff_session", "device")
    op.drop_column("sign_in", "seen_at")
    op.drop_column("sign_in", "device")
