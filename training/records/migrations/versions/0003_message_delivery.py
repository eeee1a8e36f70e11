"""How messages are delivered: receipts, channels."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("outgoing_message", sa.Column("attempted_at", Time, nullable=True))
    op.add_column("outgoing_message", sa.Column("sent_at", Time, nullable=True))
    op.add_column("outgoing_message", sa.Column("look_up_at", Time, nullable=True))
    op.create_index("ix_outgoing_message_provider_look_up_at", "outgoing_message", ["provider", "look_up_at"])
    op.create_index("ix_outgoing_message_state_expires_at", "outgoing_message", ["state", "expires_at"])
    _create_receipts()
    _create_channels()


def downgrade() -> None:
    op.drop_table("sms_channel")
    op.drop_table("message_receipt")
    op.drop_index("ix_outgoing_message_state_expires_at", "outgoing_message")
    op.drop_index("ix_outgoing_message_provider_look_up_at", "outgoing_message")
    op.drop_column("outgoing_message", "look_up_at")
    op.drop_column("outgoing_message", "sent_at")
    op.drop_column("outgoing_message", "attempted_at")


def _create_receipts() -> None:
    op.create_table(
        "message_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("received_at", Time, nullable=False),
        sa.Column("fate", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(255), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.Column("applied_at", Time, nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["outgoing_message.id"], name="fk_message_receipt_message_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_message_receipt"),
    )
    op.create_index("ix_message_receipt_message_id", "message_receipt", ["message_id"])
    op.create_index("ix_message_receipt_applied_at", "message_receipt", ["applied_at"])


def _create_channels() -> None:
    op.create_table(
        "sms_channel",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("paused_until", Time, nullable=True),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("next_slot_at", Time, nullable=True),
        sa.PrimaryKeyConstraint("provider", name="pk_sms_channel"),
    )
