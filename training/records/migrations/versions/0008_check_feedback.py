"""Feedback of the city to a district, its answers; receipts of forms."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("opinion", sa.String(255), nullable=False),
        sa.Column("sent_by", sa.String(64), nullable=False),
        sa.Column("sent_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name="fk_feedback_class_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("public_id", name="uq_feedback_public_id"),
    )
    op.create_index("ix_feedback_class_id", "feedback", ["class_id"])
    op.create_table(
        "feedback_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(255), nullable=False),
        sa.Column("answered_by", sa.String(64), nullable=False),
        sa.Column("answered_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name="fk_feedback_answer_feedback_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_answer"),
    )
    op.create_index("ix_feedback_answer_feedback_id", "feedback_answer", ["feedback_id"])
    op.create_table(
        "form_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_receipt"),
        sa.UniqueConstraint("digest", name="uq_form_receipt_digest"),
    )
    op.create_index("ix_form_receipt_received_at", "form_receipt", ["received_at"])


def downgrade() -> None:
    op.drop_table("form_receipt")
    op.drop_table("feedback_answer")
    op.drop_table("feedback")
