"""The outbox by template and state; alerts; staff known in DingTalk and their sessions on the pages."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
# A text cannot go on as a template: a code that still waited expires, and is asked for again.
KEPT_UP = """
    SELECT id, public_id, 'migrated:' || id AS dedupe_key, occasion AS template, phone, phone_index,
        COALESCE((
            SELECT CASE outcome WHEN 'sent' THEN 'sent' WHEN 'refused' THEN 'rejected'
                WHEN 'unclear' THEN 'failed' END
            FROM delivery_attempt AS last WHERE last.message_id = outgoing_message.id
            ORDER BY last.id DESC LIMIT 1
        ), 'expired') AS state,
        written_at, written_at AS due_at, expires_at,
        (SELECT COUNT(*) FROM delivery_attempt AS tried
            WHERE tried.message_id = outgoing_message.id AND tried.outcome <> 'expired') AS attempts,
        (SELECT COUNT(*) FROM delivery_attempt AS billed
            WHERE billed.message_id = outgoing_message.id AND billed.outcome = 'sent') AS segments,
        '' AS provider,
        COALESCE((SELECT MAX(reference) FROM delivery_attempt AS taken
            WHERE taken.message_id = outgoing_message.id AND taken.outcome = 'sent'), '') AS reference,
        COALESCE(settled_at, expires_at) AS settled_at
    FROM outgoing_message"""
KEPT_DOWN = """
    SELECT id, public_id, template AS occasion, phone, phone_index, written_at, expires_at,
        COALESCE(settled_at, expires_at) AS settled_at
    FROM outgoing_message WHERE phone IS NOT NULL"""


def upgrade() -> None:
    op.add_column("staff", sa.Column("dingtalk_id", sa.String(64), nullable=True))
    op.create_index("ix_staff_dingtalk_id", "staff", ["dingtalk_id"], unique=True)
    _create_staff_sessions()
    _create_alerts()
    _remake_outbox(KEPT_UP, _create_outbox)


def downgrade() -> None:
    _remake_outbox(KEPT_DOWN, _create_first_outbox)
    op.drop_table("alert")
    op.drop_table("staff_session")
    op.drop_table("staff_link")
    op.drop_index("ix_staff_dingtalk_id", "staff")
    op.drop_column("staff", "dingtalk_id")


def _create_staff_sessions() -> None:
    op.create_table(
        "staff_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("made_at", Time, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_link_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_link"),
        sa.UniqueConstraint("digest", name="uq_staff_link_digest"),
    )
    op.create_index("ix_staff_link_staff_id", "staff_link", ["staff_id"])
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", Time, nullable=False),
        sa.Column("seen_at", Time, nullable=False),
        sa.Column("ended_at", Time, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_session_staff_id"),
        sa.ForeignKeyConstraint(["link_id"], ["staff_link.id"], name="fk_staff_session_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
        sa.UniqueConstraint("link_id", name="uq_staff_session_link_id"),
        sa.UniqueConstraint("digest", name="uq_staff_session_digest"),
    )
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"])


def _create_alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(255), nullable=False),
        sa.Column("raised_at", Time, nullable=False),
        sa.Column("told_at", Time, nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_alert_district_id"),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name="fk_alert_institution_id"),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name="fk_alert_class_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("public_id", name="uq_alert_public_id"),
        sa.UniqueConstraint("dedupe_key", name="uq_alert_dedupe_key"),
    )
    op.create_index("ix_alert_audience_raised_at", "alert", ["audience", "raised_at"])
    op.create_index("ix_alert_class_id", "alert", ["class_id"])


def _remake_outbox(kept: str, create: Callable[[], None]) -> None:
    """SQLite alters a column only by making the table anew, and not while another table refers to it."""
    op.execute(f"CREATE TABLE kept_message AS {kept}")
    op.execute("CREATE TABLE kept_attempt AS SELECT * FROM delivery_attempt")
    op.drop_table("delivery_attempt")
    op.drop_table("outgoing_message")
    create()
    _create_attempts()
    _bring_back("outgoing_message", "kept_message", "SELECT * FROM kept_message")
    attempts = "SELECT * FROM kept_attempt WHERE message_id IN (SELECT id FROM kept_message)"
    _bring_back("delivery_attempt", "kept_attempt", attempts)
    op.drop_table("kept_attempt")
    op.drop_table("kept_message")


def _bring_back(table: str, kept: str, rows: str) -> None:
    columns = ", ".join(column["name"] for column in sa.inspect(op.get_bind()).get_columns(kept))
    op.execute(f"INSERT INTO {table} ({columns}) {rows}")
    if op.get_bind().dialect.name == "postgresql":
        highest = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(MAX(id), 0) + 1, false)"
        op.execute(f"{highest} FROM {table}")


def _create_outbox() -> None:
    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.String(255), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("parameters", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("trainee_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("written_at", Time, nullable=False),
        sa.Column("due_at", Time, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Column("leased_until", Time, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(255), nullable=False),
        sa.Column("settled_at", Time, nullable=True),
        sa.Column("purged_at", Time, nullable=True),
        sa.ForeignKeyConstraint(["trainee_id"], ["trainee.id"], name="fk_outgoing_message_trainee_id"),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_outgoing_message_district_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_message"),
        sa.UniqueConstraint("public_id", name="uq_outgoing_message_public_id"),
        sa.UniqueConstraint("dedupe_key", name="uq_outgoing_message_dedupe_key"),
    )
    op.create_index("ix_outgoing_message_phone_index", "outgoing_message", ["phone_index"])
    op.create_index("ix_outgoing_message_trainee_id", "outgoing_message", ["trainee_id"])
    op.create_index("ix_outgoing_message_state_due_at", "outgoing_message", ["state", "due_at"])
    op.create_index("ix_outgoing_message_provider_reference", "outgoing_message", ["provider", "reference"])


def _create_first_outbox() -> None:
    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.String(64), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", Time, nullable=False),
        sa.Column("expires_at", Time, nullable=False),
        sa.Column("leased_until", Time, nullable=True),
        sa.Column("settled_at", Time, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_message"),
        sa.UniqueConstraint("public_id", name="uq_outgoing_message_public_id"),
    )
    op.create_index("ix_outgoing_message_phone_index", "outgoing_message", ["phone_index"])
    op.create_index(
        "ix_outgoing_message_settled_at_leased_until", "outgoing_message", ["settled_at", "leased_until"]
    )


def _create_attempts() -> None:
    op.create_table(
        "delivery_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("attempted_at", Time, nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(255), nullable=False),
        sa.Column("fault", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["outgoing_message.id"], name="fk_delivery_attempt_message_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_delivery_attempt"),
    )
    op.create_index("ix_delivery_attempt_message_id", "delivery_attempt", ["message_id"])
