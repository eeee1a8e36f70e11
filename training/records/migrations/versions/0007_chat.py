"""The chat: received messages, alerts on their way to people, the monthly quota."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_received_messages()
    _create_alert_notices()
    _create_usage()


def downgrade() -> None:
    op.drop_table("api_usage")
    op.drop_table("alert_notice")
    op.drop_table("received_message")


def _create_received_messages() -> None:
    op.create_table(
        "received_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", Time, nullable=False),
        sa.Column("leased_until", Time, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("acted_at", Time, nullable=True),
        sa.Column("settled_at", Time, nullable=True),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_received_message"),
        sa.UniqueConstraint("message_id", name="uq_received_message_message_id"),
    )
    op.create_index(
        "ix_received_message_settled_at_leased_until", "received_message", ["settled_at", "leased_until"]
    )


def _create_alert_notices() -> None:
    op.create_table(
        "alert_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("leased_until", Time, nullable=False),
        sa.Column("told_at", Time, nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_alert_notice_alert_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_alert_notice_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alert_notice"),
        sa.UniqueConstraint("alert_id", "staff_id", name="uq_alert_notice_alert_id_staff_id"),
    )
    op.create_index("ix_alert_notice_staff_id", "alert_notice", ["staff_id"])


def _create_usage() -> None:
    op.create_table(
        "api_usage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_usage"),
        sa.UniqueConstraint("month", "kind", name="uq_api_usage_month_kind"),
    )
