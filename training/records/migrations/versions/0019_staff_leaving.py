"""Members of staff leave the service."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # The older code asks only for accounts, sessions and tokens, which whoever left no longer has.
    op.drop_column("staff", "left_at")
