"""Who let a message go out again, a channel go on, a token be made: what the desk does has a name."""

from alembic import op
from sqlalchemy import Column, DateTime, Integer, PrimaryKeyConstraint, String

revision = "0029_desk_admin"
down_revision = "0026_search_keys"
branch_labels = None
depends_on = None

TEXTS = (
    *(("api_token", "issued_by"), ("api_token", "purpose"), ("api_token", "revoked_by")),
    ("outgoing_message", "asked_by"),
)
OF_DISTRICT = op.f("ix_outgoing_message_district_id_id")


def upgrade() -> None:
    for table, name in TEXTS:
        op.add_column(table, Column(name, String(64), nullable=False, server_default=""))
    op.create_index(OF_DISTRICT, "outgoing_message", ["district_id", "id"])
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
    op.drop_index(OF_DISTRICT, "outgoing_message")
    for table, name in reversed(TEXTS):
        op.drop_column(table, name)
