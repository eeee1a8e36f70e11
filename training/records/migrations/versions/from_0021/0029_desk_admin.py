"""Who let a message go out again, a channel go on, a token be made: what the desk does has a name."""

from alembic import op
from sqlalchemy import Column, DateTime, Integer, PrimaryKeyConstraint, String, text

revision = "0029_desk_admin"
down_revision = "0028_desk_staff"
branch_labels = None
depends_on = None

TEXTS = (
    *(("api_token", "issued_by"), ("api_token", "purpose"), ("api_token", "revoked_by")),
    ("outgoing_message", "asked_by"),
)
MOMENTS = (
    *(("claim_event", "acted_at"), ("punch_correction", "asked_at"), ("correction_decision", "decided_at")),
    *(("check_conclusion", "concluded_at"), ("import_batch", "imported_at")),
    *(("leave_of_absence", "approved_at"), ("device_command", "queued_at")),
)
"""By which the log of acts finds the latest ones of tables that grow."""
ASKED_AT, ASKED = "ix_outgoing_message_asked_at", text("asked_by <> ''")
OF_DISTRICT = "ix_outgoing_message_district_id_id"


def upgrade() -> None:
    for table, name in TEXTS:
        op.add_column(table, Column(name, String(64), nullable=False, server_default=""))
    for table, moment in MOMENTS:
        op.create_index(op.f(f"ix_{table}_{moment}"), table, [moment])
    op.create_index(
        op.f(ASKED_AT), "outgoing_message", ["written_at"], sqlite_where=ASKED, postgresql_where=ASKED
    )
    op.create_index(op.f(OF_DISTRICT), "outgoing_message", ["district_id", "id"])
    op.create_table(
        "channel_resumption",
        Column("id", Integer(), nullable=False),
        Column("provider", String(64), nullable=False),
        Column("resumed_at", DateTime(timezone=True), nullable=False),
        Column("resumed_by", String(64), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_channel_resumption")),
    )


def downgrade() -> None:
    op.drop_table("channel_resumption")
    op.drop_index(op.f(OF_DISTRICT), "outgoing_message")
    op.drop_index(op.f(ASKED_AT), "outgoing_message")
    for table, moment in reversed(MOMENTS):
        op.drop_index(op.f(f"ix_{table}_{moment}"), table)
    for table, name in reversed(TEXTS):
        op.drop_column(table, name)
