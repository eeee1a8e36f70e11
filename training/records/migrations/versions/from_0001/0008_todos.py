"""What is owed is a task in the chat's own list of things to do, where the installation asks for it."""

from alembic import op
from sqlalchemy import JSON, Boolean, Column, DateTime, Integer, String, UniqueConstraint, Uuid

revision = "0008_todos"
down_revision = "0007_letters"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "chat_todo",
        Column("id", Integer, primary_key=True),
        Column("public_id", Uuid, nullable=False, unique=True),
        Column("duty_key", String(255), nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("kind", String(16), nullable=False),
        Column("about", Uuid, nullable=False),
        Column("subject", String(255), nullable=False),
        Column("people", JSON, nullable=False),
        Column("due_at", Time),
        Column("wanted_at", Time, nullable=False),
        Column("done_at", Time),
        Column("task_id", String(128)),
        Column("creator", String(64), nullable=False),
        Column("may_be_there", Boolean, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("leased_until", Time, nullable=False),
        Column("settled_at", Time),
        UniqueConstraint("duty_key", "ordinal"),
    )
    op.create_index(op.f("ix_chat_todo_settled_at_leased_until"), "chat_todo", ["settled_at", "leased_until"])


def downgrade() -> None:
    op.drop_table("chat_todo")
