"""The chat: received messages, alerts on their way to people, cards of checks, the monthly quota."""

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
    _create_focus_and_cards()
    _create_usage()


def downgrade() -> None:
    op.drop_table("api_usage")
    op.drop_table("check_card")
    op.drop_table("check_focus")
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


def _create_focus_and_cards() -> None:
    op.create_table(
        "check_focus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_check_focus_staff_id"),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_check_focus_check_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_focus"),
        sa.UniqueConstraint("staff_id", name="uq_check_focus_staff_id"),
    )
    op.create_table(
        "check_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("is_due", sa.Boolean(), nullable=False),
        sa.Column("leased_until", Time, nullable=False),
        sa.Column("delivered_at", Time, nullable=True),
        sa.Column("shown", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_check_card_check_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_check_card_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_card"),
        sa.UniqueConstraint("public_id", name="uq_check_card_public_id"),
        sa.UniqueConstraint("check_id", "staff_id", name="uq_check_card_check_id_staff_id"),
    )
    op.create_index("ix_check_card_staff_id", "check_card", ["staff_id"])
    op.create_index("ix_check_card_is_due_leased_until", "check_card", ["is_due", "leased_until"])


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
