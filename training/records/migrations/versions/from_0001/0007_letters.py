"""Feedback to a district is a letter with a number; looks at printed records from outside are counted."""

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String, UniqueConstraint

revision = "0007_letters"
down_revision = "0006_waiting_messages"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feedback_letter",
        Column("id", Integer, primary_key=True),
        Column("feedback_id", Integer, ForeignKey("feedback.id"), nullable=False, unique=True),
        Column("office", String(64), nullable=False),
        Column("series", String(64), nullable=False),
        Column("year", Integer, nullable=False),
        Column("ordinal", Integer, nullable=False),
        UniqueConstraint("series", "year", "ordinal"),
    )
    op.create_table(
        "record_verification",
        Column("id", Integer, primary_key=True),
        Column("address_index", LargeBinary, nullable=False),
        Column("verified_at", Time, nullable=False, index=True),
    )
    together = op.f("ix_record_verification_address_index_verified_at")
    op.create_index(together, "record_verification", ["address_index", "verified_at"])


def downgrade() -> None:
    op.drop_table("record_verification")
    op.drop_table("feedback_letter")
