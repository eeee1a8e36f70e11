"""That a trainee was told what is processed is a row (个人信息保护法第十七条)."""

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, UniqueConstraint

revision = "0012_notices"
down_revision = "0011_calendar"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_acknowledgement",
        Column("id", Integer, primary_key=True),
        Column("trainee_id", Integer, ForeignKey("trainee.id"), nullable=False),
        Column("version", String(64), nullable=False),
        Column("acknowledged_at", DateTime(timezone=True), nullable=False),
        UniqueConstraint("trainee_id", "version"),
    )


def downgrade() -> None:
    op.drop_table("notice_acknowledgement")
