"""When old certificates lost their names, and receipts of ours their pictures."""

from alembic import op
from sqlalchemy import Column, DateTime

revision = "0049_purged_certificates"
down_revision = "0048_former_certificates"
branch_labels = None
depends_on = None

TABLES = ("former_certificate", "certificate_handover")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, Column("purged_at", DateTime(timezone=True)))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "purged_at")
